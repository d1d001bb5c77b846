package grants

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// A Document is an IAM policy.
type Document struct {
	Name string // in diagnostics
	Data []byte
}

// MaxPolicy is the size of the largest policy that is read, in bytes. No vendor stores larger ones.
const MaxPolicy = 64 << 10

// MaxDepth is how many lists and mappings of a policy can be inside each other. The grammars need six.
const MaxDepth = 16

// A Grammar is a form of IAM policies. Version is the element that names it.
type Grammar struct {
	Version  string // empty where policies have no Version
	One      bool   // ? stands for one character
	Together bool   // NotAction stands beside Action and takes away from it; else it stands alone
}

// Grammars returns the grammars that are known.
func Grammars() []Grammar {
	return []Grammar{
		{Version: "1.1"}, {Version: "5.0"},
		{Version: "2012-10-17", One: true}, {Version: "2008-10-17", One: true},
		{Version: "1", One: true},
		{Version: "", One: true, Together: true},
	}
}

// A ruling is what policies say together.
type ruling struct {
	codes           *Codes
	allowed, denied Holding
	list            diag.List
}

// Policies returns what a caller has whose permissions are these policies. A Deny beats each Allow, in whatever
// document. The list says what is not understood or not decided by the code alone: an Allow of that kind grants
// nothing, and a Deny denies. With a document that cannot be read the caller has nothing: it may hold a Deny.
func (c *Codes) Policies(documents ...Document) (Holding, diag.List) {
	r := &ruling{codes: c, allowed: c.None(), denied: c.None()}
	for _, d := range documents {
		r.document(d)
	}
	return c.Without(c.Closed(r.allowed), r.denied), r.list
}

// everything returns all codes.
func (r *ruling) everything() Holding { return r.codes.None().not() }

// unreadable denies everything, because of a document.
func (r *ruling) unreadable(pos diag.Position, format string, args ...any) {
	r.denied = r.everything()
	r.list.Addf(pos, "%s: nothing is granted", fmt.Sprintf(format, args...))
}

func (r *ruling) document(d Document) {
	top := diag.Position{File: d.Name, Line: 1, Column: 1}
	switch data := strings.TrimSpace(string(d.Data)); {
	case len(d.Data) > MaxPolicy:
		r.unreadable(top, "%d bytes; allowed: %d", len(d.Data), MaxPolicy)
		return
	case !utf8.Valid(d.Data):
		r.unreadable(top, "the policy is not UTF-8")
		return
	case strings.HasPrefix(data, "%7B"), strings.HasPrefix(data, "%7b"):
		r.unreadable(top, "the policy is URL-encoded; decode it first")
		return
	}
	value, problem := syntax.ReadJSON(d.Name, d.Data)
	if problem != nil {
		r.unreadable(problem.Pos, "%s", problem.Message)
		return
	}
	root, isMap := value.(syntax.Map)
	switch again := twice(value); {
	case !isMap:
		r.unreadable(top, "the policy is no JSON object")
	case depth(value) > MaxDepth:
		r.unreadable(top, "more than %d lists and objects inside each other", MaxDepth)
	case again != nil:
		r.unreadable(again.Pos, "the key %s is written twice", diag.Quote(again.Key))
	default:
		r.root(root, versionOf(d.Data), top)
	}
}

// versionOf returns the Version of a document, or nil if it has none. A syntax.Map does not tell the number 1.1 from
// the text.
func versionOf(data []byte) any {
	var document struct{ Version any }
	_ = json.Unmarshal(data, &document) // it has been read
	return document.Version
}

// root reads a document with this Version.
func (r *ruling) root(root syntax.Map, given any, top diag.Position) {
	for _, e := range root {
		if !slices.Contains([]string{"Version", "Id", "Statement"}, e.Key) {
			r.unreadable(e.Pos, "the element %s", diag.Quote(e.Key))
			return
		}
	}
	version, isText := given.(string)
	i := slices.IndexFunc(Grammars(), func(g Grammar) bool { return g.Version == version })
	if i < 0 || has(root, "Version") != (isText && version != "") {
		r.unreadable(top, "an unknown Version")
		return
	}
	statements, isList := root.Get("Statement").(syntax.List)
	if one, isMap := root.Get("Statement").(syntax.Map); isMap {
		statements, isList = syntax.List{one}, true
	}
	if !isList {
		r.unreadable(top, "no Statement")
		return
	}
	for _, s := range statements {
		statement, isMap := s.(syntax.Map)
		if !isMap {
			r.unreadable(top, "a statement that is no object")
			continue
		}
		r.statement(statement, Grammars()[i], top)
	}
}

// statement adds what a statement says.
func (r *ruling) statement(s syntax.Map, g Grammar, pos diag.Position) {
	if len(s) > 0 {
		pos = s[0].Pos
	}
	named, understood := r.named(s, g)
	limit := limitOf(s)
	effect, _ := s.Get("Effect").(string)
	switch {
	case effect == "Allow" && understood && limit == "":
		r.allowed = r.allowed.with(named)
	case effect == "Allow" && understood:
		r.list.Addf(pos, "an Allow with %s: it grants nothing", limit)
	case effect == "Allow":
		r.list.Addf(pos, "an Allow whose actions are not understood: it grants nothing")
	case !understood:
		r.denied = r.everything()
		r.list.Addf(pos, "a statement whose actions are not understood: it denies everything")
	case effect != "Deny":
		r.denied = r.denied.with(named)
		r.list.Addf(pos, "a statement whose Effect is not Allow or Deny: it denies")
	default:
		r.denied = r.denied.with(named)
		if limit != "" {
			r.list.Addf(pos, "a Deny with %s: it denies always", limit)
		}
	}
}

// named returns the codes that a statement is about, and whether that is understood.
func (r *ruling) named(s syntax.Map, g Grammar) (Holding, bool) {
	allows := s.Get("Effect") == "Allow" // letter case does not count where it would grant more: some vendors ignore it
	actions, ok := r.actions(s.Get("Action"), pattern{one: g.One, fold: !allows})
	others, otherOK := r.actions(s.Get("NotAction"), pattern{one: g.One, fold: allows})
	switch yes, no := has(s, "Action"), has(s, "NotAction"); {
	case yes && !no:
		return actions, ok
	case no && !yes:
		return others.not(), otherOK && !g.Together
	case yes && no:
		both := others.not()
		for i := range both {
			both[i] = both[i] && actions[i]
		}
		return both, ok && otherOK && g.Together
	}
	return r.codes.None(), false
}

// actions returns the codes that an element with texts of this kind of pattern matches. It reports false if it is no text
// and no list of texts, or an empty list.
func (r *ruling) actions(value any, kind pattern) (Holding, bool) {
	all := r.codes.None()
	list, isList := value.(syntax.List)
	if text, isText := value.(string); isText {
		list, isList = syntax.List{text}, true
	}
	for _, item := range list {
		text, isText := item.(string)
		if !isText {
			return all, false
		}
		kind.text = text
		all = all.with(r.codes.matching(kind))
	}
	return all, isList && len(list) > 0
}

// limitOf returns what keeps a statement from being decided by the code alone, or "".
func limitOf(s syntax.Map) string {
	for _, e := range s {
		switch e.Key {
		case "Sid", "Effect", "Action", "NotAction":
		case "Condition":
			if m, isMap := e.Value.(syntax.Map); !isMap || len(m) > 0 {
				return "a Condition"
			}
		case "Resource":
			if !everyResource(e.Value) {
				return "a limited Resource"
			}
		default:
			return "the element " + diag.Quote(e.Key)
		}
	}
	return ""
}

// everyResource reports whether a Resource is all resources.
func everyResource(value any) bool {
	list, isList := value.(syntax.List)
	if !isList {
		return value == "*"
	}
	for _, item := range list {
		if _, isText := item.(string); !isText {
			return false
		}
	}
	return slices.Contains(list, any("*"))
}

func has(m syntax.Map, key string) bool {
	return slices.ContainsFunc(m, func(e syntax.Entry) bool { return e.Key == key })
}

// twice returns an entry whose key stands before it in the same mapping, anywhere in a value, or nil.
func twice(value any) *syntax.Entry {
	switch v := value.(type) {
	case syntax.Map:
		seen := map[string]bool{}
		for i, e := range v {
			if seen[e.Key] {
				return &v[i]
			}
			seen[e.Key] = true
			if again := twice(e.Value); again != nil {
				return again
			}
		}
	case syntax.List:
		for _, item := range v {
			if again := twice(item); again != nil {
				return again
			}
		}
	}
	return nil
}

// depth returns how many lists and mappings of a value are inside each other.
func depth(value any) (deepest int) {
	var inner []any
	switch v := value.(type) {
	case syntax.Map:
		for _, e := range v {
			inner = append(inner, e.Value)
		}
	case syntax.List:
		inner = v
	default:
		return 0
	}
	for _, item := range inner {
		deepest = max(deepest, depth(item))
	}
	return deepest + 1
}
