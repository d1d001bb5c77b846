package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

func schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema [--out FILE]",
		Short: "Print the JSON Schema of the spec format",
		Long: `Print the JSON Schema of the spec format, or write it to a file.

An editor with a YAML language server completes and checks a spec that begins
with the line "# yaml-language-server: $schema=permroute.schema.json". A file
that holds the schema already is not touched.

Exit codes: 0 all is well; 2 a mistake in the call, or a file that could not be
read or written.`,
		Example: "  permroute schema --out permroute.schema.json",
		Args: func(cmd *cobra.Command, args []string) error {
			return errors.Join(cobra.NoArgs(cmd, args), filledOut(cmd))
		},
		RunE: schema,
	}
	cmd.Flags().String(outFlag, "", "the `file` to write (default: standard output)")
	return cmd
}

func schema(cmd *cobra.Command, _ []string) error {
	out := cmd.Flags().Lookup(outFlag)
	if !out.Changed {
		_, err := cmd.OutOrStdout().Write(syntax.Schema())
		return err
	}
	file := filepath.Clean(out.Value.String())
	wrote, err := writeFile(file, syntax.Schema())
	if err != nil {
		return err
	}
	if !wrote {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is current\n", diag.Inert(file))
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), "wrote", diag.Inert(file))
	return err
}

// writeFile gives a file its content, if it does not have it, and reports whether it did not.
func writeFile(file string, data []byte) (bool, error) {
	info, err := os.Lstat(file)
	if err == nil && !info.Mode().IsRegular() {
		return false, fmt.Errorf("%s is %s; allowed: a file", diag.Inert(file), kindName(info.Mode()))
	}
	was, err := os.ReadFile(file)
	switch {
	case err == nil && bytes.Equal(was, data):
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, failed("read", file, err)
	}
	_, err = commit(filepath.Dir(file), []change{{differs, filepath.Base(file), data}})
	return err == nil, err
}
