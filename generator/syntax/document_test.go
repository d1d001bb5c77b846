package syntax

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// placeless returns a tree without the positions of its keys.
func placeless(value any) any {
	switch v := value.(type) {
	case Map:
		m := Map{}
		for _, e := range v {
			m.Add(e.Key, placeless(e.Value))
		}
		return m
	case List:
		l := List{}
		for _, item := range v {
			l = append(l, placeless(item))
		}
		return l
	}
	return value
}

// TestReadDocument reads the same from YAML and from JSON, each with its positions.
func TestReadDocument(t *testing.T) {
	want := Map{{Key: "a", Value: List{1, "1.5", true, nil, "x 🙂 /"}}, {Key: "b", Value: Map{{Key: "c", Value: Map{}}}}}
	for file, text := range map[string]string{
		"d.yaml": "a: [1, 1.5, true, null, 'x 🙂 /']\nb:\n  c: {}\n",
		"d.json": "\ufeff{\"a\": [1, 1.5, true, null, \"x \\ud83d\\ude42 \\/\"],\r\n\t\"b\":\n  {\"c\": {}}}",
		"d":      "{\"a\": [1, 1.5, true, null, \"x \\ud83d\\ude42 \\/\"],\n\"b\":\n  {\"c\": {}}}\n",
		"e.yaml": "{a: [1, 1.5, true, null, x 🙂 /],\nb:\n  {c: {}}}\n",
		"f.yaml": "a: !!seq [1, 1.5, &yes true, ~, &x x 🙂 /]\nb:\n  c: {}\n",
	} {
		got, list := ReadDocument(file, []byte(text))
		require.NoError(t, list.Err(), file)
		assert.Equal(t, want, placeless(got), file)
		assert.Equal(t, 2, got[1].Pos.Line, file)
		assert.Equal(t, 3, got[1].Value.(Map)[0].Pos.Line, file)
	}
}

// TestAliases asserts that an alias is the same mapping, that what refers to itself is refused, and that
// aliases of aliases cost nothing.
func TestAliases(t *testing.T) {
	got, list := ReadDocument("d.yaml", []byte("a: &a {x: 1}\nb: *a\n"))
	require.NoError(t, list.Err())
	assert.Same(t, &got[0].Value.(Map)[0], &got[1].Value.(Map)[0])

	_, list = ReadDocument("d.yaml", []byte("a: &a {x: [*a]}\n"))
	assert.EqualError(t, list, "d.yaml:1:12: the alias *a is inside the value that it stands for; write the value itself")

	bomb := "a0: &a0 [x]\n"
	for i := range 60 {
		bomb += strings.NewReplacer("M", string(rune('a'+i/26))+string(rune('a'+i%26))).Replace("M: &M [*P, *P]\n")
		previous := "a0"
		if i > 0 {
			previous = string(rune('a'+(i-1)/26)) + string(rune('a'+(i-1)%26))
		}
		bomb = strings.ReplaceAll(bomb, "*P", "*"+previous)
	}
	_, list = ReadDocument("d.yaml", []byte(bomb))
	assert.NoError(t, list.Err())
}

func TestReadDocumentWrong(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"d.yaml", "", "d.yaml:1:1: the file is empty"},
		{"d.yaml", "[1]", "d.yaml:1:1: a document that is no mapping"},
		{"d.yaml", "a: 1\n---\nb: 2\n", "d.yaml:2:1: a second YAML document; name a file with one"},
		{"d.json", "{\"a\": 1,\n  \"b\": tru}", "d.json:2:11: not JSON: invalid character '}' in literal true (expecting 'e')"},
		{"d.json", "{\"a\": 1}\n {}", "d.json:2:2: not JSON: more text after the end of the value"},
		{"d.json", "{1: 2}", "d.json:1:2: not JSON: invalid character '1'"},
		{"d.json", strings.Repeat("[", 2000), "d.json:1:1002: not JSON: more than 1000 lists and mappings inside each other"},
		{"d.yaml", "a: *b\n", "d.yaml:1:4: the alias *b has no anchor; write the value itself"},
	} {
		_, list := ReadDocument(c.file, []byte(c.text))
		require.NotEmpty(t, list, c.text)
		assert.True(t, strings.HasPrefix(list.Error(), c.want), "%s: %s", c.want, list)
	}
}

// TestEncodeJSON asserts that what is written is JSON, printable, and reads back.
func TestEncodeJSON(t *testing.T) {
	tree := Map{
		{Key: "plain", Value: List{"a", 1, true, nil}}, {Key: "empty", Value: Map{}}, {Key: "none", Value: List{}},
		{Key: "\u202e\x00\"\\\n\U000e0001🙂<&", Value: Map{{Key: "deep", Value: List{Map{{Key: "x", Value: "y"}}, List{"z"}}}}},
		{Key: "long", Value: List{strings.Repeat("x", 90), strings.Repeat("y", 90)}},
	}
	for comment, want := range map[string]string{"": "{\n  \"plain\": [\"a\", 1, true, null],\n", "say \"it\"": "{\"$comment\": \"say \\\"it\\\"\",\n  \"plain\": [\"a\", 1, true, null],\n"} {
		data := EncodeJSON(comment, tree)
		assert.True(t, json.Valid(data), "%s", data)
		assert.True(t, strings.HasPrefix(string(data), want), "%s", data)
		assert.NotContains(t, string(data), "\u202e")
		got, list := ReadDocument("d.json", data)
		require.NoError(t, list.Err())
		if comment != "" {
			require.Equal(t, "$comment", got[0].Key)
			got = got[1:]
		}
		assert.Equal(t, tree, placeless(got))
	}
	assert.Equal(t, "{}\n", string(EncodeJSON("", nil)))
}
