package notation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomExpr returns an expression of all and any.
func randomExpr(r *rand.Rand, depth int) *Expr {
	if depth == 0 || r.IntN(3) == 0 {
		return &Expr{Code: fmt.Sprintf("x:c%d", r.IntN(6))}
	}
	e := &Expr{Op: []Op{All, Any}[r.IntN(2)]}
	for range 2 + r.IntN(2) {
		e.Items = append(e.Items, randomExpr(r, depth-1))
	}
	return e
}

// print writes an expression with brackets around each that is inside of another one.
func print(r *rand.Rand, e *Expr, inside bool) string {
	if e.Op == Code {
		return e.Code
	}
	signs := map[Op][]string{All: {" and ", " & ", "且", " && ", "\nand "}, Any: {" or ", "|", "或", " || ", " or\n"}}[e.Op]
	sign := signs[r.IntN(len(signs))]
	var items []string
	for _, item := range e.Items {
		items = append(items, print(r, item, true))
	}
	text := strings.Join(items, sign)
	if inside {
		return []string{"(" + text + ")", "（" + text + "）", "[" + text + "]"}[r.IntN(3)]
	}
	return text
}

// TestRandomExpressions writes random expressions and reads them back: they mean the same, and nothing in
// them is a doubt.
func TestRandomExpressions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		e := randomExpr(r, 3)
		want, ok := e.Alternatives(false)
		if !ok {
			continue
		}
		text := print(r, e, false)
		got := ReadRequirement(text, Options{})
		require.Equal(t, Codes, got.Kind, "%s: %s", text, got.Reason)
		alternatives, _ := got.Expr.Alternatives(false)
		require.Equal(t, want, alternatives, text)
		require.Empty(t, got.Doubts, text)
	}
}

// pieces are what random texts are made of.
var pieces = []string{"x:a", "x:b", "y:c", "USER_READ", " ", " ", "\n", ",", "、", ";", " and ", " & ", "且", "(", ")", "both ", "all of ", "同时", "see", "read", "-", ".", "required", "*", "（待下线）"}

// orPieces say that one of several codes is enough.
var orPieces = []string{" or ", "|", "或", "either ", "any of ", "任一", "one of: "}

// TestRandomTexts reads texts of random pieces. Without a piece that says so, none is read as if one of
// several codes were enough. With any pieces, only codes of the text are required.
func TestRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	understood := 0
	for n := range 20000 {
		pool := pieces
		if n%2 == 0 {
			pool = append(slices.Clone(pieces), orPieces...)
		}
		var text strings.Builder
		for range 1 + r.IntN(7) {
			text.WriteString(pool[r.IntN(len(pool))])
		}
		understood += requireInvariant(t, text.String(), n%2 != 0)
	}
	assert.Greater(t, understood, 1000)
}

// requireInvariant reads a text, and returns 1 if it is understood. strict says that it has no word for
// alternatives.
func requireInvariant(t *testing.T, text string, strict bool) int {
	q := ReadRequirement(text, Options{})
	if q.Kind != Codes {
		require.Nil(t, q.Expr)
		require.True(t, q.Kind != Closed || q.Reason != "", text)
		return 0
	}
	alternatives, ok := q.Expr.Alternatives(false)
	require.True(t, ok)
	require.NotEmpty(t, alternatives)
	for _, set := range alternatives {
		require.NotEmpty(t, set, text)
		for _, code := range set {
			require.Contains(t, Narrow(text), code)
		}
		for _, code := range CodesIn(text) {
			if strict || !q.Or {
				require.Contains(t, set, code, "%q needs less than all of its codes", text)
			}
		}
	}
	return 1
}

// FuzzRequirement asserts of every text that it is read without a panic, and that it needs all of its codes
// unless it says otherwise.
func FuzzRequirement(f *testing.F) {
	for _, s := range append(pieces, "x:a and (x:b or x:c)", "any of: x:a, x:b", "x:a, x:b or x:c", "Same as above", "x:view1 (self-service)") {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, words bool) {
		requireInvariant(t, text, false)
		q := ReadRequirement(text, Options{Words: words, Levels: words})
		_ = q.Same(q)
		_ = ReadRoutes(text, "", "")
		_ = ReadRoutes(text, "GET", "/v1")
		_ = ReadRoutes("/a", text, "")
	})
}

// TestOptions reads bare words.
func TestOptions(t *testing.T) {
	for _, c := range []struct {
		cell, plain, words, levels string
	}{
		{"repo", `[the word "repo"]`, "repo", "repo"},
		{"repo, admin:org", `[the word "repo"]`, "repo, admin:org", "repo, admin:org"},
		{"repo user", `[the word "repo"]`, `["user" at this place]`, `["user" at this place]`},
		{"repo gist", `[the word "repo"]`, `["gist" at this place]`, `["gist" at this place]`},
		{"read", `["read" says how much is allowed, not of what]`, `["read" says how much is allowed, not of what]`, "read"},
		{"Read or write", `["Read" says how much is allowed, not of what]`, `["Read" says how much is allowed, not of what]`, "Read or write"},
		{"None", "[authenticated] !", "[authenticated] !", "[authenticated] !"},
		{"Sometimes", `[the word "Sometimes"]`, `[the word "Sometimes"]`, "Sometimes"},
		{"ManageOrders", `[the word "ManageOrders"]`, "ManageOrders", "ManageOrders"},
		{"repo, none", `[the word "repo"]`, `[the word "none"]`, `[the word "none"]`},
		{"repo if asked", `[the word "repo"]`, `[the word "if"]`, `[the word "if"]`},
		{"yes", `["yes" does not say who may call]`, `["yes" does not say who may call]`, `["yes" does not say who may call]`},
	} {
		assert.Equal(t, c.plain, spell(ReadRequirement(c.cell, Options{})), c.cell)
		assert.Equal(t, c.words, spell(ReadRequirement(c.cell, Options{Words: true})), c.cell)
		assert.Equal(t, c.levels, spell(ReadRequirement(c.cell, Options{Levels: true})), c.cell)
	}
}

// TestBoth joins requirements.
func TestBoth(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"x:a", "x:b", "x:a and x:b"},
		{"x:a or x:b", "x:c", "(x:a or x:b) and x:c"},
		{"x:a", "Public", "x:a"},
		{"Public", "x:a", "x:a"},
		{"Public", "any user", "[authenticated]"},
		{"x:a", "Not supported", "[nobody]"},
		{"x:a", "see below", `[the word "see"]`},
		{"Not supported", "see below", `[the word "see"]`},
		{"-", "x:a", `["-" does not say who may call]`},
	} {
		assert.Equal(t, c.want, spell(Both(ReadRequirement(c.a, Options{}), ReadRequirement(c.b, Options{}))), "%s & %s", c.a, c.b)
	}
	ten := &Expr{Op: All}
	for i := range 10 {
		ten.Items = append(ten.Items, &Expr{Op: Any, Items: []*Expr{{Code: fmt.Sprint("x:a", i)}, {Code: fmt.Sprint("x:b", i)}}})
	}
	half := Requirement{Kind: Codes, Expr: &Expr{Op: All, Items: ten.Items[:5]}}
	assert.Equal(t, Codes, Both(half, Requirement{Kind: Codes, Expr: &Expr{Code: "x:a"}}).Kind)
	assert.Equal(t, Closed, Both(half, Requirement{Kind: Codes, Expr: &Expr{Op: All, Items: ten.Items[5:]}}).Kind, "1024 alternatives")
}
