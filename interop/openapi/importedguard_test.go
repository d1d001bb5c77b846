package openapi

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/internal/testsize"
)

// guardProgram asks generated guards about requests: a line of JSON for each, on standard input. It writes a 1 for each that
// passes, and a 0 for others.
const guardProgram = `package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
)

type request struct {
	Guard, Method, Path string
	Codes, Shown        []string
}

var (
	now    request
	passed bool
	guards = map[string]http.Handler{}
	pass   = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })
)

func main() {
	for in := json.NewDecoder(os.Stdin); in.More(); {
		now, passed = request{}, false
		if err := in.Decode(&now); err != nil {
			panic(err)
		}
		guards[now.Guard].ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(now.Method, now.Path, nil))
		if passed {
			os.Stdout.WriteString("1")
		} else {
			os.Stdout.WriteString("0")
		}
	}
}

func used(shown []string, sets [][]string) bool {
	if sets == nil {
		return len(shown) > 0
	}
	return slices.ContainsFunc(sets, func(set []string) bool {
		return !slices.ContainsFunc(set, func(name string) bool { return !slices.Contains(shown, name) })
	})
}
`

// oneGuard adds the guard of the package PACKAGE to the program.
const oneGuard = `package main

import (
	"net/http"

	api "guarded/PACKAGE"
)

func init() {
	guards["PACKAGE"] = api.Guard{Granted: func(r *http.Request) (api.Set, error) {
		route, _ := api.MatchRequest(r)
		if !used(now.Shown, route.Schemes()) {
			return api.Set{}, api.ErrUnauthenticated
		}
		return api.ParseSet(now.Codes...)
	}}.Wrap(pass)
}
`

// TestImportedGuards asserts that the compiled guards of imported documents say what TestImported reckons with, for each
// operation and each caller.
func TestImportedGuards(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "go.mod", []byte("module guarded\n\ngo 1.26\n"))
	put(t, folder, "main.go", []byte(guardProgram))
	var requests bytes.Buffer
	var want strings.Builder
	var asked []string
	for name, load := range documents(t) {
		if !strings.HasPrefix(name, ours) && name != "asana" && testsize.Of(0, 1) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			x := imports(t, name, load(t))
			guard := "api" + strconv.Itoa(len(asked))
			x.write(t, folder, guard)
			x.requests(t, guard, func(line []byte, admitted bool) {
				requests.Write(append(line, '\n'))
				asked = append(asked, name+" "+string(line))
				want.WriteByte("01"[map[bool]int{true: 1}[admitted]])
			})
		})
	}
	got := run(t, folder, &requests)
	require.NotEmpty(t, got)
	require.Len(t, got, want.Len())
	for i := range got {
		require.Equal(t, want.String()[i], got[i], asked[i])
	}
}

// requests calls visit with each request of each caller, and with whether the guard lets it pass.
func (x *imported) requests(t *testing.T, guard string, visit func(line []byte, admitted bool)) {
	var all []openapi3.SecurityRequirements
	for _, o := range x.theirs.operations {
		all = append(all, o.security)
	}
	everything, random := poolOf(all), rand.New(rand.NewPCG(3, 4))
	for _, o := range x.theirs.operations {
		path := concrete(o.path)
		r := x.row(o.method, path)
		for _, c := range everything.callers(o.security, random) {
			c = c.inSpec()
			shown := []string{}
			for name := range c {
				shown = append(shown, name)
			}
			line, err := json.Marshal(map[string]any{"Guard": guard, "Method": o.method, "Path": path, "Codes": x.codes(c), "Shown": shown})
			require.NoError(t, err)
			visit(line, x.admits(r, c))
		}
	}
}

// write writes the package that the spec generates, and the file that adds its guard to the program.
func (x *imported) write(t *testing.T, folder, guard string) {
	t.Helper()
	out, err := generator.Generate("spec.yaml", x.draft.Spec)
	require.NoError(t, err)
	for _, f := range out.Files {
		if filepath.Ext(f.Name) == ".go" {
			put(t, folder, guard+"/"+f.Name, f.Data)
		}
	}
	put(t, folder, "guard_"+guard+".go", []byte(strings.ReplaceAll(oneGuard, "PACKAGE", guard)))
}

func put(t *testing.T, folder, name string, data []byte) {
	t.Helper()
	name = filepath.Join(folder, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, data, 0o644))
}

// run compiles the program in a folder, and gives it the requests. It returns the answers.
func run(t *testing.T, folder string, requests *bytes.Buffer) string {
	t.Helper()
	command := exec.Command("go", "run", ".")
	command.Dir, command.Stdin = folder, requests
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	answers, err := command.Output()
	require.NoError(t, err, stderr.String())
	return string(answers)
}

// FuzzImported asserts that no document is imported weaker than kin-openapi reads it.
func FuzzImported(f *testing.F) {
	for name, load := range documents(f) {
		if strings.HasPrefix(name, ours) {
			f.Add(load(f))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := readIndependently(data); err != nil {
			return
		}
		x, err := importDocument("service.yaml", data)
		if x == nil || x.api == nil {
			if err != nil && strings.Contains(err.Error(), "does not generate") {
				t.Fatal(err)
			}
			return
		}
		x.generated(t)
		_, faults := x.compare(rand.New(rand.NewPCG(5, 6)))
		assert.Empty(t, faults)
	})
}
