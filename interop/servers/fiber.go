package servers

import (
	"net/http"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp/fasthttputil"
)

var fiberDialect = dialect{param: ":P", quote: escaping(":*+?", ":-."), rests: []string{"*"}, root: "/"}

func fiberApp() []Setup {
	strict := fiber.Config{CaseSensitive: true, StrictRouting: true}
	unescape := fiber.Config{UnescapePath: true}
	return []Setup{
		{Name: "fiber", Upstream: "fiber", Connected: true, Host: hostingFiber(fiber.Config{}, byMethod)},
		{Name: "fiber+strict", Upstream: "fiber", Connected: true, Host: hostingFiber(strict, byMethod)},
		{Name: "fiber+unescape", Upstream: "fiber", Connected: true, Host: hostingFiber(unescape, byMethod)},
		{Name: "fiber+all", Upstream: "fiber", Routed: true, Connected: true, Host: hostingFiber(unescape, byFirstPath)},
		{Name: "fiber+adaptor", Upstream: "fiber", Host: hosting(adaptedFiber(fiber.Config{}))},
		{Name: "fiber+adaptor+unescape", Upstream: "fiber", Host: hosting(adaptedFiber(unescape))},
	}
}

func byFirstPath(t Table) []endpoint { return byPath(t, false) }

// hostingFiber serves an app on connections, for it reads the bytes of a request itself.
func hostingFiber(config fiber.Config, arranged func(Table) []endpoint) func(Table) Hosted {
	return func(t Table) Hosted {
		app, listener := newFiber(config, arranged(t)), fasthttputil.NewInmemoryListener()
		go app.Listener(listener)
		var hosted Hosted
		hosted.add(overMemory(listener), func() { listener.Close() })
		return hosted
	}
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
			c.Set(ranHeader, strconv.Itoa(e.row(c.Method())))
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
		{Name: "fiber3", Upstream: "fiber", Connected: true, Host: hostingFiber3(fiber3.Config{})},
		{Name: "fiber3+strict+unescape", Upstream: "fiber", Connected: true, Host: hostingFiber3(strict)},
	}
}

func hostingFiber3(config fiber3.Config) func(Table) Hosted {
	return func(t Table) Hosted {
		app, listener := newFiber3(config, byMethod(t)), fasthttputil.NewInmemoryListener()
		go app.Listener(listener, fiber3.ListenConfig{DisableStartupMessage: true})
		var hosted Hosted
		hosted.add(overMemory(listener), func() { listener.Close() })
		return hosted
	}
}

func newFiber3(config fiber3.Config, endpoints []endpoint) *fiber3.App {
	app := fiber3.New(config)
	for _, e := range endpoints {
		handler := func(c fiber3.Ctx) error {
			c.Set(ranHeader, strconv.Itoa(e.row(c.Method())))
			return nil
		}
		for _, path := range fiberDialect.paths(e) {
			app.Add([]string{e.method}, path, handler)
		}
	}
	return app
}
