package interop

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/gateway"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/testsize"
	"github.com/permroute/permroute/interop/servers"
)

// TestGateways sends the corpus through nginx, Caddy and HAProxy with the settings of docs/gateways.md. They ask an endpoint
// about each line, for a caller with all permissions, and pass it on with the row that was decided on. Behind them stand
// all routers that run in process. A handler that runs for another row is a bypass, unless the row
// that was decided on demands enough for both. A careless endpoint shows that the lines can find one.
func TestGateways(t *testing.T) {
	for _, p := range gatewayPrograms {
		t.Run(p.name, func(t *testing.T) {
			g := newGatewayTrial(t)
			g.start(t, p)
			tables := corpusTables(t)
			for i := 0; i < len(tables); i += testsize.Of(4, 1) {
				g.try(t, tables[i])
			}
			t.Logf("%d lines, %d reached the upstream, %d ran a handler", g.lines, g.arrived.Load(), g.ran.Load())
			assert.Greater(t, g.arrived.Load(), int64(100))
			assert.Greater(t, g.ran.Load(), int64(500))
			for _, b := range g.bypasses[:min(5, len(g.bypasses))] {
				assert.Fail(t, "bypass", b)
			}
			assert.Greater(t, g.careless, 20, "the lines find no way around a careless endpoint")
		})
	}
}

// A gatewayTrial is a gateway between a client and an upstream, and the endpoint that it asks.
type gatewayTrial struct {
	endpoint, upstream *httptest.Server
	address            string // of the gateway

	mu       sync.Mutex
	answers  http.Handler
	rows     []route.Row
	hosted   map[string]servers.Hosted
	bypasses []string
	careless int

	lines        int
	arrived, ran atomic.Int64
}

func newGatewayTrial(t *testing.T) *gatewayTrial {
	g := &gatewayTrial{}
	g.endpoint = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { g.answers.ServeHTTP(w, r) }))
	g.upstream = httptest.NewUnstartedServer(http.HandlerFunc(g.arrive))
	g.upstream.Config.ErrorLog = silent
	g.upstream.Start()
	t.Cleanup(func() { g.upstream.Close(); g.endpoint.Close() })
	return g
}

// arrive runs a request that the gateway has passed on.
func (g *gatewayTrial) arrive(_ http.ResponseWriter, r *http.Request) {
	g.arrived.Add(1)
	decided := r.Header.Get("X-Permroute-Route")
	for name, h := range g.hosted {
		for _, outcome := range h.Run(r) {
			if outcome.Row < 0 {
				continue
			}
			g.ran.Add(1)
			if !g.enough(decided, outcome.Row) {
				g.mu.Lock()
				g.bypasses = append(g.bypasses, fmt.Sprintf("%s: %s %s runs r%d, decided: %q", name, r.Method, r.RequestURI, outcome.Row, decided))
				g.mu.Unlock()
			}
		}
	}
}

// enough reports whether the row that was decided on demands enough for the one that runs.
func (g *gatewayTrial) enough(decided string, ran int) bool {
	for i, row := range g.rows {
		if decided == fmt.Sprint("r", i) {
			return row.Demand.Implies(g.rows[ran].Demand)
		}
	}
	return route.Demand{{}}.Implies(g.rows[ran].Demand)
}

// try sends the corpus of a table, first with the endpoint and then with the careless one.
func (g *gatewayTrial) try(t *testing.T, table servers.Table) {
	spec := strings.Replace(specText(table.Rows), "method: nobody", "method: public", 1)
	api, wrong := model.Load("corpus.yaml", []byte(spec))
	if wrong.Err() != nil { // no request could be sent to one of its rows
		return
	}
	g.rows, g.hosted = table.Rows, map[string]servers.Hosted{}
	for _, s := range servers.InProcess() {
		if hosted, err := s.Host(table); err == nil && !s.Connected && !s.Careless {
			g.hosted[s.Name] = hosted
		}
	}
	options := gateway.Options{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri", Grants: "X-Scopes", Statuses: []int{401, 403}}
	lines := corpus(table)
	g.answers = gateway.NewServer(options, gateway.NewTable(api), nil)
	g.send(t, lines, testsize.Of(5, 1))
	kept := g.bypasses
	g.answers = carelessEndpoint(api)
	g.send(t, lines, 10)
	g.careless += len(g.bypasses) - len(kept)
	g.bypasses = kept
}

// send sends every so many of the lines, each on a connection of its own.
func (g *gatewayTrial) send(t *testing.T, lines []line, every int) {
	lines = slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.http2 })
	parallel((len(lines)+every-1)/every, func(i int) {
		l := lines[i*every]
		l.headers = append(slices.Clone(l.headers), "Authorization: Bearer demo-token", "Connection: close")
		assert.NoError(t, exchange(g.address, l.text()), "%s %s", l.method, l.target)
	})
	g.lines += (len(lines) + every - 1) / every
}

// exchange sends a request and waits for the answer. A gateway may close the connection instead of an answer.
func exchange(address, text string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return err
	}
	_, _ = io.WriteString(conn, text)
	_, _ = bufio.NewReader(conn).ReadString('\n')
	return nil
}

// carelessEndpoint decides as endpoints are often written: by the decoded and cleaned path, and a path that no row
// has exactly may pass.
func carelessEndpoint(api *model.API) http.Handler {
	table := api.Table
	table.Excluded = route.AnyServer
	views := table.Views()
	var mu sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, err := url.ParseRequestURI(r.Header.Get("X-Forwarded-Uri")); err == nil {
			mu.Lock()
			defer mu.Unlock()
			if row, verdict := views.Of(r.Header.Get("X-Forwarded-Method")).Match(path.Clean(u.Path)); verdict == route.Listed {
				w.Header().Set("X-Permroute-Route", fmt.Sprint("r", row))
			}
		}
	})
}

// TestGatewayFaults sends what has opened other gateways: headers of the client that the question or the upstream could
// take for the gateway's, and targets that a gateway could read in another way than it asks. The client is not
// authenticated, so nothing may reach the upstream, unless the path is open.
func TestGatewayFaults(t *testing.T) {
	for _, p := range gatewayPrograms {
		name, g := p.name, newGatewayTrial(t)
		g.start(t, p)
		table := table(t, "faults", "GET /desk/tasks A", "GET /login public")
		api, wrong := model.Load("corpus.yaml", []byte(specText(table.Rows)))
		require.NoError(t, wrong.Err())
		g.rows = table.Rows
		g.answers = gateway.NewServer(gateway.Options{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri", Grants: "X-Scopes", Statuses: []int{401, 403}}, gateway.NewTable(api), nil)
		var header atomic.Pointer[http.Header]
		g.upstream.Config.Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { h := r.Header.Clone(); header.Store(&h) })
		for _, head := range []string{
			"GET /desk/tasks", "GET /desk/tasks?/login", "GET http://front.test/desk/tasks", "GET http://login/desk/tasks", "GET /desk/%74asks", "GET /login/../desk/tasks", "GET //desk/tasks", "POST /login",
			"GET /desk/tasks|X-Forwarded-Uri: /login", "GET /desk/tasks|X_Forwarded_Uri: /login", "GET /desk/tasks|X-Forwarded-Uri: /login|X-Forwarded-Uri: /login",
			"GET /desk/tasks|X-Forwarded-Method: POST", "GET /desk/tasks|X-Original-URL: /login", "GET /desk/tasks|X-Scopes: p0", "GET /desk/tasks|x-scopes: p0|X_Scopes: p0", "GET /desk/tasks|X-Scopes: p0|X-Scopes: p0",
			"GET /desk/tasks|X-Permroute-Status: 200", "GET /desk/tasks|Connection: X-Forwarded-Uri, X-Forwarded-Method",
			"GET /login|X-HTTP-Method-Override: DELETE", "GET /login|X-Original-URL: /desk/tasks", "GET /login|X-Rewrite-URL: /desk/tasks",
		} {
			header.Store(nil)
			parts := strings.Split(head, "|")
			method, target, _ := strings.Cut(parts[0], " ")
			require.NoError(t, exchange(g.address, line{method: method, target: target, headers: append(parts[1:], "Connection: close")}.text()))
			assert.Nil(t, header.Load(), "%s passes on %s", name, head)
		}
		require.NoError(t, exchange(g.address, line{method: "GET", target: "/login?a=b", headers: []string{"X-Forwarded-Uri: /desk/tasks", "X-Forwarded-Method: PUT", "X-Scopes: p0", "X-Permroute-Route: r0", "Connection: close"}}.text()))
		seen := header.Load()
		require.NotNil(t, seen, name)
		assert.Equal(t, "r1", seen.Get("X-Permroute-Route"), name)
		assert.Empty(t, seen.Get("X-Scopes"), name)
		assert.NotContains(t, fmt.Sprint(*seen), "/desk/tasks", "%s: the client's copy of the header reaches the upstream", name)
	}
}
