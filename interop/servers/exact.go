package servers

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// newExact returns the plainest server there can be: the first endpoint of the
// request's method whose expression the decoded path matches.
func newExact(endpoints []endpoint) http.Handler {
	expressions := make([]*regexp.Regexp, len(endpoints))
	for i, e := range endpoints {
		expressions[i] = regexp.MustCompile(expression(e))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i, e := range endpoints {
			serves := e.method == "" || e.method == r.Method || e.method == http.MethodGet && r.Method == http.MethodHead
			if serves && expressions[i].MatchString(r.URL.Path) {
				e.ServeHTTP(w, r)
				return
			}
		}
		http.NotFound(w, r)
	})
}

// expression returns the regular expression for an endpoint's paths.
func expression(e endpoint) string {
	var b strings.Builder
	b.WriteString("^")
	for _, s := range e.pattern.Segments() {
		switch s.Kind {
		case route.Literal:
			b.WriteString("/" + regexp.QuoteMeta(s.Text))
		case route.Param:
			b.WriteString("/" + regexp.QuoteMeta(s.Prefix) + "[^/]+" + regexp.QuoteMeta(s.Suffix))
		case route.Rest:
			if e.open == Alone {
				return b.String() + "/"
			}
			b.WriteString("(/.*)?")
		}
	}
	if b.Len() == 1 || e.pattern.EndsInSlash() {
		b.WriteString("/")
	}
	return b.String() + "$"
}
