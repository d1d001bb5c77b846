package gogen

import (
	"go/format"
	"strings"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

// docFile returns the file with the documentation of the package.
func docFile(api *model.API) []byte {
	var b strings.Builder
	line := func(text string) { b.WriteString(strings.TrimRight("// "+text, " ") + "\n") }
	b.WriteString(header(api) + "\n\n")
	line("Package " + api.Package + " holds the permission table " + diag.Inert(api.Title) + ". It has the permissions and")
	line("the routes as constants, finds the route of a request, and decides whether a caller may send it.")
	line("")
	if api.Document != "" {
		line("The table comes from: " + diag.Inert(api.Document) + updated(api))
		line("")
	}
	line(unlisted(api))
	line("")
	line("A request is [Refused] if your servers might run routes with different requirements for it. It is also")
	line("Refused if its path has empty segments, dot segments, escapes that are not needed, or anything else that")
	line("servers read in different ways. [ParseSet] turns the codes of a caller into a [Set]. [Authorize] decides:")
	line("")
	line("\tgranted, err := " + api.Package + ".ParseSet(codes...)")
	line("\t…")
	line("\tif d := " + api.Package + ".Authorize(method, path, granted); !d.Allowed() {")
	line("\t\treturn d.Err()")
	line("\t}")
	line("")
	line("A field of type [Set] in the claims of a token reads a list of codes or a scope. [ParseScope] reads a scope,")
	line("and [ParseGrants] patterns such as order:*." + more(api))
	line("")
	line("A [Guard] does this for an http.Handler. Other middleware can use [AuthorizeRequest]. Both read the method,")
	line("the path and the headers of the request. A [Route] also has the contents of the table.")
	b.WriteString("package " + api.Package + "\n")
	source, err := format.Source([]byte(b.String()))
	if err != nil {
		panic(err) // it is a comment and a package clause
	}
	return source
}

// more returns a sentence about what callers of this table hold besides.
func more(api *model.API) string {
	switch {
	case len(api.Roles) > 0 && api.Policies:
		return " [ParseRoles] and [ParsePolicies] read roles and IAM policies."
	case len(api.Roles) > 0:
		return " [ParseRoles] reads roles."
	case api.Policies:
		return " [ParsePolicies] reads IAM policies."
	}
	return ""
}

func updated(api *model.API) string {
	if api.Updated == "" {
		return ""
	}
	return " (" + api.Updated + ")"
}

// unlisted returns a sentence about the requests that the table does not list.
func unlisted(api *model.API) string {
	open := func(a access.Access) string {
		if a == access.Nobody {
			return "denied"
		}
		return "open to " + a.Callers()
	}
	return "A path that is not in the table is " + open(api.UnlistedPath) + ". Another method of a path in the table is " + open(api.UnlistedMethod) + "."
}
