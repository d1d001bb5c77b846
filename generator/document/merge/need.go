package merge

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// A need is what a row asks of a caller: a word, or alternative lists of codes.
type need struct {
	word         string
	alternatives [][]string
}

// needOf returns what a row of a table asks for.
func needOf(row *table.Row, combine string) need {
	if row.Need.Kind != notation.Codes {
		return need{word: accessOf(row.Need.Kind).String()}
	}
	return need{alternatives: row.Alternatives(combine)}
}

// needIn returns what a requirement of a spec asks for.
func needIn(q syntax.Require, combine string) need {
	codes := func(items []syntax.Require) (set []string) {
		for _, item := range items {
			set = append(set, item.Code)
		}
		return set
	}
	n := need{word: wordIn(q)}
	switch {
	case n.word != "":
	case q.Form == syntax.Single:
		n.alternatives = [][]string{{q.Code}}
	case q.Form == syntax.All, q.Form == syntax.Joined && combine != "any":
		n.alternatives = [][]string{codes(q.Items)}
	default:
		for _, item := range q.Items {
			if item.Form == syntax.All {
				n.alternatives = append(n.alternatives, codes(item.Items))
			} else {
				n.alternatives = append(n.alternatives, []string{item.Code})
			}
		}
	}
	return n
}

// same compares needs without regard to order.
func (n need) same(m need) bool {
	return n.word == m.word && slices.Equal(sorted(n.alternatives), sorted(m.alternatives))
}

// String returns a text that the same needs share.
func (n need) String() string {
	return n.word + "\n" + strings.Join(sorted(n.alternatives), "\n")
}

func sorted(alternatives [][]string) (texts []string) {
	for _, set := range alternatives {
		set = slices.Clone(set)
		slices.Sort(set)
		texts = append(texts, strings.Join(slices.Compact(set), " "))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// require returns the requirement of a row in its shortest form: a word, a code, a list that combine
// speaks of, {all: […]} or {any: […]}.
func (w writer) require(row *table.Row) any {
	n := needOf(row, w.table.Combine)
	if n.word != "" {
		return n.word
	}
	if len(n.alternatives) == 1 {
		switch codes := n.alternatives[0]; {
		case len(codes) == 1:
			return codes[0]
		case w.combine == "all":
			return list(codes)
		default:
			return syntax.Map{{Key: "all", Value: list(codes)}}
		}
	}
	items := syntax.List{}
	single := true
	for _, set := range n.alternatives {
		if len(set) == 1 {
			items = append(items, set[0])
			continue
		}
		single = false
		items = append(items, syntax.Map{{Key: "all", Value: list(set)}})
	}
	if single && w.combine == "any" {
		return items
	}
	return syntax.Map{{Key: "any", Value: items}}
}

func list(codes []string) syntax.List {
	l := syntax.List{}
	for _, c := range codes {
		l = append(l, c)
	}
	return l
}
