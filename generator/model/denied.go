package model

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// largest is the largest integer that every JSON reader keeps; -largest is the smallest. Many readers
// read numbers as IEEE 754 doubles.
const largest = int64(1<<53 - 1)

// denied makes the body of a 403. Its keys are sorted, because their order has no meaning in YAML or JSON.
func (r *resolver) denied() {
	body := r.spec.Denied.Body
	if body == nil {
		return
	}
	for _, e := range body {
		if slices.Contains([]string{"route", "missing"}, e.Key) {
			r.addf(e.Pos, "choose another one", "the key %s of body: a guard with Explain adds this key itself", diag.Quote(e.Key))
		}
	}
	text, err := json.Marshal(r.plain(syntax.Entry{Value: body}))
	if err != nil {
		panic(err) // strings, booleans, integers, nulls, and lists and maps of them
	}
	r.api.DeniedBody, r.api.Denied = string(text), inOrder(body).(syntax.Map)
}

// inOrder returns a value with the keys of its mappings sorted.
func inOrder(value any) any {
	switch v := value.(type) {
	case syntax.Map:
		m := make(syntax.Map, len(v))
		for i, e := range v {
			m[i] = syntax.Entry{Key: e.Key, Value: inOrder(e.Value)}
		}
		slices.SortFunc(m, func(a, b syntax.Entry) int { return strings.Compare(a.Key, b.Key) })
		return m
	case syntax.List:
		l := syntax.List{}
		for _, item := range v {
			l = append(l, inOrder(item))
		}
		return l
	}
	return value
}

// plain returns an entry's value with the types that encoding/json knows.
func (r *resolver) plain(e syntax.Entry) any {
	switch v := e.Value.(type) {
	case syntax.Map:
		m := map[string]any{}
		for _, inner := range v {
			m[inner.Key] = r.plain(inner)
		}
		return m
	case syntax.List:
		l := []any{}
		for _, item := range v {
			l = append(l, r.plain(syntax.Entry{Value: item, Pos: e.Pos}))
		}
		return l
	case int:
		if n := int64(v); n > largest || n < -largest {
			r.addf(e.Pos, "quote it", "the number %d is too large for some readers of JSON; allowed: %d to %d", v, -largest, largest)
		}
	}
	return e.Value
}
