package openapi

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// vendors returns the documents that vendors publish in modules and packages. Nothing of them is in this repository. The document
// of DigitalOcean is left out: the module has it without the files that its paths refer to.
func vendors() map[string]func(testing.TB) []byte {
	module := func(path, name string) func(testing.TB) []byte {
		return func(t testing.TB) []byte { return read(t, filepath.Join(folderOf(t, path), name)) }
	}
	npm := func(name string) func(testing.TB) []byte {
		return func(t testing.TB) []byte {
			needPackages(t)
			return read(t, filepath.Join(tools, "node_modules", name))
		}
	}
	const specs = "github.com/pb33f/libopenapi"
	return map[string]func(testing.TB) []byte{
		"alertmanager":         module("github.com/prometheus/alertmanager", "api/v2/openapi.yaml"),
		"asana":                module(specs, "test_specs/asana.yaml"),
		"blockfrost":           npm("@blockfrost/openapi/openapi.yaml"),
		"datadog v1":           module("github.com/DataDog/datadog-api-client-go/v2", ".generator/schemas/v1/openapi.yaml"),
		"datadog v2":           module("github.com/DataDog/datadog-api-client-go/v2", ".generator/schemas/v2/openapi.yaml"),
		"dialogporten":         npm("@digdir/dialogporten-schema/swagger.verified.json"),
		"docusign":             module(specs, "test_specs/docusignv3.1.json"),
		"github":               npm("@octokit/openapi/generated/api.github.com.json"),
		"kubernetes":           module(specs, "test_specs/k8s.json"),
		"okta":                 module("github.com/okta/okta-sdk-golang/v5", ".generator/okta-management-APIs-oasv3-noEnums-inheritance.yaml"),
		"okta, Swagger 2.0":    npm("@okta/openapi/dist/spec.json"),
		"ory":                  module("github.com/ory/client-go", "api/openapi.yaml"),
		"petstore":             module(specs, "test_specs/petstorev3.json"),
		"petstore Swagger 2.0": module(specs, "test_specs/petstorev2.json"),
		"stripe":               module(specs, "test_specs/stripe.yaml"),
	}
}

// folderOf returns the folder of a module that the tests require.
func folderOf(t testing.TB, module string) string {
	t.Helper()
	data, err := exec.Command("go", "mod", "download", "-json", module).Output()
	require.NoError(t, err, module)
	var found struct{ Dir string }
	require.NoError(t, json.Unmarshal(data, &found))
	return found.Dir
}

// needPackages leaves a test out where the npm packages are not installed; in CI it fails.
func needPackages(t testing.TB) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(tools, "node_modules", "@blockfrost")); err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no npm packages: npm ci --prefix interop/openapi/node")
	}
	t.Skip("left out without the npm packages: npm ci --prefix interop/openapi/node")
}

// tallies reads what becomes of the operations of each document.
func tallies(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	for line := range strings.Lines(string(read(t, "testdata/imported.txt"))) {
		if name, counts, found := strings.Cut(strings.TrimSpace(line), ": "); found {
			all[name] = counts
		}
	}
	return all
}
