package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// mostDocument is how large a document may be, in bytes.
const mostDocument = 64 << 20

func importDocCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doc FILE... [--out SPEC | --into SPEC] [--format FORMAT] [--columns LIST] [--package NAME]",
		Short: "Make a spec of a vendor's permission table",
		Long: `Make a spec of a vendor's permission table.

It reads HTML, Markdown, reStructuredText, CSV, TSV and flat text (a page copied
as text, a cell on each line). It finds the columns by their header names, in
Chinese, English and some other languages, and by what they hold. The spec goes to
standard output, or to a new file with --out. --into merges it into a spec that exists: what the
document says otherwise is changed, what is new is added, and everything else
stays as it is, byte by byte.

What was mended, guessed or not read goes to standard error, each with its place
in the document. A row that cannot be read is left out, said there, and makes the
exit code 1.

Exit codes: 0 the spec is written; 1 there is no table, or not all rows of it
could be read, or it cannot be merged; 2 a mistake in the call, or a file that
could not be read or written.`,
		Example: `  permroute import doc page.html --out new.yaml
  permroute import doc page.html --into permissions.yaml
  permroute import doc scopes.csv --columns "route=Endpoint,code=Scope"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.MinimumNArgs(1)(cmd, args); err != nil {
				return err
			}
			for _, arg := range args {
				if err := plainFile("FILE", arg); err != nil {
					return err
				}
			}
			return docFlags(cmd)
		},
		RunE: importDoc,
	}
	cmd.DisableFlagsInUseLine = true
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.String(outFlag, "", "the `file` to write the spec to; it must not exist (default: standard output)")
	flags.String("into", "", "the `spec` to merge into")
	flags.String("format", "", "the documents' `format`: "+strings.Join(readers.Formats(), ", ")+" (default: by name and content)")
	flags.StringArray("columns", nil, "what header names mean, as a `list` of role=name; roles: "+strings.Join(table.RoleNames(), ", "))
	flags.String("package", "", "the `name` of the spec's Go package (default: what all codes begin with, or api)")
	return cmd
}

// docFlags refuses flags that contradict each other or have no value.
func docFlags(cmd *cobra.Command) error {
	flags := cmd.Flags()
	for _, name := range []string{outFlag, "into", "format", "package"} {
		if f := flags.Lookup(name); f.Changed {
			if err := plainFile("--"+name, f.Value.String()); err != nil {
				return err
			}
		}
	}
	if flags.Changed(outFlag) && flags.Changed("into") {
		return errors.New("--out and --into: name one of them")
	}
	if flags.Changed("into") && flags.Changed("package") {
		return errors.New("--package: the spec that --into names has one")
	}
	if format, _ := flags.GetString("format"); format != "" && !slices.Contains(readers.Formats(), format) {
		return oneOf("--format", format, readers.Formats())
	}
	_, err := columnsOf(cmd)
	return err
}

// columnsOf reads --columns.
func columnsOf(cmd *cobra.Command) (columns []table.Column, err error) {
	lists, err := cmd.Flags().GetStringArray("columns")
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			role, name, found := strings.Cut(one, "=")
			role, name = strings.TrimSpace(role), strings.TrimSpace(name)
			switch {
			case !found || name == "":
				return nil, fmt.Errorf("--columns %s; allowed: role=name", diag.Quote(one))
			case !slices.Contains(table.RoleNames(), role):
				return nil, oneOf("--columns: the role", role, table.RoleNames())
			}
			columns = append(columns, table.Column{Role: role, Name: name})
		}
	}
	return columns, nil
}

// A docImport is the work of import doc.
type docImport struct {
	stderr  io.Writer
	sources map[string][]byte // by file name
	table   *table.Table
}

func importDoc(cmd *cobra.Command, args []string) error {
	i := &docImport{stderr: cmd.ErrOrStderr(), sources: map[string][]byte{}}
	columns, _ := columnsOf(cmd) // docFlags has read them
	format, _ := cmd.Flags().GetString("format")
	var files []readers.File
	for _, name := range args {
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
	read, wrong := document.Read(files, columns)
	if len(wrong) > 0 {
		return i.refuse(wrong)
	}
	i.table = read
	if into, _ := cmd.Flags().GetString("into"); into != "" {
		return i.merge(into, cmd.OutOrStdout())
	}
	return i.write(cmd)
}

// write writes a new spec.
func (i *docImport) write(cmd *cobra.Command) error {
	pkg, _ := cmd.Flags().GetString("package")
	spec := merge.Spec(i.table, pkg)
	out := cmd.Flags().Lookup(outFlag)
	if !out.Changed {
		if _, err := cmd.OutOrStdout().Write(spec); err != nil {
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
	fmt.Fprintln(cmd.OutOrStdout(), "wrote", diag.Inert(file))
	return i.say(file, spec)
}

// merge merges into a spec.
func (i *docImport) merge(name string, stdout io.Writer) error {
	spec, err := readUpTo(name, syntax.MaxSize+1)
	if err != nil {
		return err
	}
	i.sources[name] = spec
	merged, doubts, wrong := merge.Into(i.table, name, spec)
	if len(wrong) > 0 {
		return i.refuse(wrong)
	}
	i.table.Doubts = append(i.table.Doubts, doubts...)
	wrote, err := writeFile(filepath.Clean(name), merged)
	if err != nil {
		return err
	}
	if wrote {
		fmt.Fprintln(stdout, "wrote", diag.Inert(name))
	} else {
		fmt.Fprintln(stdout, diag.Inert(name), "is current")
	}
	// Positions in the spec are those before the merge.
	return i.say(name, merged)
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
	t := i.table
	if err := i.show(t.Doubts); err != nil {
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
	fmt.Fprintf(i.stderr, "%s, %s, %s\n", counted(len(t.Rows), "row"), counted(len(t.Permissions), "code"), counted(len(t.Doubts), "doubt"))
	if t.LeftOut > 0 {
		fmt.Fprintf(i.stderr, "%s left out\n", counted(t.LeftOut, "row"))
		return said(exitWrong)
	}
	return nil
}

// counted returns a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
