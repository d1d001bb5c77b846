package openapi

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/internal/testsize"
)

// guardProgram asks a generated guard about requests: a line of JSON for each, on standard input. It writes a 1 for each that
// passes, and a 0 for others.
const guardProgram = `package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"

	"guarded/api"
)

type request struct {
	Method, Path string
	Codes, Shown []string
}

func main() {
	var now request
	guard := api.Guard{Granted: func(r *http.Request) (api.Set, error) {
		route, _ := api.MatchRequest(r)
		if !used(now.Shown, route.Schemes()) {
			return api.Set{}, api.ErrUnauthenticated
		}
		return api.ParseSet(now.Codes...)
	}}
	passed := false
	handler := guard.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true }))
	for in := json.NewDecoder(os.Stdin); in.More(); {
		now, passed = request{}, false
		if err := in.Decode(&now); err != nil {
			panic(err)
		}
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(now.Method, now.Path, nil))
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

// TestImportedGuards asserts that the compiled guards of imported documents say what TestImported reckons with, for each
// operation and each caller.
func TestImportedGuards(t *testing.T) {
	n := 0
	for name, load := range documents(t) {
		if !strings.HasPrefix(name, ours) && name != "asana" && testsize.Of(0, 1) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			x := imports(t, name, load(t))
			var requests bytes.Buffer
			var want strings.Builder
			var asked []string
			x.requests(t, func(line []byte, admitted bool) {
				requests.Write(append(line, '\n'))
				asked = append(asked, string(line))
				want.WriteByte("01"[map[bool]int{true: 1}[admitted]])
			})
			got := x.run(t, &requests)
			require.Len(t, got, want.Len())
			for i := range got {
				require.Equal(t, want.String()[i], got[i], asked[i])
			}
			n += len(got)
		})
	}
	assert.NotZero(t, n)
}

// requests calls visit with each request of each caller, and with whether the guard lets it pass.
func (x *imported) requests(t *testing.T, visit func(line []byte, admitted bool)) {
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
			line, err := json.Marshal(map[string]any{"Method": o.method, "Path": path, "Codes": x.codes(c), "Shown": shown})
			require.NoError(t, err)
			visit(line, x.admits(r, c))
		}
	}
}

// run compiles what the spec generates, and asks the guard.
func (x *imported) run(t *testing.T, requests *bytes.Buffer) string {
	t.Helper()
	folder := t.TempDir()
	put := func(name string, data []byte) {
		name = filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, data, 0o644))
	}
	out, err := generator.Generate("spec.yaml", x.draft.Spec)
	require.NoError(t, err)
	for _, f := range out.Files {
		if filepath.Ext(f.Name) == ".go" {
			put("api/"+f.Name, f.Data)
		}
	}
	put("go.mod", []byte("module guarded\n\ngo 1.26\n"))
	put("main.go", []byte(strings.ReplaceAll(guardProgram, `"guarded/api"`, `api "guarded/api"`)))
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
