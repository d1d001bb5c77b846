package main

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
)

func importOpenAPICommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "openapi DOCUMENT [--out FILE]",
		Short: "Make a spec from an OpenAPI document",
		Long: `Make a spec from an OpenAPI document, and print it or write it to a new file.

What operations ask for with security and x-required-permissions becomes what the
rows require: the scopes of one entry together, several entries as alternatives.
From a document that permroute has printed it is the spec again. What the spec
does not say, or says in another way, is listed with its place.

Exit codes: 0 the spec is made; 1 the document is wrong, or the spec that was made
asks for a hand; 2 a mistake in the call, or a file that could not be read or
written.`,
		Example: "  permroute import openapi service.yaml --out spec.yaml",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return err
			}
			if err := plainFile("DOCUMENT", args[0]); err != nil {
				return err
			}
			return filledOut(cmd)
		},
		RunE: importOpenAPI,
	}
	cmd.Flags().String(outFlag, "", "the `file` to write, which is not there yet (default: standard output)")
	return cmd
}

func importOpenAPI(cmd *cobra.Command, args []string) error {
	sources := newSources()
	document, list := service.Read(path.Clean(filepath.ToSlash(args[0])), sources.load)
	if len(list) > 0 {
		return wrongDocument(cmd, list, sources)
	}
	spec, doubts := draft.Spec(document)
	if len(doubts) > 0 {
		_ = wrongDocument(cmd, doubts, sources) // what is left out or said otherwise is no failure
	}
	name := "permissions.yaml"
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		name = filepath.Clean(out.Value.String())
		if err := writeNew(name, spec); err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), "wrote", diag.Inert(name))
	} else if _, err := cmd.OutOrStdout().Write(spec); err != nil {
		return err
	}
	_, list = model.Load(name, spec)
	if len(list) > 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "The spec asks for a hand:")
		return wrong(cmd, list, spec)
	}
	return nil
}
