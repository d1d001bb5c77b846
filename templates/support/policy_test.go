package support

import (
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/grants"
	"github.com/permroute/permroute/internal/granttest"
	"github.com/permroute/permroute/internal/testsize"
)

func TestParsePolicies(t *testing.T) {
	everything := NewSet(ThingView, ThingOwn, ThingEdit, FilePut, ThingAdmin)
	for _, c := range []struct {
		about, policy string
		want          Set
		reason        string
	}{
		{"one action", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["file:put"]}]}`, NewSet(FilePut), ""},
		{"one statement, one text", `{"Version": "5.0", "Statement": {"Effect": "Allow", "Action": "file:put"}}`, NewSet(FilePut), ""},
		{"what it implies", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["thing:admin"]}]}`, NewSet(ThingAdmin), ""},
		{"all but one", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "NotAction": ["file:*"]}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"Deny beats Allow", `{"Version": "1.1", "Statement": [{"Effect": "Deny", "Action": ["file:put"]}, {"Effect": "Allow", "Action": ["*"]}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"a denied code denies what implies it", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}, {"Effect": "Deny", "Action": "thing:edit"}]}`, NewSet(ThingView, ThingOwn, FilePut), ""},
		{"Deny all but", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}, {"Effect": "Deny", "NotAction": "file:put"}]}`, NewSet(FilePut), ""},
		{"a Deny in another case", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*"}, {"Effect": "Deny", "Action": "FILE:Put"}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"a Deny by a pattern in another case", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}, {"Effect": "Deny", "Action": "FILE:*"}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"an Allow in another case", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["FILE:Put", "FILE:*"]}]}`, Set{}, ""},
		{"all but one in another case", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "NotAction": ["FILE:*"]}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"Deny all but one in another case", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}, {"Effect": "Deny", "NotAction": "FILE:put"}]}`, Set{}, ""},
		{"others' actions", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ecs:*", "file:put"]}]}`, NewSet(FilePut), ""},
		{"? where it is a wildcard", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "f?le:put", "Resource": "*"}]}`, NewSet(FilePut), ""},
		{"? where it is none", `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "f?le:put"}]}`, Set{}, ""},
		{"no Version", `{"Statement": [{"Effect": "Allow", "Action": ["*"], "NotAction": ["file:*"], "Resource": ["*"]}]}`, NewSet(ThingOwn, ThingAdmin), ""},
		{"an empty Condition", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": "file:put", "Condition": {}}]}`, NewSet(FilePut), ""},
		{"Id and Sid", `{"Version": "2012-10-17", "Id": "x", "Statement": [{"Sid": "y", "Effect": "Allow", "Action": "file:put"}]}`, NewSet(FilePut), ""},
		{"no statements", `{"Version": "1.1", "Statement": []}`, Set{}, ""},

		{"Allow if", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": "*", "Condition": {"Bool": {"a": "true"}}}]}`, Set{}, "an Allow with a Condition: it grants nothing"},
		{"Allow of a resource", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": ["obs:*:*:bucket:b"]}]}`, Set{}, "an Allow with a limited Resource: it grants nothing"},
		{"Allow of no resource", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": []}]}`, Set{}, "an Allow with a limited Resource: it grants nothing"},
		{"Allow to others", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Principal": "*"}]}`, Set{}, "an Allow with an element that is not understood: it grants nothing"},
		{"Allow of two kinds", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "file:put"}]}`, Set{}, "an Allow whose actions are not understood: it grants nothing"},
		{"Allow without", `{"Version": "5.0", "Statement": [{"Effect": "Allow"}]}`, Set{}, "an Allow whose actions are not understood: it grants nothing"},
		{"Allow of an empty list", `{"Version": "5.0", "Statement": [{"Effect": "Allow", "NotAction": []}]}`, Set{}, "an Allow whose actions are not understood: it grants nothing"},
	} {
		got, err := ParsePolicies([]byte(c.policy))
		assert.Equal(t, c.want, got, c.about)
		assert.True(t, holding(got).equal(policiesOf([]byte(c.policy))), c.about)
		if c.reason == "" {
			assert.NoError(t, err, c.about)
			continue
		}
		assert.EqualError(t, err, "policy 1, statement 1: "+c.reason, c.about)
	}
	all, err := ParsePolicies([]byte(allowAll))
	require.NoError(t, err)
	assert.Equal(t, everything, all)
	none, err := ParsePolicies()
	require.NoError(t, err)
	assert.True(t, none.IsEmpty())
}

const allowAll = `{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": "*"}]}`

// TestPoliciesDeny asserts what a second document takes from one that allows all.
func TestPoliciesDeny(t *testing.T) {
	for _, c := range []struct {
		policy string
		want   Set
		reason string
	}{
		{`{"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": "file:put", "Condition": {"Bool": {"a": "true"}}}]}`, NewSet(ThingOwn, ThingAdmin), "policy 2, statement 1: a Deny with a Condition: it denies always"},
		{`{"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": "file:put", "Resource": "x"}]}`, NewSet(ThingOwn, ThingAdmin), "policy 2, statement 1: a Deny with a limited Resource: it denies always"},
		{`{"Version": "5.0", "Statement": [{"Effect": "deny", "Action": "file:put"}]}`, NewSet(ThingOwn, ThingAdmin), "policy 2, statement 1: a statement whose Effect is not Allow or Deny: it denies"},
		{`{"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": []}]}`, Set{}, "policy 2, statement 1: a statement whose actions are not understood: it denies everything"},
		{`{"Version": "5.0", "Statement": [{"Effect": "Deny", "Action": "x", "NotAction": "y"}]}`, Set{}, "policy 2, statement 1: a statement whose actions are not understood: it denies everything"},
		{`{"Version": "5.0", "Statement": ["x"]}`, Set{}, "policy 2, statement 1: a statement that is no object: nothing is granted"},
		{`{"Version": "5.0"}`, Set{}, "policy 2: no Statement: nothing is granted"},
		{`{"Version": "5.1", "Statement": []}`, Set{}, "policy 2: an unknown Version: nothing is granted"},
		{`{"Version": 5.0, "Statement": []}`, Set{}, "policy 2: an unknown Version: nothing is granted"},
		{`{"Version": "", "Statement": []}`, Set{}, "policy 2: an unknown Version: nothing is granted"},
		{`{"Version": "5.0", "Statement": [], "Depends": []}`, Set{}, "policy 2: an element that is not Version, Id or Statement: nothing is granted"},
		{`{"Version": "5.0", "Statement": [], "Statement": []}`, Set{}, "policy 2: a key is written twice in one object: nothing is granted"},
		{`{"Version": "5.0", "Statement": [{"Effect": "Allow", "\u0045ffect": "Deny", "Action": "*"}]}`, Set{}, "policy 2: a key is written twice in one object: nothing is granted"},
		{`%7B%22Version%22%3A%221.1%22%7D`, Set{}, "policy 2: the policy is URL-encoded; decode it first: nothing is granted"},
		{`"{}"`, Set{}, "policy 2: the policy is no JSON object: nothing is granted"},
		{``, Set{}, "policy 2: the policy is not JSON: nothing is granted"},
		{allowAll + allowAll, Set{}, "policy 2: the policy is not JSON: nothing is granted"},
		{"{\"\xff\": 1}", Set{}, "policy 2: the policy is not UTF-8: nothing is granted"},
		{strings.Repeat("[", 17) + strings.Repeat("]", 17), Set{}, "policy 2: more than 16 lists and objects inside each other: nothing is granted"},
		{allowAll + strings.Repeat(" ", 64<<10), Set{}, "policy 2: 65605 bytes; allowed: 65536: nothing is granted"},
	} {
		got, err := ParsePolicies([]byte(allowAll), []byte(c.policy))
		assert.Equal(t, c.want, got, c.policy)
		assert.EqualError(t, err, c.reason, c.reason)
		assert.True(t, holding(got).equal(policiesOf([]byte(allowAll), []byte(c.policy))), c.policy)
	}
}

func TestPolicyError(t *testing.T) {
	document := []byte(`{"Version": "1.1", "Statement": [{"Effect": "Allow"}` + strings.Repeat(`,{"Effect": "Allow"}`, 11) + `]}`)
	_, err := ParsePolicies(document)
	var wrong *PolicyError
	require.True(t, errors.As(err, &wrong))
	require.Len(t, wrong.Faults, 12)
	assert.Equal(t, PolicyFault{1, 12, "an Allow whose actions are not understood: it grants nothing"}, wrong.Faults[11])
	assert.Equal(t, 9, strings.Count(err.Error(), "; policy 1, statement "))
	assert.Contains(t, err.Error(), "; and 2 more")
}

// reference returns the table as the reference sees it.
var reference = sync.OnceValue(func() *grants.Codes {
	var codes []grants.Code
	for p := range Permissions() {
		code := grants.Code{Text: p.String()}
		for _, a := range aliases {
			if a.of == p {
				code.Aliases = append(code.Aliases, a.code)
			}
		}
		if int(p) < len(implied) {
			for _, q := range implied[p] {
				code.Implies = append(code.Implies, int(q)-1)
			}
		}
		codes = append(codes, code)
	}
	return grants.New(codes, false)
})

type held []bool

func holding(s Set) (h held) {
	for p := range Permissions() {
		h = append(h, s.Has(p))
	}
	return h
}

func (h held) equal(other grants.Holding) bool {
	for i, has := range h {
		if has != other[i] {
			return false
		}
	}
	return true
}

// policiesOf returns what the reference takes from policies.
func policiesOf(documents ...[]byte) grants.Holding {
	var all []grants.Document
	for _, d := range documents {
		all = append(all, grants.Document{Name: "policy.json", Data: d})
	}
	h, _ := reference().Policies(all...)
	return h
}

func maker(seed uint64) granttest.Maker {
	m := granttest.Maker{Rand: rand.New(rand.NewPCG(seed, 17))}
	for code := range permissionOf() {
		m.Codes = append(m.Codes, code)
	}
	return m
}

// TestGrantsAgainstReference reads random grants and policies, and holds the sets against the reference.
func TestGrantsAgainstReference(t *testing.T) {
	codes, m := reference(), maker(1)
	m.Faulty = true
	granted, faulty := 0, 0
	for range testsize.Of(20_000, 1_000_000) {
		texts := m.Grants()
		set, err := ParseGrants(texts...)
		want, unknown := codes.Grants(texts)
		require.True(t, holding(set).equal(want), "%q: %v", texts, set)
		require.Equal(t, unknown != nil, err != nil, "%q", texts)

		documents := [][]byte{m.Document(), m.Document()}[m.IntN(2):]
		set, err = ParsePolicies(documents...)
		require.True(t, holding(set).equal(policiesOf(documents...)), "%s: %v", documents, set)
		if !set.IsEmpty() {
			granted++
		}
		if err != nil {
			faulty++
		}
	}
	assert.Greater(t, granted, testsize.Of(20_000, 1_000_000)/5)
	assert.Greater(t, faulty, testsize.Of(20_000, 1_000_000)/20)
}

// TestPoliciesAreMonotone asserts that a further Deny never grants, and that a further Allow never denies.
func TestPoliciesAreMonotone(t *testing.T) {
	m := maker(2)
	for range testsize.Of(20_000, 200_000) {
		policy := m.Policy()
		before, _ := ParsePolicies(granttest.JSON(policy))
		var statements []any
		switch s := policy["Statement"].(type) {
		case []any:
			statements = s
		default:
			statements = []any{s}
		}
		at := m.IntN(len(statements) + 1)
		for _, effect := range []string{"Allow", "Deny"} {
			policy["Statement"] = append(append(append([]any{}, statements[:at]...), m.Statement(effect)), statements[at:]...)
			after, _ := ParsePolicies(granttest.JSON(policy))
			if effect == "Allow" {
				require.True(t, after.HasAll(before), "%s: %v became %v", granttest.JSON(policy), before, after)
			} else {
				require.True(t, before.HasAll(after), "%s: %v became %v", granttest.JSON(policy), before, after)
			}
		}
	}
}

// FuzzPolicies reads documents, and holds the sets against the reference. Whatever stands beside a document that
// denies all, nothing is granted.
func FuzzPolicies(f *testing.F) {
	m := maker(3)
	for range 50 {
		f.Add(m.Document())
	}
	m.Faulty = true
	for range 50 {
		f.Add(m.Document())
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		set, err := ParsePolicies(document)
		require.True(t, holding(set).equal(policiesOf(document)), "%s: %v", document, set)
		require.Equal(t, set, set.closed())
		with, _ := ParsePolicies(document, []byte(allowAll))
		require.True(t, with.HasAll(set))
		denied, again := ParsePolicies(document, []byte(`{"Version": "1.1", "Statement": [{"Effect": "Deny", "Action": "*"}]}`))
		require.True(t, denied.IsEmpty())
		require.Equal(t, err, again)
	})
}
