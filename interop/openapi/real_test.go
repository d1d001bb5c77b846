package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
	"github.com/permroute/permroute/interop/openapi/sdkdocument"
)

// A real document is one that others wrote, with a table for it.
type real struct {
	name     string
	document []byte
	schemes  []string // the table's schemes, as the document names them
	carry    bool     // whether they can carry codes there
	base     string
	table    tableWriter
}

// A tableWriter writes a spec row by row.
type tableWriter struct {
	schemes string // the value of securitySchemes
	prefix  string // what the rows have before the document's paths
	routes  []string
	demands map[string][]string
}

// add adds a code to those of which one is enough for a row. Parameters get other names than the
// document has for them: a table is not written for a document.
func (w *tableWriter) add(method, path, code string) {
	n := 0
	path = parameters.ReplaceAllStringFunc(path, func(string) string { n++; return fmt.Sprintf("{own_%d}", n) })
	if _, err := route.ParsePattern(w.prefix + path); err != nil {
		return // a path that is none: two parameters in a segment, or an expression
	}
	key := strings.ToUpper(method) + " " + w.prefix + path
	if w.demands == nil {
		w.demands = map[string][]string{}
	}
	if w.demands[key] == nil {
		w.routes = append(w.routes, key)
	}
	if !slices.Contains(w.demands[key], code) {
		w.demands[key] = append(w.demands[key], code)
	}
}

// spec returns the spec. The servers behind are named, or some rows could never be answered.
func (w *tableWriter) spec() []byte {
	slices.Sort(w.routes)
	var codes []string
	rows := syntax.List{}
	for i, r := range w.routes {
		items := syntax.List{}
		for _, c := range w.demands[r] {
			items = append(items, c)
			if !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
		rows = append(rows, syntax.Map{
			{Key: "id", Value: fmt.Sprint("Row", i+1)}, {Key: "const", Value: fmt.Sprint("N", i+1)}, {Key: "route", Value: r},
			{Key: "require", Value: syntax.Map{{Key: "any", Value: items}}},
		})
	}
	permissions := syntax.List{}
	for i, c := range codes {
		permissions = append(permissions, syntax.Map{{Key: "code", Value: c}, {Key: "const", Value: fmt.Sprint("C", i+1)}})
	}
	return append(syntax.Encode("", syntax.Map{
		{Key: "permroute", Value: 1}, {Key: "package", Value: "made"},
		{Key: "upstream", Value: syntax.List{"gin"}},
		{Key: "unlisted", Value: syntax.Map{{Key: "path", Value: "nobody"}, {Key: "method", Value: "nobody"}}},
		{Key: "permissions", Value: permissions},
		{Key: "groups", Value: syntax.List{syntax.Map{{Key: "name", Value: "All"}, {Key: "routes", Value: rows}}}},
	}), []byte("openapi: {securitySchemes: "+w.schemes+"}\n")...)
}

// fileOf returns a file of a module that the tests require.
func fileOf(t *testing.T, module, name string) []byte {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	require.NoError(t, err)
	return read(t, filepath.Join(strings.TrimSpace(string(dir)), name))
}

// TestRealDocuments puts tables on documents that nobody here wrote, with every engine.
func TestRealDocuments(t *testing.T) {
	needTools(t)
	for _, make := range []func(*testing.T) real{bssintl, github, kubernetes, stripe, asana} {
		r := make(t)
		t.Run(r.name, func(t *testing.T) {
			api := resolved(t, "table.yaml", r.table.spec())
			x := newTarget(t, r.name, r.document, api)
			before := decoded(t, r.document)
			if len(r.document) > 1<<20 {
				assertApplied(t, x, thin(t, before))
			} else {
				assertApplied(t, x, before)
			}
			after := patched(t, before, x.mergePatch()).(object)
			j := &judge{api, before, after, r.base}
			faults, rows := j.faults(r.schemes, r.carry)
			assert.Empty(t, faults)
			summary := at(x.coverage(t), "summary")
			assert.NotZero(t, rows)
			t.Logf("%d operations of the document have one of %d rows: %v", rows, len(api.Routes), summary)
			assertUntouched(t, j)
		})
	}
}

// thin returns a document without what fills it, which no overlay of ours looks at: schemas, parameters,
// bodies, results, texts. Some engines walk through all of a document for each action.
func thin(t *testing.T, document object) object {
	t.Helper()
	data, err := json.Marshal(document)
	require.NoError(t, err)
	copied := decoded(t, data)
	maps.DeleteFunc(copied["components"].(object), func(name string, _ any) bool { return name != "securitySchemes" })
	delete(copied, "tags")
	for _, item := range copied["paths"].(object) {
		delete(item.(object), "parameters")
	}
	operations(copied, func(_, _ string, o object) {
		maps.DeleteFunc(o, func(key string, _ any) bool {
			return !slices.Contains([]string{"operationId", "security", "x-required-permissions", "x-permroute"}, key)
		})
	})
	return copied
}

// assertUntouched asserts that nothing is changed but what permissions are.
func assertUntouched(t *testing.T, j *judge) {
	t.Helper()
	strip := func(document object) object {
		data, err := json.Marshal(document)
		require.NoError(t, err)
		copied := decoded(t, data)
		operations(copied, func(_, _ string, o object) {
			delete(o, "security")
			delete(o, "x-required-permissions")
			delete(o, "x-permroute")
		})
		if components, ok := copied["components"].(object); ok {
			delete(components, "securitySchemes")
			if len(components) == 0 {
				delete(copied, "components")
			}
		}
		return copied
	}
	same(t, strip(j.before), strip(j.after), "what has nothing to do with permissions")
}

// bssintl is the service's own document, made from its client's metadata.
func bssintl(t *testing.T) real {
	document, err := sdkdocument.Document()
	require.NoError(t, err)
	r := real{name: "bssintl", document: document, schemes: []string{"key"}, table: tableWriter{schemes: "{key: {type: apiKey, in: header, name: X-Auth-Token}}"}}
	operations(decoded(t, document), func(method, path string, o object) {
		r.table.add(method, path, "bss:"+strings.ToLower(method))
	})
	return r
}

// github is GitHub's REST API, with the permissions of its apps.
func github(t *testing.T) real {
	folder := filepath.Join(tools, "node_modules", "@octokit")
	r := real{name: "github", document: read(t, filepath.Join(folder, "openapi", "generated", "api.github.com.json")), schemes: []string{"app"}, carry: true}
	r.table.schemes = `{app: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://github.com/login/oauth/access_token"}}}}`
	lists := decoded(t, read(t, filepath.Join(folder, "app-permissions", "generated", "api.github.com.json")))
	for name, access := range lists["permissions"].(object) {
		for _, kind := range []string{"read", "write"} {
			routes, _ := at(access, kind).([]any)
			for _, text := range routes {
				method, path, _ := strings.Cut(text.(string), " ")
				r.table.add(method, path, name+":"+kind)
			}
		}
	}
	return r
}

// kubernetes is Kubernetes' API in Swagger 2.0, converted, with its own groups, kinds and verbs.
func kubernetes(t *testing.T) real {
	var swagger openapi2.T
	require.NoError(t, json.Unmarshal(fileOf(t, "github.com/pb33f/libopenapi", "test_specs/k8s.json"), &swagger))
	document, err := openapi2conv.ToV3(&swagger)
	require.NoError(t, err)
	data, err := json.Marshal(document)
	require.NoError(t, err)
	// The table has the document's scheme under another name.
	r := real{name: "kubernetes", document: data, schemes: []string{"BearerToken"}, table: tableWriter{schemes: "{token: {type: apiKey, in: header, name: Authorization}}"}}
	operations(decoded(t, data), func(method, path string, o object) {
		action, _ := o["x-kubernetes-action"].(string)
		kind, _ := at(o, "x-kubernetes-group-version-kind", "kind").(string)
		group, _ := at(o, "x-kubernetes-group-version-kind", "group").(string)
		if action != "" && !strings.HasSuffix(path, "/") {
			r.table.add(method, path, group+"/"+kind+":"+action)
		}
	})
	return r
}

// stripe is Stripe's API, which asks for one of two schemes of which the table has one.
func stripe(t *testing.T) real {
	r := real{name: "stripe", document: fileOf(t, "github.com/pb33f/libopenapi", "test_specs/stripe.yaml"), schemes: []string{"bearerAuth"}}
	r.table.schemes = "{secret: {type: http, scheme: Bearer}}"
	n := 0
	for _, name := range operationNames(decoded(t, r.document)) {
		method, path, _ := strings.Cut(name, " ")
		if n++; n%7 != 0 {
			r.table.add(method, path, strings.Split(path, "/")[2]+":"+strings.ToLower(method))
		}
	}
	return r
}

// asana is Asana's API, below a base path, with oauth2.
func asana(t *testing.T) real {
	r := real{name: "asana", document: fileOf(t, "github.com/pb33f/libopenapi", "test_specs/asana.yaml"), base: "/api/1.0", schemes: []string{"oauth2"}, carry: true}
	r.table.prefix = "/api/1.0"
	r.table.schemes = `{login: {type: oauth2, flows: {authorizationCode: {authorizationUrl: "https://app.asana.com/-/oauth_authorize", tokenUrl: "https://app.asana.com/-/oauth_token"}}}}`
	n := 0
	for _, name := range operationNames(decoded(t, r.document)) {
		method, path, _ := strings.Cut(name, " ")
		if n++; n%5 != 0 {
			r.table.add(method, path, strings.Split(path, "/")[1]+":"+strings.ToLower(method))
		}
	}
	return r
}

func operationNames(document object) (names []string) {
	operations(document, func(method, path string, _ object) { names = append(names, method+" "+path) })
	slices.Sort(names)
	return names
}
