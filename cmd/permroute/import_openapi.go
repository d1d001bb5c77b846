package main

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

const (
	upstreamFlag        = "upstream"
	schemeFlag          = "scheme"
	permissionsFromFlag = "permissions-from"
)

func importOpenAPICommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "openapi DOCUMENT [--out FILE] [--base PATH] [--upstream SERVERS] [--scheme NAMES] [--permissions-from EXTENSIONS]",
		Short: "Make a spec from an OpenAPI document",
		Long: `Make a spec from an OpenAPI document, and print it or write it to a new file.

The document is OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0. security and
x-required-permissions of an operation become the requirement of a row: the scopes
of one entry are needed together, and several entries are alternatives. The spec is
never weaker than the document: nobody may call an operation that is not understood.
A document that permroute has generated becomes the same spec again.

Whatever the spec leaves out or says in another way is listed by kind, with its
place in the document. Files that the document refers to are read below its folder
alone. If DOCUMENT is -, it is read from standard input. docs/openapi.md says more.

Exit code 1: the spec is made, but an operation is left out, or nobody may call it
because the document does not say who may or is not understood.`,
		Example: "  permroute import openapi service.yaml --out spec.yaml\n  permroute import openapi service.yaml --upstream gin --permissions-from x-permission",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return err
			}
			if err := notEmpty("DOCUMENT", args[0]); err != nil {
				return err
			}
			if err := goodOut(cmd); err != nil {
				return err
			}
			return goodBase(cmd)
		},
		RunE: importOpenAPI,
	}
	flags := cmd.Flags()
	flags.String(outFlag, "", "the new `file` to write (default: standard output)")
	flags.String(baseFlag, "", "the `path` that the document's paths stand below, instead of the path of its servers; / for none")
	flags.String(upstreamFlag, "", "the `servers` behind, as the spec names them: any, or names separated by commas")
	flags.String(schemeFlag, "", "the `names` of security schemes, separated by commas: alternatives with other schemes are not read")
	flags.String(permissionsFromFlag, "", "the `extensions` of operations that hold permission codes, separated by commas")
	complete(cmd, upstreamFlag, completeServers)
	return cmd
}

// goodBase refuses a base that is no path.
func goodBase(cmd *cobra.Command) error {
	if base := cmd.Flags().Lookup(baseFlag); base.Changed && !path.IsAbs(base.Value.String()) {
		return fmt.Errorf("--base is %s; allowed: a path that begins with a slash", diag.Quote(base.Value.String()))
	}
	return nil
}

// draftOptions reads the flags.
func draftOptions(cmd *cobra.Command) (o draft.Options, err error) {
	if cmd.Flags().Changed(baseFlag) {
		base := text(cmd, baseFlag)
		o.Base = &base
	}
	if servers := text(cmd, upstreamFlag); servers != "any" {
		o.Upstream = listed(servers)
	}
	for _, name := range o.Upstream {
		if _, known := route.UpstreamOf(name); !known {
			return o, oneOf("--"+upstreamFlag, name, route.UpstreamNames())
		}
	}
	o.Schemes = listed(text(cmd, schemeFlag))
	o.PermissionsFrom = listed(text(cmd, permissionsFromFlag))
	for _, name := range o.PermissionsFrom {
		if !strings.HasPrefix(name, "x-") {
			return o, fmt.Errorf("--%s names %s; allowed: extensions, such as x-permission", permissionsFromFlag, diag.Quote(name))
		}
	}
	return o, nil
}

// listed returns the items of a list that is separated by commas.
func listed(list string) (items []string) {
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func importOpenAPI(cmd *cobra.Command, args []string) error {
	in, stdout, stderr := inputOf(cmd), cmd.OutOrStdout(), cmd.ErrOrStderr()
	options, err := draftOptions(cmd)
	if err != nil {
		return err
	}
	document, err := in.document(args[0])
	if err != nil {
		return err
	}
	for _, name := range options.Schemes {
		if document.Scheme(name) == nil {
			return fmt.Errorf("--%s names %s, which the document does not declare", schemeFlag, diag.Quote(name))
		}
	}
	made := draft.Spec(document, options)
	if made.Rows == 0 {
		if err := in.sayDoubts(stderr, made); err != nil {
			return err
		}
		return errors.New("no operation of the document gives a row, so no spec is made")
	}
	name := outOr(cmd, "permissions.yaml")
	if cmd.Flags().Changed(outFlag) {
		if err := writeNew(name, made.Spec); err != nil {
			return err
		}
		fmt.Fprintln(stdout, "wrote", diag.Inert(name))
	} else if _, err := stdout.Write(made.Spec); err != nil {
		return err
	}
	if err := in.sayDoubts(stderr, made); err != nil {
		return err
	}
	_, list := model.Load(name, made.Spec)
	if len(list) > 0 {
		fmt.Fprintln(stderr, "The spec must be edited:")
		in.sources[name] = made.Spec
		if err := in.sources.show(stderr, list); err != nil {
			return err
		}
		return errNo
	}
	if made.Open() {
		return errNo
	}
	return nil
}

// sayDoubts writes how much was read, how many doubts of each kind there are, and the doubts by kind.
func (in *input) sayDoubts(w io.Writer, made draft.Draft) error {
	if len(made.Doubts) == 0 {
		return nil
	}
	count := map[draft.Kind]int{}
	for _, d := range made.Doubts {
		count[d.Kind]++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s", diag.Counted(made.Operations, "operation"), diag.Counted(made.Rows, "row"))
	if made.LeftOut > 0 {
		fmt.Fprintf(&b, ", %s without a row of its own", diag.Counted(made.LeftOut, "operation"))
	}
	for _, k := range draft.Kinds() {
		if count[k] > 0 {
			fmt.Fprintf(&b, "\n%6d %s", count[k], k)
		}
	}
	_, err := fmt.Fprintln(w, b.String())
	for _, k := range draft.Kinds() {
		if count[k] == 0 {
			continue
		}
		_, wrote := fmt.Fprintf(w, "\n%s (%d):\n", k, count[k])
		err = errors.Join(err, wrote)
		for _, d := range made.Doubts {
			if d.Kind == k {
				err = errors.Join(err, in.sources.show(w, diag.List{d.Diagnostic}))
			}
		}
	}
	return err
}
