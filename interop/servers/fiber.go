package servers

import (
	"net"
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	fiber3 "github.com/gofiber/fiber/v3"
)

var fiberDialect = dialect{param: ":P", quote: escaping(":*+?", ":-."), rest: "*", root: "/"}

func fiberApp() []Setup {
	strict := fiber.Config{CaseSensitive: true, StrictRouting: true}
	unescape := fiber.Config{UnescapePath: true}
	return []Setup{
		{Name: "fiber", Upstream: "fiber", Connected: true, host: hostingFiber(fiber.Config{})},
		{Name: "fiber+strict", Upstream: "fiber", Connected: true, host: hostingFiber(strict)},
		{Name: "fiber+unescape", Upstream: "fiber", plusIsBlank: true, Connected: true, host: hostingFiber(unescape)},
		{Name: "fiber+adaptor", Upstream: "fiber", host: hosting(adaptedFiber(fiber.Config{}))},
		{Name: "fiber+adaptor+unescape", Upstream: "fiber", plusIsBlank: true, host: hosting(adaptedFiber(unescape))},
	}
}

// hostingFiber serves an app on connections, for it reads the bytes of a request itself.
func hostingFiber(config fiber.Config) hostFunc {
	return hostingListener(func(endpoints []endpoint, listener net.Listener) func() {
		app := newFiber(config, endpoints)
		return func() { app.Listener(listener) }
	})
}

// adaptedFiber returns a builder of apps that are called with the standard library's requests.
func adaptedFiber(config fiber.Config) builder {
	return func(endpoints []endpoint) http.Handler { return adaptor.FiberApp(newFiber(config, endpoints)) }
}

func newFiber(config fiber.Config, endpoints []endpoint) *fiber.App {
	config.DisableStartupMessage = true
	app := fiber.New(config)
	for _, e := range endpoints {
		handler := func(c *fiber.Ctx) error {
			c.Set(ranHeader, e.mark(c.Method()))
			return nil
		}
		for _, path := range fiberDialect.paths(e) {
			switch e.method {
			case "":
				app.All(path, handler)
			case http.MethodGet:
				app.Get(path, handler) // HEAD as well
			default:
				app.Add(e.method, path, handler)
			}
		}
	}
	return app
}

func fiber3App() []Setup {
	strict := fiber3.Config{CaseSensitive: true, StrictRouting: true, UnescapePath: true}
	return []Setup{
		{Name: "fiber3", Upstream: "fiber", Connected: true, host: hostingFiber3(fiber3.Config{})},
		{Name: "fiber3+strict+unescape", Upstream: "fiber", plusIsBlank: true, Connected: true, host: hostingFiber3(strict)},
	}
}

func hostingFiber3(config fiber3.Config) hostFunc {
	return hostingListener(func(endpoints []endpoint, listener net.Listener) func() {
		app := newFiber3(config, endpoints)
		return func() { app.Listener(listener, fiber3.ListenConfig{DisableStartupMessage: true}) }
	})
}

func newFiber3(config fiber3.Config, endpoints []endpoint) *fiber3.App {
	app := fiber3.New(config)
	for _, e := range endpoints {
		handler := func(c fiber3.Ctx) error {
			c.Set(ranHeader, e.mark(c.Method()))
			return nil
		}
		for _, path := range fiberDialect.paths(e) {
			switch e.method {
			case "":
				app.All(path, handler)
			case http.MethodGet:
				app.Get(path, handler) // HEAD as well
			default:
				app.Add([]string{e.method}, path, handler)
			}
		}
	}
	return app
}
