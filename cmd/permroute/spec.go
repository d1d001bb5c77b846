package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/syntax"
)

// A generation is a spec, what it generates, and the folder where that belongs.
type generation struct {
	spec   string // as the user named it
	folder string
	files  []generator.File
	mark   mark.Mark // what the first line of its files says
}

// newGeneration reads and generates the one argument of cmd. A spec that is wrong is told to the user.
func newGeneration(cmd *cobra.Command, spec string) (*generation, error) {
	source, err := readUpTo(spec, syntax.MaxSize+1) // enough to see that it is too large
	if err != nil {
		return nil, err
	}
	output, err := generator.Generate(spec, source)
	var list diag.List
	if errors.As(err, &list) {
		return nil, wrong(cmd, list, source)
	}
	if err != nil {
		return nil, err
	}
	g := &generation{spec: spec, folder: output.Package, files: output.Files, mark: mark.Mark{Spec: spec}}
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		g.folder = filepath.Clean(out.Value.String())
	}
	return g, nil
}

// current says that there is nothing to do.
func (g *generation) current(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s is current: %d files\n", diag.Inert(g.folder), len(g.files))
	return err
}

// readUpTo reads a file, and no more than limit bytes of it.
func readUpTo(name string, limit int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, failed("read", name, err)
	}
	defer file.Close()
	source, err := io.ReadAll(io.LimitReader(file, limit))
	if err != nil {
		return nil, failed("read", name, err)
	}
	return source, nil
}

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

// outFlag is the flag that names where output goes.
const outFlag = "out"

// oneSpec takes exactly one argument, the spec.
func oneSpec(cmd *cobra.Command, args []string) error {
	if err := cobra.ExactArgs(1)(cmd, args); err != nil {
		return err
	}
	if err := plainFile("SPEC", args[0]); err != nil {
		return err
	}
	return filledOut(cmd)
}

// plainFile refuses an argument that is empty or stands for a standard stream.
func plainFile(what, arg string) error {
	switch arg {
	case "":
		return fmt.Errorf("%s is empty", what)
	case "-":
		return fmt.Errorf("%s is -, but standard streams are not supported: name a file", what)
	}
	return nil
}

// filledOut refuses an --out without a value, as a shell variable that is not set leaves it.
func filledOut(cmd *cobra.Command) error {
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		return plainFile("--"+outFlag, out.Value.String())
	}
	return nil
}

// coloured reports whether w is a terminal that shows colours to somebody who wants them.
func coloured(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
