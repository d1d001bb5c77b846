package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

func checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check SPEC [--out DIR]",
		Short: "Check whether the output of a spec is current",
		Long: `Check whether the output of a spec is current, and write nothing.

If the output is stale, check lists the files that are missing, that differ and
that are no longer part of it, and prints the command that updates them. Run it in
CI, so that nobody forgets permroute generate.

Exit code 1: the output is stale.`,
		Example: "  permroute check permissions.yaml --out api",
		Args:    oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			g, err := newGeneration(cmd, args[0])
			if err != nil {
				return err
			}
			return g.check(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().String(outFlag, "", "the `folder` of the output (default ./<the spec's package>)")
	return cmd
}

// check says whether the output is current, and returns errNo if it is not.
func (g *generation) check(stdout, stderr io.Writer) error {
	changes, err := g.stale()
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return g.current(stdout)
	}
	fmt.Fprintf(stderr, "%s is stale:\n", diag.Inert(g.folder))
	for _, c := range changes {
		fmt.Fprintf(stderr, "    %s: %s\n", g.path(c.name), c.state)
	}
	fmt.Fprintf(stderr, "run: permroute generate %s --out %s\n", shellWord(g.spec), shellWord(g.folder))
	return errNo
}
