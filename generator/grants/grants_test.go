package grants

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vocabulary returns a chain of codes, one beside it, and an alias.
func vocabulary(fold bool) *Codes {
	return New([]Code{
		{Text: "order:read"},
		{Text: "order:write", Implies: []int{0}, Aliases: []string{"Orders.Edit"}},
		{Text: "order:admin", Implies: []int{1}},
		{Text: "user:read"},
	}, fold)
}

// held returns the codes of a holding.
func held(c *Codes, h Holding) string {
	var texts []string
	for i, has := range h {
		if has {
			texts = append(texts, c.all[i].Text)
		}
	}
	return strings.Join(texts, " ")
}

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		one, want     bool
	}{
		{"", "", false, true}, {"", "a", false, false}, {"*", "", false, true}, {"*", "a:b/c\n", false, true},
		{"order:r", "order:read", false, false}, {"order:*", "order:", false, true}, {"order:*", "order", false, false},
		{"*:read", "order:item:read", false, true}, {"a*a", "a", false, false}, {"a*a", "aa", false, true},
		{"a?", "ab", false, false}, {"a?", "a?", false, true}, {"a?", "ab", true, true}, {"a?", "a", true, false}, {"a?", "aé", true, true},
		{"*??", "é", true, false}, {"*?", "é", true, true}, {"[ab].", "a.", false, false}, {`a\*`, "a*", false, false}, {`a\*`, `a\b`, false, true},
	} {
		assert.Equal(t, c.want, pattern{text: c.pattern, one: c.one}.matches(c.text), "%q %q", c.pattern, c.text)
	}
}

func TestCodes(t *testing.T) {
	c := vocabulary(false)
	h, unknown := c.Codes([]string{"order:admin", "Orders.Edit", "orders.edit", "order:*"})
	assert.Equal(t, "order:read order:write order:admin", held(c, h))
	assert.Equal(t, []string{"orders.edit", "order:*"}, unknown)

	h, unknown = c.Grants([]string{"Orders.*", "x*", "USER:READ", ""})
	assert.Equal(t, "order:read order:write", held(c, h))
	assert.Equal(t, []string{"x*", "USER:READ", ""}, unknown)

	c = vocabulary(true)
	h, unknown = c.Grants([]string{"oRDERS.*", "USER:READ"})
	assert.Equal(t, "order:read order:write user:read", held(c, h))
	assert.Empty(t, unknown)
	assert.Equal(t, "\u00c9a", Folded("\u00c9A"), "only ASCII letters")
}

func TestWithout(t *testing.T) {
	c := vocabulary(false)
	all, _ := c.Grants([]string{"*"})
	read, _ := c.Codes([]string{"order:read"})
	assert.Equal(t, "user:read", held(c, c.Without(all, read)))
	user, _ := c.Codes([]string{"user:read"})
	assert.Equal(t, "order:read order:write order:admin", held(c, c.Without(all, user)))
}

func TestCircle(t *testing.T) {
	assert.Nil(t, vocabulary(false).Circle())
	for _, c := range []struct {
		next map[int][]int
		want []int
	}{
		{map[int][]int{0: {1}, 1: {2}, 2: {1}}, []int{1, 2}},
		{map[int][]int{0: {1, 2}, 1: {2}}, nil},
		{map[int][]int{2: {2}}, []int{2}},
		{map[int][]int{0: {1}, 1: {2}, 2: {0}}, []int{0, 1, 2}},
	} {
		assert.Equal(t, c.want, Circle(3, func(i int) []int { return c.next[i] }))
	}
}

func TestPolicyDiagnostics(t *testing.T) {
	c := vocabulary(false)
	h, list := c.Policies(
		Document{"a.json", []byte("{\"Version\": \"1.1\",\n \"Statement\": [\n  {\"Effect\": \"Allow\", \"Action\": \"*\"},\n  {\"Effect\": \"Allow\", \"Action\": \"*\", \"Condition\": {\"a\": 1}}]}")},
		Document{"b.json", []byte(`{"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": "user:read", "Resource": "x"}]}`)},
	)
	assert.Equal(t, "order:read order:write order:admin", held(c, h))
	require.Len(t, list, 2)
	assert.Equal(t, "a.json:4:4: an Allow with a Condition: it grants nothing\nb.json:1:35: a Deny with a limited Resource: it denies always", list.Error())

	h, list = c.Policies(Document{"a.json", []byte(`{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}]}`)}, Document{"b.json", []byte(`{`)})
	assert.True(t, h.Empty())
	assert.Equal(t, "b.json:1:2: not JSON: the file ends too early: nothing is granted", list.Error())

	_, list = c.Policies(Document{"c.json", []byte(`{"Version": "1.1", "Statement": [], "Statement": []}`)})
	assert.Equal(t, `c.json:1:37: the key "Statement" is written twice: nothing is granted`, list.Error())
}

// TestVendorExample holds the case that the vendor of the first table documents: orders can be placed, but not paid.
func TestVendorExample(t *testing.T) {
	c := New([]Code{{Text: "bss:order:view"}, {Text: "bss:order:update"}, {Text: "bss:order:pay"}}, false)
	h, list := c.Policies(Document{"policy.json", []byte(`{
  "Version": "1.1",
  "Statement": [
    {"Effect": "Deny", "Action": ["bss:order:pay"]},
    {"Effect": "Allow", "Action": ["bss:order:update", "bss:*:view"]}
  ]
}`)})
	assert.Empty(t, list)
	assert.Equal(t, "bss:order:view bss:order:update", held(c, h))
}
