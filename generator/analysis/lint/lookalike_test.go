package lint

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/permroute/permroute/generator/analysis/report"
)

func TestSkeletons(t *testing.T) {
	skeleton := skeletons()
	for _, same := range [][2]string{
		{"RouteP", "Route\u0420"},             // a Cyrillic letter
		{"caf\u00e9:view", "cafe\u0301:view"}, // composed and decomposed
		{"\uff2frder", "Order"},               // a full-width letter
		{"o\u200brder", "order"},              // a zero-width blank
		{"order\ufe0f", "order"},              // a variation selector
		{"a\u2236b", "a:b"},                   // a ratio sign
		{"item1", "iteml"}, {"vlO", "vI0"},    // digits and letters
		{"\u0457", "\u00ef"},                    // і and i with two dots
		{"\u0440\u0435\u0440", "\u03c1e\u03c1"}, // Cyrillic and Greek
	} {
		assert.Equal(t, skeleton(same[0]), skeleton(same[1]), "%q %q", same[0], same[1])
	}
	for _, differ := range [][2]string{{"cafe", "caf\u00e9"}, {"order", "0rder"}, {"Order", "order"}, {"查看", "查询"}, {"a.b", "a:b"}, {"a", ""}} {
		assert.NotEqual(t, skeleton(differ[0]), skeleton(differ[1]), "%q %q", differ[0], differ[1])
	}
}

// TestLookalikes asserts that the list can work: it is applied after compatibility decomposition, and
// once.
func TestLookalikes(t *testing.T) {
	seen := map[rune]bool{}
	for character, similar := range lookalikes() {
		assert.LessOrEqual(t, character, unicode.MaxASCII)
		seen[character] = true
		for _, r := range similar {
			assert.False(t, seen[r], "%q twice", r)
			seen[r] = true
			assert.Equal(t, string(r), norm.NFKD.String(string(r)), "%q never occurs", r)
		}
	}
}

// TestLookalikeTexts pins where findings are and what they say.
func TestLookalikeTexts(t *testing.T) {
	spec := `permroute: 1
package: shop
unlisted: {path: nobody, method: nobody}
permissions: [{code: "r\u0435port:view"}, {code: "report:view"}, {code: "re\u200bport:view"}]
groups:
  - name: Reports
    routes:
      - {id: ListReports, route: GET /reports, require: "report:view"}
    groups:
      - name: More
        routes:
          - {id: "List\u0420arts", route: GET /parts, require: "r\u0435port:view"}
          - {id: ListParts, route: GET /more-parts, require: "re\u200bport:view"}
`
	findings := Lint("shop.yaml", []byte(spec))
	type found struct{ place, message, related string }
	var all []found
	for _, f := range findings {
		require.Equal(t, lookalike().ID, f.Rule, "%v", f)
		require.Len(t, f.Related, 1)
		all = append(all, found{f.Place.String(), f.Message, f.Related[0].Place.String()})
	}
	assert.Equal(t, []found{
		{"shop.yaml:4:22", `the code "rеport:view" ("r\u0435port:view") looks like "report:view"`, "shop.yaml:4:50"},
		{"shop.yaml:4:73", `the code "re\u200bport:view" looks like "report:view"`, "shop.yaml:4:50"},
		{"shop.yaml:12:18", `the id "ListРarts" ("List\u0420arts") looks like "ListParts"`, "shop.yaml:13:18"},
	}, all)
	assert.Equal(t, report.Warning, findings[0].Level)
}
