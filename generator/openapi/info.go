package openapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// info returns the info object. A table has no version but its document's date.
func info(api *model.API) syntax.Map {
	return syntax.Map{
		{Key: "title", Value: api.Title},
		{Key: "version", Value: cmp.Or(api.Updated, "0")},
		{Key: "description", Value: description(api)},
	}
}

// description returns CommonMark that says how to read the document.
func description(api *model.API) string {
	paragraphs := []string{
		"The permissions that a caller of each operation needs, as a table lists them. Parameters outside the\n" +
			"path, bodies and results are not described here.",
		requirements(api),
		unlisted(api) + "\nHEAD is checked as GET where a path is not listed with HEAD.",
		"A request is refused (400) if its path is not canonical, or if a server could take it for another one\n" +
			"than the one that it names.",
	}
	if api.Document != "" {
		paragraphs = append(paragraphs, "Source: "+source(api))
	}
	return strings.Join(paragraphs, "\n\n")
}

// requirements says what several codes mean.
func requirements(api *model.API) string {
	text := "`x-required-permissions` lists the permission codes that an operation needs: all codes of a list.\n"
	switch {
	case len(api.Schemes) > 0 && !api.OpenAPI.Version.Roles:
		text = "An entry of `security` is one way to be permitted: with its scheme and, where that has scopes, with all\n" +
			"permission codes in its list. `x-required-permissions` lists the codes for every scheme: all codes of a list.\n"
	case len(api.Schemes) > 0:
		text = "An entry of `security` is one way to be permitted: with its scheme, and with all permission codes\n" +
			"in its list. `x-required-permissions` lists the codes without the schemes: all codes of a list.\n"
	}
	if len(api.Schemes) == 0 {
		text += "The table names no security scheme, so that `security` says nothing here.\n"
	}
	text += "A list of lists holds alternatives, of which one suffices; an empty list asks for authentication alone."
	if slices.ContainsFunc(api.Routes, (*model.Route).Never) {
		text += "\n`x-permroute: {require: never}` marks an operation that nobody may call, whatever its `security` is."
	}
	return text
}

// unlisted says what a request gets that the table does not list.
func unlisted(api *model.API) string {
	path := "A request whose path is not listed is denied (403)."
	if api.AllowUnlistedPath {
		path = "A request whose path is not listed needs no permission."
	}
	method := "One whose path is listed, but not with its method, is denied (405)."
	if api.AllowUnlistedMethod {
		method = "One whose path is listed, but not with its method, needs none either."
		if !api.AllowUnlistedPath {
			method = "One whose path is listed, but not with its method, needs no permission."
		}
	}
	return path + "\n" + method
}

func source(api *model.API) string {
	if api.Updated == "" {
		return api.Document
	}
	return api.Document + " (" + api.Updated + ")"
}

// usage is the comment of a fragment: how to refer to its items, and where their names are looked up.
// A security requirement names its scheme; OpenAPI 3.1.1 resolves such names in the entry document, so
// a fragment is right wherever that one declares them.
func usage(api *model.API) string {
	names := "Tags"
	if len(api.Schemes) > 0 {
		names = "Tags and security schemes"
	}
	if !api.OpenAPI.Writes(model.Document) {
		return "Path items by path, for a $ref from the paths of another OpenAPI document; after the # it writes a\n" +
			"path's / as ~1, { as %7B and } as %7D. " + names + " are looked up in the entry document:\n" +
			"declare them there."
	}
	return "Path items by path, for a $ref from the paths of another OpenAPI document; after the # it writes a\n" +
		"path's / as ~1, { as %7B and } as %7D. " + names + " are looked up in the entry document:\n" +
		"declare them there, as ../" + complete + " does. Responses are taken from that file."
}
