package interop

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"io/fs"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// ownTests are the folders of modules that have a router's own tests, and the set-up that is that router.
var ownTests = []struct{ setup, module, folder string }{
	{"chi", "github.com/go-chi/chi/v5", ""},
	{"gin", "github.com/gin-gonic/gin", ""},
	{"echo", "github.com/labstack/echo/v4", ""},
	{"echo5", "github.com/labstack/echo/v5", ""},
	{"fiber", "github.com/gofiber/fiber/v2", ""},
	{"fiber3", "github.com/gofiber/fiber/v3", ""},
	{"gorilla", "github.com/gorilla/mux", ""},
	{"httprouter", "github.com/julienschmidt/httprouter", ""},
	{"bunrouter", "github.com/uptrace/bunrouter", ""},
	{"httptreemux", "github.com/dimfeld/httptreemux/v5", ""},
	{"go-restful", "github.com/emicklei/go-restful/v3", ""},
	{"hertz", "github.com/cloudwego/hertz", "pkg/route"},
	{"fasthttp-router", "github.com/fasthttp/router", ""},
}

// textsOf returns the texts that begin with a slash in the tests of a folder: a list for each function, and for each
// declaration outside of functions.
func textsOf(t *testing.T, folder string) (groups [][]string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return nil // it is not for this version of Go
		}
		for _, declaration := range parsed.Decls {
			var texts []string
			ast.Inspect(declaration, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					if strings.HasPrefix(text, "/") && len(text) < 200 && !slices.Contains(texts, text) {
						texts = append(texts, text)
					}
				}
				return true
			})
			if len(texts) > 0 {
				groups = append(groups, texts)
			}
		}
		return nil
	}))
	return groups
}

var (
	namedRest  = regexp.MustCompile(`/(\*[A-Za-z_]*|\{[A-Za-z_]+:\*\}|\+)$`)
	namedParam = regexp.MustCompile(`:([A-Za-z_]\w*)`)
)

// braces are the set-ups whose parameters are {name}; those of the others are :name.
var braces = []string{"chi", "gorilla", "go-restful", "fasthttp-router"}

// ownPattern reads a router's pattern. Of what has no parameter it takes half: the other half are requests alone.
func ownPattern(text string, colon bool) (p route.Pattern, ok bool) {
	pattern := namedRest.ReplaceAllString(text, "/**")
	if colon {
		if pattern = namedParam.ReplaceAllString(pattern, "{$1}"); strings.Contains(pattern, "/:") {
			return p, false // no name that a spec can have
		}
	}
	if pattern == text && !strings.Contains(text, "{") {
		hash := fnv.New32a()
		hash.Write([]byte(text))
		if hash.Sum32()>>8&1 == 0 {
			return p, false
		}
	}
	p, err := route.ParsePattern(pattern)
	return p, err == nil
}

// An ownCount counts what came of a router's own tests.
type ownCount struct{ groups, rows, left, requests, same, refused, silent, aroundExact int }

// try hosts the patterns of a group, and sends every text of it, and a path for each pattern.
func (c *ownCount) try(t *testing.T, s servers.Setup, group []string) {
	table := servers.Table{Name: group[0], Encoded: route.EveryEncoding}
	targets := slices.Clone(group)
	add := func(p route.Pattern) bool {
		if slices.ContainsFunc(table.Rows, func(row route.Row) bool { return row.Pattern.Shape() == p.Shape() }) {
			return true
		}
		with := table
		with.Rows = append(slices.Clone(table.Rows), route.Row{Method: http.MethodGet, Pattern: p, Demand: route.Demand{{len(table.Rows) + 1}}, Encoded: route.EveryEncoding})
		hosted, err := s.Host(with)
		if err == nil {
			hosted.Close()
			table = with
		}
		return err == nil
	}
	for _, text := range group {
		p, ok := ownPattern(text, !slices.Contains(braces, s.Name))
		switch {
		case !ok:
		case !add(p):
			c.left++
		default:
			path := strings.ReplaceAll(p.Shape(), "**", "x/y")
			targets = append(targets, strings.ReplaceAll(path, "{}", "x"))
		}
	}
	if len(table.Rows) < 2 {
		return
	}
	hosted, err := s.Host(table)
	require.NoError(t, err)
	defer hosted.Close()
	c.groups, c.rows = c.groups+1, c.rows+len(table.Rows)
	guards := []Decider{reference{tableFor(table, servers.Setup{})}, reference{tableFor(table, s)}}
	for _, target := range targets {
		r, err := parsed(line{method: http.MethodGet, target: target}.text())
		if err == nil {
			c.ask(t, s, table, guards, hosted.Run(passedOn(r)), r)
		}
	}
}

func (c *ownCount) ask(t *testing.T, s servers.Setup, table servers.Table, guards []Decider, outcomes []servers.Outcome, r *http.Request) {
	c.requests++
	row := outcomes[0].Row
	if row < 0 {
		c.silent++
		return
	}
	ran := table.Rows[row]
	for i, g := range guards {
		demand, passes := g.Demand(r)
		if passes && !demand.Implies(ran.Demand) && !rootForOther(s, ran, r) {
			t.Errorf("%s: %s ran %s, but %v is demanded: %v", s, r.RequestURI, rowText(ran), demand, table.Rows)
		}
		switch {
		case i > 0:
		case passes:
			c.same++
		default:
			c.refused++
		}
	}
	if demand, passes := (naive{table.Rows, false}).Demand(r); passes && !demand.Implies(ran.Demand) {
		c.aroundExact++
	}
}

// TestRoutersOwnTests reads the texts in the tests of routers, out of their modules, takes them for patterns and for
// requests, and asserts that the row that the router runs is the row that the matcher says, or the request is refused.
func TestRoutersOwnTests(t *testing.T) {
	var b strings.Builder
	b.WriteString("| router | tests | rows | rows that it cannot have beside others | requests | ran what is demanded | refused | nothing ran | around URL.Path |\n" + strings.Repeat("| --- ", 9) + "|\n")
	around := 0
	for _, own := range ownTests {
		at := slices.IndexFunc(inProcess(), func(s servers.Setup) bool { return s.Name == own.setup })
		require.GreaterOrEqual(t, at, 0, own.setup)
		folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", own.module).Output()
		require.NoError(t, err, own.module)
		var c ownCount
		for _, group := range textsOf(t, filepath.Join(strings.TrimSpace(string(folder)), own.folder)) {
			c.try(t, inProcess()[at], group)
		}
		assert.Greater(t, c.same, 20, own.setup)
		around += c.aroundExact
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d | %d | %d | %d |\n", own.setup, c.groups, c.rows, c.left, c.requests, c.same, c.refused, c.silent, c.aroundExact)
	}
	assert.Greater(t, around, 100)
	compare(t, "all: the routers' own tests", b.String())
}
