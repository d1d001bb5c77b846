package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/names"
	"github.com/permroute/permroute/generator/route"
)

// mostDocument is the size of the largest document that is read, in bytes.
const mostDocument = 64 << 20

func importDocCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doc FILE... [--out SPEC | --into SPEC] [--input-format FORMAT] [--columns LIST] [--base PATH] [--package NAME]",
		Short: "Make a spec of a vendor's permission table",
		Long: `Make a spec of a vendor's permission table.

It reads HTML, Markdown, reStructuredText, CSV, TSV and flat text (a page copied
as text, a cell on each line). It finds the columns by their header names, in
Chinese, English and some other languages, and by what they hold. The spec goes to
standard output, or to a new file with --out.

A row whose cell is not understood to its last character lets nobody in. The cell
is kept in the spec as printed. Everything that was mended, guessed or not read
goes to standard error, with its place in the document. What can change who may
call stands first, and makes the exit code 1.

--into merges the document into a spec that exists. What the document says
otherwise is changed, what is new is added, and everything else stays as it is,
byte by byte. A row that you corrected by hand stays as long as the document
prints the same. The spec keeps --columns and --base: the next merge uses them.

If FILE is -, it is read from standard input. CSV and TSV need an --input-format then.

Exit code 1: the spec is written, and something is open that can change who may
call, or the spec is wrong and must be edited.`,
		Example: `  permroute import doc page.html --out new.yaml
  permroute import doc page.html --into permissions.yaml
  permroute import doc scopes.csv --columns "route=Endpoint,code=Scope"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.MinimumNArgs(1)(cmd, args); err != nil {
				return err
			}
			for _, arg := range args {
				if err := notEmpty("FILE", arg); err != nil {
					return err
				}
			}
			return docFlags(cmd)
		},
		RunE: importDoc,
	}
	cmd.DisableFlagsInUseLine = true
	addDocFlags(cmd)
	return cmd
}

// addDocFlags declares the flags.
func addDocFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.String(outFlag, "", "the `file` to write the spec to; it must not exist (default: standard output)")
	flags.String("into", "", "the `spec` to merge into")
	flags.String(inputFormat, "", "the documents' `format`: "+strings.Join(readers.Formats(), ", ")+" (default: by name and content)")
	flags.StringArray("columns", nil, "what header names mean, as a `list` of role=name; roles: "+strings.Join(table.RoleNames(), ", ")+"; code={heading}:{cell} makes codes of cells")
	flags.String("base", "", "the `path` that the documents' paths stand below (default: what the documents say)")
	flags.String("package", "", "the `name` of the spec's Go package (default: what all codes begin with, or api)")
}

// docFlags refuses flags that contradict each other or have no value.
func docFlags(cmd *cobra.Command) error {
	flags := cmd.Flags()
	for _, name := range []string{outFlag, "into", inputFormat, "base", "package"} {
		if f := flags.Lookup(name); f.Changed {
			if err := aFile("--"+name, f.Value.String()); err != nil {
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
	if format, _ := flags.GetString(inputFormat); format != "" && !slices.Contains(readers.Formats(), format) {
		return oneOf("--"+inputFormat, format, readers.Formats())
	}
	if pkg := text(cmd, "package"); pkg != "" && names.Package(pkg) != "" {
		return fmt.Errorf("--package %s %s; allowed: a Go identifier, such as orders", diag.Quote(pkg), names.Package(pkg))
	}
	if base, _ := flags.GetString("base"); base != "" {
		if _, err := route.ParsePattern(base); err != nil || base == "/" {
			return fmt.Errorf("--base %s is no path; allowed: /path, such as /v1", diag.Quote(base))
		}
	}
	_, err := columnsOf(columnsFlag(cmd))
	return err
}

// columnsFlag returns what --columns says.
func columnsFlag(cmd *cobra.Command) string {
	lists, _ := cmd.Flags().GetStringArray("columns")
	return strings.Join(lists, ",")
}

// columnsOf reads the roles of columns: role=name, separated by commas.
func columnsOf(list string) (columns []table.Column, err error) {
	if list == "" {
		return nil, nil
	}
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
	return columns, nil
}
