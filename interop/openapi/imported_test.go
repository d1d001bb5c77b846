package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
)

func routeOf(document *openapi3.T) *routers.Route { return &routers.Route{Spec: document} }

func jsonOf(value any) ([]byte, error) { return json.Marshal(stringKeys(value)) }

// An imported document is one of others, the spec that is made of it, and the document that this generates.
type imported struct {
	theirs *reading
	draft  draft.Draft
	api    *model.API
	ours   map[string]*operation // of the generated document, by id
	read   *reading              // the generated document
}

// importDocument makes a spec of a document, below no base path, and generates from it.
func importDocument(name string, data []byte) (*imported, error) {
	theirs, err := readIndependently(data)
	if err != nil {
		return nil, err
	}
	d, list := service.Read(name, func(file string) ([]byte, error) {
		if file != name {
			return nil, os.ErrNotExist
		}
		return data, nil
	})
	if len(list) > 0 {
		return nil, list
	}
	base := "/"
	x := &imported{theirs: theirs, draft: draft.Spec(d, draft.Options{Base: &base}), ours: map[string]*operation{}}
	if x.draft.Rows == 0 {
		return x, nil
	}
	if _, list = model.Load("spec.yaml", draft.Spec(d, draft.Options{}).Spec); len(list) > 0 {
		return nil, fmt.Errorf("the spec of the defaults does not generate: %w", list)
	}
	if x.api, list = model.Load("spec.yaml", x.draft.Spec); len(list) > 0 {
		return nil, fmt.Errorf("the spec does not generate: %w", list)
	}
	return x, nil
}

// generated reads the document that the spec generates.
func (x *imported) generated(t testing.TB) {
	t.Helper()
	read, err := readIndependently(output(t, x.draft.Spec, "openapi/permissions.openapi.yaml"))
	require.NoError(t, err)
	x.read = read
	for _, o := range read.operations {
		x.ours[o.id] = o
	}
}

var notInSchemeName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// inSpec returns a caller with the names that schemes have in the spec.
func (c caller) inSpec() caller {
	renamed := caller{}
	for scheme, scopes := range c {
		renamed[notInSchemeName.ReplaceAllString(scheme, "-")] = scopes
	}
	return renamed
}

// codes returns the codes that a caller has, as the spec says what they stand for.
func (x *imported) codes(c caller) (codes []string) {
	for _, p := range x.api.Permissions {
		for scheme, scopes := range c {
			bound := p.Scheme == scheme && (p.Scope == "" || slices.Contains(scopes, p.Scope))
			if bound || p.Scheme == "" && slices.Contains(scopes, p.Code) {
				codes = append(codes, p.Code)
				break
			}
		}
	}
	return codes
}

// used reports whether a caller has used the schemes of one of the sets.
func (c caller) used(sets [][]string) bool {
	if sets == nil {
		return len(c) > 0
	}
	return slices.ContainsFunc(sets, func(set []string) bool {
		return !slices.ContainsFunc(set, func(name string) bool { _, shown := c[name]; return !shown })
	})
}

// row returns the row that answers a request, by the reference matcher; nil if none does.
func (x *imported) row(method, path string) *model.Route {
	i, v := x.api.Table.Match(method, path)
	if v != route.Listed {
		return nil
	}
	return x.api.Routes[i]
}

// admits reports whether the guard lets a caller send a request that a row answers. Requests that no row answers are denied.
func (x *imported) admits(r *model.Route, c caller) bool {
	switch {
	case r == nil:
		return false
	case r.Public:
		return true
	}
	return c.used(r.Schemes()) && satisfies(x.codes(c), r)
}

var anyParameter = regexp.MustCompile(`\{[^{}]*\}`)

// concrete returns a path that an operation has.
func concrete(path string) string {
	if at := strings.IndexAny(path, "?#"); at >= 0 {
		path = path[:at]
	}
	return (&url.URL{Path: anyParameter.ReplaceAllString(path, "7x")}).EscapedPath()
}

// A tally counts what became of the operations of a document.
type tally struct {
	operations, rows, closed, equal, stricter, weaker int
}

func (t tally) String() string {
	return fmt.Sprintf("%d operations, %d rows, %d closed, %d equal, %d stricter, %d weaker", t.operations, t.rows, t.closed, t.equal, t.stricter, t.weaker)
}

// compare asks kin-openapi, the guard and the generated document who may call each operation. It returns the faults: callers
// whom kin-openapi denies and one of the others admits.
func (x *imported) compare(random *rand.Rand) (n tally, faults []string) {
	n = tally{operations: len(x.theirs.operations), rows: x.draft.Rows}
	var all []openapi3.SecurityRequirements
	for _, o := range x.theirs.operations {
		all = append(all, o.security)
	}
	everything := poolOf(all)
	for _, o := range x.theirs.operations {
		r := x.row(o.method, concrete(o.path))
		weaker, stricter, open := 0, 0, 0
		for _, c := range everything.callers(o.security, random) {
			may, guard := x.theirs.admits(o, c), x.admits(r, c.inSpec())
			document := guard
			if r != nil && x.read != nil {
				document = x.read.admits(x.ours[r.ID], c.inSpec())
			}
			if guard {
				open++
			}
			switch {
			case !may && (guard || document):
				weaker++
				faults = append(faults, fmt.Sprintf("%s %s, security %v, admits %v: guard %v, document %v", o.method, o.path, o.security, c, guard, document))
			case may && !(guard && document):
				stricter++
			}
		}
		n.add(weaker, stricter, open)
	}
	return n, faults
}

// add counts an operation by the callers for whom it is weaker or stricter than in the document, and whom it is open for.
func (n *tally) add(weaker, stricter, open int) {
	switch {
	case weaker > 0:
		n.weaker++
	case open == 0 && stricter > 0:
		n.closed++
	case stricter > 0:
		n.stricter++
	default:
		n.equal++
	}
}

// documents returns the documents of vendors, and our own of the cases of import.
func documents(t testing.TB) map[string]func(testing.TB) []byte {
	t.Helper()
	all := vendors()
	small, err := filepath.Glob("../../generator/draft/testdata/*/service.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, small)
	for _, file := range small {
		all[ours+filepath.Base(filepath.Dir(file))] = func(t testing.TB) []byte { return read(t, file) }
	}
	return all
}

// ours is what the names of our own documents begin with.
const ours = "our "

// imports imports a document of a name. It skips the test where kin-openapi does not read one of ours: some are wrong on
// purpose.
func imports(t testing.TB, name string, data []byte) *imported {
	t.Helper()
	if _, err := readIndependently(data); err != nil && strings.HasPrefix(name, ours) {
		t.Skip("kin-openapi does not read it: ", err)
	}
	x, err := importDocument(name+extension(data), data)
	require.NoError(t, err)
	return x
}

// TestImported asserts that no import is weaker than kin-openapi reads the document, and holds what becomes of the operations of
// each document in testdata/imported.txt.
func TestImported(t *testing.T) {
	counts := tallies(t)
	for name, load := range documents(t) {
		t.Run(name, func(t *testing.T) {
			x := imports(t, name, load(t))
			x.generated(t)
			n, faults := x.compare(rand.New(rand.NewPCG(1, 2)))
			assert.Empty(t, faults[:min(5, len(faults))])
			assert.Zero(t, n.weaker)
			if *update {
				counts[name] = n.String()
			}
			assert.Equal(t, counts[name], n.String())
		})
	}
	if *update {
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(counts)) {
			fmt.Fprintf(&b, "%s: %s\n", name, counts[name])
		}
		require.NoError(t, os.WriteFile("testdata/imported.txt", []byte(b.String()), 0o644))
	}
}
