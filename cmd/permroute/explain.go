package main

import (
	"bufio"
	"bytes"
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
		Use:   "explain SPEC METHOD TARGET [--have CODE,...|@FILE] [--upstream any|NAME,...]",
		Short: "Say which permissions a request needs, and why",
		Long: `Say which permissions a request needs, and why.

The decision is that of the generated package. With it come the row that speaks for
the request, all rows that some server could take it for, how, and the rule by
which the winner speaks nevertheless; what a caller with --have lacks; for a
refused request the byte and the rule, or the rows that it may mean and the servers
that would run them; for an unlisted one the nearest rows.

TARGET is a path, perhaps with a query, or a URL. With - in place of METHOD and
TARGET, lines of "METHOD TARGET" are read from standard input; each becomes an
explanation, with --format json a line of its own. @FILE has a code a line.

Exit codes: 0 allowed; 1 denied, with - any of them; 2 a mistake in the call, a
wrong spec, or a file that could not be read.`,
		Example: "  permroute explain permissions.yaml GET /v1/orders/7 --have order:view",
		Args:    explainArgs,
		RunE:    runExplain,
	}
	cmd.Flags().StringArray("have", nil, "the caller's permission `codes`, separated by commas, or @FILE with a code a line")
	cmd.Flags().String("upstream", "", "the `servers` behind, instead of what the spec says: any, or names separated by commas")
	formatFlag(cmd, "text", "json")
	cmd.ValidArgsFunction = completeRequest
	complete(cmd, "have", completeCodes)
	complete(cmd, "upstream", completeServers)
	return cmd
}

// explainArgs takes SPEC METHOD TARGET, or SPEC -.
func explainArgs(cmd *cobra.Command, args []string) error {
	if len(args) != 3 && (len(args) != 2 || args[1] != "-") {
		return fmt.Errorf("SPEC METHOD TARGET or SPEC - are needed; %d of them are given", len(args))
	}
	return errors.Join(plainFile("SPEC", args[0]), goodFormat(cmd))
}

// An explanation is a call of explain.
type explanation struct {
	*explain.Explainer
	have   []string
	stdout io.Writer
	style  report.Style
	json   func(io.Writer, any) error // nil for text
	denied bool
}

func runExplain(cmd *cobra.Command, args []string) error {
	api, err := resolved(cmd, args[0])
	if err != nil {
		return err
	}
	if api, err = behind(cmd, api); err != nil {
		return err
	}
	have, err := codesOf(cmd, api)
	if err != nil {
		return err
	}
	x := &explanation{Explainer: explain.For(api), have: have, stdout: cmd.OutOrStdout(), style: styleOf(cmd.OutOrStdout())}
	asJSON := formatOf(cmd) == "json"
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
		err = x.lines(cmd.InOrStdin())
	}
	if err == nil && x.denied {
		return said(exitWrong)
	}
	return err
}

// say explains one request.
func (x *explanation) say(method, target string) error {
	e := x.Explain(explain.Request{Method: method, Target: target, Have: x.have})
	x.denied = x.denied || !e.Allowed
	if x.json != nil {
		return x.json(x.stdout, e)
	}
	return e.Text(x.stdout, x.style)
}

// longestLine is the longest line of standard input that is read, in bytes.
const longestLine = 1 << 20

// lines explains the requests of standard input: METHOD TARGET, perhaps with HTTP/1.1 behind.
func (x *explanation) lines(stdin io.Reader) error {
	scanner := bufio.NewScanner(stdin)
	scanner.Buffer(nil, longestLine)
	first := true
	for n := 1; scanner.Scan(); n++ {
		words := strings.Fields(scanner.Text())
		if len(words) == 3 && strings.HasPrefix(words[2], "HTTP/") {
			words = words[:2]
		}
		switch {
		case len(words) == 0:
			continue
		case len(words) != 2:
			return fmt.Errorf("standard input:%d: %s; allowed: METHOD TARGET", n, diag.Quote(scanner.Text()))
		}
		if x.json == nil && !first {
			fmt.Fprintln(x.stdout)
		}
		first = false
		if err := x.say(words[0], words[1]); err != nil {
			return err
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("cannot read standard input: %w", err)
	}
	return nil
}

// behind returns the table with the servers of --upstream in place of the spec's.
func behind(cmd *cobra.Command, api *model.API) (*model.API, error) {
	flag := cmd.Flags().Lookup("upstream")
	if !flag.Changed {
		return api, nil
	}
	names := strings.Split(flag.Value.String(), ",")
	if slices.Equal(names, []string{"any"}) {
		names = nil
	}
	api, err := explain.Behind(api, names)
	if err != nil {
		return nil, fmt.Errorf("--upstream: %w", err)
	}
	return api, nil
}

// codesOf returns the codes of --have. A text that is a declared code is one, though it has commas.
func codesOf(cmd *cobra.Command, api *model.API) (codes []string, err error) {
	given, err := cmd.Flags().GetStringArray("have")
	if err != nil {
		return nil, err
	}
	declared := map[string]bool{}
	for _, p := range api.Permissions {
		declared[p.Code] = true
	}
	add := func(text string) {
		parts := []string{text}
		if !declared[text] {
			parts = strings.Split(text, ",")
		}
		for _, code := range parts {
			if code = strings.TrimSpace(code); code != "" || declared[code] {
				codes = append(codes, code)
			}
		}
	}
	for _, text := range given {
		name, isFile := strings.CutPrefix(text, "@")
		if !isFile || declared[text] {
			add(text)
			continue
		}
		data, err := readUpTo(name, mostHave)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(bytes.TrimPrefix(data, []byte("\ufeff")))) {
			add(strings.TrimRight(line, "\r\n"))
		}
	}
	return codes, nil
}

// mostHave is how much of a file with codes is read, in bytes.
const mostHave = 16 << 20
