package openapi

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/interop/browser"
)

// TestPages asserts that Redoc and Swagger UI show what each operation requires, without a click: in its description
// and in its 403 response. Swagger UI has its operations open, as docExpansion says.
func TestPages(t *testing.T) {
	needTools(t)
	spec, err := os.ReadFile("../../spec/bss.yaml")
	require.NoError(t, err)
	described, plain := documentOf(t, spec), documentOf(t, []byte(strings.Replace(string(spec), "\nopenapi:\n", "\nopenapi:\n  describe: false\n", 1)))
	want := texts(t, described)
	b := browser.Open(t)
	for name, page := range map[string]string{
		"redoc": `<redoc spec-url="/document.yaml"></redoc><script src="/redoc/bundles/redoc.standalone.js"></script>`,
		"swagger-ui": `<link rel="stylesheet" href="/swagger-ui-dist/swagger-ui.css"><div id="ui"></div><script src="/swagger-ui-dist/swagger-ui-bundle.js"></script>` +
			`<script>SwaggerUIBundle({url: "/document.yaml", dom_id: "#ui", docExpansion: "full"})</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			shown := visible(t, b, page, described)
			for code, n := range want {
				assert.GreaterOrEqual(t, strings.Count(shown, "Requires "+code+"."), n, code)
				assert.GreaterOrEqual(t, strings.Count(shown, "Denied: the caller lacks permission. Required: "+code+"."), n, code)
			}
			assert.Contains(t, shown, "Not authenticated")
			assert.NotContains(t, visible(t, b, page, plain), "Requires ", "a text that is always there proves nothing")
		})
	}
}

// documentOf returns the OpenAPI document of a spec.
func documentOf(t *testing.T, spec []byte) []byte {
	t.Helper()
	generated, err := generator.Generate("spec.yaml", spec)
	require.NoError(t, err)
	for _, f := range generated.Files {
		if f.Name == "openapi/permissions.openapi.yaml" {
			return f.Data
		}
	}
	require.Fail(t, "no document")
	return nil
}

// rowsOfBSS is the number of operations of the document.
const rowsOfBSS = 26

// texts returns how many operations of a document require each code. Each of them requires one.
func texts(t *testing.T, document []byte) map[string]int {
	t.Helper()
	var d struct {
		Paths map[string]map[string]struct {
			Required []string `yaml:"x-required-permissions"`
		}
	}
	require.NoError(t, yaml.Unmarshal(document, &d))
	count := map[string]int{}
	for _, item := range d.Paths {
		for _, operation := range item {
			require.Len(t, operation.Required, 1)
			count[operation.Required[0]]++
		}
	}
	sum := 0
	for _, n := range count {
		sum += n
	}
	require.Equal(t, rowsOfBSS, sum)
	return count
}

// visible returns the text that a page shows of a document.
func visible(t *testing.T, b *browser.Browser, page string, document []byte) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(filepath.Join(tools, "node_modules"))))
	mux.HandleFunc("/page.html", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><meta charset=utf-8><title>page</title>" + page))
	})
	mux.HandleFunc("/document.yaml", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(document) })
	server := httptest.NewServer(mux)
	defer server.Close()
	b.Run(t, chromedp.Navigate(server.URL+"/page.html"))
	return b.Text(t, "the path is listed, but not with this method", rowsOfBSS)
}
