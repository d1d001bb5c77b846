package interop

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/generator/route"
)

// shows says which equivalence of the matcher a measured one is.
func shows() map[string]route.Equivalence {
	return map[string]route.Equivalence{
		"final / after a literal":  route.FinalSlash,
		"final / after {p}":        route.FinalSlash,
		"letter case":              route.LetterCase,
		".suffix":                  route.Extension,
		".suffix and final /":      route.Extension,
		"empty {p}":                route.EmptyParam,
		"empty {p} of /":           route.EmptyParam,
		"empty {p} before **":      route.EmptyParam,
		"tail":                     route.Tail,
		"tail of two":              route.Tail,
		"tail beside a child":      route.Tail,
		"tail below a child":       route.Tail,
		"another method":           route.OtherMethods,
		"another method's literal": route.OtherMethods,
		"GET runs HEAD":            route.OtherMethods,
		"HEAD runs POST":           route.OtherMethods,

		"HEAD runs GET beside HEAD":       route.HeadAsGet,
		"a script's name before the path": route.FrontController,
		"Items({n}) takes Items(7)x":      route.LooseSuffix,
		"Items({n}) takes Items(7":        route.LooseSuffix,
		"Items({n}) takes Items(7)/x":     route.LooseSuffix | route.Tail,
		"{n}:cancel takes 7:cancelx":      route.LooseSuffix,
		"{n}:cancel takes 7":              route.LooseSuffix,
	}
}

// requireUpstreams asserts that the names of a spec stand for exactly what their set-ups were measured
// to do, and that no server does what the matcher has no word for.
func requireUpstreams(t *testing.T, measured map[string]map[string]bool) {
	t.Helper()
	for _, u := range route.Upstreams() {
		if u.Name == "all-methods" {
			continue // a way to register handlers, not a server
		}
		var does route.Equivalence
		for name, is := range measured[u.Name] {
			if is {
				does |= shows()[name]
			}
		}
		// How they read a parameter with literals beside it is not measured here: all are held to do so in
		// their own way but those whose patterns are regular expressions from end to end. TestBesideParameters
		// has which take slashes into one.
		assert.Equal(t, u.Does&^(route.Affixes|route.Spanning), does, u.Name)
		for _, unheard := range []string{"missing {p}", "tail of a literal", "/w/x runs /w/** before /w/{p}"} {
			assert.False(t, measured[u.Name][unheard], "%s: %s", u.Name, unheard)
		}
	}
}
