package interop

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// analysed is the folder with the specs that the command's own tests analyse.
const analysed = "../cmd/permroute/testdata"

// analyse runs the command in that folder and returns what it prints. It may find something.
func analyse(t *testing.T, args ...string) []byte {
	t.Helper()
	stdout, stderr := permroute(t, args...)
	require.Empty(t, stderr, "%v", args)
	return []byte(stdout)
}

// permroute returns what the command prints in the folder of its transcripts.
func permroute(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	return printed(commandOf(t), args...)
}

// commandOf builds the command and returns its file.
func commandOf(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "permroute")
	build := exec.Command("go", "build", "-o", binary, "./cmd/permroute")
	build.Dir = ".."
	output, err := build.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return binary
}

// printed returns what the command prints in the folder of its transcripts.
func printed(binary string, args ...string) (stdout, stderr string) {
	var out, errors bytes.Buffer
	cmd := exec.Command(binary, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = analysed, &out, &errors
	_ = cmd.Run() // its exit code says what it found
	return out.String(), errors.String()
}

// sarifSchema returns the public schema of SARIF 2.1.0, as a pinned library has it.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	folder, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(folder)), "schema.go"), nil, 0)
	require.NoError(t, err)
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text = constant.StringVal(constant.MakeFromLiteral(literal.Value, token.STRING, 0))
		}
		return true
	})
	require.Contains(t, text, "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema")
	return schemaOf(t, []byte(text))
}

func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("schema.json", document))
	schema, err := compiler.Compile("schema.json")
	require.NoError(t, err)
	return schema
}

func document(t *testing.T, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err, "%s", text)
	return value
}

// TestSARIF holds what lint and diff print against the schema and reads it with a library.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	for _, args := range [][]string{
		{"lint", "findings.yaml", "shop.yaml", "wrong.yaml", "unreachable.yaml"},
		{"lint", "../../../spec/bss.yaml"},
		{"diff", "shop.yaml", "shop-new.yaml"},
		{"diff", "shop.yaml", "shop-settings.yaml"},
		{"diff", "shop.yaml", "shop.yaml"},
	} {
		text := analyse(t, append(args, "--format", "sarif")...)
		assert.NoError(t, schema.Validate(document(t, text)), "%v", args)
		report, err := sarif.FromBytes(text)
		require.NoError(t, err)
		assert.NoError(t, report.Validate())
	}
	broken := bytes.Replace(analyse(t, "lint", "shop.yaml", "--format", "sarif"), []byte(`"startLine": `), []byte(`"startLine": -`), 1)
	assert.Error(t, schema.Validate(document(t, broken)), "a schema that refuses nothing proves nothing")
}

// TestAnalysisSchemas holds the JSON of each command against the schema that docs has of it.
func TestAnalysisSchemas(t *testing.T) {
	explain, lint, diff := schemaOf(t, read(t, "../docs/explain.schema.json")), schemaOf(t, read(t, "../docs/lint.schema.json")), schemaOf(t, read(t, "../docs/diff.schema.json"))
	least, roles := schemaOf(t, read(t, "../docs/least.schema.json")), schemaOf(t, read(t, "../docs/roles.schema.json"))
	binary := commandOf(t)
	routes, test, replay := schemaOf(t, read(t, "../docs/routes.schema.json")), schemaOf(t, read(t, "../docs/test.schema.json")), schemaOf(t, read(t, "../docs/replay.schema.json"))
	for _, c := range []struct {
		schema *jsonschema.Schema
		args   []string
	}{
		{routes, []string{"routes", "shop.yaml", "handlers"}},
		{routes, []string{"routes", "clerks.yaml", "handlers"}},
		{test, []string{"test", "shop.yaml"}},
		{replay, []string{"diff", "shop.yaml", "shop-new.yaml", "--log", "access.log"}},
		{replay, []string{"diff", "shop.yaml", "shop-new.yaml", "--log", "access.log", "--by", "user"}},
		{replay, []string{"diff", "shop.yaml", "shop.yaml", "--log", "access.log"}},
		{explain, []string{"explain", "shop.yaml", "GET", "/users/me", "--have", "user:self,x"}},
		{explain, []string{"explain", "shop.yaml", "POST", "/payments/7", "--have", "order:update"}},
		{explain, []string{"explain", "shop.yaml", "GET", "/users/ME"}},
		{explain, []string{"explain", "shop.yaml", "GET", "/order/report.csv"}},
		{explain, []string{"explain", "shop.yaml", "PUT", "/users/7/roles/"}},
		{explain, []string{"explain", "shop.yaml", "GET", "/a//b"}},
		{explain, []string{"explain", "shop.yaml", "get", "nothing"}},
		{lint, []string{"lint", "findings.yaml", "shop.yaml", "wrong.yaml", "unreachable.yaml", "../../../spec/bss.yaml"}},
		{lint, []string{"lint", "../../../spec/bss.yaml", "--only", "overlap"}},
		{diff, []string{"diff", "shop.yaml", "shop-new.yaml"}},
		{diff, []string{"diff", "shop.yaml", "shop-settings.yaml"}},
		{diff, []string{"diff", "shop.yaml", "shop.yaml"}},
		{diff, []string{"diff", "clerks.yaml", "clerks-new.yaml"}},
		{explain, []string{"explain", "clerks.yaml", "POST", "/orders", "--scope", "orders.edit openid", "--role", "clerk"}},
		{roles, []string{"roles", "clerks.yaml"}},
		{roles, []string{"roles", "shop.yaml"}},
		{least, []string{"least", "clerks.yaml", "clerks.log", "--by", "user", "--role", "auditor"}},
		{least, []string{"least", "shop.yaml", "access.log"}},
		{least, []string{"least", "shop.yaml", "access.log", "--by", "user", "--have", "order:view,user:view", "--host", "a"}},
		{least, []string{"least", "shop.yaml", "access.log", "--by", "user", "--have", "order:view,user:view"}},
	} {
		stdout, _ := printed(binary, append(c.args, "--format", "json")...) // least shows malformed lines beside it
		text := []byte(stdout)
		assert.NoError(t, c.schema.Validate(document(t, text)), "%v", c.args)
		var object map[string]any
		require.NoError(t, json.Unmarshal(text, &object))
		object["more"] = 1
		text, err := json.Marshal(object)
		require.NoError(t, err)
		assert.Error(t, c.schema.Validate(document(t, text)), "the schema lists every key")
	}
}
