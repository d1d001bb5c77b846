package main

import "github.com/spf13/cobra"

func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import COMMAND",
		Short: "Make a spec of what is published elsewhere",
		Long: `Make a spec of what is published elsewhere.

Exit codes: 0 all is well; 1 what is read is wrong, or not all of it could be
read; 2 a mistake in the call, or a file that could not be read or written.`,
		Example: "  permroute import doc page.html --out new.yaml",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(importDocCommand())
	return cmd
}
