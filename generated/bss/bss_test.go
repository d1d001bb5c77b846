package bss_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/bss"
	"github.com/permroute/permroute/generator/model"
)

// table returns the resolved spec that the package was generated from.
func table(t testing.TB) *model.API {
	t.Helper()
	spec, err := os.ReadFile("../../spec/bss.yaml")
	require.NoError(t, err)
	api, list := model.Load("bss.yaml", spec)
	require.NoError(t, list.Err())
	return api
}

// requireSame asserts that the compiled matcher and the reference agree on a request.
func requireSame(t *testing.T, api *model.API, method, path string) {
	t.Helper()
	row, want := api.Table.Match(method, path)
	r, got := bss.Match(method, path)
	require.Equal(t, want.String(), got.String(), "%s %q", method, path)
	require.Equal(t, row+1, int(r), "%s %q", method, path) // no row is -1, no route 0
}

// TestRows sends the path of every row with every method, and with each permission alone.
func TestRows(t *testing.T) {
	api := table(t)
	fill := strings.NewReplacer("{order_id}", "CS2211", "{resource_id}", "0-9_a.b", "{domain_id}", "d~1", "**", "x/y")
	for i, row := range api.Routes {
		r := bss.Route(i + 1)
		path := fill.Replace(row.Pattern.String())
		assert.Equal(t, []string{row.ID, row.Method, row.Pattern.String(), row.Name, row.Group.Path},
			[]string{r.String(), r.Method(), r.Pattern(), r.Name(), r.Group()})
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"} {
			requireSame(t, api, method, path)
			requireSame(t, api, method, path+"/")
			requireSame(t, api, method, strings.ToUpper(path))
			requireSame(t, api, method, path+".json")
		}
		for p := range bss.Permissions() {
			d := bss.Authorize(row.Method, path, bss.NewSet(p))
			assert.Equal(t, r, d.Route)
			assert.Equal(t, p.String() == row.Alternatives[0][0].Code, d.Allowed(), "%v by %v", r, p)
		}
	}
}

// FuzzMatch compares the compiled matcher with the reference for any request.
func FuzzMatch(f *testing.F) {
	api := table(f)
	for _, row := range api.Routes {
		f.Add(row.Method, strings.NewReplacer("{", "", "}", "", "**", "a/b").Replace(row.Pattern.String()))
		f.Add("HEAD", row.Pattern.String()+"/")
	}
	f.Add("PATCH", "/")
	f.Fuzz(func(t *testing.T, method, path string) {
		requireSame(t, api, method, path)
		for _, row := range api.Routes { // the mutator finds short paths, the table has long ones
			requireSame(t, api, row.Method, strings.TrimSuffix(row.Pattern.String(), "**")+path)
		}
	})
}

// TestDeniedBody asserts that a 403, and no other status, has the body of the spec, and that Explain adds to it.
func TestDeniedBody(t *testing.T) {
	for _, c := range []struct {
		method, path, contentType, body, explained string
		status                                     int
	}{
		{"GET", "/v2/orders/customer-orders", "application/json", `{"error_code":"CBC.0151","error_msg":"Access denied."}`,
			`{"error_code":"CBC.0151","error_msg":"Access denied.","route":"ListCustomerOrders","missing":["bss:order:view"]}`, 403},
		{"GET", "/v2//orders/customer-orders", "application/problem+json", `{"type":"about:blank","title":"Bad Request","status":400}`,
			`{"type":"about:blank","title":"Bad Request","status":400,"reason":"empty-segment","detail":"byte 4 of the path: \"/\": a segment is not empty: most servers clean // up, some do not"}`, 400},
	} {
		for explain, want := range map[bool]string{false: c.body, true: c.explained} {
			guard := bss.Guard{Granted: func(*http.Request) (bss.Set, error) { return bss.Set{}, nil }, Explain: explain}
			w := httptest.NewRecorder()
			guard.Wrap(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
			assert.Equal(t, c.status, w.Code)
			assert.Equal(t, c.contentType, w.Header().Get("Content-Type"))
			assert.Equal(t, want, w.Body.String())
		}
	}
}

// TestMatchAllocatesNothing asserts that matching allocates nothing, and deciding only for a request that is Refused: why
// it is can be asked later.
func TestMatchAllocatesNothing(t *testing.T) {
	for _, path := range []string{"/v2/orders/customer-orders", "/v2/orders/customer-orders/details/x", "/V2/orders/customer-orders/details/x/",
		"/v2/orders/customer-orders/pay", "/elsewhere/a/b/c", "/v2//orders", "/v1.0/d/payments/intl-invoices"} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { bss.Match("GET", path) }), path)
		allocations := 0.0
		if _, v := bss.Match("GET", path); v == bss.Refused {
			allocations = 1
		}
		assert.Equal(t, allocations, testing.AllocsPerRun(100, func() { bss.Authorize("GET", path, bss.Set{}) }), path)
	}
}

// BenchmarkMatch measures the matcher for each verdict.
func BenchmarkMatch(b *testing.B) {
	for _, c := range []struct{ name, method, path string }{
		{"static", "POST", "/v2/orders/customer-orders/pay"},
		{"param", "GET", "/v2/orders/customer-orders/details/CS2211012345"},
		{"inexact", "GET", "/v2/orders/customer-orders/details/CS2211012345/"},
		{"unlisted", "GET", "/v2/orders/customer-orders/other/CS2211012345"},
		{"method", "PATCH", "/v2/orders/customer-orders/details/CS2211012345"},
		{"refused", "GET", "/v2/orders/customer-orders/details/CS2211%2f012345"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bss.Match(c.method, c.path)
			}
		})
	}
}
