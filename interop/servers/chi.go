package servers

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

var chiDialect = dialect{param: "{P}", quote: asWritten, rest: "*", root: "/"}

func chiRouter() []Setup {
	return []Setup{
		{Name: "chi", Upstream: "chi", host: hosting(newChi())},
		{Name: "chi+clean", Upstream: "chi", host: hosting(newChi(middleware.CleanPath, middleware.StripSlashes, middleware.GetHead))},
		{Name: "chi+redirect", Upstream: "chi", host: hosting(newChi(middleware.CleanPath, middleware.RedirectSlashes))},
		{Name: "chi+mount", Upstream: "chi", host: hosting(newMountedChi)},
	}
}

func newChi(before ...func(http.Handler) http.Handler) builder {
	return func(endpoints []endpoint) http.Handler {
		router := chi.NewRouter()
		router.Use(before...)
		for _, e := range endpoints {
			for _, path := range chiDialect.paths(e) {
				chiRoute(router, path, e)
			}
		}
		return router
	}
}

func chiRoute(router chi.Router, path string, e endpoint) {
	if e.method == "" {
		router.Handle(path, e)
	} else {
		router.Method(e.method, path, e)
	}
}

// newMountedChi mounts a router for each first segment that is a literal.
func newMountedChi(endpoints []endpoint) http.Handler {
	router, mounted, dialect := chi.NewRouter(), map[string]chi.Router{}, withoutSlash(chiDialect)
	for _, e := range endpoints {
		for _, path := range dialect.paths(e) {
			first, rest := cutFirst(path)
			if strings.ContainsAny(first, "{*") || first == "/" {
				chiRoute(router, path, e)
				continue
			}
			if mounted[first] == nil {
				mounted[first] = chi.NewRouter()
				router.Mount(first, mounted[first])
			}
			chiRoute(mounted[first], rest, e)
		}
	}
	return router
}
