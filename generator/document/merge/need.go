package merge

import (
	"reflect"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

// alternatives returns what a row needs where the table's combine is this.
func alternatives(row *table.Row, combine string) [][]string {
	if row.Open {
		return [][]string{{}}
	}
	if !row.Joined || combine != "any" {
		return row.Alternatives
	}
	var each [][]string
	for _, set := range row.Alternatives {
		for _, code := range set {
			each = append(each, []string{code})
		}
	}
	return each
}

// needOf returns the alternatives of a requirement as written.
func needOf(q syntax.Require, combine string) (alternatives [][]string) {
	codes := func(items []syntax.Require) (set []string) {
		for _, item := range items {
			set = append(set, item.Code)
		}
		return set
	}
	switch {
	case q.Form == syntax.None:
		return [][]string{{}}
	case q.Form == syntax.Never:
		return nil
	case q.Form == syntax.Single:
		return [][]string{{q.Code}}
	case q.Form == syntax.All, q.Form == syntax.Joined && combine != "any":
		return [][]string{codes(q.Items)}
	}
	for _, item := range q.Items {
		if item.Form == syntax.All {
			alternatives = append(alternatives, codes(item.Items))
		} else {
			alternatives = append(alternatives, []string{item.Code})
		}
	}
	return alternatives
}

// sameNeed compares alternatives without regard to order.
func sameNeed(a, b [][]string) bool { return reflect.DeepEqual(sorted(a), sorted(b)) }

func sorted(alternatives [][]string) (texts []string) {
	for _, set := range alternatives {
		set = slices.Clone(set)
		slices.Sort(set)
		texts = append(texts, strings.Join(slices.Compact(set), " "))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
