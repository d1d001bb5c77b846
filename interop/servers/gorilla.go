package servers

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/permroute/permroute/generator/route"
)

// gorillaDialect writes the rest as nothing: the path before it is registered as a prefix.
var gorillaDialect = dialect{param: "{P}", rests: []string{""}, root: "/"}

func gorillaMux() []Setup {
	with := func(set func(*mux.Router)) func(Table) Hosted { return hosting(newGorilla(set)) }
	plain := func(*mux.Router) {}
	return []Setup{
		{Name: "gorilla", Upstream: "gorilla", Host: with(plain)},
		{Name: "gorilla+any", Upstream: "gorilla", Host: hostingByPath(newGorilla(plain))},
		{Name: "gorilla+skip", Upstream: "gorilla", Host: with(func(r *mux.Router) { r.SkipClean(true) })},
		{Name: "gorilla+encoded", Upstream: "gorilla", Host: with(func(r *mux.Router) { r.UseEncodedPath() })},
		{Name: "gorilla+slash", Upstream: "gorilla", Host: with(func(r *mux.Router) { r.StrictSlash(true) })},
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
	if segments := e.pattern.Segments(); len(segments) == 0 || segments[len(segments)-1].Kind != route.Rest {
		return []*mux.Route{router.Path(last)}
	}
	routes := []*mux.Route{router.PathPrefix(last)}
	if len(paths) > 1 {
		routes = append(routes, router.Path(paths[0]))
	}
	return routes
}
