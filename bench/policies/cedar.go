package policies

import (
	"fmt"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/permroute/permroute/bench/peers"
)

func cedarEngine(rows []Row, granted []string) ([]Engine, error) {
	var b strings.Builder
	for _, r := range rows {
		path := parameter.ReplaceAllString(strings.Replace(r.Path, "/**", "*", 1), "*")
		fmt.Fprintf(&b, "permit (principal, action == Action::%q, resource) when { context.path like %q && context.granted.contains(%q) };\n", r.Method, path, r.Code)
	}
	set, err := cedar.NewPolicySetFromBytes("rows.cedar", []byte(b.String()))
	if err != nil {
		return nil, err
	}
	var codes []cedar.Value
	for _, code := range granted {
		codes = append(codes, cedar.String(code))
	}
	has := cedar.NewSet(codes...)
	caller, api := cedar.NewEntityUID("Caller", "caller"), cedar.NewEntityUID("API", "api")
	return []Engine{{"cedar-go", "Authorize, a policy for each row", func(l peers.Line) bool {
		decision, _ := cedar.Authorize(set, cedar.EntityMap{}, cedar.Request{
			Principal: caller, Action: cedar.NewEntityUID("Action", cedar.String(l.Method)), Resource: api,
			Context: cedar.NewRecord(cedar.RecordMap{"path": cedar.String(l.Path), "granted": has}),
		})
		return decision == cedar.Allow
	}}}, nil
}
