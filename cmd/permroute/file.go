package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

// failed returns the error of a file that could not be read, written and so on.
func failed(verb, name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		err = link.Err
	}
	return fmt.Errorf("cannot %s %s: %w", verb, diag.Inert(name), err)
}

// A product is the one file that a command makes.
type product struct {
	data []byte
	ours func(was []byte) bool // reports whether a file with this content may be overwritten
}

// write prints the product on standard output, or makes the file of --out current and says so.
func (p product) write(cmd *cobra.Command) error {
	stdout := cmd.OutOrStdout()
	out := cmd.Flags().Lookup(outFlag)
	if !out.Changed {
		_, err := stdout.Write(p.data)
		return err
	}
	file := filepath.Clean(out.Value.String())
	wrote, err := p.writeTo(file, cmd.ErrOrStderr())
	return sayWrote(stdout, file, wrote, err)
}

// sayWrote says whether a file was written or was current already.
func sayWrote(stdout io.Writer, file string, wrote bool, err error) error {
	switch {
	case err != nil:
		return err
	case wrote:
		_, err = fmt.Fprintln(stdout, "wrote", diag.Inert(file))
	default:
		_, err = fmt.Fprintln(stdout, diag.Inert(file), "is current")
	}
	return err
}

// writeTo writes the product to a file, and reports whether the file had other data.
func (p product) writeTo(file string, stderr io.Writer) (bool, error) {
	info, err := os.Lstat(file)
	if err == nil && !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s is %s; allowed: a file", diag.Inert(file), kindName(info.Mode()))
	}
	was, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, failed("read", file, err)
	case bytes.Equal(was, p.data):
		return false, nil
	case !p.ours(was):
		return false, fmt.Errorf("%s was not written by this command and is not overwritten; remove it, or name another file with --%s", diag.Inert(file), outFlag)
	}
	folder, err := takeFolder(filepath.Dir(file), stderr)
	if err != nil {
		return false, err
	}
	defer folder.release()
	_, err = commit(folder, []change{{differs, filepath.Base(file), p.data}})
	return err == nil, err
}

// writeNew writes a file that must not exist.
func writeNew(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists and is not overwritten; name another file, or remove it", diag.Inert(name))
	}
	if err != nil {
		return failed("write", name, err)
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(name) // a spec that is cut short would look like a whole one
		return failed("write", name, err)
	}
	return nil
}
