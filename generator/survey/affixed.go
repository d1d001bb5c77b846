package survey

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// together is how many parameters with literals beside them are looked at together. Where a place has
// more, as those of tables with many {name}:verb do, each two of them are, and each one with the literals:
// a text with extensions could have the literals of three and more, in as many ways as there are sets.
const together = 3

// affixed returns segments, one of each class, where parameters have literals beside them. spelt are the
// spellings of whole literals.
func (b branches) affixed(spelt []string, w *walk) []string {
	key := fmt.Sprint(b.affixes, spelt, b.spanning, b.inside)
	if texts, known := w.affixed[key]; known {
		return texts
	}
	var texts []string
	if len(b.affixes) <= together {
		texts = b.lengthened(spelt, w)
	} else {
		for i, s := range b.affixes {
			literals := b.segments[len(b.affixes):]
			texts = append(texts, b.of([]route.Segment{s}, literals).lengthened(spelt, w)...)
			for _, t := range b.affixes[:i] {
				texts = append(texts, b.of([]route.Segment{s, t}, nil).lengthened(nil, w)...)
			}
		}
	}
	w.affixed[key] = b.classes(texts, w)
	return w.affixed[key]
}

// of returns some of the branches: these parameters and these literals.
func (b branches) of(affixes, literals []route.Segment) branches {
	return branches{affixes: affixes, segments: slices.Concat(affixes, literals), spanning: b.spanning, inside: b.inside}
}

// lengthened returns texts of each class. A text may have the literals of several parameters, one inside
// or over the end of the other, in other letter case, with extensions that end in literals again; and
// what is between them may have the bytes that servers bar from a parameter. So texts are lengthened by
// such pieces, as long as that makes new ones.
func (b branches) lengthened(spelt []string, w *walk) []string {
	fold, prefixes, suffixes := w.does&route.LetterCase != 0, []string{""}, []string{""}
	pieces := []string{w.free, "."}
	for _, s := range b.affixes {
		prefixes, suffixes = append(prefixes, s.Prefix), append(suffixes, s.Suffix)
		pieces = append(pieces, strings.Split(s.Barred(), "")...)
	}
	pieces = append(pieces, overlaid(suffixes, fold, ends)...)
	seen, all := map[string]bool{}, []string{}
	texts := append(overlaid(prefixes, fold, begins), overlaid(spelt, fold, begins)...)
	for round := 0; round < rounds && len(texts) > 0; round++ {
		var longer []string
		for _, text := range texts {
			key := b.class(text, w) + b.begun(text)
			if seen[key] {
				continue
			}
			seen[key] = true
			all = append(all, text)
			for _, piece := range pieces {
				longer = append(longer, text+piece, ends(text, piece))
				longer = append(longer, overlapping(text, piece)...)
			}
		}
		texts = longer
	}
	return all
}

// rounds is how often texts are lengthened: a value, its suffix, an extension with a value and a suffix,
// and once more.
const rounds = 8

// classes returns one text, the shortest, of those that the rows tell apart in no way, and none that is
// not canonical.
func (b branches) classes(texts []string, w *walk) (classes []string) {
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	seen := map[string]bool{}
	for _, text := range slices.Compact(texts) {
		if _, wrong := route.ReadSegment(text); wrong != nil {
			continue
		}
		if key := b.class(text, w); !seen[key] {
			seen[key] = true
			classes = append(classes, text)
		}
	}
	return classes
}

// begun says what a longer text will have of the parameters' literals: those before them, exactly or in
// other letter case, the bytes that they bar, and how much of those behind them the text ends
// with; and whether the text is canonical as it is.
func (b branches) begun(text string) string {
	var has strings.Builder
	if _, wrong := route.ReadSegment(text); wrong != nil {
		has.WriteByte('.')
	}
	for _, s := range b.affixes {
		n := min(len(s.Prefix), len(text))
		switch {
		case text[:n] == s.Prefix:
			has.WriteByte('=')
		case strings.EqualFold(text[:n], s.Prefix):
			has.WriteByte('~')
		case n < len(s.Prefix) && strings.EqualFold(text, s.Prefix[:n]):
			has.WriteString(text)
		default:
			has.WriteByte('-')
		}
		for _, c := range s.Barred() {
			if strings.ContainsRune(text[n:], c) {
				has.WriteRune(c)
			}
		}
		has.WriteString(underWay(text, s.Suffix))
	}
	return has.String()
}

// underWay says with how much of a literal the text ends.
func underWay(text, literal string) string {
	for n := min(len(text), len(literal)); n > 0; n-- {
		if end := text[len(text)-n:]; strings.EqualFold(end, literal[:n]) {
			return strconv.Itoa(n) + strconv.FormatBool(end == literal[:n])
		}
	}
	return ""
}

// class says how the text stands to each segment that a row may have here.
func (b branches) class(text string, w *walk) string {
	var key strings.Builder
	bit := func(is bool) {
		if is {
			key.WriteByte('1')
		} else {
			key.WriteByte('0')
		}
	}
	for _, s := range b.segments {
		for _, t := range w.Tables {
			does := t.Does()
			bit(s.Names(text, does))
			bit(s.Resembles(text, false, does))
			bit(s.Resembles(text, true, does))
			if does&route.LooseSuffix != 0 && s.Suffix != "" {
				bit(s.NamesLoosely(text))
				bit(s.Resembles(text, false, does&^route.LooseSuffix))
				bit(s.Resembles(text, true, does&^route.LooseSuffix))
			}
		}
		bit(s.Kind == route.Literal && strings.HasPrefix(text, s.Text+"."))
		if slices.Contains(b.spanning, s) {
			for _, t := range w.Tables {
				key.WriteByte('0' + byte(begin(s, text, t.Does())))
			}
		}
		if slices.Contains(b.inside, s) {
			still, behind := goOn(s, asWritten|inAnyCase, text)
			key.WriteByte('0' + byte(still))
			bit(behind)
			bit(w.does&route.Extension != 0 && extended(s, text))
		}
	}
	bit(strings.Contains(text, w.free))
	return key.String()
}

// overlapping returns head and end with the end of the one over the beginning of the other.
func overlapping(head, end string) (texts []string) {
	for n := 1; n <= min(len(head), len(end)); n++ {
		if strings.EqualFold(head[len(head)-n:], end[:n]) {
			texts = append(texts, head+end[n:], head[:len(head)-n]+end)
		}
	}
	return texts
}

// A laying lays a literal over a text that resembles it at one end.
type laying func(text, literal string) string

func begins(text, literal string) string {
	if len(literal) > len(text) || !strings.EqualFold(text[:len(literal)], literal) {
		return text
	}
	return literal + text[len(literal):]
}

func ends(text, literal string) string {
	if at := len(text) - len(literal); at >= 0 && strings.EqualFold(text[at:], literal) {
		return text[:at] + literal
	}
	return text
}

// overlaid returns the literals, each in another letter case if that counts, and with the others laid
// over them.
func overlaid(literals []string, fold bool, lay laying) []string {
	if !fold {
		return literals
	}
	forms := slices.Clone(literals)
	for _, l := range literals {
		if l == "" {
			continue
		}
		if other := otherCase(append([]string{l}, literals...)); other != "" {
			forms = append(forms, other)
		}
	}
	for _, form := range slices.Clone(forms) {
		forms = append(forms, over(form, literals, lay)...)
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// over returns a text with each of the literals laid over it.
func over(text string, literals []string, lay laying) (forms []string) {
	for _, l := range literals {
		if form := lay(text, l); form != text {
			forms = append(forms, form)
		}
	}
	return forms
}
