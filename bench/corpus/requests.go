package corpus

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A Request is one to measure with, and its right answer.
type Request struct {
	Method, Path string
	Row          int // of the table: the row that speaks for it; -1 if none does
	Verdict      route.Verdict
}

// Requests are what a set is measured with.
type Requests struct {
	Random  []Request // each for a row drawn at random
	Cyclic  []Request // one for each row, in the table's order, or evenly spread over it
	Hot     []Request // a few of the random ones; of large tables alone
	Near    []Request // paths that the table does not list, close to those of rows
	Foreign []Request // paths that the table does not list, of other sites and of scanners
}

// The sizes that the requests of a table have.
const (
	longestCycle = 256
	hotRequests  = 200
	vast         = 10_000 // rows of a table that has hot requests
)

// count returns how many requests are drawn for a table.
func count(rows int) int {
	switch {
	case rows >= vast:
		return 16_384
	case rows >= 1000:
		return 4096
	}
	return 1024
}

// An inventor makes requests for a table.
type inventor struct {
	*rand.Rand
	reference *Reference
}

// Invent returns the requests for a table: the same ones for the same table.
func Invent(ref *Reference) (Requests, error) {
	seed := fnv.New64a()
	seed.Write([]byte(ref.API.Package))
	v := &inventor{rand.New(rand.NewPCG(seed.Sum64(), 1)), ref}
	rows := len(ref.API.Routes)
	all := make([]int, rows)
	for i := range all {
		all[i] = i
	}
	var q Requests
	var err error
	for range count(rows) {
		q.Random = append(q.Random, v.hit(v.IntN(rows), &err))
		q.Near = append(q.Near, v.miss(v.near, &err))
		q.Foreign = append(q.Foreign, v.miss(v.foreign, &err))
	}
	for i := range min(rows, longestCycle) {
		q.Cyclic = append(q.Cyclic, v.hit(i*rows/min(rows, longestCycle), &err))
	}
	if rows >= vast {
		q.Hot = q.Random[:hotRequests]
	}
	return q, err
}

var param = regexp.MustCompile(`\{[^}]*\}`)

// pathOf returns a path that a pattern names.
func pathOf(random *rand.Rand, pattern string) string {
	fixed, open := strings.CutSuffix(pattern, "/**")
	path := param.ReplaceAllStringFunc(fixed, func(p string) string { return value(random, p[1:len(p)-1]) })
	if open {
		for range random.IntN(3) {
			path += "/" + name(random)
		}
	}
	if path == "" {
		return "/"
	}
	return path
}

// Path returns a path for which the row speaks when it is requested with the row's method; it is empty
// if none was found.
func (r *Reference) Path(random *rand.Rand, row int) string {
	of := r.API.Routes[row]
	for range 100 {
		path := pathOf(random, of.Pattern.String())
		if got, verdict := r.Match(of.Method, path); verdict == route.Listed && got == row {
			return path
		}
	}
	return ""
}

// hit returns a request for a row, and an error if there seems to be none.
func (v *inventor) hit(row int, err *error) Request {
	r := v.reference.API.Routes[row]
	path := v.reference.Path(v.Rand, row)
	if path == "" {
		*err = fmt.Errorf("no request found for %s %s", r.Method, r.Pattern)
	}
	return Request{r.Method, path, row, route.Listed}
}

// miss returns a request that no row of any method names exactly, and none speaks for in another way.
func (v *inventor) miss(invent func() (method, path string), err *error) Request {
	for range 1000 {
		method, path := invent()
		if v.named(path) {
			continue
		}
		if _, verdict := v.reference.Match(method, path); verdict == route.Unlisted || verdict == route.MethodUnlisted {
			return Request{method, path, -1, verdict}
		}
	}
	*err = fmt.Errorf("no request found that the table does not list")
	return Request{}
}

// named reports whether a row names the path exactly.
func (v *inventor) named(path string) bool {
	table, _ := v.reference.Around(path)
	parsed, _ := route.ParsePath(path)
	return slices.ContainsFunc(table.Rows, func(r route.Row) bool { return r.Pattern.Reach(parsed, 0) == route.Exactly })
}

// near returns a request that a client could send by mistake: a row's path with a segment changed, or
// one more, or one less.
func (v *inventor) near() (method, path string) {
	r := v.reference.API.Routes[v.IntN(len(v.reference.API.Routes))]
	segments := strings.Split(pathOf(v.Rand, r.Pattern.String()), "/")
	i := 1 + v.IntN(len(segments)-1)
	switch v.IntN(4) {
	case 0:
		segments = append(segments, pick(v.Rand, words))
	case 1:
		segments = append(segments[:i:i], segments[i+1:]...)
	case 2:
		segments[i] += pick(v.Rand, []string{"s", "-v2", "_old", "1"})
	case 3:
		segments = slices.Insert(segments, i, pick(v.Rand, words))
	}
	if path = strings.Join(segments, "/"); path == "" {
		path = "/"
	}
	return r.Method, path
}

// foreign returns a request that has nothing to do with the table.
func (v *inventor) foreign() (method, path string) {
	path = pick(v.Rand, []string{
		"/wp-login.php", "/wp-content/plugins/{name}/readme.txt", "/.env", "/.git/config", "/robots.txt", "/favicon.ico",
		"/index.html", "/admin/login", "/cgi-bin/luci", "/actuator/health", "/graphql", "/static/js/main.{sha}.js",
		"/assets/{sha}.css", "/blog/2024/{number}/{name}", "/shop/cart/{uuid}", "/api/v9/{name}/{uuid}", "/images/{name}.png",
		"/{user}/{name}/{sha}/raw", "/health", "/metrics", "/socket.io/{name}/{number}", "/phpmyadmin/index.php",
	})
	return pick(v.Rand, []string{"GET", "GET", "GET", "POST"}), pathOf(v.Rand, path)
}
