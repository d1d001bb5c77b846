package notation

import (
	"fmt"
	"slices"

	"github.com/permroute/permroute/generator/diag"
)

// A Kind is a kind of requirement.
type Kind uint8

// The kinds of requirements.
const (
	Closed        Kind = iota // the text is not understood: nobody is let in
	Codes                     // the caller needs permissions
	Authenticated             // the caller needs none
	Public                    // there need be no caller: a request without credentials is let in
	Nobody                    // the text says that nobody is let in
	Above                     // the text says that the row above has the same requirement
)

// A Requirement is what a text asks of a caller. The zero Requirement lets nobody in.
type Requirement struct {
	Kind   Kind
	Expr   *Expr    // of Codes
	Reason string   // of Closed: what is not understood
	Doubts []Doubt  // how the text was read, where another reading is possible
	Plain  bool     // the text is a code, or codes in a list, and nothing else
	Tokens []string // every code in the text
	Or     bool     // the text has a word that says that one of several codes is enough
}

// A Doubt is something about a text that a person should look at.
type Doubt struct {
	Message string
	Access  bool // another answer changes who may call
}

// An Op says how the items of an Expr go together.
type Op uint8

// The operations.
const (
	Code Op = iota // one code
	All            // all items are needed
	Any            // one item is enough
	List           // the text lists the items, and does not say which of the two it means
)

// An Expr is an expression of codes.
type Expr struct {
	Op    Op
	Code  string
	Items []*Expr // two or more; none of a Code
}

// MostAlternatives is how many alternatives a requirement may come to.
const MostAlternatives = 256

// join returns the expression of several items; of one item, it is the item.
func join(op Op, items []*Expr) *Expr {
	if len(items) == 1 {
		return items[0]
	}
	flat := make([]*Expr, 0, len(items))
	for _, e := range items {
		if e.Op == op {
			flat = append(flat, e.Items...)
		} else {
			flat = append(flat, e)
		}
	}
	return &Expr{Op: op, Items: flat}
}

// Alternatives returns lists of codes: a caller needs all codes of one of the lists. anyOfList says that
// one item of a List is enough. There are at most MostAlternatives, or else none: ok is false.
func (e *Expr) Alternatives(anyOfList bool) (alternatives [][]string, ok bool) {
	if e.Op == Code {
		return [][]string{{e.Code}}, true
	}
	one := e.Op == Any || e.Op == List && anyOfList
	for i, item := range e.Items {
		below, ok := item.Alternatives(anyOfList)
		switch {
		case !ok:
			return nil, false
		case one || i == 0:
			alternatives = append(alternatives, below...)
		case len(alternatives)*len(below) > MostAlternatives:
			return nil, false
		default:
			alternatives = product(alternatives, below)
		}
		if len(alternatives) > MostAlternatives {
			return nil, false
		}
	}
	return alternatives, true
}

// product joins each of the lists with each of the others.
func product(lists, others [][]string) (joined [][]string) {
	for _, a := range lists {
		for _, b := range others {
			set := slices.Clone(a)
			for _, code := range b {
				if !slices.Contains(set, code) {
					set = append(set, code)
				}
			}
			joined = append(joined, set)
		}
	}
	return joined
}

// Codes returns the codes of the expression, each once, in their order.
func (e *Expr) Codes() (codes []string) {
	if e.Op == Code {
		return []string{e.Code}
	}
	for _, item := range e.Items {
		for _, code := range item.Codes() {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// Lists reports whether the expression has a List.
func (e *Expr) Lists() bool {
	return e.Op == List || slices.ContainsFunc(e.Items, (*Expr).Lists)
}

// Both returns the requirement of a caller who must meet two.
func Both(r, s Requirement) Requirement {
	both := Requirement{Kind: Codes, Doubts: slices.Concat(r.Doubts, s.Doubts), Tokens: slices.Concat(r.Tokens, s.Tokens), Or: r.Or || s.Or}
	switch {
	case r.Kind == Closed || s.Kind == Closed:
		both.Kind, both.Reason = Closed, r.Reason+s.Reason
		if r.Kind == Closed {
			both.Reason = r.Reason
		}
	case r.Kind == Nobody || s.Kind == Nobody:
		both.Kind = Nobody
	case r.Kind != Codes && s.Kind != Codes:
		both.Kind = min(r.Kind, s.Kind)
	case r.Kind != Codes:
		both.Expr = s.Expr
	case s.Kind != Codes:
		both.Expr = r.Expr
	default:
		both.Expr = join(All, []*Expr{r.Expr, s.Expr})
		if _, ok := both.Expr.Alternatives(false); !ok || len(both.Tokens) > mostCodes {
			both.Kind, both.Expr, both.Reason = Closed, nil, tooMany
		}
	}
	return both
}

// Rename returns the requirement with other codes. It is closed if a code has no other name.
func (r Requirement) Rename(name func(code string) string) Requirement {
	if r.Kind != Codes {
		return r
	}
	renamed := r
	renamed.Plain, renamed.Tokens = false, nil
	for _, token := range r.Tokens {
		to := name(token)
		if to == "" {
			return Requirement{Reason: fmt.Sprintf("no code can be made of %s", diag.Quote(token))}
		}
		renamed.Tokens = append(renamed.Tokens, to)
	}
	renamed.Expr = r.Expr.rename(name)
	return renamed
}

func (e *Expr) rename(name func(string) string) *Expr {
	if e.Op == Code {
		return &Expr{Code: name(e.Code)}
	}
	items := make([]*Expr, len(e.Items))
	for i, item := range e.Items {
		items[i] = item.rename(name)
	}
	return &Expr{Op: e.Op, Items: items}
}

// Same reports whether two requirements ask for the same.
func (r Requirement) Same(s Requirement) bool {
	return r.Kind == s.Kind && r.Kind != Closed && (r.Kind != Codes || r.Expr.String() == s.Expr.String())
}
