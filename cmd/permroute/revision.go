package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// A version is a spec, of now or of a revision.
type version struct {
	api  *model.API
	file string // without the revision
}

// versionOf reads a spec that a file or REVISION:PATH names. What is a file is no revision.
func versionOf(cmd *cobra.Command, name string) (*version, error) {
	_, path, found := strings.Cut(name, ":")
	if _, err := os.Stat(name); err == nil || !found {
		api, err := resolved(cmd, name)
		return &version{api, name}, err
	}
	source, err := committed(name)
	if err != nil {
		return nil, err
	}
	api, err := resolvedFrom(cmd, name, source)
	return &version{api, strings.TrimPrefix(path, "./")}, err
}

// committed returns the file that REVISION:PATH names, as git has it.
func committed(name string) ([]byte, error) {
	var stdout limited
	var stderr bytes.Buffer
	git := exec.Command("git", "show", "--end-of-options", name)
	git.Stdout, git.Stderr = &stdout, &stderr
	err := git.Run()
	var exit *exec.ExitError
	switch {
	case stdout.Len() > syntax.MaxSize:
		return stdout.Bytes(), nil // enough to see that it is too large
	case errors.As(err, &exit):
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("cannot read %s, which is no file: git show: %s", diag.Inert(name), diag.Inert(said))
	case err != nil:
		return nil, fmt.Errorf("cannot read %s, which is no file, from git: %w", diag.Inert(name), err)
	}
	return stdout.Bytes(), nil
}

// A limited buffer takes what a spec may have and no more.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len() > syntax.MaxSize {
		return 0, errors.New("too large")
	}
	return l.Buffer.Write(p)
}
