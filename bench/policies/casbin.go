package policies

import (
	"regexp"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	"github.com/permroute/permroute/bench/peers"
)

// casbinModel gives callers permissions as roles, and permissions paths and methods.
const casbinModel = `
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && keyMatch2(r.obj, p.obj) && g(r.sub, p.sub)
`

var parameter = regexp.MustCompile(`\{([^}]*)\}`)

func casbinEngines(rows []Row, granted []string) ([]Engine, error) {
	m, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	plain, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	m, err = model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	cached, err := casbin.NewCachedEnforcer(m)
	if err != nil {
		return nil, err
	}
	for _, e := range []casbin.IEnforcer{plain, cached} {
		for _, r := range rows {
			fixed, open := strings.CutSuffix(parameter.ReplaceAllString(r.Path, ":$1"), "/**")
			if _, err := e.AddPolicy(r.Code, fixed, r.Method); err != nil {
				return nil, err
			}
			if !open {
				continue
			}
			if _, err := e.AddPolicy(r.Code, fixed+"/*", r.Method); err != nil {
				return nil, err
			}
		}
		for _, code := range granted {
			if _, err := e.AddGroupingPolicy("caller", code); err != nil {
				return nil, err
			}
		}
	}
	enforce := func(e casbin.IEnforcer) func(peers.Line) bool {
		return func(l peers.Line) bool {
			allowed, err := e.Enforce("caller", l.Path, l.Method)
			return allowed && err == nil
		}
	}
	return []Engine{
		{"casbin", "Enforce, keyMatch2, a policy for each row", enforce(plain)},
		{"casbin, cached", "the same with CachedEnforcer, every request asked before", enforce(cached)},
	}, nil
}
