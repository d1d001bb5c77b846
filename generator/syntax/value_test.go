package syntax

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// hostile holds strings that YAML reads as something else, or not at all, if they stand bare.
var hostile = []string{
	"", " ", "~", "null", "Null", "true", "FALSE", "y", "n", "Y", "yes", "No", "on", "OFF", "=", "<<", "nan", ".nan", ".inf", "-.INF",
	"0", "012", "0o14", "0x1", "0b1", "1_000", "+1", "-1", "1e3", "1.5", ".5", "1:20", "190:20:30.15", "2023-06-14", "2001-12-14t21:59:43.10-05:00",
	"-", "- x", "-x", "?", "? x", "?x", ":", ": x", ":x", "x:", "a: b", "a:b", "a::b", "a:{b", "a #b", "a#b", "# x", "#",
	"*", "*a", "&a", "!x", "!!int 1", "%x", "@x", "`x`", "|", ">", "'", `"`, `'x'`, `"x"`, `\`, `\n`, `a\`, "it's",
	"{a}", "{", "}", "[", "]", "[a]", ",", "a,b", "a, b", "a]b", "/a/{id}", "/{a}/**", "/", "---", "...", "--- x", "a\n---\nb", "a\n...\nb",
	" lead", "trail ", "\tlead", "a\tb", "a\nb", "a\n", "\na", "a\n\nb", "a\n  b\nc", "a \nb", "a\n \nb", "a\r\nb", "# a\n# b", "- a\n- b", "a: b\nc: d", "  a\nb",
	"\u202e", "a\u202eb", "a\u202eb\nc", "\u2066x\u2069", "\u200b", "\ufeffa", "\u00a0", "\u3000", "a\u0085b", "a\u2028b", "\u2029", "\x00", "\x07", "\x1b[31m", "\x7f", "\u009f", "\ufffe", "\uffff",
	"查看折扣、价格信息。", "文档首页 > 客户运营能力", "订单:查看", "客户：名（一）", "größe", "שלום", "😀", "𠮷", "\U000e0001",
	"Code generated", "bss:order:view", "Billing::activeEPFinance", "s3:GetObject", "https://example.org/a?b#c",
}

func TestEncodeStrings(t *testing.T) {
	for _, s := range append(hostile, strings.Repeat("长", 500), strings.Repeat("a b ", 99)+"c", strings.Repeat("k", 2000)) {
		wide := strings.Repeat("w", widest)
		printed := Encode("", Map{
			{Key: s, Value: s},
			{Key: "short" + s, Value: List{s, s, true, 7, nil}},
			{Key: "wide" + s, Value: List{s, wide}},
			{Key: "in list" + s, Value: List{Map{{Key: s, Value: Map{{Key: s, Value: s}}}}, List{List{s}, Map{}}, s}},
		})
		var read map[string]any
		require.NoError(t, yaml.Unmarshal(printed, &read), "%q\n%s", s, printed)
		assert.Equal(t, map[string]any{
			s:             s,
			"short" + s:   []any{s, s, true, 7, nil},
			"wide" + s:    []any{s, wide},
			"in list" + s: []any{map[string]any{s: map[string]any{s: s}}, []any{[]any{s}, map[string]any{}}, s},
		}, read, "%q\n%s", s, printed)
		for _, r := range string(printed) {
			assert.False(t, strings.ContainsRune("\r\t\x00\x1b\u0085\u200b\u202e\u2028\u2066\ufeff", r), "%q in %q", r, printed)
		}
	}
}

// TestQuotes holds what no test with one reader can see: other readers take these for something else.
func TestQuotes(t *testing.T) {
	for s, want := range map[string][2]string{
		"y":          {`"y"`, `"y"`},
		"No":         {`"No"`, `"No"`},
		"OFF":        {`"OFF"`, `"OFF"`},
		"null":       {`"null"`, `"null"`},
		"~":          {`"~"`, `"~"`},
		"1:20":       {`"1:20"`, `"1:20"`},
		"012":        {`"012"`, `"012"`},
		"=":          {`"="`, `"="`},
		"a:b":        {`a:b`, `"a:b"`},
		"/a/{id}":    {`/a/{id}`, `"/a/{id}"`},
		"a, b":       {`a, b`, `"a, b"`},
		"订单。":        {`订单。`, `订单。`},
		"nobody":     {`nobody`, `nobody`},
		"a\u202eb":   {`"a\u202Eb"`, `"a\u202Eb"`},
		"\U000e0001": {`"\U000E0001"`, `"\U000E0001"`},
	} {
		printed := Encode("", Map{{Key: "k", Value: s}, {Key: "l", Value: List{s}}})
		assert.Equal(t, "k: "+want[0]+"\nl: ["+want[1]+"]\n", string(printed))
	}
}

func TestEncodeLayout(t *testing.T) {
	printed := Encode("one\n\ntwo \u202e # three", Map{
		{Key: "text", Value: "first: line\n\n  - second"},
		{Key: "map", Value: Map{{Key: "on", Value: "yes"}, {Key: "none", Value: Map{}}, {Key: "nothing", Value: nil}}},
		{Key: "lists", Value: List{
			List{"a", "b:c", 3},
			Map{{Key: "token", Value: List{}}, {Key: "other", Value: List{"x"}}},
			"two\nlines",
			List{List{Map{{Key: "deep", Value: false}}}, "x"},
		}},
		{Key: "wide", Value: List{strings.Repeat("a", 60), strings.Repeat("b:c", 20)}},
		{Key: strings.Repeat("k", 1001), Value: Map{{Key: "a", Value: 1}, {Key: "b", Value: List{Map{{Key: "c", Value: 2}}}}}},
	})
	assert.Equal(t, `# one
#
# two \u202e # three

text: |-
  first: line

    - second
map:
  "on": "yes"
  none: {}
  nothing: null
lists:
  - [a, "b:c", 3]
  - token: []
    other: [x]
  - |-
    two
    lines
  - - - deep: false
    - x
wide:
  - `+strings.Repeat("a", 60)+`
  - `+strings.Repeat("b:c", 20)+`
? `+strings.Repeat("k", 1001)+`
: a: 1
  b:
    - c: 2
`, string(printed))
	assert.Equal(t, "{}\n", string(Encode("", nil)))
	assert.PanicsWithValue(t, "syntax: float64 in a tree", func() { Encode("", Map{{Key: "k", Value: 1.5}}) })
}

func TestMap(t *testing.T) {
	var m Map
	m.Add("a", 1)
	m.Add("b", nil)
	assert.Equal(t, Map{{Key: "a", Value: 1}, {Key: "b"}}, m)
	assert.Equal(t, 1, m.Get("a"))
	assert.Nil(t, m.Get("c"))
}

// TestValue reads a security scheme, the one part of a spec that is passed on as it is.
func TestValue(t *testing.T) {
	const text = `{a: x, b: "7", c: 7, d: -7, e: TRUE, f: false, g: null, h: ~, i: 2023-06-14, j: [p, [q], {r: s}], k: {}, l: []}`
	read := func(text string) (any, []string) {
		var n yaml.Node
		require.NoError(t, yaml.Unmarshal([]byte(text), &n))
		d := &decoder{file: "f"}
		v := d.value(n.Content[0])
		var found []string
		for _, diagnostic := range d.list {
			found = append(found, diagnostic.String())
		}
		return v, found
	}
	v, found := read(text)
	assert.Empty(t, found)
	assert.Equal(t, `a: x
b: "7"
c: 7
d: -7
e: true
f: false
g: null
h: null
i: "2023-06-14"
j:
  - p
  - [q]
  - r: s
k: {}
l: []
`, string(Encode("", v.(Map))))

	_, found = read("[1.5, 012, 0x1f, 1_000, +1, .inf]")
	assert.Equal(t, []string{
		"f:1:2: YAML reads 1.5 as a number; quote it",
		"f:1:7: YAML reads 012 as a number; quote it",
		"f:1:12: YAML reads 0x1f as a number; quote it",
		"f:1:18: YAML reads 1_000 as a number; quote it",
		"f:1:25: YAML reads +1 as a number; quote it",
		"f:1:29: YAML reads .inf as a number; quote it",
	}, found)
}
