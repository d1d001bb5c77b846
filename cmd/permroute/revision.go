package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// A version is a spec as it is now or as it was in a revision.
type version struct {
	api  *model.API
	file string // without the revision
}

// version reads a spec that is named by a file, by REVISION:PATH or by -. An existing file is not read as
// a revision.
func (in *input) version(arg string) (*version, error) {
	_, path, found := strings.Cut(arg, ":")
	if _, err := os.Stat(arg); err == nil || !found {
		if err := in.mistaken(arg); err != nil {
			return nil, err
		}
		api, err := in.spec(arg)
		return &version{api, named(arg)}, err
	}
	data, err := committed(arg)
	if err != nil {
		return nil, err
	}
	api, err := in.load(arg, data)
	return &version{api, strings.TrimPrefix(path, "./")}, err
}

// mistaken returns an error for a revision without a path, which is no file. It names the spec that may be meant.
func (in *input) mistaken(arg string) error {
	if _, err := os.Stat(arg); err == nil || arg == fromStdin {
		return nil
	}
	if exec.Command("git", "rev-parse", "--quiet", "--verify", "--end-of-options", arg+"^{commit}").Run() != nil {
		return nil // no revision either, or no git
	}
	return fmt.Errorf("%s is a revision, and no file; write %s:%s for a spec as git has it", diag.Inert(arg), diag.Inert(arg), diag.Inert(in.otherSpec))
}

// committed returns the file REVISION:PATH, as git has it. git must not read the name as an option or as a
// pattern of paths.
func committed(name string) ([]byte, error) {
	var stdout limited
	var stderr bytes.Buffer
	git := exec.Command("git", "cat-file", "blob", "--end-of-options", name)
	git.Stdout, git.Stderr = &stdout, &stderr
	err := git.Run()
	var exit *exec.ExitError
	switch {
	case stdout.Len() > syntax.MaxSize:
		return nil, fmt.Errorf("%s has more than %d bytes (%d MiB)", diag.Inert(name), syntax.MaxSize, syntax.MaxSize>>20)
	case errors.As(err, &exit):
		why, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("cannot read %s, which is no file: git: %s", diag.Inert(name), diag.Inert(strings.TrimPrefix(why, "fatal: ")))
	case err != nil:
		return nil, fmt.Errorf("cannot read %s, which is no file, from git: %w", diag.Inert(name), err)
	}
	return stdout.Bytes(), nil
}

// A limited buffer stops to grow when it has more than a spec can have.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len() > syntax.MaxSize {
		return 0, errors.New("too large")
	}
	return l.Buffer.Write(p)
}
