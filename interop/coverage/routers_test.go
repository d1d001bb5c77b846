// Package coverage holds CheckRoutes and permroute routes against routers. It has a recipe for each: how to list its
// handlers.
package coverage

import (
	"context"
	"io"
	"iter"
	"net/http"
	"strings"

	"github.com/cloudwego/hertz/pkg/app"
	hertz "github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/hlog"
	"github.com/dimfeld/httptreemux/v5"
	"github.com/emicklei/go-restful/v3"
	"github.com/fasthttp/router"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/gofiber/fiber/v3"
	"github.com/gorilla/mux"
	"github.com/julienschmidt/httprouter"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"github.com/uptrace/bunrouter"
	"github.com/valyala/fasthttp"
)

// A router registers handlers and lists them.
type walked struct {
	name  string
	param string // how it writes {P}
	rest  string // how it writes a last **
	walk  func(handlers []handler) iter.Seq2[string, string]

	noLiteralBesideParam bool // it cannot have /users/me beside /users/{id}
}

// A handler is METHOD and pattern, in the syntax of a router.
type handler struct{ method, pattern string }

func routers() []walked {
	return []walked{
		{name: "net/http", param: "{P}", rest: "{rest...}", walk: walkServeMux},
		{name: "chi", param: "{P}", rest: "*", walk: walkChi},
		{name: "chi with conditions", param: "{P:[0-9a-z]+}", rest: "*", walk: walkChi},
		{name: "chi with groups", param: "{P}", rest: "*", walk: walkChiGroups},
		{name: "gin", param: ":P", rest: "*rest", walk: walkGin},
		{name: "echo", param: ":P", rest: "*", walk: walkEcho},
		{name: "echo v5", param: ":P", rest: "*", walk: walkEcho5},
		{name: "fiber", param: ":P", rest: "*", walk: walkFiber},
		{name: "fiber with conditions", param: ":P<int>", rest: "*", walk: walkFiber},
		{name: "gorilla", param: "{P}", rest: "{rest:.*}", walk: walkGorilla},
		{name: "gorilla with conditions", param: "{P:[^/]+}", rest: "{rest:.+}", walk: walkGorilla},
		{name: "httprouter", param: ":P", rest: "*rest", walk: walkHTTPRouter, noLiteralBesideParam: true},
		{name: "httptreemux", param: ":P", rest: "*rest", walk: walkTreeMux},
		{name: "bunrouter", param: ":P", rest: "*rest", walk: walkBunRouter},
		{name: "go-restful", param: "{P}", rest: "{rest:*}", walk: walkRestful},
		{name: "huma", param: "{P}", rest: "*", walk: walkHuma},
		{name: "hertz", param: ":P", rest: "*rest", walk: walkHertz},
		{name: "fasthttp-router", param: "{P}", rest: "{rest:*}", walk: walkFasthttp},
	}
}

func serve(http.ResponseWriter, *http.Request) {}

// A recorder is a ServeMux that remembers its patterns, for it cannot be walked.
type recorder struct {
	*http.ServeMux
	patterns []string
}

func (r *recorder) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	r.patterns = append(r.patterns, pattern)
	r.ServeMux.HandleFunc(pattern, h)
}

func (r *recorder) all(yield func(method, pattern string) bool) {
	for _, p := range r.patterns {
		if strings.HasSuffix(p, "/") {
			p += "{rest...}" // it matches all paths below
		}
		if !yield("", p) {
			return
		}
	}
}

func walkServeMux(handlers []handler) iter.Seq2[string, string] {
	r := &recorder{ServeMux: http.NewServeMux()}
	for _, h := range handlers {
		r.HandleFunc(h.method+" "+h.pattern, serve)
	}
	return r.all
}

func walkChi(handlers []handler) iter.Seq2[string, string] {
	r := chi.NewRouter()
	for _, h := range handlers {
		r.MethodFunc(h.method, h.pattern, serve)
	}
	return chiHandlers(r)
}

// chiHandlers lists the handlers of a router. A group answers its path with and without a final slash, and chi lists the
// first one.
func chiHandlers(r chi.Router) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		_ = chi.Walk(r, func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
			yield(method, strings.TrimSuffix(pattern, "/"))
			return nil
		})
	}
}

// walkChiGroups registers the handlers of each pattern in a group of their own, as in a router of several files.
func walkChiGroups(handlers []handler) iter.Seq2[string, string] {
	r, groups := chi.NewRouter(), map[string]chi.Router{}
	for _, h := range handlers {
		if strings.HasSuffix(h.pattern, "*") {
			r.MethodFunc(h.method, h.pattern, serve)
			continue
		}
		if groups[h.pattern] == nil {
			r.Route(h.pattern, func(group chi.Router) { groups[h.pattern] = group })
		}
		groups[h.pattern].MethodFunc(h.method, "/", serve)
	}
	return chiHandlers(r)
}

func walkGin(handlers []handler) iter.Seq2[string, string] {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	for _, h := range handlers {
		engine.Handle(h.method, h.pattern, func(*gin.Context) {})
	}
	return func(yield func(string, string) bool) {
		for _, r := range engine.Routes() {
			if !yield(r.Method, r.Path) {
				return
			}
		}
	}
}

func walkEcho(handlers []handler) iter.Seq2[string, string] {
	e := echo.New()
	for _, h := range handlers {
		e.Add(h.method, h.pattern, func(echo.Context) error { return nil })
	}
	return func(yield func(string, string) bool) {
		for _, r := range e.Routes() {
			if !yield(r.Method, r.Path) {
				return
			}
		}
	}
}

func walkEcho5(handlers []handler) iter.Seq2[string, string] {
	e := echo5.New()
	for _, h := range handlers {
		e.Add(h.method, h.pattern, func(*echo5.Context) error { return nil })
	}
	return func(yield func(string, string) bool) {
		for _, r := range e.Router().Routes() {
			if !yield(r.Method, r.Path) {
				return
			}
		}
	}
}

func walkFiber(handlers []handler) iter.Seq2[string, string] {
	app := fiber.New()
	app.Use(func(c fiber.Ctx) error { return c.Next() })
	for _, h := range handlers {
		app.Add([]string{h.method}, h.pattern, func(fiber.Ctx) error { return nil })
	}
	return func(yield func(string, string) bool) {
		for _, r := range app.GetRoutes(true) {
			if !yield(r.Method, r.Path) {
				return
			}
		}
	}
}

func walkGorilla(handlers []handler) iter.Seq2[string, string] {
	r := mux.NewRouter()
	for _, h := range handlers {
		r.HandleFunc(h.pattern, serve).Methods(h.method)
	}
	return func(yield func(string, string) bool) {
		_ = r.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
			pattern, err := route.GetPathTemplate()
			if err != nil {
				return err
			}
			methods, err := route.GetMethods()
			if err != nil {
				methods = []string{""} // all
			}
			for _, m := range methods {
				yield(m, pattern)
			}
			return nil
		})
	}
}

// A list remembers the handlers of a router that cannot be walked.
type list []handler

func (l *list) remember(method, pattern string) { *l = append(*l, handler{method, pattern}) }

func (l *list) all(yield func(string, string) bool) {
	for _, h := range *l {
		if !yield(h.method, h.pattern) {
			return
		}
	}
}

func walkHTTPRouter(handlers []handler) iter.Seq2[string, string] {
	r, l := httprouter.New(), &list{}
	for _, h := range handlers {
		l.remember(h.method, h.pattern)
		r.HandlerFunc(h.method, h.pattern, serve)
	}
	return l.all
}

func walkTreeMux(handlers []handler) iter.Seq2[string, string] {
	m, l := httptreemux.NewContextMux(), &list{}
	for _, h := range handlers {
		l.remember(h.method, h.pattern)
		m.Handle(h.method, h.pattern, serve)
	}
	return l.all
}

func walkBunRouter(handlers []handler) iter.Seq2[string, string] {
	r, l := bunrouter.New(), &list{}
	for _, h := range handlers {
		l.remember(h.method, h.pattern)
		r.Handle(h.method, h.pattern, func(http.ResponseWriter, bunrouter.Request) error { return nil })
	}
	return l.all
}

func walkRestful(handlers []handler) iter.Seq2[string, string] {
	container, service := restful.NewContainer(), new(restful.WebService)
	for _, h := range handlers {
		service.Route(service.Method(h.method).Path(h.pattern).To(func(*restful.Request, *restful.Response) {}))
	}
	container.Add(service)
	return func(yield func(string, string) bool) {
		for _, s := range container.RegisteredWebServices() {
			for _, r := range s.Routes() {
				if !yield(r.Method, r.Path) {
					return
				}
			}
		}
	}
}

func walkHertz(handlers []handler) iter.Seq2[string, string] {
	hlog.SetOutput(io.Discard)
	h := hertz.New()
	for _, r := range handlers {
		h.Handle(r.method, r.pattern, func(context.Context, *app.RequestContext) {})
	}
	return func(yield func(string, string) bool) {
		for _, r := range h.Routes() {
			if !yield(r.Method, r.Path) {
				return
			}
		}
	}
}

func walkFasthttp(handlers []handler) iter.Seq2[string, string] {
	r := router.New()
	for _, h := range handlers {
		r.Handle(h.method, h.pattern, func(*fasthttp.RequestCtx) {})
	}
	return func(yield func(string, string) bool) {
		for method, patterns := range r.List() {
			for _, p := range patterns {
				if !yield(method, p) {
					return
				}
			}
		}
	}
}
