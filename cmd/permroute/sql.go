package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/sql"
)

func sqlCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sql SPEC --dialect NAME [--view NAME | --query] [--from TABLE] [--method COLUMN] [--target COLUMN] [--keep COLUMNS] [--out FILE]",
		Short: "Print a view that classifies the requests of a log",
		Long: `Print a view that classifies the requests of a log.

The view has the columns of the method and of the request target, and for each
request the verdict, the route that speaks for it and the codes that it requires,
with the same answers as MatchTarget. What traffic needs is a GROUP BY then.

Exit codes: 0 all is well; 1 the spec is wrong; 2 a mistake in the call, or a
file that could not be read or written.`,
		Example: `  permroute sql permissions.yaml --dialect duckdb --from access_log
  permroute sql permissions.yaml --dialect trino --query --keep client,logged_at`,
		Args: func(cmd *cobra.Command, args []string) error { return errors.Join(oneSpec(cmd, args), sqlFlags(cmd)) },
		RunE: writeSQL,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.String("dialect", "", "the engine's `name`: "+strings.Join(sql.DialectNames(), ", "))
	flags.String("view", "", "the view's `name` (default: the spec's package and _requests)")
	flags.Bool("query", false, "print a query and no view, for a WITH")
	flags.String("from", "requests", "the `table` of the requests")
	flags.String("method", "method", "its `column` of methods")
	flags.String("target", "target", "its `column` of request targets: the path with its query")
	flags.StringSlice("keep", nil, "further `columns` that the view hands on")
	flags.String(outFlag, "", "the `file` to write (default: standard output)")
	complete(cmd, "dialect", func(*cobra.Command, []string, string) []string { return sql.DialectNames() })
	return cmd
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
	api, err := readTable(cmd, args[0])
	if err != nil {
		return err
	}
	flags := cmd.Flags()
	text := func(name string) string { return flags.Lookup(name).Value.String() }
	dialect, _ := sql.DialectOf(text("dialect"))
	view := sql.View{Name: text("view"), From: text("from"), Method: text("method"), Target: text("target")}
	view.Keep, _ = flags.GetStringSlice("keep")
	if query, _ := flags.GetBool("query"); view.Name == "" && !query {
		view.Name = api.Package + "_requests"
	}
	data := sql.Write(api, dialect, view)
	out := flags.Lookup(outFlag)
	if !out.Changed {
		_, err := cmd.OutOrStdout().Write(data)
		return err
	}
	file := filepath.Clean(out.Value.String())
	wrote, err := writeFile(file, data)
	if err != nil {
		return err
	}
	done := "wrote " + diag.Inert(file)
	if !wrote {
		done = diag.Inert(file) + " is current"
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), done)
	return err
}

// readTable reads and resolves a spec. One that is wrong is told to the user.
func readTable(cmd *cobra.Command, spec string) (*model.API, error) {
	api, err := resolved(cmd, spec)
	if code := said(0); errors.As(err, &code) {
		return nil, said(exitWrong) // which is an answer here
	}
	return api, err
}
