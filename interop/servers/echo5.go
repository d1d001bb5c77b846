package servers

import (
	"net/http"

	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func echo5Server() []Setup {
	auto := echo.RouterConfig{AutoHandleHEAD: true, UseEscapedPathForMatching: true}
	return []Setup{
		{Name: "echo5", Upstream: "echo", host: hosting(newEcho5(echo.RouterConfig{}))},
		{Name: "echo5+slash", Upstream: "echo", host: hosting(newEcho5(echo.RouterConfig{}, middleware.RemoveTrailingSlash()))},
		{Name: "echo5+head", Upstream: "echo", host: hosting(newEcho5(auto))},
	}
}

func newEcho5(config echo.RouterConfig, before ...echo.MiddlewareFunc) builder {
	return func(endpoints []endpoint) http.Handler {
		server := echo.NewWithConfig(echo.Config{Router: echo.NewRouter(config)})
		server.Pre(before...)
		for _, e := range endpoints {
			for _, path := range echoDialect.paths(e) {
				if e.method == "" {
					server.Any(path, echo.WrapHandler(e))
				} else {
					server.Add(e.method, path, echo.WrapHandler(e))
				}
			}
		}
		return server
	}
}
