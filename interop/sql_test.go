package interop

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/bss"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/sql"
	"github.com/permroute/permroute/interop/servers"
)

// A request is what a row of a log says of one.
type request struct{ method, target string }

// An engine runs a view over requests and returns what it says of each: verdict, route and codes, each
// empty where it is null.
type engine interface {
	dialect() string
	classify(t *testing.T, view string, requests []request) [][3]string
}

// TestSQL runs the views of specs on engines, over every row's own path, the mutations of it and random
// targets, and holds them against MatchTarget.
func TestSQL(t *testing.T) {
	for _, e := range []engine{duckDB{}, startPostgres(t)} {
		if e == (*postgres)(nil) {
			continue // it has said so
		}
		for name, file := range map[string]string{
			"bss": "../spec/bss.yaml", "patterns": "../generator/testdata/patterns/spec.yaml", "upstream": "../generator/testdata/upstream/spec.yaml",
			"requirements": "../generator/testdata/requirements/spec.yaml", "methods": "../generator/testdata/methods/spec.yaml",
			"contested": "../generator/testdata/contested/spec.yaml", "encoded": "testdata/encoded.yaml",
		} {
			t.Run(e.dialect()+" "+name, func(t *testing.T) {
				data, err := os.ReadFile(file)
				require.NoError(t, err)
				api := resolve(t, file, data)
				random := 20000
				if name == "bss" {
					random = 100000
				}
				requests := asked(api, random)
				require.Greater(t, len(requests), random)
				d, _ := sql.DialectOf(e.dialect())
				view := sql.Write(api, d, sql.View{Name: "classified", From: "requests", Method: "method", Target: "target", Keep: []string{"n"}})
				verdicts := map[string]int{}
				for i, got := range e.classify(t, string(view), requests) {
					want := expected(api, requests[i])
					require.Equal(t, want, got, "%q", requests[i])
					verdicts[got[0]]++
				}
				for _, v := range []string{"Listed", "MethodUnlisted", "Refused"} {
					assert.Greater(t, verdicts[v], 100, v)
				}
				t.Log(len(requests), verdicts)
			})
		}
	}
}

func resolve(t *testing.T, file string, data []byte) *model.API {
	t.Helper()
	api, list := model.Load(filepath.Base(file), data)
	require.NoError(t, list.Err())
	return api
}

// expected returns what MatchTarget says: the generated one where there is one, else the reference.
func expected(api *model.API, r request) [3]string {
	row, verdict := api.Table.MatchTarget(r.method, r.target)
	name := verdict.String()
	if api.Package == "bss" {
		route, v := bss.MatchTarget(r.method, r.target)
		row, name = int(route)-1, v.String()
	}
	if row < 0 {
		return [3]string{name, "", ""}
	}
	return [3]string{name, api.Routes[row].ID, sql.Codes(api.Routes[row])}
}

// asked returns requests: for each row its own path, with every method, and all mutations of it, and
// random ones. Engines hold text in UTF-8 without NUL; what is none is left out.
func asked(api *model.API, random int) (requests []request) {
	seen := map[request]bool{}
	take := func(method, target string) {
		r := request{method, target}
		if !seen[r] && utf8.ValidString(method+target) && !strings.Contains(method+target, "\x00") {
			seen[r] = true
			requests = append(requests, r)
		}
	}
	table := servers.Table{Name: "table", Rows: api.Table.Rows, Encoded: api.Table.Encoded}
	for _, l := range corpus(table) {
		take(l.method, l.target)
	}
	for _, b := range bases(table) {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "GET ", "G\nET", "", "A-B"} {
			take(method, b.path())
			take(method, b.path()+"/")
			take(method, strings.ToUpper(b.path()))
			take(method, b.path()+"\n")
		}
	}
	source := rand.New(rand.NewPCG(11, 12))
	for want := len(requests) + random; len(requests) < want; {
		take(randomTarget(source, table))
	}
	return requests
}

var pieces = []string{"/", "//", "/.", "..", "%20", "%2F", "%41", "%C3%A9", "%e4%bd%a0", "%EF%BC%8F", ".json", ".", "?x=1", "?", "#", ";", "*", "(", "é", " ", "~", "\\", "\t", "'", "x", "A", "7", ":cancel", "v", "\n"}

// randomTarget returns a request that is mostly near to one that a row names.
func randomTarget(random *rand.Rand, table servers.Table) (method, target string) {
	row := table.Rows[random.IntN(len(table.Rows))]
	method = row.Method
	if random.IntN(4) == 0 {
		method = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "post"}[random.IntN(8)]
	}
	var b strings.Builder
	for _, s := range row.Pattern.Segments() {
		other := table.Rows[random.IntN(len(table.Rows))].Pattern.Segments()
		switch {
		case random.IntN(12) == 0 && len(other) > 0:
			b.WriteString("/" + other[random.IntN(len(other))].Text)
		case s.Kind == route.Literal:
			b.WriteString("/" + s.Text)
		case s.Kind == route.Param:
			b.WriteString("/" + s.Prefix + []string{"7", "k7", "a.b", "%C3%A9", "a%20b", s.Suffix + "x", ""}[random.IntN(7)] + s.Suffix)
		default:
			b.WriteString(strings.Repeat("/x", random.IntN(3)))
		}
	}
	text := []byte(b.String())
	for range random.IntN(3) {
		at := random.IntN(len(text) + 1)
		switch random.IntN(4) {
		case 0:
			if at < len(text) && (text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z') {
				text[at] ^= 0x20
			}
		case 1:
			text = append(text, pieces[random.IntN(len(pieces))]...)
		case 2:
			text = append(text[:at:at], append([]byte(pieces[random.IntN(len(pieces))]), text[at:]...)...)
		case 3:
			text = text[:at]
		}
	}
	if random.IntN(20) == 0 {
		return method, []string{"http://front.test", "https://u:p@front.test:443", "x:", "http://[::1]:80", "HTTP://a:b", "//", "", "ws://a::1"}[random.IntN(8)] + string(text)
	}
	return method, string(text)
}

// TestOtherDialects holds the views of engines that no test runs against golden files, and their
// expressions against what RE2 and Java have in common.
func TestOtherDialects(t *testing.T) {
	data, err := os.ReadFile("testdata/encoded.yaml")
	require.NoError(t, err)
	api := resolve(t, "encoded.yaml", data)
	for _, d := range sql.Dialects() {
		view := sql.Write(api, d, sql.View{Name: "encoded_requests", From: "requests", Method: "method", Target: "target"})
		file := "testdata/encoded." + d.Name + ".sql"
		if *update {
			require.NoError(t, os.WriteFile(file, view, 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(view), file)
		assert.Equal(t, strings.Count(string(view), "("), strings.Count(string(view), ")"), d.Name)
	}
}
