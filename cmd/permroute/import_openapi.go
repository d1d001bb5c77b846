package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
)

func importOpenAPICommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "openapi DOCUMENT [--out FILE]",
		Short: "Make a spec from an OpenAPI document",
		Long: `Make a spec from an OpenAPI document, and print it or write it to a new file.

security and x-required-permissions of an operation become the requirement of a
row: the scopes of one entry are needed together, and several entries are
alternatives. A document that permroute has generated becomes the same spec again.
Whatever the spec leaves out or says in another way is listed with its place in
the document. If DOCUMENT is -, it is read from standard input.

Exit code 1: the spec is made, but it is wrong and must be edited.`,
		Example: "  permroute import openapi service.yaml --out spec.yaml",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return err
			}
			if err := notEmpty("DOCUMENT", args[0]); err != nil {
				return err
			}
			return goodOut(cmd)
		},
		RunE: importOpenAPI,
	}
	cmd.Flags().String(outFlag, "", "the new `file` to write (default: standard output)")
	return cmd
}

func importOpenAPI(cmd *cobra.Command, args []string) error {
	in, stdout, stderr := inputOf(cmd), cmd.OutOrStdout(), cmd.ErrOrStderr()
	document, err := in.document(args[0])
	if err != nil {
		return err
	}
	spec, doubts := draft.Spec(document)
	if err := in.sources.show(stderr, doubts); err != nil {
		return err
	}
	name := outOr(cmd, "permissions.yaml")
	if cmd.Flags().Changed(outFlag) {
		if err := writeNew(name, spec); err != nil {
			return err
		}
		fmt.Fprintln(stdout, "wrote", diag.Inert(name))
	} else if _, err := stdout.Write(spec); err != nil {
		return err
	}
	_, list := model.Load(name, spec)
	if len(list) == 0 {
		return nil
	}
	fmt.Fprintln(stderr, "The spec must be edited:")
	in.sources[name] = spec
	if err := in.sources.show(stderr, list); err != nil {
		return err
	}
	return errNo
}
