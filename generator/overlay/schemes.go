package overlay

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/openapi"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// schemes holds the table's security schemes under the names that they have in the document.
type schemes struct {
	api      *model.API
	document *service.Document
	names    []string                 // in the table's order
	added    map[string]*model.Scheme // those that the document does not have
	renamed  map[string]string        // from the table's name to the document's, where they differ
	differ   []string                 // names that the document gives to another scheme
}

// newSchemes finds the table's schemes in the document: by name, else by equal meaning under another name.
func newSchemes(api *model.API, d *service.Document) *schemes {
	s := &schemes{api: api, document: d, added: map[string]*model.Scheme{}, renamed: map[string]string{}}
	for i := range api.Schemes {
		scheme := &api.Schemes[i]
		name := scheme.Name
		if there := d.Scheme(name); there != nil {
			if !same(scheme.Object, there.Object) {
				s.differ = append(s.differ, name)
			}
		} else if at := slices.IndexFunc(d.Schemes, func(other service.Scheme) bool { return same(scheme.Object, other.Object) }); at >= 0 {
			name = d.Schemes[at].Name
			s.renamed[scheme.Name] = name
		} else {
			s.added[name] = scheme
		}
		if !slices.Contains(s.names, name) {
			s.names = append(s.names, name)
		}
	}
	return s
}

// same reports whether two schemes read the same credentials.
func same(a, b syntax.Map) bool {
	kind, _ := a.Get("type").(string)
	if other, _ := b.Get("type").(string); other != kind {
		return false
	}
	equal := func(key string) bool {
		x, _ := a.Get(key).(string)
		y, _ := b.Get(key).(string)
		return x == y
	}
	fold := func(key string) bool {
		x, _ := a.Get(key).(string)
		y, _ := b.Get(key).(string)
		return strings.EqualFold(x, y)
	}
	switch kind {
	case "apiKey":
		return equal("in") && (equal("name") || a.Get("in") == "header" && fold("name"))
	case "http":
		return fold("scheme")
	case "openIdConnect":
		return equal("openIdConnectUrl")
	case "oauth2":
		return sameFlows(a, b)
	}
	return kind == "mutualTLS"
}

// sameFlows reports whether two oauth2 schemes share a URL where tokens come from.
func sameFlows(a, b syntax.Map) bool {
	urls := func(m syntax.Map) (all []string) {
		flows, _ := m.Get("flows").(syntax.Map)
		for _, e := range flows {
			flow, _ := e.Value.(syntax.Map)
			for _, key := range []string{"tokenUrl", "authorizationUrl"} {
				if text, _ := flow.Get(key).(string); text != "" {
					all = append(all, text)
				}
			}
		}
		return all
	}
	theirs := urls(b)
	return slices.ContainsFunc(urls(a), func(u string) bool { return slices.Contains(theirs, u) })
}

// carries reports whether a security requirement can list permission codes for a scheme: as scopes, or as
// roles if the document's version has them.
func (s *schemes) carries(name string) bool {
	if s.document.Version.Roles {
		return true
	}
	if scheme := s.added[name]; scheme != nil {
		return scheme.Type().Scopes
	}
	scheme := s.document.Scheme(name)
	return scheme != nil && scheme.Type().Scopes
}

// object returns a scheme for the document, without nulls: in a merge patch null means to remove.
func (s *schemes) object(name string) syntax.Map {
	object := openapi.SchemeObject(s.api, *s.added[name])
	if s.document.Version.IsSwagger() {
		object, _ = service.ToSwagger(object)
	}
	return withoutNulls(object).(syntax.Map)
}

// declarable reports whether a scheme of the table can stand in the document.
func (s *schemes) declarable(name string) bool {
	if s.document.Version.IsSwagger() {
		_, ok := service.ToSwagger(s.added[name].Object)
		return ok
	}
	return s.document.Version.Has(s.added[name].Type().OpenAPI)
}

func withoutNulls(value any) any {
	m, ok := value.(syntax.Map)
	if !ok {
		return value
	}
	kept := syntax.Map{}
	for _, e := range m {
		if e.Value != nil {
			kept.Add(e.Key, withoutNulls(e.Value))
		}
	}
	return kept
}

// undeclared returns, by flow, those of the codes that a flow of the document's oauth2 scheme does not
// declare as scopes.
func (s *schemes) undeclared(name string, codes []string) (missing syntax.Map) {
	scheme := s.document.Scheme(name)
	if scheme == nil || scheme.Referred || scheme.Type().Name != "oauth2" {
		return nil
	}
	flows, _ := scheme.Object.Get("flows").(syntax.Map)
	for _, e := range flows {
		flow, ok := e.Value.(syntax.Map)
		if !ok || strings.HasPrefix(e.Key, "x-") {
			continue
		}
		declared, _ := flow.Get("scopes").(syntax.Map)
		scopes := syntax.Map{}
		for _, p := range s.api.Permissions {
			for _, scope := range s.scopes([]*model.Permission{p}, name) {
				if slices.Contains(codes, scope) && declared.Get(scope) == nil && scopes.Get(scope) == nil {
					scopes.Add(scope, openapi.ScopeText(p))
				}
			}
		}
		if len(scopes) > 0 {
			missing.Add(e.Key, scopes)
		}
	}
	return missing
}
