package main

import (
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/syntax"
)

func schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema [--out FILE]",
		Short: "Print the JSON Schema of the spec format",
		Long: `Print the JSON Schema of the spec format, or write it to a file.

An editor with a YAML language server completes and checks a spec that begins
with the line "# yaml-language-server: $schema=permroute.schema.json". A file that
is current is not touched, and only an older schema is overwritten.`,
		Example: "  permroute schema --out permroute.schema.json",
		Args: func(cmd *cobra.Command, args []string) error {
			return errors.Join(cobra.NoArgs(cmd, args), goodOut(cmd))
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return product{syntax.Schema(), isSchema}.write(cmd)
		},
	}
	cmd.Flags().String(outFlag, "", "the `file` to write (default: standard output)")
	return cmd
}

// isSchema reports whether a file holds a schema of the spec format, of whichever version.
func isSchema(data []byte) bool { return titleOf(data) == titleOf(syntax.Schema()) }

func titleOf(schema []byte) string {
	var s struct{ Title string }
	_ = json.Unmarshal(schema, &s) // what is no JSON has no title
	return s.Title
}
