// Package grants holds what callers present, in the forms of others: tokens that libraries have made and verified, and
// IAM policies as another evaluator reads them.
package grants

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

// actions are the codes of a table of the shape of AWS.
var actions = []string{"order:GetOrder", "order:ListOrders", "order:CreateOrder", "order:PayOrder", "user:GetUser", "user:DeleteUser", "file:PutFile", "file:GetFile"}

// A question asks which of the actions some policies allow.
type question struct {
	Policies []map[string]any `json:"policies"`
	Actions  []string         `json:"actions"`
}

// TestEvaluator reads random AWS policies with a generated package, and holds what they allow against another
// evaluator of such policies.
func TestEvaluator(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 3))
	var input bytes.Buffer
	const documents = 3000
	for range documents {
		q := question{Actions: actions}
		for range 1 + random.IntN(2) {
			q.Policies = append(q.Policies, policy(random))
		}
		line, err := json.Marshal(q)
		require.NoError(t, err)
		input.Write(append(line, '\n'))
	}
	want := run(t, "../node", input.Bytes(), "node", "iam.mjs")
	got := run(t, program(t), input.Bytes(), "go", "run", ".")
	a, b, lines := bufio.NewScanner(bytes.NewReader(want)), bufio.NewScanner(bytes.NewReader(got)), bufio.NewScanner(&input)
	allowed, n := 0, 0
	for ; lines.Scan(); n++ {
		require.True(t, a.Scan() && b.Scan(), lines.Text())
		require.Equal(t, a.Text(), b.Text(), lines.Text())
		allowed += strings.Count(a.Text(), ":")
	}
	assert.Equal(t, documents, n)
	assert.Greater(t, allowed, documents/2)
}

// policy returns a random policy that AWS would store: an action is *, or has a whole name of a service.
func policy(random *rand.Rand) map[string]any {
	var statements []any
	for range 1 + random.IntN(3) {
		var list []any
		for range 1 + random.IntN(3) {
			list = append(list, action(random))
		}
		element := []string{"Action", "Action", "NotAction"}[random.IntN(3)]
		effect := []string{"Allow", "Allow", "Deny"}[random.IntN(3)]
		statements = append(statements, map[string]any{"Effect": effect, element: list, "Resource": "*"})
	}
	return map[string]any{"Version": "2012-10-17", "Statement": statements}
}

func action(random *rand.Rand) string {
	service, name, _ := strings.Cut(actions[random.IntN(len(actions))], ":")
	at := random.IntN(len(name))
	switch random.IntN(8) {
	case 0:
		return "*"
	case 1:
		name = "*"
	case 2:
		name = name[:at] + "*"
	case 3:
		name = "*" + name[at:]
	case 4:
		name = name[:at] + "?" + name[at+1:]
	case 5:
		name = name[:at] + "*" + name[len(name)-1:]
	case 6:
		service, name = strings.ToUpper(service), strings.ToLower(name)
	}
	return service + ":" + name
}

// program writes a module whose command answers questions with a generated package, and returns its folder.
func program(t *testing.T) string {
	t.Helper()
	spec := "permroute: 1\npackage: cloud\nunlisted: {path: nobody, method: nobody}\ncodes: {case: fold}\ngrants: [policies]\npermissions:\n"
	for _, code := range actions {
		spec += fmt.Sprintf("  - {code: %q}\n", code)
	}
	spec += "groups: [{name: All, routes: [{id: Any, route: GET /any, require: authenticated}]}]\n"
	out, err := generator.Generate("cloud.yaml", []byte(spec))
	require.NoError(t, err)
	module := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(module, "cloud"), 0o755))
	for _, f := range out.Files {
		if filepath.Ext(f.Name) == ".go" {
			require.NoError(t, os.WriteFile(filepath.Join(module, "cloud", f.Name), f.Data, 0o644))
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(module, "go.mod"), []byte("module answers\n\ngo 1.23\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(module, "main.go"), []byte(answers), 0o644))
	return module
}

const answers = `package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"answers/cloud"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var question struct{ Policies []json.RawMessage }
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			panic(err)
		}
		var documents [][]byte
		for _, p := range question.Policies {
			documents = append(documents, p)
		}
		set, err := cloud.ParsePolicies(documents...)
		if err != nil {
			panic(err)
		}
		answer, err := json.Marshal(set)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(answer))
	}
}
`

// run runs a command in a folder and returns its standard output.
func run(t *testing.T, dir string, input []byte, name string, args ...string) []byte {
	t.Helper()
	command := exec.Command(name, args...)
	command.Dir, command.Stdin = dir, bytes.NewReader(input)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	require.NoError(t, err, "%s %v: %s", name, args, stderr.String())
	return out
}
