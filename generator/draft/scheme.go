package draft

import (
	"regexp"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// schemes returns the security schemes of the spec. A scheme that no spec can have becomes a bearer token of HTTP: its rows
// must go on asking for it.
func (b *builder) schemes(version oas.Version) syntax.Map {
	schemes := syntax.Map{}
	for _, s := range b.document.Schemes {
		name := b.schemeName(s)
		switch {
		case s.Object == nil:
			b.doubt(Chosen, s.Pos, "the spec says that it is a bearer token; correct it there", "the security scheme %s is a $ref to another place", diag.Quote(s.Name))
			schemes.Add(name, unknownScheme())
		case !b.knows(s, version):
			b.doubt(Chosen, s.Pos, "the spec says that it is a bearer token; correct it there", "the security scheme %s is not as OpenAPI has it", diag.Quote(s.Name))
			schemes.Add(name, unknownScheme())
		default:
			schemes.Add(name, s.Object)
		}
	}
	return schemes
}

// unknownScheme returns the scheme that stands for one that is not known.
func unknownScheme() syntax.Map {
	return syntax.Map{{Key: "type", Value: "http"}, {Key: "scheme", Value: "bearer"}, {Key: "description", Value: "The imported document does not say what this scheme is."}}
}

// knows reports whether a spec can have the scheme.
func (b *builder) knows(s service.Scheme, version oas.Version) bool {
	if s.Object == nil {
		return false
	}
	name, object := b.schemeName(s), s.Object
	spec := syntax.Map{
		{Key: "permroute", Value: 1}, {Key: "package", Value: "api"}, {Key: "unlisted", Value: "nobody"},
		{Key: "openapi", Value: syntax.Map{{Key: "version", Value: version.Number}, {Key: "securitySchemes", Value: syntax.Map{{Key: name, Value: object}}}}},
		{Key: "groups", Value: syntax.List{syntax.Map{{Key: "name", Value: "A"}, {Key: "routes", Value: syntax.List{
			syntax.Map{{Key: "id", Value: "A"}, {Key: "route", Value: "GET /a"}, {Key: "require", Value: "nobody"}},
		}}}}},
	}
	_, list := model.Load("spec.yaml", syntax.Encode("", spec))
	return len(list) == 0
}

var notInScheme = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// schemeName returns the name that a scheme has in the spec.
func (b *builder) schemeName(s service.Scheme) string {
	if name := b.schemeNames[s.Name]; name != "" {
		return name
	}
	name := notInScheme.ReplaceAllString(s.Name, "-")
	for name == "" || name != s.Name && b.document.Scheme(name) != nil {
		name += "-"
	}
	b.schemeNames[s.Name] = name
	if name != s.Name {
		b.doubt(Renamed, s.Pos, "the spec says "+name, "the security scheme %s; names have letters, digits and . _ -", diag.Quote(s.Name))
	}
	return name
}
