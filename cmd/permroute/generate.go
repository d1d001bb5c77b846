package main

import "github.com/spf13/cobra"

func generateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "generate SPEC [--out DIR]",
		Short: "Write the output of a spec",
		Long: `Write the output of a spec: a Go package and OpenAPI documents.

Files that are current are not touched. Files that an earlier run wrote from a spec
of this name, and that are no longer part of the output, are removed. Other files
are never overwritten. A folder that holds another Go package is refused. If
anything fails, the old output stays as it was. If another run writes to the
folder, this one waits until it has finished.

If SPEC is -, the spec is read from standard input. The first line of each file
then says "from standard input".`,
		Example: "  permroute generate permissions.yaml --out api\n  permroute generate - --out internal/api < permissions.yaml",
		Args:    oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			g, err := newGeneration(cmd, args[0])
			if err != nil {
				return err
			}
			return g.write(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().String(outFlag, "", "the `folder` of the output (default ./<the spec's package>)")
	return cmd
}
