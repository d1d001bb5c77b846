package diff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/internal/testsize"
)

func load(t *testing.T, spec string) *model.API {
	t.Helper()
	api, list := model.Load("spec.yaml", []byte(spec))
	require.NoError(t, list.Err(), spec)
	return api
}

const head = "permroute: 1\npackage: shop\nunlisted: {path: nobody, method: nobody}\n"

// TestRoleChanges holds what is said of roles, also if nothing but the roles has changed.
func TestRoleChanges(t *testing.T) {
	spec := func(permissions, roles, pay string) string {
		return head + "permissions: [" + permissions + "]\nroles: {" + roles + "}\ngroups:\n  - name: A\n    routes:\n" +
			"      - {id: List, route: GET /orders, require: order:read}\n      - {id: Pay, route: \"POST /orders/{id}/payments\", require: " + pay + "}\n"
	}
	const codes = "{code: order:read}, {code: order:pay}"
	old := load(t, spec(codes, "clerk: [order:read], boss: [\"*\"]", "order:pay"))
	for _, c := range []struct {
		about, spec string
		want        []string
	}{
		{"a role alone", spec(codes, "clerk: [order:read, order:pay], boss: [\"*\"]", "order:pay"),
			[]string{"The role clerk may send POST /orders/{id}/payments now. [role-gains]"}},
		{"a row", spec(codes, "clerk: [order:read], boss: [\"*\"]", "order:read"),
			[]string{"The role clerk may send POST /orders/{id}/payments now. [role-gains]"}},
		{"an implication", spec("{code: order:read, implies: [order:pay]}, {code: order:pay}", "clerk: [order:read], boss: [\"*\"]", "order:pay"),
			[]string{"The role clerk may send POST /orders/{id}/payments now. [role-gains]"}},
		{"added and removed", spec(codes, "clerk: [order:read], chief: [order:pay]", "order:pay"),
			[]string{"The role chief (added) may send POST /orders/{id}/payments now. [role-gains]", "The role boss (removed) may no longer send GET /orders, POST /orders/{id}/payments. [role-loses]"}},
		{"exchanged", spec(codes, "clerk: [order:pay], boss: [\"*\"]", "order:pay"),
			[]string{"The role clerk may send POST /orders/{id}/payments now, and may no longer send GET /orders. [role-gains role-loses]"}},
		{"nothing", spec(codes, "clerk: [order:read], boss: [order:read, order:pay]", "order:pay"), nil},
	} {
		r, err := Compare(old, load(t, c.spec))
		require.NoError(t, err)
		var got []string
		for _, change := range r.Roles {
			got = append(got, fmt.Sprint(change.sentence(), " ", change.Kinds))
		}
		assert.Equal(t, c.want, got, c.about)
		assert.Equal(t, slices.ContainsFunc(c.want, func(w string) bool { return strings.Contains(w, "role-gains") }), r.Has([]Kind{RoleGains}), c.about)
	}
}

// TestSpellings holds what other spellings of codes do to callers.
func TestSpellings(t *testing.T) {
	spec := func(letterCase, aliases string) *model.API {
		return load(t, head+"codes: {case: "+letterCase+"}\npermissions: [{code: a"+aliases+"}]\ngroups: [{name: A, routes: [{id: A, route: GET /a, require: a}]}]\n")
	}
	for _, c := range []struct {
		old, new *model.API
		want     []Setting
	}{
		{spec("exact", ""), spec("fold", ""), []Setting{{Name: "codes.case", Old: "exact", New: "fold", Kinds: []Kind{Loosened}}}},
		{spec("fold", ""), spec("exact", ""), []Setting{{Name: "codes.case", Old: "fold", New: "exact", Kinds: []Kind{Tightened}}}},
		{spec("exact", ", aliases: [b]"), spec("exact", ", aliases: [c, d]"), []Setting{{Name: "aliases of a", Old: "b", New: "c, d", Kinds: []Kind{Loosened, Tightened}}}},
		{spec("exact", ", aliases: [b, c]"), spec("exact", ", aliases: [c, b]"), []Setting{}},
	} {
		r, err := Compare(c.old, c.new)
		require.NoError(t, err)
		assert.Equal(t, c.want, r.Settings)
		assert.Empty(t, r.Changes)
	}
}

// TestTooManyImplications asserts that a table whose ways to satisfy a route cannot all be compared is an error.
func TestTooManyImplications(t *testing.T) {
	codes, all := "{code: a}, {code: b}, {code: c}, {code: d}", "a, b, c, d"
	for i := range 10 {
		codes += fmt.Sprintf(", {code: x%d, implies: [%s]}", i, all)
	}
	api := load(t, head+"permissions: ["+codes+"]\ngroups: [{name: A, routes: [{id: A, route: GET /a, require: {all: ["+all+"]}}]}]\n")
	_, err := Compare(api, api)
	assert.ErrorIs(t, err, ErrImplications)
}

// TestImplicationsByBruteForce compares random tables with implications and roles. Each change is held against what
// holders of each set of codes may call before and after.
func TestImplicationsByBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 9))
	codes := []string{"a", "b", "c", "d"}
	const rows = 3
	spec := func() string {
		permissions, routes := "", ""
		for i, code := range codes {
			implies := ""
			if i > 0 && random.IntN(2) == 0 {
				implies = ", implies: [" + codes[random.IntN(i)] + "]"
			}
			permissions += "  - {code: " + code + implies + "}\n"
		}
		for i := range rows {
			require := fmt.Sprintf("{%s: [%s, %s]}", []string{"all", "any"}[random.IntN(2)], codes[random.IntN(2)], codes[2+random.IntN(2)])
			if random.IntN(2) == 0 {
				require = codes[random.IntN(4)]
			}
			routes += fmt.Sprintf("      - {id: r%d, route: GET /%d, require: %s}\n", i, i, require)
		}
		return head + "permissions:\n" + permissions + "roles: {one: [" + codes[random.IntN(4)] + "]}\ngroups:\n  - name: A\n    routes:\n" + routes
	}
	for range testsize.Of(200, 5000) {
		old, new := load(t, spec()), load(t, spec())
		r, err := Compare(old, new)
		require.NoError(t, err)
		for i := range rows {
			more, fewer := false, false
			for bits := range 1 << len(codes) {
				held := old.Grants.None()
				for j := range codes {
					held[j] = bits>>j&1 != 0
				}
				before, now := calls(old, held, i), calls(new, held, i)
				more, fewer = more || now && !before, fewer || before && !now
			}
			var kinds []Kind
			for _, c := range r.Changes {
				if c.Request.Path == fmt.Sprintf("/%d", i) && c.Request.Method == "GET" {
					kinds = c.Kinds
				}
			}
			require.Equal(t, more, slices.Contains(kinds, Loosened), "%d: %v", i, kinds)
			require.Equal(t, fewer, slices.Contains(kinds, Tightened), "%d: %v", i, kinds)

			before, now := calls(old, old.Roles[0].Holding, i), calls(new, new.Roles[0].Holding, i)
			request := Request{"GET", fmt.Sprintf("/%d", i)}
			var gains, loses []Request
			for _, c := range r.Roles {
				gains, loses = c.Gains, c.Loses
			}
			require.Equal(t, now && !before, slices.Contains(gains, request))
			require.Equal(t, before && !now, slices.Contains(loses, request))
		}
	}
}

// calls reports whether a caller with these codes may call a row.
func calls(api *model.API, held grants.Holding, row int) bool {
	held = api.Grants.Closed(held)
	return slices.ContainsFunc(api.Routes[row].Alternatives, func(all []*model.Permission) bool {
		return !slices.ContainsFunc(all, func(p *model.Permission) bool { return !held[p.Number-1] })
	})
}
