package main

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
)

// A generation is a spec, its output, and the folder of the output.
type generation struct {
	spec   string // as the user named it
	folder string
	goName string // the name of the Go package; empty if the output has none
	files  []generator.File
	mark   mark.Mark // what the first line of the files says
}

// newGeneration reads the spec of generate and check, and generates its output.
func newGeneration(cmd *cobra.Command, spec string) (*generation, error) {
	api, err := inputOf(cmd).spec(spec)
	if err != nil {
		return nil, err
	}
	output := generator.Print(api)
	return &generation{
		spec: spec, folder: outOr(cmd, output.Package), goName: output.Package, files: output.Files, mark: mark.Mark{Spec: api.Spec},
	}, nil
}

// write makes the output current and says on stdout what it has done, also if it could not do everything.
func (g *generation) write(stdout, stderr io.Writer) error {
	folder, err := takeFolder(g.folder, stderr)
	if err != nil {
		return err
	}
	defer folder.release()
	changes, err := compare(g, folder.root)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return g.current(stdout)
	}
	done, err := commit(folder, changes)
	for _, c := range done {
		verb := "wrote"
		if c.state == orphan {
			verb = "removed"
		}
		fmt.Fprintln(stdout, verb, g.path(c.name))
	}
	return err
}

// current says that there is nothing to do.
func (g *generation) current(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s is current: %s\n", diag.Inert(g.folder), diag.Counted(len(g.files), "file"))
	return err
}

// path returns a file of the output folder as messages name it.
func (g *generation) path(name string) string { return shown(g.folder, name) }

func shown(folder, name string) string {
	return diag.Inert(filepath.Join(folder, filepath.FromSlash(name)))
}

// shellSafe matches words that need no quotes in any shell.
var shellSafe = regexp.MustCompile(`^[\p{L}\p{N}_./:@%+,-]+$`)

// shellWord returns the name of a file, or -, as a word of a command line.
func shellWord(name string) string {
	if strings.HasPrefix(name, "-") && name != fromStdin {
		name = "./" + name
	}
	if shellSafe.MatchString(name) {
		return name
	}
	return "'" + strings.ReplaceAll(diag.Inert(name), "'", `'\''`) + "'"
}
