package policies

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/permroute/permroute/bench/peers"
)

func opaEngine(rows []Row, granted []string) ([]Engine, error) {
	background := context.Background()
	query, err := rego.New(rego.Query("data.api.allow"), rego.Module("rows.rego", opaModule(rows))).PrepareForEval(background)
	if err != nil {
		return nil, err
	}
	codes := ast.NewObject()
	for _, code := range granted {
		codes.Insert(ast.StringTerm(code), ast.BooleanTerm(true))
	}
	has := ast.NewTerm(codes)
	return []Engine{{"OPA", "a prepared query, a rule for each row", func(l peers.Line) bool {
		var segments []*ast.Term
		for s := range strings.SplitSeq(l.Path[1:], "/") {
			segments = append(segments, ast.StringTerm(s))
		}
		input := ast.NewObject(
			[2]*ast.Term{ast.StringTerm("method"), ast.StringTerm(l.Method)},
			[2]*ast.Term{ast.StringTerm("path"), ast.ArrayTerm(segments...)},
			[2]*ast.Term{ast.StringTerm("granted"), has},
		)
		results, err := query.Eval(background, rego.EvalParsedInput(input))
		return err == nil && results.Allowed()
	}}}, nil
}

// opaModule returns a rule for each row.
func opaModule(rows []Row) string {
	var b strings.Builder
	b.WriteString("package api\n\ndefault allow := false\n")
	for _, r := range rows {
		fixed, open := strings.CutSuffix(r.Path, "/**")
		var terms []string
		for s := range strings.SplitSeq(fixed[1:], "/") {
			if strings.HasPrefix(s, "{") {
				terms = append(terms, "_")
			} else {
				terms = append(terms, fmt.Sprintf("%q", s))
			}
		}
		path := "input.path"
		if open {
			path = fmt.Sprintf("array.slice(input.path, 0, %d)", len(terms))
		}
		fmt.Fprintf(&b, "\nallow if {\n\tinput.method == %q\n\t[%s] = %s\n\tinput.granted[%q]\n}\n", r.Method, strings.Join(terms, ", "), path, r.Code)
	}
	return b.String()
}
