package shop_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generated/shop"
)

// A guard asks for the permissions of a caller only where the answer depends on the caller.
func ExampleGuard() {
	guard := shop.Guard{Challenge: "Bearer", Granted: func(r *http.Request) (shop.Set, error) {
		if r.Header.Get("Authorization") == "" {
			return shop.Set{}, shop.ErrUnauthenticated
		}
		return shop.NewSet(shop.OrderRead), nil
	}}
	handler := guard.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for _, request := range []struct{ method, path, token string }{
		{"POST", "/login", ""}, {"GET", "/orders", ""}, {"GET", "/orders", "t"}, {"POST", "/orders", "t"}, {"GET", "/me", "t"}, {"GET", "/admin", "t"},
	} {
		r, w := httptest.NewRequest(request.method, request.path, nil), httptest.NewRecorder()
		if request.token != "" {
			r.Header.Set("Authorization", "Bearer "+request.token)
		}
		handler.ServeHTTP(w, r)
		fmt.Println(request.method, request.path, w.Code)
	}
	// Output:
	// POST /login 200
	// GET /orders 401
	// GET /orders 200
	// POST /orders 403
	// GET /me 200
	// GET /admin 403
}

// TestShop asserts that the ids follow from the routes, that no route is refused, and which routes are public.
func TestShop(t *testing.T) {
	public := 0
	for r := range shop.Routes() {
		match, verdict := shop.Match(r.Method(), fill(r))
		assert.Equal(t, shop.Listed, verdict, r)
		assert.Equal(t, r, match)
		if r.Public() {
			public++
		}
	}
	assert.Equal(t, 6, public)
	assert.Equal(t, "PostOrdersByIdCancel", shop.RoutePostOrdersByIdCancel.String())
	assert.Equal(t, "/orders/{id}:cancel", shop.RoutePostOrdersByIdCancel.Pattern())
}

// fill returns a path of a route.
func fill(r shop.Route) string {
	path := ""
	for _, c := range r.Pattern() {
		switch {
		case c == '{':
			path += "7"
		case len(path) > 0 && path[len(path)-1] == '7' && c != '}' && c != '/' && c != ':':
		case c != '}':
			path += string(c)
		}
	}
	return path
}

// A decision says what a caller lacks.
func ExampleAuthorize() {
	granted, _ := shop.ParseSet("order:read") // the caller's permissions, from a token say

	d := shop.Authorize("GET", "/orders/7", granted)
	fmt.Println(d.Allowed()) // true

	d = shop.Authorize("POST", "/orders/7:cancel", granted)
	fmt.Println(d.Status(), d.Missing) // 403 order:write
	// Output:
	// true
	// 403 order:write
}
