package shop_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/permroute/permroute/generated/shop"
)

func ExampleRouteOf() {
	route, ok := shop.RouteOf("GET", "/orders/:id")
	fmt.Println(route, ok)
	_, ok = shop.RouteOf("GET", "/orders/:id/refunds")
	fmt.Println(ok)
	// Output:
	// GetOrdersById true
	// false
}

// In a test the handlers come from the router. Here the router has all rows but one, and a handler without a row.
func ExampleCheckRoutes() {
	gaps := shop.CheckRoutes(func(yield func(method, pattern string) bool) {
		for route := range shop.Routes() {
			if route != shop.RouteGetHealthz && !yield(route.Method(), route.Pattern()) {
				return
			}
		}
		yield("GET", "/orders/:id/refunds")
	})
	for _, gap := range gaps {
		fmt.Println(gap.Kind, gap.Method, gap.Path, gap.Callers)
	}
	// Output:
	// no row GET /orders/7/refunds nobody
	// no handler GET /healthz everyone
}

// Caddy asks with the method and the target in two headers. A target that is missing or escaped is refused.
func ExampleGuard_Endpoint() {
	guard := shop.Guard{Granted: func(r *http.Request) (shop.Set, error) {
		return shop.ParseScope(r.Header.Get("X-Scopes"))
	}}
	endpoint := guard.Endpoint(shop.Forwarded{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri"})
	for _, target := range []string{"/orders/7?page=1", "/users", "/orders/%37", ""} {
		question, answer := httptest.NewRequest("GET", "/check", nil), httptest.NewRecorder()
		question.Header.Set("X-Forwarded-Method", "GET")
		question.Header.Set("X-Forwarded-Uri", target)
		question.Header.Set("X-Scopes", "order:read")
		endpoint.ServeHTTP(answer, question)
		fmt.Printf("%d %q\n", answer.Code, answer.Header().Get("X-Permroute-Route"))
	}
	// Output:
	// 200 "GetOrdersById"
	// 403 ""
	// 400 ""
	// 400 ""
}

// Before a guard answers for the first time, see what it would answer.
func ExampleGuard_Shadow() {
	guard := shop.Guard{
		Granted:    func(*http.Request) (shop.Set, error) { return shop.NewSet(shop.OrderRead), nil },
		OnDecision: func(r *http.Request, d shop.Decision) { fmt.Println(r.Method, r.URL.Path, "would get", d.Status()) },
	}
	handler := guard.Shadow(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("DELETE", "/users/7", nil))
	fmt.Println("it gets", answer.Code)
	// Output:
	// DELETE /users/7 would get 403
	// it gets 200
}
