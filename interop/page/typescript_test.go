package page

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
)

// A question asks what a caller with some codes may call; the answers are of all routes.
type question struct {
	Granted []string
	Can     []bool
	Missing [][]string
}

// TestTypeScript compiles the modules of several tables as strictly as the compiler can, and asks them in Node what
// random callers may call. The answers are those of the table.
func TestTypeScript(t *testing.T) {
	needTools(t)
	folder, err := filepath.Abs(t.TempDir())
	require.NoError(t, err)
	args := []string{filepath.Join(tools, "node_modules/typescript/bin/tsc"), "--strict", "--noUnusedLocals", "--noUnusedParameters",
		"--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--isolatedModules", "--declaration", "--target", "es2020", "--module", "esnext", "--outDir", folder}
	asked := map[string][]question{}
	for name, spec := range tables(t, "typescript") {
		api, module := loaded(t, spec, "permissions.ts")
		file := filepath.Join(folder, name+".ts")
		require.NoError(t, os.WriteFile(file, module, 0o644))
		args = append(args, file)
		asked[name] = questions(api)
	}
	output, err := exec.Command("node", args...).CombinedOutput()
	require.NoError(t, err, "%s", output)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "package.json"), []byte(`{"type": "module"}`), 0o644))
	const script = `import * as m from "./NAME.js";
let text = ""; for await (const part of process.stdin) text += part;
const answers = JSON.parse(text).map(({Granted}) => ({Granted, Can: m.routes.map((r) => m.can(Granted, r)), Missing: m.routes.map((r) => m.missing(new Set(Granted), r))}));
console.log(JSON.stringify({answers, ids: m.routes.map((r) => r.id), codes: m.permissions, roles: (m.roles ?? []).map((r) => r.name)}));`
	answers := 0
	for name, spec := range tables(t, "typescript") {
		api, _ := loaded(t, spec, "permissions.ts")
		file := filepath.Join(folder, name+".ask.js")
		require.NoError(t, os.WriteFile(file, []byte(strings.Replace(script, "NAME", name, 1)), 0o644))
		input, err := json.Marshal(asked[name])
		require.NoError(t, err)
		command := exec.Command("node", file)
		command.Stdin = strings.NewReader(string(input))
		output, err := command.Output()
		require.NoError(t, err, name)
		var got struct {
			Answers           []question
			IDs, Codes, Roles []string
		}
		require.NoError(t, json.Unmarshal(output, &got))
		assert.Equal(t, asked[name], got.Answers, name)
		require.Len(t, got.IDs, len(api.Routes))
		require.Len(t, got.Codes, len(api.Permissions))
		require.Len(t, got.Roles, len(api.Roles))
		for i, r := range api.Routes {
			assert.Equal(t, r.ID, got.IDs[i])
		}
		answers += len(got.Answers) * len(api.Routes)
	}
	t.Logf("%d answers are those of the tables", answers)
}

// questions returns random questions about a table, with their answers. Two kinds are of patterns: as they are they grant
// nothing, and the codes that the server makes of them grant what the patterns do.
func questions(api *model.API) (all []question) {
	random := rand.New(rand.NewPCG(1, 2))
	var spellings []string
	for _, p := range api.Permissions {
		spellings = append(append(spellings, p.Code, strings.ToUpper(p.Code), p.Code+"*"), p.Aliases...)
	}
	ask := func(granted []string, held grants.Holding) {
		q := question{Granted: granted}
		for _, r := range api.Routes {
			lacks := missing(held, r)
			q.Can, q.Missing = append(q.Can, len(lacks) == 0 && !r.Is(access.Nobody)), append(q.Missing, lacks)
		}
		all = append(all, q)
	}
	for range 40 {
		granted := []string{}
		for range random.IntN(6) {
			granted = append(granted, spellings[random.IntN(len(spellings))])
		}
		held, _ := api.Grants.Codes(granted)
		ask(granted, held)
	}
	for _, p := range api.Permissions[:min(len(api.Permissions), 10)] {
		for _, pattern := range []string{"*", p.Code[:len(p.Code)-1] + "*", "*" + p.Code[1:], p.Code + "*"} {
			ask([]string{pattern}, api.Grants.None())
			held, _ := api.Grants.Grants([]string{pattern})
			ask(codesOf(api, held), held)
		}
	}
	return all
}

// codesOf returns the codes of a holding, as the server sends them.
func codesOf(api *model.API, held grants.Holding) []string {
	codes := []string{}
	for _, p := range api.Held(held) {
		codes = append(codes, p.Code)
	}
	return codes
}

// missing returns what a caller lacks of the alternative that needs the fewest further codes.
func missing(held grants.Holding, r *model.Route) []string {
	fewest := []string{}
	for i, all := range r.Alternatives {
		lacks := []string{}
		for _, p := range all {
			if !held[p.Number-1] && !slices.Contains(lacks, p.Code) {
				lacks = append(lacks, p.Code)
			}
		}
		if i == 0 || len(lacks) < len(fewest) {
			fewest = lacks
		}
	}
	return fewest
}
