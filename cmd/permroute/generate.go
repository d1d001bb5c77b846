package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func generateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "generate SPEC [--out DIR]",
		Short: "Write the output of a spec",
		Long: `Write the output of a spec: a Go package and OpenAPI documents.

Files that are right already are not touched. Files that an earlier run has
written from a spec of this name, and that are no longer part of the output, are
removed. A file that was not generated from a spec of this name is never
overwritten. If anything fails, the old output stays as it was.

Exit codes: 0 the output is current now; 1 the spec is wrong; 2 a mistake in the
call, or a file that could not be read or written.`,
		Example: "  permroute generate permissions.yaml --out api",
		Args:    oneSpec,
		RunE:    generate,
	}
	cmd.Flags().String(outFlag, "", "the `folder` of the output (default ./<the spec's package>)")
	return cmd
}

func generate(cmd *cobra.Command, args []string) error {
	g, err := newGeneration(cmd, args[0])
	if err != nil {
		return err
	}
	return g.write(cmd.OutOrStdout())
}

// write makes the output current and says what it has done, also where it could not do all of it.
func (g *generation) write(stdout io.Writer) error {
	changes, err := compare(g)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return g.current(stdout)
	}
	done, err := commit(g.folder, changes)
	for _, c := range done {
		verb := "wrote"
		if c.state == orphan {
			verb = "removed"
		}
		fmt.Fprintln(stdout, verb, g.path(c.name))
	}
	return err
}
