package interop

import (
	"io"
	"net/http"
	"net/http/httptest"
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

	"github.com/permroute/permroute/generated/bss"
)

// lookUp returns the codes of a caller by the Authorization header.
func lookUp(authorization string) (codes []string, ok bool) {
	switch authorization {
	case "Bearer viewer":
		return []string{"bss:order:view", "ecs:servers:list"}, true
	case "Bearer payer":
		return []string{"bss:order:pay"}, true
	}
	return nil, false
}

func listOrders(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "orders") }

// readmeHandlers returns what the README puts its guard in front of, by the server's name.
func readmeHandlers() map[string]http.Handler {
	gin.SetMode(gin.ReleaseMode)
	handlers := map[string]http.Handler{}

	guard := bss.Guard{
		Challenge: "Bearer",
		Granted: func(r *http.Request) (bss.Set, error) {
			codes, ok := lookUp(r.Header.Get("Authorization")) // yours
			if !ok {
				return bss.Set{}, bss.ErrUnauthenticated
			}
			granted, _ := bss.ParseSet(codes...) // those of other services grant nothing here
			return granted, nil
		},
	}

	mux := http.NewServeMux() // net/http
	mux.HandleFunc("GET /v2/orders/customer-orders", listOrders)
	handler := guard.Wrap(mux)
	handlers["net/http"] = handler

	router := chi.NewRouter() // chi
	router.Get("/v2/orders/customer-orders", listOrders)
	handler = guard.Wrap(router)
	handlers["chi"] = handler

	engine := gin.New() // gin
	engine.GET("/v2/orders/customer-orders", gin.WrapF(listOrders))
	handler = guard.Wrap(engine)
	handlers["gin"] = handler

	e := echo.New() // echo
	e.GET("/v2/orders/customer-orders", echo.WrapHandler(http.HandlerFunc(listOrders)))
	handler = guard.Wrap(e)
	handlers["echo"] = handler
	return handlers
}

// readmeFiber returns the README's app.
func readmeFiber() *fiber.App {
	app := fiber.New()
	app.Use(func(c fiber.Ctx) error {
		for name := range c.GetReqHeaders() {
			if bss.IsOverrideHeader(name) {
				return fiber.ErrBadRequest
			}
		}
		codes, ok := lookUp(c.Get("Authorization"))
		granted, _ := bss.ParseSet(codes...)
		path, _, _ := strings.Cut(c.OriginalURL(), "?")
		switch d := bss.Authorize(c.Method(), path, granted); {
		case d.Verdict == bss.Listed && !ok:
			return fiber.ErrUnauthorized
		case !d.Allowed():
			return fiber.NewError(d.Status())
		}
		return c.Next()
	})
	app.Get("/v2/orders/customer-orders", adaptor.HTTPHandlerFunc(listOrders))
	return app
}

// TestReadmeLines asserts that the README's lines stand in this file, in their order.
func TestReadmeLines(t *testing.T) {
	_, section, found := strings.Cut(string(read(t, "../README.md")), "## In front of a server\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(section, -1)
	require.Len(t, blocks, 3)
	file, err := os.ReadFile("readme_test.go")
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

// TestReadmeServers sends requests to the README's servers.
func TestReadmeServers(t *testing.T) {
	ask := map[string]func(*http.Request) (*http.Response, error){
		"fiber": func(r *http.Request) (*http.Response, error) { return readmeFiber().Test(r) },
	}
	for name, handler := range readmeHandlers() {
		ask[name] = func(r *http.Request) (*http.Response, error) {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			return w.Result(), nil
		}
	}
	const orders = "/v2/orders/customer-orders"
	for _, c := range []struct {
		method, target, caller, header string
		status                         int
	}{
		{"GET", orders, "viewer", "Accept", 200},
		{"GET", orders + "?limit=1", "viewer", "Accept", 200},
		{"GET", orders, "payer", "Accept", 403},
		{"GET", orders, "nobody", "Accept", 401},
		{"GET", "/v2//orders/customer-orders", "viewer", "Accept", 400},
		{"GET", "/v2/orders/customer%2dorders", "viewer", "Accept", 400},
		{"GET", orders, "viewer", "X-HTTP-Method-Override", 400},
		{"GET", orders, "viewer", "x_original_url", 400},
		{"PATCH", orders, "viewer", "Accept", 405},
		{"GET", "/elsewhere", "nobody", "Accept", 404},
	} {
		for name, send := range ask {
			r := httptest.NewRequest(c.method, c.target, nil)
			r.Header.Set("Authorization", "Bearer "+c.caller)
			r.Header.Set(c.header, "POST")
			answer, err := send(r)
			require.NoError(t, err, name)
			assert.Equal(t, c.status, answer.StatusCode, "%s %+v", name, c)
			if body, err := io.ReadAll(answer.Body); assert.NoError(t, err) {
				assert.Equal(t, c.status == 200, string(body) == "orders", "%s %+v: %s", name, c, body)
			}
		}
	}
}
