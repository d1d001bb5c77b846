package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// A docImport is the work of import doc.
type docImport struct {
	*input
	stdout, stderr io.Writer
	table          *table.Table
	origin         merge.Origin
}

func importDoc(cmd *cobra.Command, args []string) error {
	flags := cmd.Flags()
	i := &docImport{input: inputOf(cmd), stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
	i.origin = merge.Origin{Columns: columnsFlag(cmd)}
	i.origin.Base, _ = flags.GetString("base")
	into, _ := flags.GetString("into")
	if into != "" {
		if err := i.target(into); err != nil {
			return err
		}
	}
	format, _ := flags.GetString(inputFormat)
	if err := i.documents(args, format); err != nil {
		return err
	}
	if into != "" {
		return i.merge(into)
	}
	return i.write(cmd)
}

// target reads the spec to merge into. Options that the call does not have come from the spec.
func (i *docImport) target(name string) error {
	_, spec, err := i.read(name, syntax.MaxSize)
	if err != nil {
		return err
	}
	kept := merge.OriginOf(name, spec)
	i.origin.Columns = cmp.Or(i.origin.Columns, kept.Columns)
	i.origin.Base = cmp.Or(i.origin.Base, kept.Base)
	return nil
}

// documents reads the documents.
func (i *docImport) documents(args []string, format string) error {
	columns, err := columnsOf(i.origin.Columns)
	if err != nil {
		return err
	}
	var files []readers.File
	for _, arg := range args {
		name, data, err := i.read(arg, mostDocument)
		if err != nil {
			return err
		}
		files = append(files, readers.File{Name: name, Data: data, Format: format})
	}
	read, list := document.Read(files, table.Options{Columns: columns, Base: i.origin.Base})
	if len(list) > 0 {
		return i.wrong(list)
	}
	i.table = read
	return nil
}

// write writes a new spec.
func (i *docImport) write(cmd *cobra.Command) error {
	pkg, _ := cmd.Flags().GetString("package")
	spec := merge.Spec(i.table, merge.Target{Package: pkg, Origin: i.origin})
	out := cmd.Flags().Lookup(outFlag)
	if !out.Changed {
		if _, err := i.stdout.Write(spec); err != nil {
			return err
		}
		return i.say("(the spec)", spec)
	}
	file := filepath.Clean(out.Value.String())
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists and is not overwritten; merge with --into, or name another file", diag.Inert(file))
	}
	wrote, err := i.product(spec).writeTo(file, i.stderr)
	if err := sayWrote(i.stdout, file, wrote, err); err != nil {
		return err
	}
	return i.say(file, spec)
}

// merge merges into a spec.
func (i *docImport) merge(name string) error {
	merged, list := merge.Into(i.table, name, i.sources[name], i.origin)
	if len(list) > 0 {
		return i.wrong(list)
	}
	i.table.Doubts = merged.Doubts
	wrote, err := i.product(merged.Spec).writeTo(filepath.Clean(name), i.stderr)
	if err := sayWrote(i.stdout, name, wrote, err); err != nil {
		return err
	}
	// Positions in the spec are those before the merge.
	return i.say(name, merged.Spec)
}

// product returns a spec as a file to write. The file is new, or it is the one that was read.
func (i *docImport) product(spec []byte) product {
	return product{spec, func([]byte) bool { return true }}
}

// show writes diagnostics, each with its line.
func (i *docImport) show(list diag.List) error { return i.sources.show(i.stderr, list) }

// say shows the doubts, the mistakes in the new spec, and how much was read.
func (i *docImport) say(file string, spec []byte) error {
	open, notes := i.doubts()
	if len(open) > 0 {
		fmt.Fprintln(i.stderr, "What can change who may call:")
	}
	if err := i.show(open); err != nil {
		return err
	}
	if len(open) > 0 && len(notes) > 0 {
		fmt.Fprintln(i.stderr, "Further notes:")
	}
	if err := i.show(notes); err != nil {
		return err
	}
	_, refused := model.Load(file, spec)
	if len(refused) > 0 {
		fmt.Fprintf(i.stderr, "What generating will say of %s:\n", diag.Inert(file))
		i.sources[file] = spec
		if err := i.show(refused); err != nil {
			return err
		}
	}
	fmt.Fprintln(i.stderr, i.summary(len(open), len(notes)))
	if len(open) > 0 || len(refused) > 0 || i.table.LeftOut > 0 {
		return errNo
	}
	return nil
}

// doubts returns the doubts that can change who may call, and the others.
func (i *docImport) doubts() (open, notes diag.List) {
	for _, d := range i.table.Doubts {
		if d.Access {
			open.Add(d.Diagnostic)
		} else {
			notes.Add(d.Diagnostic)
		}
	}
	return open, notes
}

// summary returns how much was read.
func (i *docImport) summary(open, notes int) string {
	closed := 0
	for _, row := range i.table.Rows {
		if row.Need.Kind == notation.Closed {
			closed++
		}
	}
	text := diag.Counted(len(i.table.Rows), "row")
	if closed > 0 {
		text += fmt.Sprintf(" (%d closed)", closed)
	}
	text += ", " + diag.Counted(len(i.table.Permissions), "code")
	if i.table.LeftOut > 0 {
		text += ", " + diag.Counted(i.table.LeftOut, "row") + " left out"
	}
	return text + ", " + diag.Counted(open, "open question") + ", " + diag.Counted(notes, "note")
}
