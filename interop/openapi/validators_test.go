package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/oas"
)

const document = "openapi/permissions.openapi.yaml"

// versioned returns the document of every golden case, and of bss, in every version of OpenAPI, by name;
// and the bss document with the client's own document under it.
func versioned(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for name, spec := range specs(t) {
		for _, version := range oas.Numbers() {
			if text, ok := ofVersion(t, spec, version); ok {
				all[name+"-"+version] = output(t, text, document)
			}
		}
	}
	require.Greater(t, len(all), 40)
	return all
}

// TestValidInGo holds every document against kin-openapi and libopenapi's validator.
func TestValidInGo(t *testing.T) {
	for name, data := range versioned(t) {
		loader := openapi3.NewLoader()
		loaded, err := loader.LoadFromData(data)
		require.NoError(t, err, name)
		var options []openapi3.ValidationOption
		if strings.HasSuffix(name, "-3.2.0") {
			options = append(options, openapi3.AllowExtraSiblingFields("parent")) // of a tag; kin-openapi does not know it yet
		}
		assert.NoError(t, loaded.Validate(context.Background(), options...), name)

		parsed, err := libopenapi.NewDocument(data)
		require.NoError(t, err, name)
		model, err := parsed.BuildV3Model()
		require.NoError(t, err, name)
		assert.NotNil(t, model, name)
		v, errs := validator.NewValidator(parsed)
		require.Empty(t, errs, name)
		valid, problems := v.ValidateDocument()
		for _, p := range problems {
			t.Logf("%s: %s: %s %v", name, p.Message, p.Reason, p.SchemaValidationErrors)
		}
		assert.True(t, valid, name)
	}
}

// A finding is what a linter says of a document.
type finding struct{ file, rule, severity, message string }

// known lists what linters say that is right as it is, by linter and rule.
var known = map[string]string{
	"spectral oas3-operation-security-defined": "it knows no roles of schemes other than oauth2, which OpenAPI has from 3.1 on, nor scopes that a provider declares",
	"redocly no-path-trailing-slash":           "the path is that of the table, and some routers have routes that end with a slash",
	"redocly operation-operationId-url-safe":   "the id in the case texts is hostile on purpose",
}

// TestValidInNode holds every document against the linters and the schema validator of npm.
func TestValidInNode(t *testing.T) {
	needTools(t)
	folder, err := filepath.Abs(t.TempDir())
	require.NoError(t, err)
	var files []string
	for name, data := range versioned(t) {
		file := filepath.Join(folder, name+".yaml")
		require.NoError(t, os.WriteFile(file, data, 0o644))
		files = append(files, file)
	}
	slices.Sort(files)
	for linter, findings := range map[string][]finding{"redocly": redocly(t, files), "spectral": spectral(t, files)} {
		for _, f := range findings {
			_, allowed := known[linter+" "+f.rule]
			if allowed && f.rule == "operation-operationId-url-safe" {
				allowed = strings.HasPrefix(f.file, "texts-")
			}
			if !allowed {
				assert.NotEqual(t, "error", f.severity, "%s: %v", linter, f)
			}
		}
	}
	result := node(t, nil, "validate.mjs", files...)
	require.False(t, result.failed, "%s", result.stderr)
	var verdicts []struct {
		File   string
		Valid  bool
		Errors json.RawMessage
	}
	require.NoError(t, json.Unmarshal(result.stdout, &verdicts))
	require.Len(t, verdicts, len(files))
	for _, v := range verdicts {
		assert.True(t, v.Valid, "%s: %s", v.File, v.Errors)
	}
}

// redocly returns what @redocly/cli finds by its recommended rules.
func redocly(t *testing.T, files []string) (all []finding) {
	t.Helper()
	result := node(t, nil, "node_modules/@redocly/cli/bin/cli.js", append([]string{"lint", "--config", "redocly.yaml", "--format=json", "--max-problems=10000"}, files...)...)
	decoder := json.NewDecoder(strings.NewReader(string(result.stdout)))
	seen := 0
	for decoder.More() {
		var report struct {
			Problems []struct {
				RuleID, Severity, Message string
				Location                  []struct{ Source struct{ Ref string } }
			}
		}
		require.NoError(t, decoder.Decode(&report), "%.300s %s", result.stdout, result.stderr)
		seen++
		for _, p := range report.Problems {
			all = append(all, finding{filepath.Base(p.Location[0].Source.Ref), p.RuleID, p.Severity, p.Message})
		}
	}
	require.NotZero(t, seen, "%s", result.stderr)
	return all
}

// spectral returns what @stoplight/spectral-cli finds by its rules for OpenAPI.
func spectral(t *testing.T, files []string) (all []finding) {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	args := append([]string{"lint", "--ruleset", "spectral.yaml", "--format", "json", "--output", report, "--quiet"}, files...)
	result := node(t, nil, "node_modules/@stoplight/spectral-cli/dist/index.js", args...)
	data, err := os.ReadFile(report)
	require.NoError(t, err, "%s", result.stderr)
	var problems []struct {
		Code, Message, Source string
		Severity              int
	}
	require.NoError(t, json.Unmarshal(data, &problems))
	names := []string{"error", "warn", "info", "hint"}
	for _, p := range problems {
		require.NotEqual(t, "unrecognized-format", p.Code, p.Source)
		all = append(all, finding{filepath.Base(p.Source), p.Code, names[p.Severity], p.Message})
	}
	return all
}

// TestLintersNotice asserts that the linters find what is wrong, and that what is known of them is still
// so.
func TestLintersNotice(t *testing.T) {
	needTools(t)
	good := string(output(t, specs(t)["bss"], document))
	wrong := strings.Replace(good, "operationId: ListInvoices", "operationId: ListCosts", 1)
	wrong = strings.Replace(wrong, "- token: [", "- tokn: [", 1)
	require.NotEqual(t, good, wrong)
	file := filepath.Join(t.TempDir(), "wrong.yaml")
	require.NoError(t, os.WriteFile(file, []byte(wrong), 0o644))
	rules := map[string]bool{}
	for _, f := range redocly(t, []string{file}) {
		rules[fmt.Sprint("redocly ", f.rule, " ", f.severity)] = true
	}
	for _, f := range spectral(t, []string{file}) {
		rules[fmt.Sprint("spectral ", f.rule, " ", f.severity)] = true
	}
	found := slices.Sorted(maps.Keys(rules))
	for _, rule := range []string{"redocly operation-operationId-unique error", "redocly security-defined error", "spectral operation-operationId-unique error", "spectral oas3-operation-security-defined warn"} {
		assert.Contains(t, found, rule)
	}
}
