// Package granttest makes random grants and IAM policies for tests. Most of them are ordinary. Some have a fault that
// readers must not take for a grant.
package granttest

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
)

// A Maker makes grants and policies about codes.
type Maker struct {
	*rand.Rand
	Codes  []string // with other spellings of them
	Faulty bool     // some policies have faults
}

// Grant returns a code, a pattern or a text that is neither.
func (m Maker) Grant() string {
	code := m.Codes[m.IntN(len(m.Codes))]
	at := m.IntN(len(code) + 1)
	switch m.IntN(12) {
	case 0:
		return "*"
	case 1, 2:
		return code[:at] + "*"
	case 3:
		return "*" + code[at:]
	case 4:
		to := at + m.IntN(len(code)-at+1)
		return code[:at] + "*" + code[to:]
	case 5:
		return code[:at] + "?" + code[min(at+1, len(code)):]
	case 6:
		return "*" + code[at:min(at+2, len(code))] + "*?"
	case 7:
		return strings.ToUpper(code)
	case 8:
		return code[:at]
	}
	return code
}

// Grants returns up to three grants.
func (m Maker) Grants() (grants []string) {
	for range m.IntN(4) {
		grants = append(grants, m.Grant())
	}
	return grants
}

// An Object is a JSON object.
type Object = map[string]any

// Statement returns a statement of a policy.
func (m Maker) Statement(effect string) Object {
	s := Object{"Effect": effect, m.pick("Action", "Action", "Action", "NotAction"): m.actions()}
	if m.IntN(3) == 0 {
		s["Resource"] = m.one([]any{"*", []any{"*"}, []any{"x", "*"}})
	}
	if m.IntN(8) == 0 {
		s["Sid"] = "one"
	}
	if m.IntN(8) == 0 {
		s["Condition"] = Object{}
	}
	if m.Faulty && m.IntN(6) == 0 {
		fault := m.pick("Condition", "Resource", "NotResource", "Principal", "Action", "NotAction", "Effect", "action")
		s[fault] = m.one([]any{nil, 1, "x:*", []any{}, []any{"*", 1}, Object{"a": Object{"b": "c"}}, "allow", m.actions()})
	}
	return s
}

func (m Maker) actions() any {
	if m.IntN(3) == 0 {
		return m.Grant()
	}
	actions := []any{m.Grant()}
	for range m.IntN(3) {
		actions = append(actions, m.Grant())
	}
	return actions
}

// Policy returns a policy with some statements.
func (m Maker) Policy() Object {
	var statements []any
	for range 1 + m.IntN(3) {
		statements = append(statements, m.Statement(m.pick("Allow", "Allow", "Deny")))
	}
	p := Object{"Version": m.pick("1.1", "5.0", "2012-10-17", "1"), "Statement": statements}
	if len(statements) == 1 && m.IntN(2) == 0 {
		p["Statement"] = statements[0]
	}
	if m.IntN(6) == 0 {
		delete(p, "Version")
	}
	if m.Faulty && m.IntN(20) == 0 {
		p[m.pick("Version", "Statement", "statement", "Id")] = m.one([]any{nil, "", "1.2", 1.1, []any{}, []any{"x"}, Object{}})
	}
	return p
}

// Document returns a policy as JSON. Of a faulty maker it may be none.
func (m Maker) Document() []byte {
	data := JSON(m.Policy())
	if m.Faulty && m.IntN(40) == 0 {
		at, to := m.IntN(len(data)), m.IntN(len(data))
		return append(data[:min(at, to):min(at, to)], data[max(at, to):]...)
	}
	if m.Faulty && m.IntN(40) == 0 {
		return []byte(strings.Replace(string(data), `"Effect":`, `"Effect":"Allow","Effect":`, 1))
	}
	return data
}

// JSON returns an object as JSON.
func JSON(o Object) []byte {
	data, err := json.Marshal(o)
	if err != nil {
		panic(err) // all that is in it can be encoded
	}
	return data
}

func (m Maker) pick(texts ...string) string { return texts[m.IntN(len(texts))] }

func (m Maker) one(values []any) any { return values[m.IntN(len(values))] }
