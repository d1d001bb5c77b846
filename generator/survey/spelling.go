package survey

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A spelling is a segment as a client sends it, and as those servers read it that decode reserved bytes before they
// route.
type spelling struct{ sent, decoded string }

// spellings returns texts in both readings: each text as it is and, if that matters, with all its reserved bytes
// escaped.
func (w *walk) spellings(texts []string) (spellings []spelling) {
	for _, text := range unique(append(slices.Clone(texts), w.escaped(texts)...)) {
		spellings = append(spellings, spelling{text, route.DecodeReserved(text)})
	}
	return spellings
}

// escaped returns the texts that contain reserved bytes, with all of them escaped, if that matters.
func (w *walk) escaped(texts []string) (escaped []string) {
	if !w.spells {
		return nil
	}
	for _, text := range texts {
		var b strings.Builder
		for i := range len(text) {
			if strings.IndexByte(route.ReservedBytes(), text[i]) >= 0 {
				b.WriteString(route.Escape(text[i]))
			} else {
				b.WriteByte(text[i])
			}
		}
		if b.String() != text {
			escaped = append(escaped, b.String())
		}
	}
	return escaped
}

// escapesOf returns escapes that stand for all of an encoding.
func escapesOf(e route.Encoding) (escapes string) {
	for _, x := range []struct {
		encoding route.Encoding
		text     string
	}{{route.Space, "%20"}, {route.UTF8, "%E4%BD%A0"}, {route.Reserved, "%7E"}} {
		if e&x.encoding != 0 {
			escapes += x.text
		}
	}
	return escapes
}

// allowed returns what escapes may stand for in some of the tables' paths, and in all of them.
func allowed(tables []route.Table) (some, all route.Encoding) {
	all = route.EveryEncoding
	for _, t := range tables {
		some, all = some|t.Encoded, all&t.Encoded
		for _, r := range t.Rows {
			some, all = some|r.Encoded, all&r.Encoded
		}
	}
	return some, all
}

// merged returns two lists of sorted candidates in one.
func merged(a, b []candidate) []candidate {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, byRow)
	return all
}

// unique returns texts without those that are there twice.
func unique(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
