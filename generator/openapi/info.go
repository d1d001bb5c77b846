package openapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// info returns the info object. Its version is the date of the table's document.
func info(api *model.API) syntax.Map {
	return syntax.Map{
		{Key: "title", Value: api.Title},
		{Key: "version", Value: cmp.Or(api.Updated, "0")},
		{Key: "description", Value: description(api)},
	}
}

// description returns CommonMark that explains the document.
func description(api *model.API) string {
	paragraphs := []string{
		"The permissions that callers need for each operation. Parameters outside the path, bodies and results\n" +
			"are not described here.",
		requirements(api),
		unlisted(api) + "\nHEAD needs what GET needs, unless the path is listed with HEAD.",
		"A request is refused (400) if its path is not canonical, or if a server might run another operation\n" +
			"for it.",
	}
	if api.Document != "" {
		paragraphs = append(paragraphs, "Source: "+source(api))
	}
	return strings.Join(paragraphs, "\n\n")
}

// requirements says how to read x-required-permissions and security.
func requirements(api *model.API) string {
	text := "`x-required-permissions` lists the permission codes that an operation needs: all codes of a list.\n"
	switch {
	case len(api.Schemes) > 0 && !api.OpenAPI.Version.Roles:
		text = "The entries of `security` are alternatives: a caller needs the scheme of one entry and, if that has scopes,\n" +
			"all permission codes in its list. `x-required-permissions` lists the codes for every scheme: all codes of a list.\n"
	case len(api.Schemes) > 0:
		text = "The entries of `security` are alternatives: a caller needs the scheme of one entry and all permission codes\n" +
			"in its list. `x-required-permissions` lists the codes without the schemes: all codes of a list.\n"
	}
	if len(api.Schemes) == 0 {
		text += "The table names no security scheme, so `security` is empty.\n"
	}
	text += "A list of lists holds alternatives: one of them is enough. An empty list needs authentication only."
	has := func(a access.Access) bool {
		return slices.ContainsFunc(api.Routes, func(r *model.Route) bool { return r.Is(a) })
	}
	if has(access.Public) {
		text += "\nAn operation with `security: []` and without `x-required-permissions` is public: it needs no authentication."
	}
	if has(access.Nobody) {
		text += "\n`x-permroute: {require: nobody}` marks an operation that nobody may call, whatever its `security` is."
	}
	return text
}

// unlisted says what happens to requests that the table does not list.
func unlisted(api *model.API) string {
	needs := func(a access.Access, denied string) string {
		return map[access.Access]string{access.Public: "needs no authentication", access.Authenticated: "needs authentication only", access.Nobody: denied}[a]
	}
	return "A request whose path is not listed " + needs(api.UnlistedPath, "is denied (403)") + ".\n" +
		"One whose path is listed, but not with its method, " + needs(api.UnlistedMethod, "is denied (405)") + "."
}

func source(api *model.API) string {
	if api.Updated == "" {
		return api.Document
	}
	return api.Document + " (" + api.Updated + ")"
}

// usage is the comment of a file of path items: how to refer to them. OpenAPI looks up the names of tags
// and security schemes in the entry document, so the items work in every document that declares them.
func usage(api *model.API) string {
	names := "Tags"
	if len(api.Schemes) > 0 {
		names = "Tags and security schemes"
	}
	text := "Path items by path. Refer to them with $ref from the paths of another OpenAPI document. After the # write\n" +
		"~1 for the / of a path, %7B for { and %7D for }. " + names + " are looked up in the entry\n" +
		"document: declare them there"
	if !api.OpenAPI.Writes(model.Document) {
		return text + "."
	}
	return text + ", as ../" + complete + " does. The responses are in that file."
}
