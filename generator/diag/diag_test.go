package diag

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func at(line, column int) Position { return Position{"spec.yaml", line, column} }

func TestPosition(t *testing.T) {
	assert.Equal(t, "spec.yaml:3:14", at(3, 14).String())
	assert.Equal(t, "spec.yaml", Position{File: "spec.yaml"}.String())
}

func TestList(t *testing.T) {
	var list List
	require.NoError(t, list.Err())
	list.Addf(at(10, 2), "the code %s", Quote("a"))
	list.Add(Diagnostic{at(9, 1), "b", "do this"})
	list.Add(Diagnostic{at(9, 1), "a", "do that"})
	list.Add(Diagnostic{at(10, 1), "c", ""})
	list.Add(Diagnostic{Position{File: "spec.yaml"}, "too large", ""})
	list.Add(Diagnostic{Position{"a.yaml", 100, 1}, "z", ""})
	list.Add(Diagnostic{at(9, 1), "a", "do that"})
	list.Add(Diagnostic{at(9, 1), "a", ""})
	list.Sort()
	var err List
	require.ErrorAs(t, error(list), &err)
	assert.True(t, errors.As(list.Err(), &err))
	assert.EqualError(t, list, strings.Join([]string{
		"a.yaml:100:1: z",
		"spec.yaml: too large",
		"spec.yaml:9:1: a",
		"spec.yaml:9:1: a; do that",
		"spec.yaml:9:1: b; do this",
		"spec.yaml:10:1: c",
		`spec.yaml:10:2: the code "a"`,
	}, "\n"))
}

func TestDidYouMean(t *testing.T) {
	keys := []string{"permroute", "package", "title", "name", "order:view", "order:pay", "查看订单", "a"}
	for name, want := range map[string]string{
		"pakcage":    "package", // swapped
		"packag":     "package", // removed
		"paackage":   "package", // inserted
		"pockage":    "package", // replaced
		"PACKAGE":    "package",
		"nmae":       "name",
		"mane":       "", // two characters of four
		"order:veiw": "order:view",
		"order":      "",
		"查看定单":       "查看订单",
		"":           "",
		"x":          "",
		"A":          "a",
		"b":          "",
		"groups":     "",
	} {
		assert.Equal(t, want, Nearest(name, keys), name)
		if want == "" {
			assert.Empty(t, DidYouMean(name, keys), name)
		} else {
			assert.Equal(t, `did you mean "`+want+`"?`, DidYouMean(name, keys), name)
		}
	}
	assert.Equal(t, "ab", Nearest("aa", []string{"ab", "ac"}), "the first of several")
	long := strings.Repeat("a", longestName)
	assert.Equal(t, long, Nearest(long, []string{long}))
	assert.Empty(t, Nearest(long+"a", []string{long + "a"}))
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b         string
		limit, wants int
	}{
		{"", "", 3, 0}, {"abc", "abc", 3, 0}, {"abc", "", 3, 3}, {"", "abc", 3, 3}, {"abc", "acb", 3, 1},
		{"kitten", "sitting", 9, 3}, {"kitten", "sitting", 2, 3}, {"abcdef", "a", 3, 4}, {"a", "abcdef", 3, 4},
		{"订单", "单订", 3, 1}, {"ca", "abc", 9, 3}, {"abcdefgh", "badcfehg", 9, 4},
	} {
		assert.Equal(t, c.wants, distance(c.a, c.b, c.limit), "%s %s", c.a, c.b)
	}
}

func TestQuote(t *testing.T) {
	assert.Equal(t, `"查看“订单”。"`, Quote("查看“订单”。"))
	assert.Equal(t, `"a\nb\"\x00\u202e\u2028"`, Quote("a\nb\"\x00\u202e\u2028"))
	assert.Equal(t, `"`+strings.Repeat("订", longest)+`"`, Quote(strings.Repeat("订", longest)))
	assert.Equal(t, `"`+strings.Repeat("订", longest)+`…"`, Quote(strings.Repeat("订", longest+1)))
}

func TestInert(t *testing.T) {
	assert.Equal(t, "查看 a'b\"\\", Inert("查看 a'b\"\\"))
	assert.Equal(t, `a\nb\r\tc\x00\x1b[31m\u0085\u2028\u2029\u202e\ufeff`, Inert("a\nb\r\tc\x00\x1b[31m\u0085\u2028\u2029\u202e\ufeff"))
	assert.Equal(t, `a�b`, Inert("a\xffb"))
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "订单": 4, "a订b": 4, "e\u0301": 1, "\u200b": 0, "ｱ": 1, "Ａ": 2, "\uff08全\uff09": 6, "😀": 2, "𠀀": 2, "é": 1,
		"👩‍👧": 2, "\u20dd": 0, "한글": 4, "カ": 2,
	} {
		assert.Equal(t, want, Width(text), text)
	}
}
