package servers

import (
	"net/http"

	"github.com/gorilla/mux"
)

// gorillaDialect writes the rest as nothing: base/ is registered as a prefix, and so has a slash already.
var gorillaDialect = dialect{param: "{P}", quote: asWritten, rest: "", root: "/", noSlash: true}

func gorillaMux() []Setup {
	with := func(set func(*mux.Router)) hostFunc { return hosting(newGorilla(set)) }
	plain := func(*mux.Router) {}
	return []Setup{
		{Name: "gorilla", Upstream: "gorilla", host: with(plain)},
		{Name: "gorilla+skip", Upstream: "gorilla", host: with(func(r *mux.Router) { r.SkipClean(true) })},
		{Name: "gorilla+encoded", Upstream: "gorilla", host: with(func(r *mux.Router) { r.UseEncodedPath() })},
		{Name: "gorilla+slash", Upstream: "gorilla", host: with(func(r *mux.Router) { r.StrictSlash(true) })},
	}
}

func newGorilla(set func(*mux.Router)) builder {
	return func(endpoints []endpoint) http.Handler {
		router := mux.NewRouter()
		set(router)
		for _, e := range endpoints {
			for _, r := range gorillaRoutes(router, e) {
				if e.method != "" {
					r.Methods(e.method)
				}
				r.Handler(e)
			}
		}
		return router
	}
}

func gorillaRoutes(router *mux.Router, e endpoint) []*mux.Route {
	paths := gorillaDialect.paths(e)
	last := paths[len(paths)-1]
	if !e.pattern.Open() {
		return []*mux.Route{router.Path(last)}
	}
	routes := []*mux.Route{router.PathPrefix(last)}
	for _, path := range paths[:len(paths)-1] {
		routes = append(routes, router.Path(path))
	}
	return routes
}
