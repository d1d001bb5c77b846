package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/analysis/roles"
)

func rolesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "roles SPEC [--format text|json|csv]",
		Short: "Show which role may call which route",
		Long: `Show which role may call which route.

roles prints a matrix of the routes and the roles of a table. Below the matrix it
lists for each role how many routes it may call, the codes that it has, and which
of these codes no route needs.`,
		Example: "  permroute roles permissions.yaml\n  permroute roles permissions.yaml --format csv > roles.csv",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return err
			}
			return errors.Join(notEmpty("SPEC", args[0]), goodFormat(cmd))
		},
		RunE: runRoles,
	}
	formatFlag(cmd, "text", "json", "csv")
	cmd.ValidArgsFunction = completeSpecs
	return cmd
}

func runRoles(cmd *cobra.Command, args []string) error {
	api, err := inputOf(cmd).spec(args[0])
	if err != nil {
		return err
	}
	r, stdout := roles.Of(api), cmd.OutOrStdout()
	switch text(cmd, formatName) {
	case "json":
		return report.JSON(stdout, r)
	case "csv":
		return r.CSV(stdout)
	}
	return r.Text(stdout, styleOf(stdout))
}
