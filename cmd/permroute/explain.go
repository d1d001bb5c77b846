package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/explain"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

func explainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain SPEC METHOD TARGET [--have CODE,...|@FILE] [--role ROLE,...] [--scope SCOPE] [--policy FILE] [--upstream any|NAME,...]",
		Short: "Show which permissions a request needs, and why",
		Long: `Show which permissions a request needs, and why.

The decision is the one that the generated package makes. explain also shows:

  - the row that decides, and all rows that some server might route the request to
  - the codes that the caller lacks
  - for a refused request, the byte and the rule that it breaks, or the rows that
    compete for it and the servers that route to them
  - for an unlisted request, the nearest rows

TARGET is a path, perhaps with a query, or a URL. With - in place of METHOD and
TARGET, explain reads lines of "METHOD TARGET" from standard input and explains
each of them. With --format json each is one line. A line that is no request is
reported, and the other lines are still explained.

What the caller holds is the sum of these flags, each of which can be repeated:

  --have    codes and patterns such as order:*, separated by commas; @FILE has one
            a line. A code that has a comma in it needs a line or a flag of its own
  --role    roles of the table, separated by commas
  --scope   the scope of a token, such as "order:read openid"
  --policy  IAM policies, in files; a Deny counts for all of them. What they say
            beyond actions is not decided but reported: an Allow that depends on
            it grants nothing, and a Deny denies

Exit code 1: the request is denied; with -, any of them is.`,
		Example: "  permroute explain permissions.yaml GET /v1/orders/7 --have order:view",
		Args:    explainArgs,
		RunE:    runExplain,
	}
	addCallerFlags(cmd)
	cmd.Flags().String("upstream", "", "the `servers` behind, instead of what the spec says: any, or names separated by commas")
	formatFlag(cmd, "text", "json")
	cmd.ValidArgsFunction = completeRequest
	complete(cmd, "upstream", completeServers)
	return cmd
}

// explainArgs takes SPEC METHOD TARGET, or SPEC -.
func explainArgs(cmd *cobra.Command, args []string) error {
	if len(args) != 3 && (len(args) != 2 || args[1] != fromStdin) {
		return fmt.Errorf("SPEC METHOD TARGET or SPEC - are needed; %d of them are given", len(args))
	}
	return errors.Join(notEmpty("SPEC", args[0]), goodFormat(cmd))
}

// An explanation is a call of explain.
type explanation struct {
	*explain.Explainer
	caller *caller
	stdout io.Writer
	style  report.Style
	json   func(io.Writer, any) error // nil for text
	denied bool
}

func runExplain(cmd *cobra.Command, args []string) error {
	in := inputOf(cmd)
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	if api, err = behind(cmd, api); err != nil {
		return err
	}
	caller, err := in.caller(cmd, api)
	if err != nil {
		return err
	}
	x := &explanation{Explainer: explain.For(api), caller: caller, stdout: cmd.OutOrStdout(), style: styleOf(cmd.OutOrStdout())}
	asJSON := text(cmd, formatName) == "json"
	switch {
	case len(args) == 3:
		if asJSON {
			x.json = report.JSON
		}
		err = x.say(args[1], args[2])
	default:
		if asJSON {
			x.json = report.JSONLine
		}
		err = x.sayAll(in, cmd.ErrOrStderr())
	}
	if err == nil && x.denied {
		return errNo
	}
	return err
}

// say explains one request.
func (x *explanation) say(method, target string) error {
	e := x.Explain(explain.Request{Method: method, Target: target, Held: x.caller.held, Unknown: x.caller.unknown})
	x.denied = x.denied || !e.Allowed
	if x.json != nil {
		return x.json(x.stdout, e)
	}
	return e.Text(x.stdout, x.style)
}

// sayAll explains the requests of standard input: METHOD TARGET, perhaps followed by HTTP/1.1. Lines that
// are no requests go to stderr. If there are any, the error says how many.
func (x *explanation) sayAll(in *input, stderr io.Writer) error {
	_, stdin, err := in.open(fromStdin)
	if err != nil {
		return err
	}
	first, bad := true, 0
	err = eachLine(stdin, func(n int, line string) error {
		words := strings.Fields(line)
		if len(words) == 3 && strings.HasPrefix(words[2], "HTTP/") {
			words = words[:2]
		}
		switch {
		case len(words) == 0:
			return nil
		case len(words) != 2:
			bad++
			_, err := fmt.Fprintf(stderr, "%s:%d: %s; allowed: METHOD TARGET\n", stdinName, n, diag.Quote(line))
			return err
		}
		if x.json == nil && !first {
			fmt.Fprintln(x.stdout)
		}
		first = false
		return x.say(words[0], words[1])
	})
	if err == nil && bad > 0 {
		err = fmt.Errorf("%s of %s could not be explained", diag.Counted(bad, "line"), stdinName)
	}
	return err
}

// behind returns the table with the servers of --upstream instead of those of the spec.
func behind(cmd *cobra.Command, api *model.API) (*model.API, error) {
	flag := cmd.Flags().Lookup("upstream")
	if !flag.Changed {
		return api, nil
	}
	names := strings.Split(flag.Value.String(), ",")
	if slices.Equal(names, []string{"any"}) {
		names = nil
	}
	api, err := explain.WithUpstream(api, names)
	if err != nil {
		return nil, fmt.Errorf("--upstream: %w", err)
	}
	return api, nil
}
