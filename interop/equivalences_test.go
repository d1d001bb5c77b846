package interop

import (
	"slices"
	"strings"
	"testing"

	"github.com/permroute/permroute/interop/servers"
)

// generalFirst is the name of the table whose rows are registered the other way round.
const generalFirst = "general first"

// probeTables returns the tables of the probes, and that of TestWays.
func probeTables(t testing.TB) []servers.Table {
	general := table(t, generalFirst, "GET /o/lit A", "GET /o/{p} B", "GET /r/{p} A", "GET /r/** B", "GET /h/x A", "HEAD /h/x B", "GET /c/{x}/d A", "GET /c/e/{y} B")
	general.GeneralFirst = true
	return []servers.Table{
		general,
		table(t, "probes",
			"GET /slash/lit A", "GET /value/{p} A", "GET /leaf/{p} A", "GET /leaf/{p}/known B", "GET /open/{p}/** A", "GET /sib/me A", "GET /sib/{p} B",
			"POST /post/one A", "GET /get/one A", "HEAD /head/one A", "GET /both/a A", "HEAD /both/{x} B", "GET /cross/{x} A", "HEAD /cross/a B",
			"GET /pair/{id} A", "POST /pair/sync B", "GET /rest/** A", "GET /dir A", "GET /same A", "HEAD /same B",
			"GET /c/{x}/d A", "GET /c/e/{y} B", "GET /w/** A", "GET /w/{p} B"),
		table(t, "root probes", "GET /{p} A"),
		table(t, "root rest", "GET /** A"),
		table(t, "broader rest", "GET /** A", "GET /users/** B", "GET /roles/{id}/** C"),
		table(t, "loose", "GET /a/Items({n}) A", "GET /a/{x} B"),
		table(t, "loose alone", "GET /a/Items({n}) A"),
		table(t, "loose verb", "GET /a/{n}:cancel A", "GET /a/{x} B"),
		table(t, "loose verb alone", "GET /a/{n}:cancel A"),
		table(t, "loose prefix", "GET /a/v{n} A", "GET /a/{x} B"),
		table(t, "loose prefix alone", "GET /a/v{n} A"),
		table(t, "mixed", "GET /users/me A", "GET /users/{id} B"),
		waysTable(t),
	}
}

// A probe is a request, METHOD /path, and the row that runs if the server has the equivalence.
type probe struct {
	table, request, row string
	way                 servers.Way
}

// An equivalence is a way in which servers take one path or method for another.
type equivalence struct {
	name   string
	probes []probe // any of them shows it
}

// is reads probes `METHOD /path => METHOD /row`, which are of the table called probes unless they begin
// with the name of another one and a colon.
func is(name string, texts ...string) equivalence {
	e := equivalence{name: name}
	for _, text := range texts {
		p := probe{table: "probes"}
		if of, rest, named := strings.Cut(text, ": "); named {
			p.table, text = of, rest
		}
		p.request, p.row, _ = strings.Cut(text, " => ")
		e.probes = append(e.probes, p)
	}
	return e
}

// String returns the equivalence's name with the requests that show it.
func (e equivalence) String() string {
	var requests []string
	for _, p := range e.probes {
		if text := "`" + p.request + "`"; !slices.Contains(requests, text) {
			requests = append(requests, text)
		}
	}
	return e.name + ": " + strings.Join(requests, ", ")
}

// by says how the rows are registered.
func (e equivalence) by(way servers.Way) equivalence {
	for i := range e.probes {
		e.probes[i].way = way
	}
	return e
}

func equivalences() []equivalence {
	alone, byPath := servers.Way{Open: servers.Alone}, servers.Way{Methods: servers.ByPath}
	mixed := servers.Way{Methods: servers.MixedGeneral}
	return []equivalence{
		is("final / after a literal", "GET /slash/lit/ => GET /slash/lit"),
		is("final / after {p}", "GET /value/x/ => GET /value/{p}"),
		is("letter case", "GET /slash/LIT => GET /slash/lit", "GET /Slash/lit => GET /slash/lit"),
		is(".suffix", "GET /slash/lit.json => GET /slash/lit", "GET /sib/me.json => GET /sib/me"),
		is(".suffix and final /", "GET /slash/lit.json/ => GET /slash/lit"),
		is(".suffix alone as the last segment", "GET /dir/.json => GET /dir"),
		is("empty {p}", "GET /value/ => GET /value/{p}"),
		is("empty {p} of /", "root probes: GET / => GET /{p}"),
		is("empty {p} before **", "GET /open/ => GET /open/{p}/**"),
		is("missing {p}", "GET /value => GET /value/{p}"),
		is("tail", "GET /value/x/y => GET /value/{p}"),
		is("tail of two", "GET /value/x/y/z => GET /value/{p}"),
		is("tail beside a child", "GET /leaf/x/other => GET /leaf/{p}"),
		is("tail below a child", "GET /leaf/x/known/y => GET /leaf/{p}"),
		is("tail of a literal", "GET /slash/lit/x => GET /slash/lit"),
		is("a script's name before the path", "GET /index.php/slash/lit => GET /slash/lit", "GET /x.php/slash/lit => GET /slash/lit"),
		is("another method", "GET /post/one => POST /post/one", "POST /get/one => GET /get/one", "PUT /get/one => GET /get/one"),
		is("another method's literal", "GET /pair/sync => POST /pair/sync"),
		is("HEAD runs GET", "HEAD /get/one => GET /get/one"),
		is("HEAD runs GET beside HEAD", "HEAD /same => GET /same"),
		is("GET runs HEAD", "GET /head/one => HEAD /head/one"),
		is("HEAD /a prefers GET /a", "HEAD /both/a => GET /both/a"),
		is("HEAD /a prefers HEAD /{x}", "HEAD /both/a => HEAD /both/{x}"),
		is("HEAD /b falls back to GET /{x} beside HEAD /a", "HEAD /cross/b => GET /cross/{x}"),
		is("HEAD runs POST", "HEAD /post/one => POST /post/one"),
		is("by path: another method", "GET /post/one => POST /post/one", "PUT /get/one => GET /get/one").by(byPath),
		is("by path: another method's literal", "GET /pair/sync => POST /pair/sync").by(byPath),
		is("by path: GET runs HEAD", "GET /head/one => HEAD /head/one").by(byPath),
		is("by path: HEAD runs POST", "HEAD /post/one => POST /post/one").by(byPath),
		is("HEAD /a runs /{x} of all methods beside GET /a", "mixed: HEAD /users/me => GET /users/{id}").by(mixed),
		is("/c/e/d runs /c/{x}/d before /c/e/{y}", "GET /c/e/d => GET /c/{x}/d"),
		is("/w/x runs /w/** before /w/{p}", "GET /w/x => GET /w/**"),
		is("{p} before a literal, registered first", "general first: GET /o/lit => GET /o/{p}"),
		is("** before {p}, registered first", "general first: GET /r/x => GET /r/**"),
		is("GET before HEAD, registered first", "general first: HEAD /h/x => GET /h/x"),
		is("Items({n}) takes Items(7)", "loose: GET /a/Items(7) => GET /a/Items({n})", "loose alone: GET /a/Items(7) => GET /a/Items({n})"),
		is("Items({n}) takes Items(7)x", "loose: GET /a/Items(7)x => GET /a/Items({n})", "loose alone: GET /a/Items(7)x => GET /a/Items({n})"),
		is("Items({n}) takes Items(7", "loose: GET /a/Items(7 => GET /a/Items({n})", "loose alone: GET /a/Items(7 => GET /a/Items({n})"),
		is("Items({n}) takes Items()", "loose: GET /a/Items() => GET /a/Items({n})", "loose alone: GET /a/Items() => GET /a/Items({n})"),
		is("Items({n}) takes Items(", "loose: GET /a/Items( => GET /a/Items({n})", "loose alone: GET /a/Items( => GET /a/Items({n})"),
		is("Items({n}) takes Items(7)/x", "loose: GET /a/Items(7)/x => GET /a/Items({n})", "loose alone: GET /a/Items(7)/x => GET /a/Items({n})"),
		is("{n}:cancel takes 7:cancel", "loose verb: GET /a/7:cancel => GET /a/{n}:cancel", "loose verb alone: GET /a/7:cancel => GET /a/{n}:cancel"),
		is("{n}:cancel takes 7:cancelx", "loose verb: GET /a/7:cancelx => GET /a/{n}:cancel", "loose verb alone: GET /a/7:cancelx => GET /a/{n}:cancel"),
		is("{n}:cancel takes 7", "loose verb: GET /a/7 => GET /a/{n}:cancel", "loose verb alone: GET /a/7 => GET /a/{n}:cancel"),
		is("{n}:cancel takes :cancel", "loose verb: GET /a/:cancel => GET /a/{n}:cancel", "loose verb alone: GET /a/:cancel => GET /a/{n}:cancel"),
		is("v{n} takes v7", "loose prefix: GET /a/v7 => GET /a/v{n}", "loose prefix alone: GET /a/v7 => GET /a/v{n}"),
		is("v{n} takes v", "loose prefix: GET /a/v => GET /a/v{n}", "loose prefix alone: GET /a/v => GET /a/v{n}"),
		is("** takes /", "GET /rest/ => GET /rest/**"),
		is("** takes nothing", "GET /rest => GET /rest/**"),
		is("** alone takes /", "GET /rest/ => GET /rest/**").by(alone),
		is("** alone takes nothing", "GET /rest => GET /rest/**").by(alone),
		is("/** alone takes /", "root rest: GET / => GET /**").by(alone),
		is("/** runs for /users beside /users/** alone", "broader rest: GET /users => GET /**", "broader rest: GET /roles/7 => GET /**").by(alone),
		is("/** runs for /users/ beside /users/** alone", "broader rest: GET /users/ => GET /**", "broader rest: GET /roles/7/ => GET /**").by(alone),
		is("/** runs for /users/ beside /users and /users/**", "broader rest: GET /users/ => GET /**", "broader rest: GET /roles/7/ => GET /**"),
	}
}
