package servers

import (
	"net/http"

	"github.com/uptrace/bunrouter"
)

func bunRouter() []Setup {
	return []Setup{{Name: "bunrouter", Upstream: "bunrouter", host: hosting(newBunRouter)}}
}

func newBunRouter(endpoints []endpoint) http.Handler {
	router := bunrouter.New().Compat()
	for _, e := range endpoints {
		for _, path := range treeDialect.paths(e) {
			for _, method := range e.methods() {
				router.Handle(method, path, e.ServeHTTP)
			}
		}
	}
	return router
}
