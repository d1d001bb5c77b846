package coverage

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/analysis/routes"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/templates/handlers"
)

// desk returns the table of a service with 40 routes, without the rows of these indices.
func desk(t *testing.T, without ...int) *model.API {
	t.Helper()
	source, err := os.ReadFile("desk.yaml")
	require.NoError(t, err)
	var b strings.Builder
	row := 0
	for line := range strings.Lines(string(source)) {
		if strings.Contains(line, "{id: ") {
			row++
			if slices.Contains(without, row-1) {
				continue
			}
		}
		b.WriteString(line)
	}
	api, wrong := model.Load("desk.yaml", []byte(b.String()))
	require.NoError(t, wrong.Err())
	require.Len(t, api.Routes, 40-len(without))
	return api
}

// skipped returns the rows that a router cannot have beside others.
func (r walked) skipped(api *model.API) (rows []int) {
	for i, row := range api.Routes {
		if p := row.Pattern.String(); r.noLiteralBesideParam && (p == "/users/me" || p == "/tickets/open") {
			rows = append(rows, i)
		}
	}
	return rows
}

// handlerOf writes a row as the router does. The names of parameters are those of their places: some routers want
// one name at one place.
func (r walked) handlerOf(row *model.Route) handler {
	pattern := ""
	for i, s := range row.Pattern.Segments() {
		switch s.Kind {
		case route.Literal:
			pattern += "/" + s.Text
		case route.Param:
			pattern += "/" + strings.Replace(r.param, "P", fmt.Sprint("p", i), 1)
		case route.Rest:
			pattern += "/" + r.rest
		}
	}
	return handler{row.Method, pattern}
}

// listed returns the handlers as the router lists them.
func (r walked) listed(registered []handler) (list []routes.Handler) {
	for method, pattern := range r.walk(registered) {
		list = append(list, routes.Handler{Method: method, Pattern: pattern})
	}
	return list
}

// TestMutants drops each row and each handler of a service with 40 routes, on each router. Each of them is reported,
// and nothing else.
func TestMutants(t *testing.T) {
	full := desk(t)
	for _, r := range routers() {
		t.Run(r.name, func(t *testing.T) {
			skipped := r.skipped(full)
			var registered []handler
			var rows []int
			for i, row := range full.Routes {
				if !slices.Contains(skipped, i) {
					registered, rows = append(registered, r.handlerOf(row)), append(rows, i)
				}
			}
			all := r.listed(registered)
			require.Empty(t, routes.Check(desk(t, skipped...), all).Gaps)
			for i, row := range rows {
				api := full.Routes[row]
				gaps := routes.Check(desk(t, append([]int{row}, skipped...)...), all).Gaps
				require.Len(t, gaps, 1, "the row %s %s is dropped", api.Method, api.Pattern)
				assert.Equal(t, handlers.NoRow, gaps[0].Kind)
				assert.Equal(t, api.Method, gaps[0].Method)
				assert.Equal(t, shapeOf(t, registered[i].pattern), shapeOf(t, gaps[0].Handler.Pattern))

				rest := slices.Delete(slices.Clone(registered), i, i+1)
				gaps = routes.Check(desk(t, skipped...), r.listed(rest)).Gaps
				require.Len(t, gaps, 1, "the handler %v is dropped", registered[i])
				assert.Equal(t, handlers.NoHandler, gaps[0].Kind)
				assert.Equal(t, api.ID, gaps[0].Row.ID)
			}
		})
	}
}

// shapeOf returns the shape of a pattern in any syntax.
func shapeOf(t *testing.T, pattern string) string {
	readings, err := handlers.Read(pattern[strings.IndexByte(pattern, 47):]) // net/http has the method before it
	require.NoError(t, err)
	return route.ShapeOf(readings[0][0])
}

// TestGeneratedMutants asserts that CheckRoutes of the generated package finds in all lists what permroute routes
// finds: in those of each router, with each handler dropped, and with a handler too many.
func TestGeneratedMutants(t *testing.T) {
	api := desk(t)
	var input, want bytes.Buffer
	for _, r := range routers() {
		skipped := r.skipped(api)
		for dropped := -1; dropped < len(api.Routes); dropped++ {
			var registered []handler
			for i, row := range api.Routes {
				if i != dropped && !slices.Contains(skipped, i) {
					registered = append(registered, r.handlerOf(row))
				}
			}
			list := append(r.listed(registered), routes.Handler{Method: "GET", Pattern: "/extra/" + r.rest}, routes.Handler{Method: "POST", Pattern: "/health/"})
			for _, h := range list {
				fmt.Fprintln(&input, h.Method+"\t"+h.Pattern)
			}
			fmt.Fprintln(&input)
			for _, g := range routes.Check(api, list).Gaps {
				row := ""
				if g.Row != nil {
					row = g.Row.ID
				}
				fmt.Fprintln(&want, g.Kind, g.Method, row, g.Path, g.Callers)
			}
			fmt.Fprintln(&want)
		}
	}
	got := generated(t, input.Bytes())
	require.Greater(t, strings.Count(got, "no handler"), 39*len(routers()))
	assert.Equal(t, want.String(), got)
}

// generated runs CheckRoutes of the generated package for each list of the input: lines of METHOD and pattern with a
// tab between them, and an empty line at the end.
func generated(t *testing.T, input []byte) string {
	t.Helper()
	module := t.TempDir()
	source, err := os.ReadFile("desk.yaml")
	require.NoError(t, err)
	out, err := generator.Generate("desk.yaml", source)
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(module, "desk"), 0o755))
	for _, f := range out.Files {
		if filepath.Ext(f.Name) == ".go" {
			require.NoError(t, os.WriteFile(filepath.Join(module, "desk", f.Name), f.Data, 0o644))
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(module, "go.mod"), []byte("module covered\n\ngo 1.23\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(module, "main.go"), []byte(program), 0o644))
	command := exec.Command("go", "run", ".")
	command.Dir, command.Stdin = module, bytes.NewReader(input)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	printed, err := command.Output()
	require.NoError(t, err, stderr.String())
	return string(printed)
}

const program = `package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"covered/desk"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	var lines []string
	for in.Scan() {
		if in.Text() != "" {
			lines = append(lines, in.Text())
			continue
		}
		for _, g := range desk.CheckRoutes(func(yield func(string, string) bool) {
			for _, line := range lines {
				if method, pattern, _ := strings.Cut(line, "\t"); !yield(method, pattern) {
					return
				}
			}
		}) {
			row := ""
			if g.Route != 0 {
				row = g.Route.String()
			}
			fmt.Println(g.Kind, g.Method, row, g.Path, g.Callers)
		}
		fmt.Println()
		lines = lines[:0]
	}
}
`
