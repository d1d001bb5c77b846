package servers

import (
	"net/http"
	"regexp"
)

// newExact returns the plainest server there can be: the first endpoint of the
// request's method whose expression the decoded path matches.
func newExact(endpoints []endpoint) http.Handler {
	expressions := make([]*regexp.Regexp, len(endpoints))
	for i, e := range endpoints {
		expressions[i] = regexp.MustCompile(expression(e.pattern))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i, e := range endpoints {
			serves := e.method == r.Method || e.method == http.MethodGet && r.Method == http.MethodHead
			if serves && expressions[i].MatchString(r.URL.Path) {
				e.ServeHTTP(w, r)
				return
			}
		}
		http.NotFound(w, r)
	})
}
