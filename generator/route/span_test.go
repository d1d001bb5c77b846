package route

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSpanning(t *testing.T) {
	const fiber = FinalSlash | LetterCase | Affixes | Spanning
	for _, c := range []struct {
		pattern, path string
		does          Equivalence
		want          Reach
	}{
		{"/a/in({n})", "/a/in(x/y)", fiber, Inexactly},
		{"/a/in({n})", "/a/in(x/y/z)", fiber, Inexactly},
		{"/a/in({n})", "/a/in(x/)", fiber, Inexactly},
		{"/a/in({n})", "/a/in(/x)", fiber, Inexactly},
		{"/a/in({n})", "/A/IN(x/y)/", fiber, Inexactly},
		{"/a/in({n})", "/A/in(x/y)", fiber &^ LetterCase, Unreached},
		{"/a/in({n})", "/a/in(x/y)/", fiber &^ FinalSlash, Unreached},
		{"/a/in({n})", "/a/in(x/y)", fiber &^ Spanning, Unreached},
		{"/a/in({n})", "/a/in(x/y)", Spanning, Inexactly},
		{"/a/in({n})", "/a/in(x", fiber, Unreached},
		{"/a/in({n})", "/a/in/(x/y)", fiber, Unreached},
		{"/a/in~{n})", "/a/in/x)", fiber, Unreached},
		{"/a/in({n})", "/a/in(x/y)z", fiber, Unreached},
		{"/a/in({n})", "/a/in(x/y)/z", fiber, Unreached},
		{"/a/in({n})", "/a/in(x/y).z", fiber, Unreached},
		{"/a/in({n})", "/a/in(x/y).z", AnyServer, Inexactly},
		{"/a/in({n})", "/a/in(x)/y)", fiber, Unreached}, // it ends at the first one
		{"/a/in({n})", "/a/in()/y)", fiber, Unreached},
		{"/a/in({n})", "/a/in(x)", fiber, Exactly},
		{"/a/{n}))", "/a/x/y))", fiber, Unreached}, // two bytes
		{"/{n})/b", "/x/y)/b", fiber, Unreached},   // more than one byte, with the literal
		{"/{n})/b{m}", "/x/y)/bz", fiber, Unreached},
		{"/{n})/{m}", "/x/y)/z", fiber, Inexactly},
		{"/{n})/{m}", "/x/y)/z/z", fiber, Unreached},
		{"/{n})/{m}", "/x/y)/z/z", fiber | Tail, Inexactly},
		{"/{n})/{m}", "/x/y)/", fiber | EmptyParam, Inexactly},
		{"/{n})/{m}:c", "/x/y)/z:c", fiber, Inexactly},
		{"/{n})/{m}:", "/x/y)/z/z:", fiber, Inexactly},
		{"/{n})/**", "/x/y)", fiber, Inexactly},
		{"/{n})/**", "/x/y)/z/z", fiber, Inexactly},
		{"/{n}b", "/x/yb", fiber, Inexactly},
		{"/{n}b", "/x/yB", fiber, Inexactly},
		{"/{n}b", "/xB/yb", fiber, Inexactly}, // for a server that does not fold letters
		{"/{n}b", "/xB/yB", fiber, Unreached},
		{"/{n}b", "/xb/yB", fiber, Unreached},
		{"/{n}b", "/xB/yb", Spanning, Inexactly},
	} {
		pattern, err := ParsePattern(c.pattern)
		require.NoError(t, err)
		path, ok := ParsePath(c.path)
		require.True(t, ok, c.path)
		assert.Equal(t, c.want, pattern.Reach(path, c.does), "%s %s %08b", c.pattern, c.path, c.does)
	}
}

// A value that some server takes for another one's is not exact: what it takes it for may be another row's.
func TestBarredBytes(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          Reach
	}{
		{"/v1.{n}", "/v1.2", Exactly},
		{"/v1.{n}", "/v1.2.3", Inexactly},
		{"/v1.{n}:x", "/v1.2.3:x", Inexactly},
		{"/v1.2-{n}", "/v1.2-3", Exactly},
		{"/v1.2-{n}", "/v1.2-3.v1.2-4", Inexactly},
		{"/in({n})", "/in(x(n(y)", Inexactly},
		{"/in-{n}", "/in-x-y.z", Exactly},
		{"/{n}:x", "/a.b:x", Exactly},
		{"/{n}:x", "/a:b:x", Inexactly},
	} {
		pattern, err := ParsePattern(c.pattern)
		require.NoError(t, err)
		path, ok := ParsePath(c.path)
		require.True(t, ok, c.path)
		assert.Equal(t, c.want, pattern.Reach(path, AnyServer), "%s %s", c.pattern, c.path)
		assert.Equal(t, Exactly, pattern.Reach(path, AnyServer&^Affixes), "%s %s", c.pattern, c.path)
	}
}

// What fiber and Express 4 run is another row than the one named.
func TestRivalsBesideLiterals(t *testing.T) {
	for _, c := range []struct {
		e, c, path string
		verdict    Verdict
	}{
		{"/a/{x}/{y}", "/a/in({n})", "/a/in(x/y)", Refused},
		{"/a/**", "/a/in({n})", "/a/in(x/y/z)", Refused},
		{"/x/{y}/z/c", "/{n})/{m}/c", "/x/y)/z/c", Refused},
		{"/a)x/{y}", "/a){n})", "/a)x/y)", Refused},
		{"/v1.{n}.x", "/v1.{n}", "/v1.2.x", Refused},
		{"/in({n})", "/in({n})/in({m})", "/in(1)/in(2)", Listed},
	} {
		table := tableOf(t, rowOf(t, "GET", c.e, 1), rowOf(t, "GET", c.c, 2))
		_, verdict := table.Match("GET", c.path)
		assert.Equal(t, c.verdict, verdict, c.path)
		if c.verdict == Refused {
			assert.Equal(t, []int{1}, table.View("GET").Rivals(0), c.path)
		}
	}
	for _, c := range []struct{ e, c, path string }{
		{"/{a}/{b}/{c}/", "/{a}:x/{b})/", "/1/2/3)/"},
		{"/{a}/{b}/lit/**", "/{a})/{b}:x/lit", "/1/2)/lit/lit"},
		{"/{a}.json/{b}/{c}/", "/{a}:x/{b})/", "/1.json/2/3)/"},
		{"/1/2)/lit/lit", "/{a})/{b}:x/lit", "/1/2)/lit/lit"},
	} {
		view := tableOf(t, rowOf(t, "GET", c.e, 1), rowOf(t, "GET", c.c, 2)).View("GET")
		_, verdict := view.Match(c.path)
		assert.Equal(t, Refused, verdict, c.path)
		assert.Equal(t, []int{1}, view.Rivals(0), c.path)
		assert.True(t, view.ContestsLoosely(0, 1), "fiber lets a parameter take the slash, another server ignores the literal after the other one: %s", c.path)
	}
	p, err := ParsePattern("/users({id})/orders({order})")
	require.NoError(t, err)
	q, err := ParsePattern("/users({id})")
	require.NoError(t, err)
	assert.False(t, p.couldMeet(q, AnyServer&^LooseSuffix), "the first parameter ends before the slash")
}
