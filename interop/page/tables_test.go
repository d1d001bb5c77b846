package page

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/model"
)

// tools is where the npm tools are installed.
const tools = "node"

// needTools leaves a test out, with a line that says so, where the npm tools are not installed; in CI it fails.
func needTools(t *testing.T) {
	t.Helper()
	_, err := os.Stat(filepath.Join(tools, "node_modules", "typescript"))
	if err == nil {
		_, err = exec.LookPath("node")
	}
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("no npm tools: npm ci --prefix interop/page/node")
	}
	if err != nil {
		t.Skip("left out without the npm tools: npm ci --prefix interop/page/node")
	}
}

// tables returns the specs of tables by name, each with an output besides the usual ones.
func tables(t *testing.T, output string) map[string][]byte {
	t.Helper()
	specs := map[string][]byte{"large": large(5000)}
	for name, file := range map[string]string{
		"bss": "../../spec/bss.yaml", "shop": "../../spec/shop.yaml", "rest": "../../generator/testdata/rest/spec.yaml", "roles": "../../generator/testdata/roles/spec.yaml",
		"requirements": "../../generator/testdata/requirements/spec.yaml", "texts": "../../generator/testdata/texts/spec.yaml",
	} {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		specs[name] = data
	}
	for name, spec := range specs {
		text := regexp.MustCompile(`(?m)^outputs: .*\n`).ReplaceAllString(string(spec), "")
		specs[name] = []byte(strings.Replace(text, "\npackage:", "\noutputs: ["+output+"]\npackage:", 1))
	}
	return specs
}

// large returns a spec with so many rows, of ten codes and four roles, in groups of a hundred rows.
func large(rows int) []byte {
	var b strings.Builder
	b.WriteString("permroute: 1\npackage: large\nunlisted: nobody\nupstream: [servemux]\npermissions:\n")
	for i := range 10 {
		fmt.Fprintf(&b, "  - {code: 'area:p%d', text: 'What p%d allows'}\n", i, i)
	}
	b.WriteString("roles: {few: ['area:p0'], some: ['area:p1', 'area:p2', 'area:p3'], most: ['area:p4', 'area:p5', 'area:p6', 'area:p7'], all: ['area:*']}\ngroups:\n")
	for i := range rows {
		if i%100 == 0 {
			fmt.Fprintf(&b, "  - name: Group %d\n    slug: g%d\n    routes:\n", i/100, i/100)
		}
		require := fmt.Sprintf("'area:p%d'", i%10)
		switch i % 17 {
		case 1:
			require = fmt.Sprintf("{all: ['area:p%d', 'area:p%d']}", i%10, (i+1)%10)
		case 2:
			require = fmt.Sprintf("{any: ['area:p%d', 'area:p%d']}", i%10, (i+3)%10)
		case 3:
			require = "authenticated"
		case 4:
			require = "public"
		case 5:
			require = "nobody"
		}
		fmt.Fprintf(&b, "      - {id: R%d, name: 'Thing %d', route: 'GET /things%d/{id}', require: %s}\n", i, i, i, require)
	}
	return []byte(b.String())
}

// loaded returns the table of a spec and one of its files.
func loaded(t *testing.T, spec []byte, file string) (*model.API, []byte) {
	t.Helper()
	api, list := model.Load("spec.yaml", spec)
	require.NoError(t, list.Err())
	for _, f := range generator.Print(api).Files {
		if f.Name == file {
			return api, f.Data
		}
	}
	require.Fail(t, "no "+file)
	return nil, nil
}
