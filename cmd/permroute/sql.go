package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/sql"
)

func sqlCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sql SPEC [NEW] --dialect NAME [--view NAME | --query] [--from TABLE] [--method COLUMN] [--target COLUMN] [--keep COLUMNS] [--out FILE]",
		Short: "Print a view that classifies the requests of a log",
		Long: `Print a view that classifies the requests of a log.

The view has the columns of the method and of the request target. It adds the
verdict of each request, the route that decides, and the codes that the route
requires: the same answers as MatchTarget. Group by them to see what traffic needs.

With a second spec, NEW, the view counts the requests that the two tables answer
differently: what a change would have done to the traffic. It has the verdict, the
route and what a caller needs of both, and the calls, by these and --keep.

A file of --out is overwritten only if it is an earlier view of a spec of this name
in this dialect.`,
		Example: `  permroute sql permissions.yaml --dialect duckdb --from access_log
  permroute sql permissions.yaml --dialect trino --query --keep client,logged_at`,
		Args: func(cmd *cobra.Command, args []string) error {
			return errors.Join(oneOrTwoSpecs(cmd, args), sqlFlags(cmd))
		},
		RunE: writeSQL,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.String("dialect", "", "the engine's `name`: "+strings.Join(sql.DialectNames(), ", "))
	flags.String("view", "", "the view's `name` (default: the spec's package and _requests; with NEW, _changes)")
	flags.Bool("query", false, "print a query and no view, for a WITH")
	flags.String("from", "requests", "the `table` of the requests")
	flags.String("method", "method", "its `column` of methods")
	flags.String("target", "target", "its `column` of request targets: the path with its query")
	flags.StringSlice("keep", nil, "further `columns` that the view hands on")
	flags.String(outFlag, "", "the `file` to write (default: standard output)")
	complete(cmd, "dialect", func(*cobra.Command, []string, string) []string { return sql.DialectNames() })
	return cmd
}

// oneOrTwoSpecs accepts a spec, and perhaps a new one.
func oneOrTwoSpecs(cmd *cobra.Command, args []string) error {
	if len(args) == 2 {
		return errors.Join(oneSpec(cmd, args[:1]), notEmpty("NEW", args[1]))
	}
	return oneSpec(cmd, args)
}

func sqlFlags(cmd *cobra.Command) error {
	flags := cmd.Flags()
	dialect, _ := flags.GetString("dialect")
	if !flags.Changed("dialect") {
		return errors.New("--dialect is missing; allowed: " + strings.Join(sql.DialectNames(), ", "))
	}
	if !slices.Contains(sql.DialectNames(), dialect) {
		return oneOf("--dialect", dialect, sql.DialectNames())
	}
	if query, _ := flags.GetBool("query"); query && flags.Changed("view") {
		return errors.New("--view and --query: name one of them")
	}
	for _, name := range []string{"view", "from", "method", "target"} {
		if f := flags.Lookup(name); (f.Changed || f.DefValue != "") && !sql.Name(f.Value.String()) {
			return fmt.Errorf("--%s %s; allowed: letters, digits and _, the first no digit", name, diag.Quote(f.Value.String()))
		}
	}
	keep, _ := flags.GetStringSlice("keep")
	for _, column := range keep {
		if !sql.Name(column) {
			return fmt.Errorf("--keep %s; allowed: letters, digits and _, the first no digit", diag.Quote(column))
		}
	}
	return nil
}

func writeSQL(cmd *cobra.Command, args []string) error {
	in := inputOf(cmd)
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	dialect, _ := sql.DialectOf(text(cmd, "dialect"))
	view := sql.View{Name: text(cmd, "view"), From: text(cmd, "from"), Method: text(cmd, "method"), Target: text(cmd, "target")}
	view.Keep, _ = cmd.Flags().GetStringSlice("keep")
	if len(args) == 2 {
		return writeChanges(cmd, in, changes{api, args[1], dialect, view})
	}
	if query, _ := cmd.Flags().GetBool("query"); view.Name == "" && !query {
		view.Name = api.Package + "_requests"
	}
	return product{sql.Write(api, dialect, view), sql.Mark(api.Spec, dialect.Name).On}.write(cmd)
}

// changes are what a view of changes is made of.
type changes struct {
	old     *model.API
	new     string // as it was named
	dialect sql.Dialect
	view    sql.View
}

// writeChanges writes the view that counts the requests which two tables answer differently.
func writeChanges(cmd *cobra.Command, in *input, c changes) error {
	api, err := in.spec(c.new)
	if err != nil {
		return err
	}
	if query, _ := cmd.Flags().GetBool("query"); c.view.Name == "" && !query {
		c.view.Name = api.Package + "_changes"
	}
	return product{sql.WriteChanges(c.old, api, c.dialect, c.view), sql.Mark(api.Spec, c.dialect.Name).On}.write(cmd)
}
