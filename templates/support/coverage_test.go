package support

import (
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/templates/handlers"
)

func listed(lines ...string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, line := range lines {
			if method, pattern, _ := strings.Cut(line, " "); !yield(method, pattern) {
				return
			}
		}
	}
}

// every handler of the table, in the syntaxes of several routers.
var everyHandler = []string{"GET /things/:id", "GET /things/mine", "DELETE /things/{id:[0-9]+}", "PUT /files/{space}/*", `POST /jobs/:id\:stop`, "GET /ping", "POST /login"}

func TestCheckRoutes(t *testing.T) {
	assert.Empty(t, CheckRoutes(listed(everyHandler...)))
	assert.Empty(t, CheckRoutes(listed(everyHandler...)).String())
	for _, c := range []struct {
		about string
		add   string // handlers, separated by commas
		drop  string
		want  string
	}{
		{"a handler without a row", "GET /about", "", `
gap     handler     row  such as     open to
no row  GET /about  -    GET /about  everyone
`},
		{"a handler that another row decides on", "GET /things/new", "", `
gap     handler          row                    such as          open to
no row  GET /things/new  ShowThing /things/{id}  GET /things/new  callers with thing:view, or thing:own
`},
		{"a method without a row", "PATCH /things/:id", "", `
gap     handler            row  such as          open to
no row  PATCH /things/:id  -    PATCH /things/7  nobody
`},
		{"a row without a handler", "", "POST /jobs/:id\\:stop", `
gap         handler  row                     such as            open to
no handler  -        StopJob /jobs/{id}:stop  POST /jobs/7:stop  callers with thing:edit
`},
		{"a broader handler", "GET /ping/*", "GET /ping", `
gap      handler      row         such as        open to
broader  GET /ping/*  Ping /ping  GET /ping/7/7  everyone
`},
		{"a final slash", "GET /ping/", "GET /ping", `
gap          handler     row         such as     open to
final slash  GET /ping/  Ping /ping  GET /ping/  every authenticated caller
`},
		{"a final slash beside the row's handler", "GET /ping/", "", ""},
		{"handlers below a row with **", "PUT /files/:space/one,PUT /files/:space/two/:x", "PUT /files/{space}/*", ""},
		{"a handler below a row with ** that has its own", "PUT /files/:space/one", "", `
gap     handler                row                       such as           open to
no row  PUT /files/:space/one  PutFile /files/{space}/**  PUT /files/7/one  callers with file:put and thing:edit, or file:put and thing:own
`},
		{"a pattern that cannot be read", "GET ^/a$", "", `
gap             handler   row  such as  open to
not understood  GET ^/a$  -    -        
`},
		{"a handler of all methods", "* /ping", "GET /ping", ""},
		{"a handler of all methods without a row", "ANY /about", "", `
gap     handler      row  such as     open to
no row  GET /about  -    GET /about  everyone
`},
		{"HEAD beside GET", "HEAD /about,GET /about", "", `
gap     handler     row  such as     open to
no row  GET /about  -    GET /about  everyone
`},
		{"HEAD, CONNECT and TRACE", "HEAD /ping,CONNECT /ping,TRACE /x", "", ""},
	} {
		handlers := strings.Split(c.add, ",")
		for _, h := range everyHandler {
			if h != c.drop {
				handlers = append(handlers, h)
			}
		}
		if c.add == "" {
			handlers = handlers[1:]
		}
		assert.Equal(t, fields(c.want), fields(CheckRoutes(listed(handlers...)).String()), c.about)
	}
}

// fields returns a table without its blanks for alignment.
func fields(table string) (lines []string) {
	for line := range strings.Lines(strings.TrimSpace(table)) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return lines
}

func TestRouteOf(t *testing.T) {
	for request, want := range map[string]Route{
		"GET /things/:name":        RouteShowThing,
		"HEAD /things/{id:[0-9]+}": RouteShowThing,
		" GET /things/mine":        RouteShowMine,
		"PUT /files/<space>/*path": RoutePutFile,
		`POST /jobs/:id\:stop`:     RouteStopJob,
		"GET /things":              0,
		"GET /things/:id/":         0,
		"GET /things/*":            0,
		"PATCH /things/:id":        0,
		"GET ^":                    0,
	} {
		method, pattern, _ := strings.Cut(request, " ")
		r, ok := RouteOf(method, pattern)
		assert.Equal(t, want, r, request)
		assert.Equal(t, want != 0, ok, request)
	}
}

// TestGapKinds asserts that the kinds are those of the command permroute routes.
func TestGapKinds(t *testing.T) {
	var kinds []GapKind
	for _, k := range handlers.Kinds() {
		kinds = append(kinds, GapKind(k.Name))
	}
	assert.Equal(t, []GapKind{GapNoRow, GapNoHandler, GapBroader, GapFinalSlash, GapUnread}, kinds)
}
