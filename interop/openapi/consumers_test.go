package openapi

import (
	"context"
	"encoding/json"
	"flag"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/openapi/shop"
)

var update = flag.Bool("update", false, "write what is generated here")

// TestShopIsCurrent asserts that the server in shop is what oapi-codegen makes of our document.
func TestShopIsCurrent(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "shop.yaml")
	require.NoError(t, os.WriteFile(file, output(t, read(t, "shop/spec.yaml"), document), 0o644))
	made := filepath.Join(folder, "server.gen.go")
	if *update {
		made = "shop/server.gen.go"
	}
	command := exec.Command("go", "tool", "oapi-codegen", "-config", "shop/oapi-codegen.yaml", "-o", made, file)
	said, err := command.CombinedOutput()
	require.NoError(t, err, "%s", said)
	assert.Equal(t, string(read(t, made)), string(read(t, "shop/server.gen.go")), "go test -update writes it")
}

// shopCodes says which codes the shop's operations require.
var shopCodes = map[string][]string{
	"GET /orders":              {"shop:order:view"},
	"GET /orders/17":           {"shop:order:view"},
	"POST /orders/17/payments": {"shop:order:view", "shop:order:pay"},
	"GET /health":              {},
}

// A shopServer notes what scopes oapi-codegen's handlers find on the context.
type shopServer struct{ scopes []string }

func (s *shopServer) note(r *http.Request) {
	s.scopes, _ = r.Context().Value(shop.LoginScopes).([]string)
}

func (s *shopServer) ListOrders(_ http.ResponseWriter, r *http.Request)          { s.note(r) }
func (s *shopServer) ShowOrder(_ http.ResponseWriter, r *http.Request, _ string) { s.note(r) }
func (s *shopServer) PayOrder(_ http.ResponseWriter, r *http.Request, _ string)  { s.note(r) }
func (s *shopServer) Health(_ http.ResponseWriter, r *http.Request)              { s.note(r) }

// TestCodesOnContext serves requests through the server that oapi-codegen has generated.
func TestCodesOnContext(t *testing.T) {
	server := &shopServer{}
	handler := shop.Handler(server)
	for request, codes := range shopCodes {
		method, path, _ := strings.Cut(request, " ")
		server.scopes = nil
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		assert.Equal(t, http.StatusOK, w.Code, request)
		assert.Equal(t, codes, server.scopes, request)
	}
}

// TestCodesInFilter has kin-openapi's filter ask who may send each request, with the document of bss, whose
// schemes are no oauth2: their codes are roles.
func TestCodesInFilter(t *testing.T) {
	for name, c := range map[string]struct {
		spec  []byte
		codes map[string][]string
	}{
		"shop": {read(t, "shop/spec.yaml"), shopCodes},
		"bss": {specs(t)["bss"], map[string][]string{
			"GET /v2/orders/customer-orders/details/CS1":                      {"bss:order:view"},
			"PUT /v2/orders/customer-orders/cancel":                           {"bss:order:update"},
			"POST /v3/orders/customer-orders/pay":                             {"bss:order:pay"},
			"DELETE /v2/orders/subscriptions/resources/autorenew/resource-17": {"bss:order:update"},
		}},
	} {
		loaded, err := openapi3.NewLoader().LoadFromData(output(t, c.spec, document))
		require.NoError(t, err)
		router, err := gorillamux.NewRouter(loaded)
		require.NoError(t, err)
		for request, codes := range c.codes {
			method, path, _ := strings.Cut(request, " ")
			r := httptest.NewRequest(method, path, nil)
			route, params, err := router.FindRoute(r)
			require.NoError(t, err, "%s: %s", name, request)
			asked := 0
			err = openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
				Request: r, PathParams: params, Route: route,
				Options: &openapi3filter.Options{AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
					asked++
					assert.ElementsMatch(t, codes, in.Scopes, "%s: %s with %s", name, request, in.SecuritySchemeName)
					return nil
				}},
			})
			assert.NoError(t, err, request)
			assert.NotZero(t, asked, request)
		}
	}
}

// TestCodesOnPage builds Redoc's page of documents and looks for each operation with its codes on it.
func TestCodesOnPage(t *testing.T) {
	needTools(t)
	folder := t.TempDir()
	for name, spec := range map[string][]byte{"shop": read(t, "shop/spec.yaml"), "bss": specs(t)["bss"]} {
		file, page := filepath.Join(folder, name+".yaml"), filepath.Join(folder, name+".html")
		require.NoError(t, os.WriteFile(file, output(t, spec, document), 0o644))
		result := node(t, nil, "node_modules/redocly-cli-1/bin/cli.js", "build-docs", file, "-o", page, "--theme.openapi.showExtensions=true")
		require.False(t, result.failed, "%s%s", result.stdout, result.stderr)
		text := pageText(string(read(t, page)))
		api := resolved(t, "spec.yaml", spec)
		require.NotEmpty(t, api.Routes)
		for _, r := range api.Routes {
			codes := []string{}
			for _, p := range r.Alternatives[0] {
				codes = append(codes, p.Code)
			}
			data, err := json.Marshal(codes)
			require.NoError(t, err)
			assert.Regexp(t, regexp.QuoteMeta(r.Name)+` Requires .{1,60}?\.( route-pattern : \S+)? required-permissions : `+regexp.QuoteMeta(string(data)), text, name)
		}
	}
}

var (
	script = regexp.MustCompile(`(?s)<(script|style).*?</(script|style)>`)
	tag    = regexp.MustCompile(`<[^>]+>`)
	blanks = regexp.MustCompile(`\s+`)
)

// pageText returns what a page shows, without what its scripts bring.
func pageText(page string) string {
	page = script.ReplaceAllString(page[strings.Index(page, "<body"):], "")
	return blanks.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(page, " ")), " ")
}
