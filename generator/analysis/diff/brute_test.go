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

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/testsize"
)

// TestBruteForce compares random tables and checks the report against every request of an alphabet, decided by both
// tables for every set of granted codes. The alphabet has each way to reach a row.
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
		if k == RoleGains || k == RoleLoses {
			continue // the tables have no roles
		}
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

// escapesOf returns what escapes may stand for in a table or in some row.
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

// An outcome is what brute force knows of a request: who passes, by set of granted codes. The last one is a caller who
// is not authenticated.
type outcome struct {
	api     *model.API
	verdict route.Verdict
	row     *model.Route // that speaks
	passes  [9]bool
}

func decide(api *model.API, r Request) outcome {
	return outcomeOf(api, api.Table.View(r.Method), r.Path)
}

func outcomeOf(api *model.API, view *route.View, path string) (o outcome) {
	row, verdict := view.Match(path)
	o.api, o.verdict = api, verdict
	if row >= 0 {
		o.row = api.Routes[row]
	}
	for granted := range o.passes {
		switch verdict {
		case route.Listed:
			o.passes[granted] = permits(o.row, granted)
		case route.Unlisted:
			o.passes[granted] = admits(api.UnlistedPath, granted)
		case route.MethodUnlisted:
			o.passes[granted] = admits(api.UnlistedMethod, granted)
		}
	}
	return o
}

// admits reports whether callers with a set of codes pass, or for 8 the one who is not authenticated.
func admits(a access.Access, granted int) bool {
	return a == access.Public || a == access.Authenticated && granted < 8
}

// permits reports whether the codes p0, p1 and p2 whose bits are set suffice for a row.
func permits(row *model.Route, granted int) bool {
	if a, ok := row.Access(); ok {
		return admits(a, granted)
	}
	return granted < 8 && slices.ContainsFunc(row.Alternatives, func(all []*model.Permission) bool {
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
	closed := (old.verdict == route.Unlisted || old.verdict == route.MethodUnlisted) && !slices.Contains(old.passes[:], true)
	added := more && closed && new.row != nil && !slices.ContainsFunc(old.api.Routes, func(r *model.Route) bool {
		return r.Method == new.row.Method && r.Pattern.Shape() == new.row.Pattern.Shape()
	})
	var kinds []Kind
	for _, k := range []struct {
		kind Kind
		is   bool
	}{{NewlyPublic, more && all}, {Added, added}, {Loosened, more && !added}, {NewlyDenied, fewer && !some}, {Tightened, fewer}} {
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
