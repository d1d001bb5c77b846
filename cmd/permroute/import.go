package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import COMMAND",
		Short: "Make a spec from a document of others",
		Long: `Make a spec from a document of others.

Whatever the spec leaves out or says in another way is listed with its place in
the document.

Exit code 1: the spec is made, but something in it must be edited or decided.`,
		Example: "  permroute import doc page.html --out new.yaml\n  permroute import openapi service.yaml --out permissions.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("COMMAND is missing")
			}
			return fmt.Errorf("unknown command %s", diag.Quote(args[0]))
		},
		RunE: func(*cobra.Command, []string) error { return nil }, // Args takes nothing
	}
	cmd.AddCommand(importDocCommand(), importOpenAPICommand())
	for _, c := range cmd.Commands() {
		c.DisableFlagsInUseLine = true
	}
	return cmd
}
