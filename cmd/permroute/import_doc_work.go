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
	stdout, stderr io.Writer
	sources        map[string][]byte // by file name
	table          *table.Table
	origin         merge.Origin
}

func importDoc(cmd *cobra.Command, args []string) error {
	flags := cmd.Flags()
	i := &docImport{stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr(), sources: map[string][]byte{}}
	i.origin = merge.Origin{Columns: columnsFlag(cmd), File: filepath.Base(args[0])}
	i.origin.Base, _ = flags.GetString("base")
	into, _ := flags.GetString("into")
	if into != "" {
		if err := i.spec(into); err != nil {
			return err
		}
	}
	format, _ := flags.GetString("format")
	if err := i.read(args, format); err != nil {
		return err
	}
	if into != "" {
		return i.merge(into)
	}
	return i.write(cmd)
}

// spec reads the spec to merge into. It says how its document is read, where the call does not.
func (i *docImport) spec(name string) error {
	spec, err := readUpTo(name, syntax.MaxSize+1)
	if err != nil {
		return err
	}
	i.sources[name] = spec
	kept := merge.OriginOf(name, spec)
	i.origin.Columns = cmp.Or(i.origin.Columns, kept.Columns)
	i.origin.Base = cmp.Or(i.origin.Base, kept.Base)
	return nil
}

// read reads the documents.
func (i *docImport) read(names []string, format string) error {
	columns, err := columnsOf(i.origin.Columns)
	if err != nil {
		return err
	}
	var files []readers.File
	for _, name := range names {
		data, err := readUpTo(name, mostDocument+1)
		if err != nil {
			return err
		}
		if len(data) > mostDocument {
			return fmt.Errorf("%s is larger than %d bytes (64 MiB), which is what a document may have", diag.Inert(name), mostDocument)
		}
		i.sources[name] = data
		files = append(files, readers.File{Name: name, Data: data, Format: format})
	}
	read, wrong := document.Read(files, table.Options{Columns: columns, Base: i.origin.Base})
	if len(wrong) > 0 {
		return i.refuse(wrong)
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
	if _, err := writeFile(file, spec); err != nil {
		return err
	}
	fmt.Fprintln(i.stdout, "wrote", diag.Inert(file))
	return i.say(file, spec)
}

// merge merges into a spec.
func (i *docImport) merge(name string) error {
	merged, wrong := merge.Into(i.table, name, i.sources[name], i.origin)
	if len(wrong) > 0 {
		return i.refuse(wrong)
	}
	i.table.Doubts = merged.Doubts
	wrote, err := writeFile(filepath.Clean(name), merged.Spec)
	if err != nil {
		return err
	}
	if wrote {
		fmt.Fprintln(i.stdout, "wrote", diag.Inert(name))
	} else {
		fmt.Fprintln(i.stdout, diag.Inert(name), "is current")
	}
	// Positions in the spec are those before the merge.
	return i.say(name, merged.Spec)
}

// refuse shows what is wrong.
func (i *docImport) refuse(wrong diag.List) error {
	if err := i.show(wrong); err != nil {
		return err
	}
	return said(exitWrong)
}

// show writes diagnostics, each with its line.
func (i *docImport) show(list diag.List) error {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Pos.File == list[0].Pos.File {
			n++
		}
		if err := diag.Render(i.stderr, list[:n], i.sources[list[0].Pos.File], diag.Style{Colour: coloured(i.stderr)}); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// say shows the doubts, what a spec of this text is refused for, and how much was read.
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
		return said(exitWrong)
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
	text := counted(len(i.table.Rows), "row")
	if closed > 0 {
		text += fmt.Sprintf(" (%d closed)", closed)
	}
	text += ", " + counted(len(i.table.Permissions), "code")
	if i.table.LeftOut > 0 {
		text += ", " + counted(i.table.LeftOut, "row") + " left out"
	}
	return text + ", " + counted(open, "open question") + ", " + counted(notes, "note")
}

// counted returns a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
