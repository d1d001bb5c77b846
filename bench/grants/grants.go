// Package grants measures how the permissions of a caller are read, beside other libraries' ways to the same answer: a
// scope is turned into a set, and IAM policies into what they allow. Its benchmarks are run by hand:
//
//	go test -bench . ./grants
package grants

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	"github.com/casbin/casbin/v2/util"
	"github.com/cedar-policy/cedar-go"
)

// A Policy is an IAM policy.
type Policy struct {
	Version   string
	Statement []Statement
}

// A Statement allows or denies actions, which are patterns.
type Statement struct {
	Effect string
	Action []string
}

// Document returns a policy of some 2 KiB as its vendor stores it: most statements are about other services. It
// allows the orders and the invoices of the shop, and denies writing invoices.
func Document() []byte {
	p := Policy{Version: "5.0", Statement: []Statement{
		{"Allow", []string{"order:*", "invoice:read"}},
		{"Deny", []string{"invoice:write", "user:*"}},
	}}
	for i := 0; ; i++ {
		data, err := json.Marshal(p)
		if err != nil {
			panic(err) // texts and lists of them
		}
		if len(data) > 2000 {
			return data
		}
		p.Statement = append(p.Statement, Statement{"Allow", []string{fmt.Sprintf("compute%d:servers:list", i), fmt.Sprintf("storage%d:objects:*", i)}})
	}
}

// Scope returns a scope of twenty codes, of which the shop has four.
func Scope() string {
	codes := []string{"openid", "order:read", "order:write", "invoice:read", "user:read"}
	for i := len(codes); i < 20; i++ {
		codes = append(codes, fmt.Sprintf("service%d:thing:read", i))
	}
	return strings.Join(codes, " ")
}

// casbinModel lets a deny beat each allow. Actions are patterns of keyMatch, whose * ends a text.
const casbinModel = `
[request_definition]
r = act
[policy_definition]
p = act, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = keyMatch(r.act, p.act)
`

// Casbin reads a policy into an enforcer and asks it about each code.
func Casbin(document []byte, codes []string) (allowed []string, err error) {
	var p Policy
	if err := json.Unmarshal(document, &p); err != nil {
		return nil, err
	}
	m, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	e.AddFunction("keyMatch", util.KeyMatchFunc)
	for _, s := range p.Statement {
		for _, action := range s.Action {
			if _, err := e.AddPolicy(action, strings.ToLower(s.Effect)); err != nil {
				return nil, err
			}
		}
	}
	for _, code := range codes {
		if ok, err := e.Enforce(code); err != nil {
			return nil, err
		} else if ok {
			allowed = append(allowed, code)
		}
	}
	return allowed, nil
}

// Cedar reads a policy into a set of Cedar's policies and asks it about each code.
func Cedar(document []byte, codes []string) (allowed []string, err error) {
	var p Policy
	if err := json.Unmarshal(document, &p); err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, s := range p.Statement {
		effect := map[string]string{"Allow": "permit", "Deny": "forbid"}[s.Effect]
		for _, action := range s.Action {
			fmt.Fprintf(&b, "%s (principal, action, resource) when { context.code like %q };\n", effect, action)
		}
	}
	set, err := cedar.NewPolicySetFromBytes("policy.cedar", []byte(b.String()))
	if err != nil {
		return nil, err
	}
	for _, code := range codes {
		decision, _ := cedar.Authorize(set, cedar.EntityMap{}, cedar.Request{
			Principal: cedar.NewEntityUID("Caller", "caller"), Action: cedar.NewEntityUID("Action", "use"), Resource: cedar.NewEntityUID("API", "api"),
			Context: cedar.NewRecord(cedar.RecordMap{"code": cedar.String(code)}),
		})
		if decision == cedar.Allow {
			allowed = append(allowed, code)
		}
	}
	return allowed, nil
}
