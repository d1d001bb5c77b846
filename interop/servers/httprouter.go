package servers

import (
	"net/http"

	"github.com/julienschmidt/httprouter"
)

func httpRouter() []Setup {
	return []Setup{
		{Name: "httprouter", Upstream: "httprouter", host: hosting(newHTTPRouter(true))},
		{Name: "httprouter+plain", Upstream: "httprouter", host: hosting(newHTTPRouter(false))},
	}
}

// newHTTPRouter returns a builder of routers that redirect to the paths they have, as they do unless
// told not to, or of routers that do not.
func newHTTPRouter(redirect bool) builder {
	return func(endpoints []endpoint) http.Handler {
		router := httprouter.New()
		router.RedirectTrailingSlash, router.RedirectFixedPath, router.HandleMethodNotAllowed = redirect, redirect, redirect
		for _, e := range endpoints {
			for _, path := range treeDialect.paths(e) {
				for _, method := range e.methods() {
					router.Handler(method, path, e)
				}
			}
		}
		return router
	}
}
