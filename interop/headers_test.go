package interop

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/interop/servers"
	"github.com/permroute/permroute/templates/support"
)

// headerNames returns names of request headers that could tell a server of another method or path: words
// for these behind words for where they come from, and what proxies, gateways and frameworks send or read.
func headerNames() []string {
	var names []string
	for _, from := range []string{"", "X-", "HTTP-", "X-HTTP-", "Original-", "X-Original-", "Forwarded-", "X-Forwarded-", "X-Rewrite-", "X-Real-", "X-Request-", "X-Proxy-", "X-Override-", "X-Envoy-Original-"} {
		for _, what := range []string{"Method", "Method-Override", "URL", "URI", "Path", "Path-Info", "Script-Name", "Prefix", "Root-Path", "Request-URI"} {
			names = append(names, from+what)
		}
	}
	names = append(names, strings.Fields(`
		Forwarded X-Forwarded X-Forwarded-Host X-Forwarded-Server X-Forwarded-Proto X-Forwarded-Scheme X-Forwarded-Port X-Forwarded-For X-Forwarded-Context
		X-Forwarded-Context-Path X-Forwarded-Base-Path X-Forwarded-Subpath X-Forwarded-Query X-Host X-HTTP-Host-Override X-Original-Host X-Original-Query Host-Override
		Daphne-Root-Path Root-Path-Override Base-Path Base-URL X-Base-Path X-Base-URL Context-Path X-Context-Path Mount-Point X-Mount-Point X-Ingress-Path X-Replaced-Path
		X-Stripped-Prefix X-Waws-Unencoded-URL X-Arr-Original-URL X-Appgw-Original-URL X-Envoy-Path X-Envoy-Decorator-Operation X-Kong-Request-Path X-Apigateway-Path
		X-Amz-Original-Path X-Auth-Request-Redirect X-Auth-Request-URI X-Accel-Redirect X-Sendfile X-Lighttpd-Send-File X-Reproxy-URL X-Redirect-URL Redirect-URL Redirect-URI
		X-Tunnel X-Tunnel-Method X-HTTP-Tunnel X-HTTP-Destination-URL X-Target X-Target-URI X-Target-Path Target X-Route X-Route-Path X-Router-Path X-Resource X-Action X-Verb HTTP-Verb
		Verb Operation X-Operation SOAPAction Destination Content-Location Location Overwrite Depth Referer Origin Refresh Request-Line X-Request-Line X-Uri-Path X-Url-Path
		URL-Path Uri-Path Path-Translated X-Path-Translated Document-URI X-Document-URI Request-Filename X-Request-Filename Orig-Path-Info Orig-Script-Name Unencoded-URL
		X-Unencoded-URL X-Rest-Method X-Method X-Http-Verb X-Api-Path X-Api-Method X-Proxy-Target Proxy-URL Proxy-Path X-Backend-Path X-Upstream-Path X-Service-Path X-Sub-Path
		X-Pjax-URL X-Inertia-URL HX-Current-URL Turbo-Frame X-Wp-Path X-Laravel-Path X-Rails-Path Sec-Fetch-Path Front-Controller X-Front-Controller X-Index-File`)...)
	slices.Sort(names)
	return slices.Compact(names)
}

// headerTable has rows for the paths that headers name, and for others.
func headerTable(t testing.TB) servers.Table {
	return table(t, "headers", "GET /a/b A", "POST /a/b B", "DELETE /a/b C", "GET /c/{x} D", "POST /c/{x} E", "DELETE /c/{x} F")
}

// headerLines are the requests that headers are put on: of rows, and of a path that no row has.
var headerLinesOf = []string{"GET /c/7", "POST /c/7", "GET /none", "POST /none", "GET /none/a/b"}

// headerValues are a path, the beginning of one, a URL and a method.
var headerValues = []string{"/a/b", "a/b", "/none", "http://front.test/a/b", "DELETE"}

// TestHeaders sends each header with each value to each server: where another row runs than without it,
// the guard refuses it.
func TestHeaders(t *testing.T) {
	names := headerNames()
	require.Greater(t, len(names), 235)
	setups, found, mu := allSetups(t), map[string][]string{}, sync.Mutex{}
	parallel(len(setups), func(i int) {
		hosted, err := setups[i].Host(headerTable(t))
		if !assert.NoError(t, err, setups[i]) {
			return
		}
		defer hosted.Close()
		for _, name := range heeded(t, hosted, names) {
			mu.Lock()
			found[name] = append(found[name], setups[i].Name)
			mu.Unlock()
		}
	})
	for name, by := range found {
		assert.True(t, support.IsOverrideHeader(name), "%s, which %v route by", name, by)
	}
	t.Logf("%d names, %d set-ups", len(names), len(setups))
	if complete(t, setups) {
		compare(t, "all: headers", headersText(setups, found))
	}
}

// heeded returns the headers by which a server routes, as they are written there: with hyphens or with
// underscores. It asks about many at once, and about each of them if another row runs.
func heeded(t *testing.T, hosted servers.Hosted, names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, name)
		if strings.Contains(name, "-") {
			all = append(all, strings.ReplaceAll(name, "-", "_"))
		}
	}
	found := map[string]bool{}
	for group := range slices.Chunk(all, 30) {
		for _, text := range headerLinesOf {
			usual := ranWith(t, hosted, text, "", nil)
			for _, value := range headerValues {
				if ran := ranWith(t, hosted, text, value, group); ran == usual {
					continue
				}
				for _, name := range group {
					if ran := ranWith(t, hosted, text, value, []string{name}); ran != usual && ran >= 0 {
						found[name] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// ranWith returns the row that runs for a request with these headers, -1 for none.
func ranWith(t *testing.T, hosted servers.Hosted, text, value string, names []string) int {
	t.Helper()
	method, target, _ := strings.Cut(text, " ")
	l := line{method: method, target: target}
	for _, name := range names {
		l.headers = append(l.headers, name+": "+value)
	}
	r, err := parsed(l.text())
	require.NoError(t, err)
	return hosted.Run(r)[0].Row
}

func headersText(setups []servers.Setup, found map[string][]string) string {
	var b strings.Builder
	b.WriteString("| header | servers that route by it |\n| --- | --- |\n")
	for _, name := range slices.Sorted(maps.Keys(found)) {
		var by []string
		for _, s := range setups {
			if slices.Contains(found[name], s.Name) {
				by = append(by, s.Name)
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, strings.Join(by, ", "))
	}
	return b.String()
}
