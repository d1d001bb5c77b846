package main

import (
	"errors"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/overlay"
)

func openAPICommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "openapi SPEC --for DOCUMENT [--out DIR] [--base PATH] [--strict]",
		Short: "Put the permissions of a spec on an OpenAPI document",
		Long: `Put the permissions of a spec on an OpenAPI document that exists.

The document is OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0, in YAML or JSON. It is
not changed. openapi writes an Overlay and a JSON Merge Patch: either of them adds
security and x-required-permissions to the operations. A third file lists the
operations without a row and the rows without an operation. No operation needs
less than before. docs/openapi.md says more.

Exit code 1: an operation is not understood and not changed; with --strict also, an
operation has no row, or a row has no operation.`,
		Example: "  permroute openapi permissions.yaml --for service.yaml --out openapi",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := oneSpec(cmd, args); err != nil {
				return err
			}
			return namedDocument(cmd)
		},
		RunE: openAPI,
	}
	cmd.Flags().String(forFlag, "", "the OpenAPI `document`")
	cmd.Flags().String(outFlag, "", "the `folder` of the output (default ./<the spec's package>/openapi)")
	cmd.Flags().String(baseFlag, "", "the `path` that the document's paths stand below, instead of the path of its servers; / for none")
	cmd.Flags().Bool(strictFlag, false, "exit with 1 if an operation has no row, or a row no operation")
	return cmd
}

const (
	forFlag    = "for"
	baseFlag   = "base"
	strictFlag = "strict"
)

// namedDocument refuses a call that names no document, and a base that is no path. The document must be a
// file: the output names it.
func namedDocument(cmd *cobra.Command) error {
	flags := cmd.Flags()
	if !flags.Changed(forFlag) {
		return errors.New("--for is missing: name the OpenAPI document")
	}
	if err := goodBase(cmd); err != nil {
		return err
	}
	return aFile("--"+forFlag, text(cmd, forFlag))
}

func openAPI(cmd *cobra.Command, args []string) error {
	in := inputOf(cmd)
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	document, err := in.document(text(cmd, forFlag))
	if err != nil {
		return err
	}
	options := overlay.Options{}
	if cmd.Flags().Changed(baseFlag) {
		base := text(cmd, baseFlag)
		options.Base = &base
	}
	result, list := overlay.Apply(api, document, options)
	if len(list) > 0 {
		return in.wrong(list)
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), result.Coverage.Report()+"\n"); err != nil {
		return err
	}
	g := &generation{spec: args[0], folder: outOr(cmd, filepath.Join(api.Package, "openapi")), mark: overlay.Mark(api.Spec, document.File)}
	for _, f := range result.Files {
		g.files = append(g.files, generator.File(f))
	}
	if err := g.write(cmd.OutOrStdout(), cmd.ErrOrStderr()); err != nil {
		return err
	}
	if strict, _ := cmd.Flags().GetBool(strictFlag); !result.Coverage.Understood() || strict && !result.Coverage.Complete() {
		return errNo
	}
	return nil
}
