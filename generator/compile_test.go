package generator_test

import (
	"bufio"
	"bytes"
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
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"
)

// tables is how many random tables TestCompiled compiles.
func tables() int { return testsize.Of(12, 100) }

// requests is how many requests each of them answers.
const requests = 500

// TestCompiled generates packages for random tables, compiles them into one program and holds its
// answers against the reference matcher. The module says go 1.23, and so holds the output to that
// version of the language.
func TestCompiled(t *testing.T) {
	module := t.TempDir()
	write(t, filepath.Join(module, "go.mod"), []byte("module random\n\ngo 1.23\n"))
	random := rand.New(rand.NewPCG(8, 9))
	var input, want strings.Builder
	listed := 0
	for i, table := range randomTables(t, random, module) {
		for range requests {
			method, path := routetest.Request(random, table)
			row, verdict := table.Match(method, path)
			if verdict == route.Listed {
				listed++
			}
			fmt.Fprintf(&input, "%d %s %s\n", i, method, path)
			fmt.Fprintf(&want, "%d %s %s: %d %v\n", i, method, path, row+1, verdict)
		}
	}
	assert.Greater(t, listed, tables()*requests/10)
	write(t, filepath.Join(module, "main.go"), program())
	got := run(t, module, input.String(), "go", "run", ".")
	assert.Empty(t, firstDifference(want.String(), got))
}

// randomTables writes a package for each of the tables that it returns.
func randomTables(t *testing.T, random *rand.Rand, module string) (list []route.Table) {
	for len(list) < tables() {
		table := routetest.Table(random)
		if len(list) < len(wide) {
			table = wideTable(t, wide[len(list)])
		}
		upstream := randomUpstream(random, &table)
		for i := range table.Rows {
			if table.Rows[i].Encoded == 0 {
				table.Rows[i].Encoded = table.Encoded // what a spec cannot say otherwise
			}
		}
		spec := upstream + specOf(table)
		if len(list)%2 == 1 {
			spec = strings.Replace(spec, "{code: p3}", "{code: p3, implies: [p1]}", 1)
		}
		out, err := generator.Generate("random.yaml", []byte(spec))
		if err != nil { // a row that no request gets is an error, and so is a table without rows
			require.Regexp(t, `would get 400|routes: nothing`, err.Error(), spec)
			continue
		}
		for _, f := range out.Files {
			write(t, filepath.Join(module, fmt.Sprintf("t%d", len(list)), f.Name), f.Data)
		}
		api, _ := model.Load("random.yaml", []byte(spec))
		list = append(list, api.Table) // with the demands that follow from implications
	}
	return list
}

// wide is how often the first tables have their rows: the second one is large, and printed otherwise.
var wide = []int{60, 400}

// wideTable returns a table of which parts have functions of their own: texts, literals before
// parameters, and parameters with literals beside them.
func wideTable(t *testing.T, times int) (table route.Table) {
	for i := range times {
		for _, text := range []string{"/w/{p}/x%d", "/w/{p}/a%d/{q}", "/texts/of-some-length/%02d", "/n/{p}:v%d", "/n/x.{p}:v%d", "/v%d{p}/a/{q}/b", "/l%d/**", "/w/%d/{q}"} {
			pattern, err := route.ParsePattern(fmt.Sprintf(text, i))
			require.NoError(t, err)
			method := []string{"GET", "POST", "GET"}[i%3]
			table.Rows = append(table.Rows, route.Row{Method: method, Pattern: pattern, Demand: route.Demand{{1 + i%2}}})
		}
	}
	return table
}

// randomUpstream names servers for the table and returns the line of a spec that does.
func randomUpstream(random *rand.Rand, table *route.Table) string {
	names := route.UpstreamNames()
	random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = names[:random.IntN(3)]
	table.Excluded = 0
	if len(names) == 0 {
		return "upstream: any\n"
	}
	var does route.Equivalence
	for _, name := range names {
		u, known := route.UpstreamOf(name)
		if !known {
			panic(name)
		}
		does |= u.Does
	}
	table.Excluded = route.AnyServer &^ does
	return "upstream: [" + strings.Join(names, ", ") + "]\n"
}

// encodedOf returns the line of a spec that says what escapes may stand for.
func encodedOf(e route.Encoding) string {
	return "encoded: [" + strings.Join(e.Names(), ", ") + "]"
}

// specOf writes a table as a spec, but for its upstream.
func specOf(table route.Table) string {
	var b strings.Builder
	b.WriteString("permroute: 1\npackage: random\nunlisted: {path: public, method: nobody}\n")
	b.WriteString("permissions: [{code: p1}, {code: p2}, {code: p3}]\ngroups:\n  - name: rows\n    routes:\n")
	for i, row := range table.Rows {
		fields := fmt.Sprintf("id: r%d, route: %q, require: %s", i, row.Method+" "+row.Pattern.String(), requireOf(row.Demand))
		if row.Encoded != 0 {
			fields += ", " + encodedOf(row.Encoded)
		}
		b.WriteString("      - {" + fields + "}\n")
	}
	return b.String() + encodedOf(table.Encoded) + "\n"
}

func requireOf(d route.Demand) string {
	if a, ok := d.Access(); ok {
		return a.String()
	}
	var alternatives []string
	for _, set := range d {
		var codes []string
		for _, p := range set {
			codes = append(codes, fmt.Sprintf("p%d", p))
		}
		alternatives = append(alternatives, "{all: ["+strings.Join(codes, ", ")+"]}")
	}
	return "{any: [" + strings.Join(alternatives, ", ") + "]}"
}

// program returns a main package that answers each line `table METHOD path` of its input.
func program() []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"bufio\"\n\t\"fmt\"\n\t\"os\"\n\t\"strconv\"\n\t\"strings\"\n\n")
	for i := range tables() {
		fmt.Fprintf(&b, "\tt%d \"random/t%d\"\n", i, i)
	}
	b.WriteString(")\n\nvar match = []func(method, path string) (int, string){\n")
	for i := range tables() {
		fmt.Fprintf(&b, "\tfunc(m, p string) (int, string) { r, v := t%d.Match(m, p); return int(r), v.String() },\n", i)
	}
	b.WriteString(`}

func main() {
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		f := strings.SplitN(in.Text(), " ", 3)
		table, _ := strconv.Atoi(f[0])
		route, verdict := match[table](f[1], f[2])
		fmt.Fprintf(out, "%s: %d %s\n", in.Text(), route, verdict)
	}
}
`)
	return b.Bytes()
}

// firstDifference returns the first line that differs, as both have it.
func firstDifference(want, got string) string {
	a, b := bufio.NewScanner(strings.NewReader(want)), bufio.NewScanner(strings.NewReader(got))
	for a.Scan() {
		b.Scan()
		if a.Text() != b.Text() {
			return "want " + a.Text() + "\ngot  " + b.Text()
		}
	}
	if b.Scan() {
		return "got more: " + b.Text()
	}
	return ""
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, data, 0o644))
}

// run runs a command in a folder and returns its standard output.
func run(t testing.TB, dir, input, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s %v: %s", name, args, stderr.String())
	return string(out)
}

// TestWide compiles tables whose permissions need more than one byte, or more than one word, and asks
// the result about each of them.
func TestWide(t *testing.T) {
	module := t.TempDir()
	write(t, filepath.Join(module, "go.mod"), []byte("module wide\n\ngo 1.23\n"))
	counts := []int{1, 64, 65, 255, 256, 300}
	imports, calls := "", ""
	for _, n := range counts {
		out, err := generator.Generate("wide.yaml", []byte(wideSpec(n)))
		require.NoError(t, err)
		for _, f := range out.Files {
			write(t, filepath.Join(module, out.Package, f.Name), f.Data)
		}
		imports += fmt.Sprintf("\t\"wide/%s\"\n", out.Package)
		calls += fmt.Sprintf(`	for p := range %[1]s.Permissions() {
		for q := range %[1]s.Permissions() {
			d := %[1]s.Authorize("GET", fmt.Sprintf("/%%d", p), %[1]s.NewSet(q))
			if parsed, err := %[1]s.ParsePermission(p.String()); d.Allowed() != (p == q) || parsed != p || err != nil {
				fmt.Println("wrong", p, q)
			}
		}
	}
	fmt.Printf("%%T %%d\n", %[1]s.Permission(0), %[1]s.NewSet(slices.Collect(%[1]s.Permissions())...).Len())
	fmt.Println(reflect.TypeFor[%[1]s.Permission]().Kind())
`, out.Package)
	}
	write(t, filepath.Join(module, "main.go"), []byte("package main\n\nimport (\n\t\"fmt\"\n\t\"reflect\"\n\t\"slices\"\n"+imports+")\n\nfunc main() {\n"+calls+"}\n"))
	want := ""
	for _, n := range counts {
		kind := "uint8"
		if n > 255 {
			kind = "uint16"
		}
		want += fmt.Sprintf("wide%[1]d.Permission %[1]d\n%[2]s\n", n, kind)
	}
	assert.Equal(t, want, run(t, module, "", "go", "run", "."))
}

// wideSpec returns a spec with n permissions, and a row for each that needs it.
func wideSpec(n int) string {
	permissions, routes := "", ""
	for i := 1; i <= n; i++ {
		permissions += fmt.Sprintf("  - {code: p%d}\n", i)
		routes += fmt.Sprintf("      - {id: r%d, route: GET /%d, require: p%d}\n", i, i, i)
	}
	return fmt.Sprintf("permroute: 1\npackage: wide%d\nunlisted: {path: public, method: nobody}\npermissions:\n%sgroups:\n  - name: All\n    routes:\n%s", n, permissions, routes)
}
