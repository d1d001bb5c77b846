package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/internal/granttest"
	"github.com/permroute/permroute/internal/testsize"
)

// lattices is how many random tables TestHoldings compiles, each with its implications and without.
func lattices() int { return testsize.Of(4, 24) }

// A question asks a compiled package for a set: what these texts grant, read in one of the ways of holdingProgram.
type question struct {
	Table int
	Way   string
	Texts []string
}

// TestHoldings generates packages with random implications, aliases, roles and comparisons of codes, and compiles
// them into one program. Its sets are those of the reference. By brute force it holds Authorize with implications
// against Authorize of the same table without them: each set of codes against the set with what follows.
func TestHoldings(t *testing.T) {
	module := t.TempDir()
	write(t, filepath.Join(module, "go.mod"), []byte("module random\n\ngo 1.23\n"))
	random := rand.New(rand.NewPCG(17, 4))
	var input, want bytes.Buffer
	ask := func(q question, set string) {
		line, err := json.Marshal(q)
		require.NoError(t, err)
		fmt.Fprintf(&input, "%s\n", line)
		fmt.Fprintf(&want, "%s %s\n", line, set)
	}
	type pair struct{ with, without question }
	var pairs []pair
	for i := range lattices() {
		api := randomHoldings(t, random, module, i)
		maker := granttest.Maker{Rand: random, Faulty: true}
		for _, p := range api.Permissions {
			maker.Codes = append(append(maker.Codes, p.Code), p.Aliases...)
		}
		for range 300 {
			texts := maker.Grants()
			held, _ := api.Grants.Grants(texts)
			ask(question{2 * i, "grants", texts}, codesOf(api, held))
			held, _ = api.Grants.Codes(texts)
			ask(question{2 * i, "set", texts}, codesOf(api, held))
			document := maker.Document()
			held, _ = api.Grants.Policies(grants.Document{Data: document})
			ask(question{2 * i, "policies", []string{string(document)}}, codesOf(api, held))
		}
		for _, r := range api.Roles {
			ask(question{2 * i, "roles", []string{r.Name}}, codesOf(api, r.Holding))
		}
		for bits := range 1 << len(api.Permissions) {
			var raw []string
			held := api.Grants.None()
			for j, p := range api.Permissions {
				if held[j] = bits>>j&1 != 0; held[j] {
					raw = append(raw, p.Code)
				}
			}
			var closed []string
			for _, p := range api.Held(api.Grants.Closed(held)) {
				closed = append(closed, p.Code)
			}
			pairs = append(pairs, pair{question{2 * i, "authorize", raw}, question{2*i + 1, "authorize", closed}})
		}
	}
	for _, p := range pairs {
		ask(p.with, "")
		ask(p.without, "")
	}
	write(t, filepath.Join(module, "main.go"), holdingProgram())
	got := strings.Split(strings.TrimSuffix(run(t, module, input.String(), "go", "run", "."), "\n"), "\n")
	wanted := strings.Split(strings.TrimSuffix(want.String(), "\n"), "\n")
	require.Len(t, got, len(wanted))
	sets := len(got) - 2*len(pairs)
	assert.Equal(t, wanted[:sets], got[:sets])
	allowed := 0
	for i := sets; i < len(got); i += 2 {
		with, without := strings.TrimPrefix(got[i], wanted[i]), strings.TrimPrefix(got[i+1], wanted[i+1])
		require.Equal(t, without, with, got[i])
		allowed += strings.Count(with, "true")
	}
	assert.Greater(t, allowed, len(pairs))
}

// codesOf returns a holding as a generated Set prints it.
func codesOf(api *model.API, h grants.Holding) string {
	var codes []string
	for _, p := range api.Held(h) {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, ",")
}

// randomHoldings writes the packages of a random table, with its implications and without, and returns the table.
func randomHoldings(t *testing.T, random *rand.Rand, module string, i int) *model.API {
	fold := random.IntN(2) == 0
	seed := random.Uint64()
	var api *model.API
	for n, implies := range []bool{true, false} {
		name := fmt.Sprintf("t%d", 2*i+n)
		source := []byte(holdingSpec(rand.New(rand.NewPCG(seed, 5)), name, fold, implies))
		loaded, list := model.Load("random.yaml", source)
		require.NoError(t, list.Err(), string(source))
		if implies {
			api = loaded
		}
		for _, f := range generator.Print(loaded).Files {
			write(t, filepath.Join(module, name, f.Name), f.Data)
		}
	}
	return api
}

// holdingSpec returns a spec with some permissions, of which each one may imply ones before it, and with a row for
// each pair of them.
func holdingSpec(r *rand.Rand, name string, fold, implies bool) string {
	const n = 6
	codes := make([]string, n)
	permissions, routes := "", ""
	for i := range codes {
		codes[i] = fmt.Sprintf("%s:%s%d", []string{"order", "User", "file"}[r.IntN(3)], []string{"read", "Write", "all"}[r.IntN(3)], i)
		aliases, implied := "", ""
		if r.IntN(3) == 0 {
			aliases = fmt.Sprintf(", aliases: [old.%s, \"Old:%d\"]", codes[i], i)
		}
		var list []string
		for j := range i {
			if r.IntN(3) == 0 {
				list = append(list, codes[j])
			}
		}
		if list != nil && implies {
			implied = ", implies: [" + strings.Join(list, ", ") + "]"
		}
		permissions += fmt.Sprintf("  - {code: %s%s%s}\n", codes[i], aliases, implied)
		for j := range i + 1 {
			require := fmt.Sprintf("{%s: [%s, %s]}", []string{"all", "any"}[r.IntN(2)], codes[i], codes[j])
			if i == j {
				require = codes[i]
			}
			routes += fmt.Sprintf("      - {id: r%d%d, route: GET /%d/%d, require: %s}\n", i, j, i, j, require)
		}
	}
	letterCase := "exact"
	if fold {
		letterCase = "fold"
	}
	a, b := codes[r.IntN(n)], codes[r.IntN(n)]
	return fmt.Sprintf(`permroute: 1
package: %s
unlisted: {path: nobody, method: nobody}
codes: {case: %s}
grants: [policies]
openapi: {outputs: []}
permissions:
%sroles:
  one: [%s]
  some: {grants: ["%s*"], includes: [one]}
  all: {includes: [some], grants: ["*"]}
groups:
  - name: All
    routes:
%s`, name, letterCase, permissions, a, b[:len(b)-2], routes)
}

// holdingProgram returns a main package that answers each question of its input.
func holdingProgram() []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"bufio\"\n\t\"encoding/json\"\n\t\"fmt\"\n\t\"os\"\n\n")
	for i := range 2 * lattices() {
		fmt.Fprintf(&b, "\t\"random/t%d\"\n", i)
	}
	b.WriteString(")\n\nvar answer = []func(way string, texts []string) string{\n")
	for i := range 2 * lattices() {
		fmt.Fprintf(&b, `	func(way string, texts []string) string {
		set, _ := t%[1]d.ParseSet(texts...)
		switch way {
		case "grants":
			set, _ = t%[1]d.ParseGrants(texts...)
		case "roles":
			set, _ = t%[1]d.ParseRoles(texts...)
		case "policies":
			set, _ = t%[1]d.ParsePolicies([]byte(texts[0]))
		case "authorize":
			answers := ""
			for r := range t%[1]d.Routes() {
				answers += fmt.Sprint(t%[1]d.Authorize("GET", r.Pattern(), set).Allowed(), r.Permits(set), " ")
			}
			return answers
		}
		return set.String()
	},
`, i)
	}
	b.WriteString(`}

func main() {
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var q struct {
			Table int
			Way   string
			Texts []string
		}
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		fmt.Fprintf(out, "%s %s\n", in.Text(), answer[q.Table](q.Way, q.Texts))
	}
}
`)
	return b.Bytes()
}
