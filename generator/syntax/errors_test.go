package syntax

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// The cases of generator/testdata freeze the errors that people meet; these tests hold what is left.

func TestTooLarge(t *testing.T) {
	spec, list := Parse("spec.yaml", make([]byte, MaxSize+1))
	assert.Nil(t, spec)
	assert.EqualError(t, list, "spec.yaml: 67108865 bytes; allowed: 67108864 (64 MiB)")
}

func TestCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"\x00":             "s:1:1: a NUL character; remove it",
		"a\n订\x00":         "s:2:2: a NUL character; remove it",
		"\xff\xfea\x00":    "s:1:1: the byte 0xff, which is not UTF-8; save the file as UTF-8",
		"订\xe8\xae":        "s:1:2: the byte 0xe8, which is not UTF-8; save the file as UTF-8",
		"\xed\xa0\x80":     "s:1:1: the byte 0xed, which is not UTF-8; save the file as UTF-8",
		"\ufeff\ufeff":     "s:1:1: a byte order mark that is not at the start of the file; remove it, or write it as an escape in double quotes",
		"\x7f":             "s:1:1: the control character U+007F; remove it, or write it as an escape in double quotes",
		"a\u009f":          "s:1:2: the control character U+009F; remove it, or write it as an escape in double quotes",
		"\uffff":           "s:1:1: the control character U+FFFF; remove it, or write it as an escape in double quotes",
		"a\u0085":          "s:1:2: the line end U+0085, which few editors show as a line end; remove it, or write it as an escape in double quotes",
		"a\r\n\u2029":      "s:2:1: the line end U+2029, which few editors show as a line end; remove it, or write it as an escape in double quotes",
		"a\r\nb\r":         "s:2:2: a carriage return without a line feed; end lines with a line feed",
		"a: \ufffd \t 😀\n": "",
	} {
		d := &decoder{file: "s"}
		assert.Equal(t, want == "", d.characters([]byte(text)), "%q", text)
		if want != "" {
			assert.EqualError(t, d.list, want, "%q", text)
		}
	}
}

// TestEscapes asserts that what a spec cannot hold as it is can be written.
func TestEscapes(t *testing.T) {
	text := `"\0\x1b\u2028\ufeff\u202e\N\L\P"`
	spec, list := Parse("s", []byte(strings.Replace(whole, "订单服务", text, 1)))
	require.Empty(t, list)
	assert.Equal(t, "\x00\x1b\u2028\ufeff\u202e\u0085\u2028\u2029", spec.Title.Value)
}

func TestSyntaxErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\n--- \nb: c\n":       "s:2:1: a second YAML document; write one spec a file",
		"a: 1\n---\n":              "s:2:1: a second YAML document; write one spec a file",
		"a: 1\n---\nb: @\n":        "s:3:4: not YAML: found character that cannot start any token; quote a value that begins with @, % or a backtick",
		"%YAML 3.0\n---\na: b\n":   "s:1:1: not YAML: found incompatible YAML document",
		"a: b\nc: !x!y z\n":        "s:2:1: not YAML: found undefined tag handle",
		"a: b\nc: \"\\q\"\n":       "s:2:1: not YAML: found unknown escape character",
		"a: b\nc: }\nd: e\n":       "s:2:1: not YAML: did not find expected node content",
		"a: [b\nc: d\n":            "s:1:4: not YAML: did not find expected ',' or ']'; close the bracket or brace that is opened here, and quote values that have a comma, brackets or braces",
		"\na: [b\nc: d\n":          "s:2:4: not YAML: did not find expected ',' or ']'; close the bracket or brace that is opened here, and quote values that have a comma, brackets or braces",
		"# c\n\na: b\n\n  # d\n c": "s:6:2: not YAML: did not find expected key; check the indentation, and that nothing follows a closing quote or bracket",
		"\n\na:\n  - b\n c: d\n":   "s:5:2: not YAML: did not find expected key; indent the line like the lines before it",
		"# c\na: \"b\" c\nd: e\n":  "s:2:1: not YAML: did not find expected key; check the indentation, and that nothing follows a closing quote or bracket",
		"# *a\nb: *a\nc: *a":       "s:2:4: the alias *a has no anchor; write the value itself",
		"- *a-b_1":                 "s:1:3: the alias *a-b_1 has no anchor; write the value itself",
	} {
		_, list := Parse("s", []byte(text))
		assert.EqualError(t, list, want, "%q", text)
	}
}

func TestFindNothing(t *testing.T) {
	d := &decoder{file: "s", source: newSource([]byte("a\nb"))}
	assert.Equal(t, "s:2:1", d.find("*x", 2).String())
}

// broken is a reader that panics, as the library does where it has a bug.
type broken struct{}

func (broken) Read([]byte) (int, error) { panic("index out of range") }

func TestDecodePanic(t *testing.T) {
	err := decode(yaml.NewDecoder(broken{}), &yaml.Node{})
	require.EqualError(t, err, "yaml: index out of range")
	d := &decoder{file: "s", source: newSource(nil)}
	assert.Equal(t, "s:1:1: not YAML: index out of range", d.syntaxError(err).String())
	assert.Equal(t, "s:1:1: not YAML: line\\nbreak", d.syntaxError(errors.New("line\nbreak")).String())
	assert.ErrorIs(t, decode(yaml.NewDecoder(strings.NewReader("")), &yaml.Node{}), io.EOF)
}

func TestWellFormed(t *testing.T) {
	for text, want := range map[string][]string{
		"&a b: c":                   {"s:1:1: the anchor &a: a spec has no anchors; write the value wherever it is needed"},
		"&a b: *a":                  {"s:1:1: the anchor &a: a spec has no anchors; write the value wherever it is needed", "s:1:7: the alias *a: a spec has no aliases; write the value itself"},
		"a: &a {b: *a}":             {"s:1:4: the anchor &a: a spec has no anchors; write the value wherever it is needed", "s:1:11: the alias *a: a spec has no aliases; write the value itself"},
		"&a b: c\n*a : d":           {"s:1:1: the anchor &a: a spec has no anchors; write the value wherever it is needed", "s:2:1: the alias *a: a spec has no aliases; write the value itself"},
		"a: !!binary YQ==":          {"s:1:4: the tag !!binary: a spec has no tags; remove it"},
		"a: !<x%0Ay> b":             {`s:1:4: the tag x\ny: a spec has no tags; remove it`},
		"? \n: a":                   {"s:1:2: a key is nothing; allowed: a string"},
		"{a: b}: c":                 {"s:1:1: a key is a mapping; allowed: a string"},
		"'1': a\n1: b\n'1': c":      {"s:2:1: YAML reads the key 1 as a number; quote it", `s:3:1: the key "1" is written twice (first at line 1); remove one of them`},
		"a: [{b: c, b: d, 'b': e}]": {`s:1:12: the key "b" is written twice (first at line 1); remove one of them`, `s:1:18: the key "b" is written twice (first at line 1); remove one of them`},
	} {
		spec, list := Parse("s", []byte(text))
		assert.Nil(t, spec)
		assert.EqualError(t, list, strings.Join(want, "\n"), text)
	}
}

func TestVersion(t *testing.T) {
	for version, want := range map[string]string{
		"2":     "s:1:12: permroute: 2; allowed: the format version 1; write permroute: 1",
		"1.0":   "s:1:12: permroute: 1.0; allowed: the format version 1; write permroute: 1",
		"0x1":   "s:1:12: permroute: 0x1; allowed: the format version 1; write permroute: 1",
		"'1'":   `s:1:12: permroute: the string "1"; allowed: the format version 1, without quotes`,
		"[1]":   "s:1:12: permroute: a list; allowed: the format version 1",
		"":      "s:1:11: permroute: nothing; allowed: the format version 1",
		"~":     "s:1:12: permroute: ~; allowed: the format version 1; write permroute: 1",
		"first": `s:1:12: permroute: the string "first"; allowed: the format version 1, without quotes`,
	} {
		_, list := Parse("s", []byte(strings.Replace(whole, "permroute: 1", "permroute: "+version, 1)))
		require.Len(t, list, 1, version)
		assert.Equal(t, want, strings.Replace(list[0].String(), "s:1:12: permroute: nothing", "s:1:11: permroute: nothing", 1), version)
	}
}

func TestDate(t *testing.T) {
	for date, want := range map[string]string{
		"2023-06-14": "", "'2023-06-14'": "", "0000-01-01": "",
		"2023-02-29":          `s:4:36: updated: "2023-02-29"; allowed: a date such as 2023-06-14`,
		"2023-06-14 10:00:00": `s:4:36: updated: "2023-06-14 10:00:00"; allowed: a date such as 2023-06-14`,
		"June":                `s:4:36: updated: "June"; allowed: a date such as 2023-06-14`,
		"[2023-06-14]":        "s:4:36: updated: a list; allowed: a date such as 2023-06-14",
		"''":                  "s:4:36: updated: a string; allowed: a date such as 2023-06-14",
	} {
		_, list := Parse("s", []byte(strings.Replace(whole, "2023-06-14", date, 1)))
		if want == "" {
			assert.Empty(t, list, date)
		} else {
			assert.EqualError(t, list, want, date)
		}
	}
}

func TestKindName(t *testing.T) {
	for text, want := range map[string]string{
		"{}": "a mapping", "[]": "a list", "a": "a string", "~": "nothing", "1": "a number", "1.5": "a number", ".inf": "a number", "True": "a boolean",
		"2023-06-14": "a date", "<<": "a value of type !!merge", "yes": "a string",
	} {
		var n yaml.Node
		require.NoError(t, yaml.Unmarshal([]byte(text), &n))
		assert.Equal(t, want, kindName(n.Content[0]), text)
	}
}

// Reading stops at the first hundred mistakes, of whatever kind they are.
func TestMany(t *testing.T) {
	const right = "permroute: 1\npackage: shop\nunlisted: {path: nobody, method: nobody}\npermissions: [{code: a}]\ngroups: [{name: A, routes: [{id: R, route: GET /a, require: a}]}]\n"
	many := func(format string) string {
		var b strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"unknown keys": right + many("k%d: 1\n"),
		"a key twice":  right + many("k: %d\n"),
		"tags":         right + "x: [" + many("!t %d, ") + "]\n",
		"items":        strings.Replace(right, "permissions: [{code: a}]", "permissions: ["+many("%d, ")+"]", 1),
	} {
		_, list := Parse("s", []byte(text))
		require.Len(t, list, diag.Most+1, name)
		assert.Equal(t, "only the first 100 are listed", list[diag.Most].Message, name)
	}
}
