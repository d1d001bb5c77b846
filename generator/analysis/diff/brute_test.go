package diff

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/testsize"
)

// TestBruteForce compares random tables and holds the report against every request of an alphabet in
// which each way to reach a row occurs, decided by both tables for every set of granted codes.
func TestBruteForce(t *testing.T) {
	paths := map[string][]aPath{}
	for _, literals := range literalSets() {
		paths[strings.Join(literals, " ")] = allPaths(literals)
	}
	bruteForce(t, alphabet{segmentsOfLiterals, func(old, new *model.API) []aPath { return paths[strings.Join(literalsOf(old, new), " ")] }, randomEncoding, true}, testsize.Of(200, 2_500))
}

// TestBruteForceBesideLiterals is TestBruteForce for parameters with literals beside them, which may take
// several segments or no second dot.
func TestBruteForceBesideLiterals(t *testing.T) {
	paths := besidePaths()
	none := func(*rand.Rand) route.Encoding { return 0 }
	bruteForce(t, alphabet{segmentsBesideLiterals, func(*model.API, *model.API) []aPath { return paths }, none, false}, testsize.Of(10, 60))
}

// An alphabet is what tables are made of, and the paths that they tell apart.
type alphabet struct {
	segments func(i int) []string // of patterns, as the i-th one
	paths    func(old, new *model.API) []aPath
	encoding func(*rand.Rand) route.Encoding // what escapes may stand for, in a table or a row
	whole    bool                            // it has a path of each class
}

// bruteForce compares so many pairs of random tables.
func bruteForce(t *testing.T, from alphabet, pairs int) {
	var group sync.WaitGroup
	workers := uint64(runtime.GOMAXPROCS(0))
	kinds := make([]map[Kind]int, workers)
	for worker := range workers {
		kinds[worker] = map[Kind]int{}
		group.Go(func() {
			for n := worker; n < uint64(pairs) && !t.Failed(); n += workers {
				holdAgainst(t, rand.New(rand.NewPCG(n, 30)), from, kinds[worker])
			}
		})
	}
	group.Wait()
	for _, k := range Kinds() {
		seen := 0
		for _, of := range kinds {
			seen += of[k]
		}
		assert.Greater(t, seen, pairs/100, k)
	}
}

// holdAgainst compares a pair of random tables, and counts the kinds of changes.
func holdAgainst(t *testing.T, random *rand.Rand, from alphabet, seen map[Kind]int) {
	t.Helper()
	old := randomAPI(random, from)
	new := changed(random, old, from)
	report, err := Compare(old, new)
	if !assert.NoError(t, err) {
		return
	}
	told := map[string]bool{}
	for _, c := range report.Changes {
		for _, k := range c.Kinds {
			seen[k]++
		}
		text := keyOf(c.Kinds, c.Old, c.New)
		if from, to := decide(old, c.Request), decide(new, c.Request); classified(from, to) == text {
			told[text] = true
			continue
		}
		// Not what becomes of a request, so it is a row that is elsewhere now.
		assert.Equal(t, []Kind{Moved}, c.Kinds, describe(old, new))
		assert.Equal(t, c.Old.Row.ID, c.New.Row.ID)
		assert.NotEqual(t, c.Old.Row.Method+shape(c.Old.Row.Path), c.New.Row.Method+shape(c.New.Row.Path))
	}
	want, allowed := map[string]Request{}, escapesOf(old)|escapesOf(new)
	for _, method := range methodsOf(old, new) {
		before, after := old.Table.View(method), new.Table.View(method)
		for _, p := range from.paths(old, new) {
			path := p.text
			if p.encoded&^allowed != 0 {
				continue // both refuse it
			}
			if text := classified(outcomeOf(old, before, path), outcomeOf(new, after, path)); text != "" {
				want[text] = Request{method, path}
			}
		}
	}
	for text, request := range want {
		assert.True(t, told[text], "%v: %s\n%s", request, text, describe(old, new))
	}
	for text := range told {
		assert.True(t, !from.whole || want[text] != Request{}, "%s\n%s", text, describe(old, new))
	}
	assert.Equal(t, len(movedIDs(old, new)) > 0, slices.ContainsFunc(report.Changes, func(c Change) bool {
		return slices.Contains(c.Kinds, Moved) && c.Old.Row != nil && c.New.Row != nil && c.Old.Row.ID == c.New.Row.ID && placed(c.Old) != placed(c.New)
	}), describe(old, new))
}

// escapesOf returns what a table lets escapes stand for anywhere.
func escapesOf(api *model.API) route.Encoding {
	allowed := api.Table.Encoded
	for _, row := range api.Table.Rows {
		allowed |= row.Encoded
	}
	return allowed
}

// literalsOf returns which of the literals a and b the tables have, in any letter case.
func literalsOf(old, new *model.API) (literals []string) {
	for _, literal := range []string{"a", "b"} {
		for _, row := range slices.Concat(old.Routes, new.Routes) {
			if strings.Contains(strings.ToLower(row.Pattern.Shape()), "/"+literal) {
				literals = append(literals, literal)
				break
			}
		}
	}
	return literals
}

func literalSets() [][]string { return [][]string{nil, {"a"}, {"b"}, {"a", "b"}} }

// methodsOf returns the methods that the tables tell apart: POST is as PUT where no row has it.
func methodsOf(old, new *model.API) []string {
	for _, row := range slices.Concat(old.Routes, new.Routes) {
		if row.Method == "POST" {
			return []string{"GET", "HEAD", "POST", "PUT"}
		}
	}
	return []string{"GET", "HEAD", "PUT"}
}

func placed(s Side) string { return s.Row.Method + " " + shape(s.Row.Path) }

// shape returns a pattern without its parameters' names.
func shape(pattern string) string {
	p, err := route.ParsePattern(pattern)
	if err != nil {
		panic(err) // they come from tables
	}
	return p.Shape()
}

// movedIDs returns the ids of rows that are elsewhere in the new table.
func movedIDs(old, new *model.API) (ids []string) {
	for _, a := range old.Routes {
		for _, b := range new.Routes {
			if a.ID == b.ID && (a.Method != b.Method || a.Pattern.Shape() != b.Pattern.Shape()) {
				ids = append(ids, a.ID)
			}
		}
	}
	return ids
}

// An outcome is what brute force knows of a request: who passes, by set of granted codes.
type outcome struct {
	verdict route.Verdict
	row     *model.Route // that speaks
	passes  [8]bool
}

func decide(api *model.API, r Request) outcome {
	return outcomeOf(api, api.Table.View(r.Method), r.Path)
}

func outcomeOf(api *model.API, view *route.View, path string) (o outcome) {
	row, verdict := view.Match(path)
	o.verdict = verdict
	if row >= 0 {
		o.row = api.Routes[row]
	}
	for granted := range o.passes {
		switch verdict {
		case route.Listed:
			o.passes[granted] = permits(o.row, granted)
		case route.Unlisted:
			o.passes[granted] = api.AllowUnlistedPath
		case route.MethodUnlisted:
			o.passes[granted] = api.AllowUnlistedMethod
		}
	}
	return o
}

// permits reports whether the codes p0, p1 and p2 whose bits are set suffice for a row.
func permits(row *model.Route, granted int) bool {
	return slices.ContainsFunc(row.Alternatives, func(all []*model.Permission) bool {
		return !slices.ContainsFunc(all, func(p *model.Permission) bool { return granted&(1<<(p.Code[1]-'0')) == 0 })
	})
}

// classified returns the key of what becomes of a request, by its definition; empty for nothing.
func classified(old, new outcome) string {
	var more, fewer, some bool
	all := true
	for granted := range old.passes {
		more = more || new.passes[granted] && !old.passes[granted]
		fewer = fewer || old.passes[granted] && !new.passes[granted]
		all, some = all && new.passes[granted], some || new.passes[granted]
	}
	var kinds []Kind
	for _, k := range []struct {
		kind Kind
		is   bool
	}{{NewlyPublic, more && all}, {Loosened, more}, {NewlyDenied, fewer && !some}, {Tightened, fewer}} {
		if k.is {
			kinds = append(kinds, k.kind)
		}
	}
	both := old.row != nil && new.row != nil
	switch {
	case len(kinds) > 0:
	case both && (old.row.Method != new.row.Method || old.row.Pattern.Shape() != new.row.Pattern.Shape()), !both && some && old.verdict != new.verdict:
		kinds = []Kind{Moved}
	case both && (old.row.ID != new.row.ID || old.row.Pattern.String() != new.row.Pattern.String()):
		kinds = []Kind{Renamed}
	default:
		return ""
	}
	return fmt.Sprint(kinds, old.text(), new.text())
}

func (o outcome) text() string {
	if o.row == nil {
		return o.verdict.String()
	}
	return "Listed by " + o.row.ID
}

// keyOf returns the key of a change of a report.
func keyOf(kinds []Kind, old, new Side) string {
	text := func(s Side) string {
		if s.Verdict == "Listed" {
			return "Listed by " + s.Row.ID
		}
		return s.Verdict
	}
	return fmt.Sprint(kinds, text(old), text(new))
}

// A path, and what its escapes stand for.
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
	api := &model.API{AllowUnlistedPath: random.IntN(2) == 0, AllowUnlistedMethod: random.IntN(3) == 0}
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
	api.Routes = append(api.Routes, row)
	api.Table.Rows = append(api.Table.Rows, route.Row{Method: method, Pattern: pattern, Demand: demandOf(row), Encoded: from.encoding(random)})
}

func demandOf(row *model.Route) route.Demand {
	d := route.Demand{}
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
		new.AllowUnlistedPath = !new.AllowUnlistedPath
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
		fmt.Fprintf(&b, "allow %v %v, excluded %08b, encoded %v\n", api.AllowUnlistedPath, api.AllowUnlistedMethod, api.Table.Excluded, api.Table.Encoded)
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
