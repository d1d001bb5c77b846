package openapi

import (
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// grantable adds how codes are compared, and what callers hold besides codes, under the keys of the spec.
func grantable(m *syntax.Map, api *model.API) {
	if api.FoldCase {
		m.Add("codes", syntax.Map{{Key: "case", Value: "fold"}})
	}
	if api.Policies {
		m.Add("grants", syntax.Texts(model.Holdings()))
	}
}

// specRoles returns the roles as a spec has them.
func specRoles(api *model.API) syntax.Map {
	roles := syntax.Map{}
	for _, r := range api.Roles {
		m := syntax.Map{}
		if r.Text != "" {
			m.Add("text", r.Text)
		}
		if len(r.Grants) > 0 {
			m.Add("grants", syntax.Texts(r.Grants))
		}
		if len(r.Includes) > 0 {
			m.Add("includes", roleNames(r.Includes))
		}
		if r.Named {
			m.Add("const", r.Const[len("Role"):])
		}
		roles.Add(r.Name, m)
	}
	return roles
}

func roleNames(roles []*model.Role) syntax.List {
	names := syntax.List{}
	for _, r := range roles {
		names = append(names, r.Name)
	}
	return names
}

// tableRoles returns the roles for scripts: each with all permissions that its holders have.
func tableRoles(api *model.API) syntax.List {
	list := syntax.List{}
	for _, r := range api.Roles {
		m := syntax.Map{{Key: "name", Value: r.Name}}
		if r.Text != "" {
			m.Add("text", r.Text)
		}
		if len(r.Includes) > 0 {
			m.Add("includes", roleNames(r.Includes))
		}
		m.Add("permissions", codes(api.Held(r.Holding)))
		list = append(list, m)
	}
	return list
}
