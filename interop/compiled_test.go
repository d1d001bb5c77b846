package interop

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// TestCompiledGuards generates, compiles and runs a package for each table of the corpus, in front of any
// server and with servers' names, one of each kind, and asks AuthorizeRequest about every line. Its answers are those
// of the reference that TestNoBypass judges by: what that one proves holds of the generated code.
func TestCompiledGuards(t *testing.T) {
	module := t.TempDir()
	var packages []compiledTable
	for _, table := range corpusTables(t) {
		for _, upstream := range differentUpstreams() {
			if p, ok := compile(t, module, table, upstream, len(packages)); ok {
				packages = append(packages, p)
			}
		}
	}
	require.Greater(t, len(packages), len(corpusTables(t)), "too many tables are refused")
	require.NoError(t, os.WriteFile(filepath.Join(module, "main.go"), guardProgram(len(packages)), 0o644))
	input, want := questions(t, packages)
	require.Greater(t, strings.Count(want, "\n"), 20000)
	command := exec.Command("go", "run", ".")
	command.Dir, command.Stdin = module, bytes.NewReader(input)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	got, err := command.Output()
	require.NoError(t, err, stderr.String())
	a, b := bufio.NewScanner(strings.NewReader(want)), bufio.NewScanner(bytes.NewReader(got))
	for a.Scan() {
		require.True(t, b.Scan(), "no answer to %s", a.Text())
		require.Equal(t, a.Text(), b.Text())
	}
	assert.False(t, b.Scan(), "one answer too many: %s", b.Text())
}

// differentUpstreams returns any and a server of each kind: of those that do the same, the first one.
func differentUpstreams() []string {
	names, seen := []string{"any"}, map[route.Equivalence]bool{}
	for _, u := range route.Upstreams() {
		if !seen[u.Does] {
			seen[u.Does], names = true, append(names, u.Name)
		}
	}
	return names
}

// A compiledTable is a table of the corpus as a package.
type compiledTable struct {
	corpus servers.Table
	table  route.Table
}

// compile writes the package of a table. A table with a row that no request can get is not generated.
func compile(t *testing.T, module string, corpus servers.Table, upstream string, number int) (compiledTable, bool) {
	t.Helper()
	names := "upstream: any\n"
	if upstream != "any" {
		names = "upstream: [" + upstream + "]\n"
	}
	out, err := generator.Generate("corpus.yaml", []byte(names+specText(corpus.Rows)))
	if err != nil {
		require.ErrorContains(t, err, "would get 400")
		return compiledTable{}, false
	}
	for _, f := range out.Files {
		path := filepath.Join(module, fmt.Sprintf("t%d", number), f.Name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, f.Data, 0o644))
	}
	require.NoError(t, os.WriteFile(filepath.Join(module, "go.mod"), []byte("module corpus\n\ngo 1.23\n"), 0o644))
	return compiledTable{corpus, tableFor(corpus, servers.Setup{Upstream: upstream})}, true
}

// specText writes rows as a spec without its upstream; permission A has the code p1.
func specText(rows []route.Row) string {
	var b strings.Builder
	b.WriteString("permroute: 1\npackage: corpus\nunlisted: {path: public, method: nobody}\npermissions: [{code: p1}, {code: p2}, {code: p3}, {code: p4}]\ngroups:\n  - name: Rows\n    routes:\n")
	for i, row := range rows {
		fmt.Fprintf(&b, "      - {id: r%d, route: %q, require: %s}\n", i, row.Method+" "+row.Pattern.String(), requireText(row.Demand))
	}
	return b.String()
}

func requireText(d route.Demand) string {
	var alternatives []string
	for _, set := range d {
		if len(set) == 0 {
			return "public"
		}
		alternatives = append(alternatives, "{all: [p"+strings.Trim(strings.ReplaceAll(fmt.Sprint(set), " ", ", p"), "[]")+"]}")
	}
	if alternatives == nil {
		return "nobody"
	}
	return "{any: [" + strings.Join(alternatives, ", ") + "]}"
}

// questions returns every line of the corpus for every package, each with the package's number and the
// length before it, and the reference's answers.
func questions(t *testing.T, packages []compiledTable) (input []byte, answers string) {
	t.Helper()
	var want strings.Builder
	for number, p := range packages {
		for _, l := range corpus(p.corpus) {
			r, err := parsed(l.text())
			if l.http2 || err != nil || r == nil {
				continue
			}
			input = binary.BigEndian.AppendUint32(input, uint32(number))
			input = binary.BigEndian.AppendUint32(input, uint32(len(l.text())))
			input = append(input, l.text()...)
			row, verdict := -1, route.Refused
			if path, ok := wirePath(r.URL); ok && !overridden(r.Header) {
				row, verdict = p.table.Match(r.Method, path)
			}
			fmt.Fprintf(&want, "%d %d %v %.60q\n", number, row+1, verdict, l.text())
		}
	}
	return input, want.String()
}

// guardProgram returns a main package that reads questions and answers them.
func guardProgram(packages int) []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n\t\"bufio\"\n\t\"bytes\"\n\t\"encoding/binary\"\n\t\"fmt\"\n\t\"io\"\n\t\"net/http\"\n\t\"os\"\n\n")
	for i := range packages {
		fmt.Fprintf(&b, "\tt%d \"corpus/t%d\"\n", i, i)
	}
	b.WriteString(")\n\nvar guards = []func(*http.Request) (int, string){\n")
	for i := range packages {
		fmt.Fprintf(&b, "\tfunc(r *http.Request) (int, string) { d := t%d.AuthorizeRequest(r, t%d.Set{}); return int(d.Route), d.Verdict.String() },\n", i, i)
	}
	b.WriteString(`}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		var header [8]byte
		if _, err := io.ReadFull(in, header[:]); err != nil {
			return
		}
		text := make([]byte, binary.BigEndian.Uint32(header[4:]))
		io.ReadFull(in, text)
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(text)))
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		number := binary.BigEndian.Uint32(header[:])
		route, verdict := guards[number](r)
		fmt.Fprintf(out, "%d %d %s %.60q\n", number, route, verdict, text)
	}
}
`)
	return b.Bytes()
}
