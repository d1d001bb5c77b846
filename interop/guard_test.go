package interop

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/adaptor"
	"github.com/labstack/echo/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/shop"
)

// lookUp returns the codes of a caller by the Authorization header.
func lookUp(authorization string) (codes []string, ok bool) {
	switch authorization {
	case "Bearer viewer":
		return []string{"order:read", "ecs:servers:list"}, true
	case "Bearer payer":
		return []string{"invoice:read"}, true
	}
	return nil, false
}

func showOrder(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "order") }

// guardedHandlers returns what docs/guard.md puts its guard in front of, by the server's name.
func guardedHandlers(t *testing.T) map[string]http.Handler {
	gin.SetMode(gin.ReleaseMode)
	handlers := map[string]http.Handler{}

	guard := shop.Guard{
		Challenge: "Bearer",
		Granted: func(r *http.Request) (shop.Set, error) {
			codes, ok := lookUp(r.Header.Get("Authorization")) // yours
			if !ok {
				return shop.Set{}, shop.ErrUnauthenticated
			}
			granted, _ := shop.ParseSet(codes...) // codes of other services grant nothing here
			return granted, nil
		},
	}

	mux := http.NewServeMux() // net/http
	mux.HandleFunc("GET /orders/{id}", showOrder)
	handler := guard.Wrap(mux)
	handlers["net/http"] = handler

	router := chi.NewRouter() // chi
	router.Get("/orders/{id}", showOrder)
	handler = guard.Wrap(router)
	handlers["chi"] = handler

	engine := gin.New() // gin
	engine.GET("/orders/:id", gin.WrapF(showOrder))
	handler = guard.Wrap(engine)
	handlers["gin"] = handler

	e := echo.New() // echo
	e.GET("/orders/:id", echo.WrapHandler(http.HandlerFunc(showOrder)))
	handler = guard.Wrap(e)
	handlers["echo"] = handler

	service := serviceOf(t, mux)
	proxy := httputil.NewSingleHostReverseProxy(service) // another service
	handler = guard.Wrap(proxy)
	handlers["proxy"] = handler
	return handlers
}

// guardedFiber returns the app of docs/guard.md.
func guardedFiber() *fiber.App {
	app := fiber.New()
	app.Use(func(c fiber.Ctx) error {
		for name := range c.GetReqHeaders() {
			if shop.IsOverrideHeader(name) {
				return fiber.ErrBadRequest
			}
		}
		codes, ok := lookUp(c.Get("Authorization"))
		granted, _ := shop.ParseSet(codes...)
		path, _, _ := strings.Cut(c.OriginalURL(), "?")
		switch d := shop.Authorize(c.Method(), path, granted); {
		case d.Public():
			return c.Next()
		case !ok && d.Status() != fiber.StatusBadRequest:
			return fiber.ErrUnauthorized
		case !d.Allowed():
			return fiber.NewError(d.Status())
		}
		return c.Next()
	})
	app.Get("/orders/:id", adaptor.HTTPHandlerFunc(showOrder))
	return app
}

// TestGuardLines asserts that the lines of docs/guard.md stand in this file, in their order.
func TestGuardLines(t *testing.T) {
	_, section, found := strings.Cut(string(read(t, "../docs/guard.md")), "# The guard\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## What is answered")
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(section, -1)
	require.Len(t, blocks, 3)
	file, err := os.ReadFile("guard_test.go")
	require.NoError(t, err)
	rest := strings.Split(string(file), "\n")
	for _, block := range blocks {
		for line := range strings.Lines(block[1]) {
			line = strings.TrimRight("\t"+line, "\t\n")
			at := 0
			for at < len(rest) && rest[at] != line {
				at++
			}
			require.Less(t, at, len(rest), "no line %q after the ones before it", line)
			rest = rest[at+1:]
		}
	}
}

// TestGuardServers sends requests to the servers of docs/guard.md.
func TestGuardServers(t *testing.T) {
	ask := map[string]func(*http.Request) (*http.Response, error){
		"fiber": func(r *http.Request) (*http.Response, error) { return guardedFiber().Test(r) },
	}
	for name, handler := range guardedHandlers(t) {
		ask[name] = func(r *http.Request) (*http.Response, error) {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			return w.Result(), nil
		}
	}
	const order = "/orders/7"
	for _, c := range []struct {
		method, target, caller, header string
		status                         int
	}{
		{"GET", order, "viewer", "Accept", 200},
		{"GET", order + "?limit=1", "viewer", "Accept", 200},
		{"GET", order, "payer", "Accept", 403},
		{"GET", order, "nobody", "Accept", 401},
		{"GET", "/orders//7", "viewer", "Accept", 400},
		{"GET", "/%6frders/7", "viewer", "Accept", 400},
		{"GET", order, "viewer", "X-HTTP-Method-Override", 400},
		{"GET", order, "viewer", "x_original_url", 400},
		{"PATCH", order, "viewer", "Accept", 403},
		{"PUT", "/orders/7", "viewer", "Accept", 405},
		{"GET", "/elsewhere", "viewer", "Accept", 403},
		{"GET", "/me", "viewer", "Accept", 404},
	} {
		for name, send := range ask {
			r := httptest.NewRequest(c.method, c.target, nil)
			r.Header.Set("Authorization", "Bearer "+c.caller)
			r.Header.Set(c.header, "POST")
			answer, err := send(r)
			require.NoError(t, err, name)
			assert.Equal(t, c.status, answer.StatusCode, "%s %+v", name, c)
			if body, err := io.ReadAll(answer.Body); assert.NoError(t, err) {
				assert.Equal(t, c.status == 200, string(body) == "order", "%s %+v: %s", name, c, body)
			}
		}
	}
}

// serviceOf returns the address of a server with this handler.
func serviceOf(t *testing.T, handler http.Handler) *url.URL {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	return address
}
