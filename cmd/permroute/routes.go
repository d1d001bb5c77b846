package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/analysis/routes"
	"github.com/permroute/permroute/generator/syntax"
)

func routesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "routes SPEC [FILE]",
		Short: "Compare a spec with the handlers of a router",
		Long: `Compare a spec with the handlers of a router.

FILE, or standard input, lists the handlers: METHOD PATTERN, one a line. The
patterns may have the syntax of any router: {id}, :id, *path, {path...},
{id:[0-9]+}, <int:id>. What gin prints at start, the table of fiber's
EnablePrintRoutes and the routes of echo as JSON are read too.

  no row          a handler has no row with its pattern
  no handler      a row has no handler
  broader         a handler answers more than its row
  final slash     a handler and its row differ in a final slash
  not understood  a pattern cannot be read

For each gap it shows a request, and who can send this request today.
A row that ends in ** and has no handler of its own lists the handlers below it.
CheckRoutes of the generated package does the same in a test.

Exit code 1: the spec and the handlers do not agree.`,
		Example: "  permroute routes permissions.yaml handlers.txt",
		Args:    routesArgs,
		RunE:    runRoutes,
	}
	formatFlag(cmd, "text", "json", "sarif", "github")
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return specs()
		}
		return nil, cobra.ShellCompDirectiveDefault
	}
	return cmd
}

func routesArgs(cmd *cobra.Command, args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return fmt.Errorf("SPEC or SPEC FILE are needed; %d of them are given", len(args))
	}
	errs := []error{goodFormat(cmd)}
	for i, arg := range args {
		errs = append(errs, notEmpty([]string{"SPEC", "FILE"}[i], arg))
	}
	return errors.Join(errs...)
}

func runRoutes(cmd *cobra.Command, args []string) error {
	in := inputOf(cmd)
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	name, data, err := in.read(append(args, fromStdin)[1], syntax.MaxSize)
	if err != nil {
		return err
	}
	handlers, wrong := routes.Read(name, data)
	if err := in.wrong(wrong.Cut()); err != nil {
		return err
	}
	r := routes.Check(api, handlers)
	if err := writeRoutes(cmd, r, named(args[0])); err != nil {
		return err
	}
	if len(r.Gaps) > 0 {
		return errNo
	}
	return nil
}

// writeRoutes writes the report. spec is the name of the spec's file.
func writeRoutes(cmd *cobra.Command, r *routes.Report, spec string) error {
	stdout := cmd.OutOrStdout()
	switch text(cmd, formatName) {
	case "json":
		return report.JSON(stdout, r)
	case "sarif":
		return report.SARIF(stdout, routes.Rules(), r.Findings(spec))
	case "github":
		return report.GitHub(stdout, r.Findings(spec))
	}
	return r.Text(stdout, styleOf(stdout))
}
