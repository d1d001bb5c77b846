package servers

import (
	"net/http"
	"strings"

	"github.com/emicklei/go-restful/v3"
)

// restfulDialect names the rest so that it sorts before the other parameters: the router takes the path
// that sorts last, of {p} and {rest:*}.
var restfulDialect = dialect{param: "{P}", quote: asWritten, rest: "{_rest:*}", root: "/", noSlash: true}

func goRestful() []Setup {
	return []Setup{
		{Name: "go-restful", Upstream: "go-restful", host: hosting(newRestful(restful.CurlyRouter{}, false))},
		{Name: "go-restful+services", Upstream: "go-restful", host: hosting(newRestful(restful.CurlyRouter{}, true))},
		{Name: "go-restful+jsr311", Upstream: "go-restful", Careless: true, host: hosting(newRestful(restful.RouterJSR311{}, false))},
	}
}

// newRestful returns a builder of containers with one web service, or one for each first segment that is a
// literal.
func newRestful(router restful.RouteSelector, several bool) builder {
	return func(endpoints []endpoint) http.Handler {
		container, services := restful.NewContainer(), map[string]*restful.WebService{}
		container.Router(router)
		for _, e := range endpoints {
			for _, path := range restfulDialect.paths(e) {
				first := "/"
				if head, rest := cutFirst(path); several && head != "/" && !strings.Contains(head, "{") {
					first, path = head, rest
				}
				if services[first] == nil {
					services[first] = new(restful.WebService).Path(first)
				}
				for _, method := range e.methods() {
					services[first].Route(services[first].Method(method).Path(path).To(func(r *restful.Request, w *restful.Response) {
						e.ServeHTTP(w, r.Request)
					}))
				}
			}
		}
		for _, service := range services {
			container.Add(service)
		}
		return container
	}
}
