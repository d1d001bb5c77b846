package diff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// An aPath is a path, and what its escapes stand for.
type aPath struct {
	text    string
	encoded route.Encoding
}

// allPaths returns every path of up to two segments that the literals make, each as it is, in other letter
// case and with an extension, and a segment that is none of them; those that go on; the same with a final
// slash; and where a segment has an x also with escapes in its place.
func allPaths(literals []string) (paths []aPath) {
	segments := []string{"x"}
	for _, l := range literals {
		segments = append(segments, l, strings.ToUpper(l), l+".x", strings.ToUpper(l)+".x")
	}
	add := func(text string) {
		path, ok := route.ParsePath(text)
		if !ok {
			panic(text) // they are canonical
		}
		paths = append(paths, aPath{text, path.Encoded()})
	}
	both := func(path string) {
		add(path)
		add(path + "/")
		for _, escaped := range []string{"x%20x", "x%E4%BD%A0", "x%20%E4%BD%A0"} {
			if strings.Contains(path, "x") {
				add(strings.Replace(path, "x", escaped, 1))
				add(strings.Replace(path, "x", escaped, 1) + "/")
			}
		}
	}
	firsts := slices.Clone(segments)
	for _, s := range segments {
		firsts = append(firsts, s+".php", s+".PHP") // servers may drop it
	}
	for _, s := range firsts {
		both("/" + s)
		for _, u := range segments {
			both("/" + s + "/" + u)
			both("/" + s + "/" + u + "/x")
		}
	}
	add("/")
	return paths
}

// besidePaths returns every path of up to two segments over texts that have the literals of
// segmentsBesideLiterals in most ways that matter, those that go on with a segment that could end a
// parameter, and the same with a final slash.
func besidePaths() (paths []aPath) {
	segments := []string{"e", "E", "e.x", "E.x", "e.x)", "E.x)"}
	for _, head := range []string{"", "c(", "C(", "d.", "D."} {
		for _, value := range []string{"x", "x.x", "x(x"} {
			for _, tail := range []string{"", ")", ").x"} {
				segments = append(segments, head+value+tail)
			}
		}
	}
	add := func(path string) { paths = append(paths, aPath{path, 0}, aPath{path + "/", 0}) }
	for _, s := range segments {
		add("/" + s)
		for _, u := range segments {
			add("/" + s + "/" + u)
			for _, last := range []string{"x", "x)", "x).x"} {
				add("/" + s + "/" + u + "/" + last)
			}
		}
	}
	return append(paths, aPath{"/", 0})
}

// segmentsOfLiterals returns literals and parameters that take whole segments.
func segmentsOfLiterals(i int) []string {
	return []string{"/a", "/a", "/A", "/b", fmt.Sprintf("/{p%d}", i), fmt.Sprintf("/{q%d}", i)}
}

// segmentsBesideLiterals returns parameters with literals beside them, and without.
func segmentsBesideLiterals(i int) []string {
	return []string{fmt.Sprintf("/c({p%d})", i), fmt.Sprintf("/c({q%d})", i), fmt.Sprintf("/d.{p%d}", i), fmt.Sprintf("/{p%d})", i), fmt.Sprintf("/{p%d}", i), "/e"}
}

// randomAPI returns a table of up to four rows, of up to two segments.
func randomAPI(random *rand.Rand, from alphabet) *model.API {
	api := &model.API{UnlistedPath: randomAccess(random), UnlistedMethod: randomAccess(random)}
	for n, i := range random.Perm(3) {
		api.Permissions = append(api.Permissions, &model.Permission{Number: n + 1, Code: fmt.Sprintf("p%d", i)})
	}
	if random.IntN(2) == 0 {
		api.Table.Excluded = route.Equivalence(random.IntN(int(route.AnyServer) + 1))
	}
	api.Table.Encoded = from.encoding(random)
	for n := range 1 + random.IntN(4) {
		addRow(random, api, fmt.Sprintf("r%d", n), from)
	}
	return api
}

func randomAccess(random *rand.Rand) access.Access { return access.All()[random.IntN(3)] }

func randomEncoding(random *rand.Rand) route.Encoding {
	if random.IntN(6) > 0 {
		return 0
	}
	return []route.Encoding{route.Space, route.UTF8, route.Space | route.UTF8}[random.IntN(3)]
}

// addRow adds a random row, if the table has none of its shape.
func addRow(random *rand.Rand, api *model.API, id string, from alphabet) {
	var b strings.Builder
	for i := range 1 + random.IntN(2) {
		b.WriteString(from.segments(i)[random.IntN(6)])
	}
	text := b.String() + []string{"", "", "", "", "", "", "/**", "/**", "/"}[random.IntN(9)]
	if random.IntN(25) == 0 {
		text = []string{"/", "/**"}[random.IntN(2)]
	}
	pattern, err := route.ParsePattern(text)
	if err != nil {
		panic(err) // they are right
	}
	method := []string{"GET", "GET", "POST", "HEAD"}[random.IntN(4)]
	for _, row := range api.Routes {
		if row.Method == method && row.Pattern.Shape() == pattern.Shape() {
			return
		}
	}
	row := &model.Route{Number: len(api.Routes) + 1, ID: id, Method: method, Pattern: pattern, Group: &model.Group{}}
	p := api.Permissions
	row.Alternatives = [][][]*model.Permission{
		{{p[0]}}, {{p[1]}}, {{p[2]}}, {{p[0], p[1]}}, {{p[0]}, {p[1]}}, {{p[0], p[2]}, {p[1]}}, {{}}, {},
	}[random.IntN(8)]
	row.Public = row.Is(access.Authenticated) && random.IntN(2) == 0
	api.Routes = append(api.Routes, row)
	api.Table.Rows = append(api.Table.Rows, route.Row{Method: method, Pattern: pattern, Demand: demandOf(row), Encoded: from.encoding(random)})
}

func demandOf(row *model.Route) route.Demand {
	d := route.Demand{}
	if a, ok := row.Access(); ok {
		return route.DemandFor(a)
	}
	for _, all := range row.Alternatives {
		set := []int{}
		for _, p := range all {
			set = append(set, p.Number)
		}
		d = append(d, set)
	}
	return d.Normalise()
}

// changed returns another table: mostly some rows of it left out and others added or renamed.
func changed(random *rand.Rand, old *model.API, from alphabet) *model.API {
	if random.IntN(4) == 0 {
		return randomAPI(random, from)
	}
	new := *old
	new.Routes, new.Table.Rows = nil, nil
	for i, row := range old.Routes {
		switch random.IntN(6) {
		case 0:
			continue
		case 1:
			renamed := *row
			renamed.ID += "x"
			row = &renamed
		}
		new.Routes, new.Table.Rows = append(new.Routes, row), append(new.Table.Rows, old.Table.Rows[i])
	}
	for range random.IntN(3) {
		addRow(random, &new, fmt.Sprintf("r%d", random.IntN(5)), from)
	}
	if random.IntN(5) == 0 {
		new.Table.Excluded = route.Equivalence(random.IntN(int(route.AnyServer) + 1))
	}
	if random.IntN(8) == 0 {
		new.UnlistedPath = randomAccess(random)
	}
	return unique(&new)
}

// unique leaves out rows whose id another one has.
func unique(api *model.API) *model.API {
	ids := map[string]bool{}
	var routes []*model.Route
	var rows []route.Row
	for i, row := range api.Routes {
		if !ids[row.ID] {
			routes, rows = append(routes, row), append(rows, api.Table.Rows[i])
		}
		ids[row.ID] = true
	}
	api.Routes, api.Table.Rows = routes, rows
	return api
}

func describe(old, new *model.API) string {
	var b strings.Builder
	for _, api := range []*model.API{old, new} {
		fmt.Fprintf(&b, "unlisted %v %v, excluded %08b, encoded %v\n", api.UnlistedPath, api.UnlistedMethod, api.Table.Excluded, api.Table.Encoded)
		for i, row := range api.Routes {
			fmt.Fprintf(&b, "    %s %s %s %v %v\n", row.ID, row.Method, row.Pattern, api.Table.Rows[i].Demand, api.Table.Rows[i].Encoded)
		}
	}
	return b.String()
}

// TestAlphabet asserts that no two of the paths are equal.
func TestAlphabet(t *testing.T) {
	for _, literals := range literalSets() {
		seen := map[string]bool{}
		for _, path := range allPaths(literals) {
			require.False(t, seen[path.text], path.text)
			seen[path.text] = true
		}
		assert.Greater(t, len(seen), 20)
	}
}
