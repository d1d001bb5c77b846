package main

import (
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/overlay"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

func openAPICommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "openapi SPEC --for DOCUMENT [--out DIR] [--base PATH] [--strict]",
		Short: "Put the permissions of a spec on an OpenAPI document",
		Long: `Put the permissions of a spec on an OpenAPI document that exists.

The document (OpenAPI 3.0, 3.1 or 3.2, in YAML or JSON) is read and stays as it
is. Written are an Overlay and a JSON Merge Patch, either of which adds security
and x-required-permissions to its operations, and an account of what has no
counterpart. No operation asks for less by them than before. docs/openapi.md
says more.

Exit codes: 0 all is well; 1 the spec or the document is wrong or, with --strict,
an operation has no row or a row no operation; 2 a mistake in the call, or a file
that could not be read or written.`,
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
	cmd.Flags().String(baseFlag, "", "what stands before the document's paths, instead of the `path` of its servers; / for nothing")
	cmd.Flags().Bool(strictFlag, false, "exit with 1 if an operation has no row, or a row no operation")
	return cmd
}

const (
	forFlag    = "for"
	baseFlag   = "base"
	strictFlag = "strict"
)

// namedDocument refuses a call that names no document, and a base that is no path.
func namedDocument(cmd *cobra.Command) error {
	flags := cmd.Flags()
	if !flags.Changed(forFlag) {
		return errors.New("--for is missing: name the OpenAPI document")
	}
	if base := flags.Lookup(baseFlag); base.Changed && !path.IsAbs(base.Value.String()) {
		return fmt.Errorf("--base is %s; allowed: a path that begins with a slash", diag.Quote(base.Value.String()))
	}
	return plainFile("--"+forFlag, flags.Lookup(forFlag).Value.String())
}

func openAPI(cmd *cobra.Command, args []string) error {
	api, err := readSpec(cmd, args[0])
	if err != nil {
		return err
	}
	file := filepath.ToSlash(cmd.Flags().Lookup(forFlag).Value.String())
	sources := newSources()
	document, list := service.Read(path.Clean(file), sources.load)
	if len(list) > 0 {
		return wrongDocument(cmd, list, sources)
	}
	options := overlay.Options{}
	if base := cmd.Flags().Lookup(baseFlag); base.Changed {
		text := base.Value.String()
		options.Base = &text
	}
	result, list := overlay.Apply(api, document, options)
	if len(list) > 0 {
		return wrongDocument(cmd, list, sources)
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), result.Coverage.Report()+"\n"); err != nil {
		return err
	}
	g := &generation{spec: args[0], folder: filepath.Join(api.Package, "openapi"), mark: overlay.Mark(api.Spec, document.File)}
	for _, f := range result.Files {
		g.files = append(g.files, generator.File(f))
	}
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		g.folder = filepath.Clean(out.Value.String())
	}
	if err := g.write(cmd.OutOrStdout()); err != nil {
		return err
	}
	if strict, _ := cmd.Flags().GetBool(strictFlag); strict && !result.Coverage.Complete() {
		return said(exitWrong)
	}
	return nil
}

// readSpec reads and resolves a spec. One that is wrong is told to the user.
func readSpec(cmd *cobra.Command, spec string) (*model.API, error) {
	source, err := readUpTo(spec, syntax.MaxSize+1)
	if err != nil {
		return nil, err
	}
	api, list := model.Load(spec, source)
	if len(list) > 0 {
		return nil, wrong(cmd, list, source)
	}
	return api, nil
}

// wrong tells the user what is wrong with a file.
func wrong(cmd *cobra.Command, list diag.List, source []byte) error {
	stderr := cmd.ErrOrStderr()
	if err := diag.Render(stderr, list, source, diag.Style{Colour: coloured(stderr)}); err != nil {
		return err
	}
	return said(exitWrong)
}

// sources remembers the files that were read, for what is wrong with them.
type sources struct {
	files  map[string][]byte
	failed error
}

func newSources() *sources { return &sources{files: map[string][]byte{}} }

func (s *sources) load(file string) ([]byte, error) {
	data, err := readUpTo(filepath.FromSlash(file), syntax.MaxSize+1)
	if err != nil {
		s.failed = err
		return nil, err
	}
	s.files[file] = data
	return data, nil
}

// wrongDocument tells the user what is wrong with a document, file by file.
func wrongDocument(cmd *cobra.Command, list diag.List, s *sources) error {
	if s.failed != nil {
		return s.failed
	}
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Pos.File == list[0].Pos.File {
			n++
		}
		if err := wrong(cmd, list[:n], s.files[list[0].Pos.File]); !errors.Is(err, said(exitWrong)) {
			return err
		}
		list = list[n:]
	}
	return said(exitWrong)
}
