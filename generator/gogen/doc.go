package gogen

import (
	"go/format"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
)

// docFile returns the file with the package's documentation.
func docFile(api *model.API) []byte {
	var b strings.Builder
	line := func(text string) { b.WriteString(strings.TrimRight("// "+text, " ") + "\n") }
	b.WriteString(header(api) + "\n\n")
	line("Package " + api.Package + " holds a permission table, " + diag.Inert(api.Title) + ": its permissions and")
	line("routes as constants, the matcher that finds the route of a request, and the decision on it.")
	line("")
	if api.Document != "" {
		line("The table is transcribed from: " + diag.Inert(api.Document) + updated(api))
		line("")
	}
	line(unlisted(api))
	line("")
	line("A request that the servers behind could take for a row with another requirement is [Refused]. So is")
	line("every path with empty or dot segments, needless escapes, or anything else that servers read in more ways")
	line("than one. What a caller was granted is a [Set]; [Authorize] decides:")
	line("")
	line("\tgranted, err := " + api.Package + ".ParseSet(codes...)")
	line("\t…")
	line("\tif d := " + api.Package + ".Authorize(method, path, granted); !d.Allowed() {")
	line("\t\treturn d.Err()")
	line("\t}")
	line("")
	line("A [Guard] does so in front of an http.Handler, and other middleware by [AuthorizeRequest]: both read")
	line("method, path and headers from the request. [Route], which tells everything that the table says of a")
	line("row, also serves without requests.")
	b.WriteString("package " + api.Package + "\n")
	source, err := format.Source([]byte(b.String()))
	if err != nil {
		panic(err) // comments and a package clause
	}
	return source
}

func updated(api *model.API) string {
	if api.Updated == "" {
		return ""
	}
	return " (" + api.Updated + ")"
}

// unlisted says what the table does with requests that it does not list.
func unlisted(api *model.API) string {
	path, method := "denied", "denied"
	if api.AllowUnlistedPath {
		path = "open to every caller"
	}
	if api.AllowUnlistedMethod {
		method = "open to every caller"
	}
	return "A path outside of the table is " + path + "; a listed path with another method is " + method + "."
}
