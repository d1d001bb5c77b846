package survey

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// An affixed parameter makes classes of its own, and several at one place make many more: {a}:x and {b}:y
// are both reached by "7:x.7:y". The texts are built from pieces: the prefixes and suffixes of the
// parameters, the bytes that are barred, dots and the free text.

// together is how many affixed parameters of one place are combined with each other. A place with more of
// them, such as many {name}:verb, tries each pair of them, and each one together with the literals. Trying
// all sets would take exponentially long.
const together = 3

// affixed returns the texts that the next segment must try, one of each class, at a place with affixed
// parameters. spelt holds the spellings of the literals.
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
	w.affixed[key] = b.shortest(texts, w)
	return w.affixed[key]
}

// of returns the branches with these parameters and these literals alone.
func (b branches) of(affixes, literals []route.Segment) branches {
	return branches{affixes: affixes, segments: slices.Concat(affixes, literals), spanning: b.spanning, inside: b.inside}
}

// lengthened returns texts of each class, and often several of one. It begins with prefixes and literals
// and appends pieces, side by side or overlapping, as long as that makes texts that differ from all others
// in class or in what they have begun.
func (b branches) lengthened(spelt []string, w *walk) []string {
	fold, prefixes, suffixes := w.does&route.LetterCase != 0, []string{""}, []string{""}
	pieces := []string{w.free, "."}
	for _, s := range b.affixes {
		prefixes, suffixes = append(prefixes, s.Prefix), append(suffixes, s.Suffix)
		pieces = append(pieces, strings.Split(s.Barred(), "")...)
	}
	pieces = append(pieces, overlaid(suffixes, fold, ends)...)
	pieces = append(pieces, w.escaped(pieces)...)
	seen, all := map[string]bool{}, []string{}
	texts := append(overlaid(prefixes, fold, begins), overlaid(spelt, fold, begins)...)
	texts = append(texts, w.escaped(texts)...)
	for round := 0; round < rounds && len(texts) > 0; round++ {
		var longer []string
		for _, text := range texts {
			decoded := route.DecodeReserved(text)
			key := b.classes(text, w) + b.begun(text) + b.begun(decoded)
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

// rounds is how often pieces are appended: a value, its suffix, an extension with a value and a suffix, and
// all of these once more.
const rounds = 8

// shortest returns the shortest text of each class. It leaves out texts that are not canonical.
func (b branches) shortest(texts []string, w *walk) (classes []string) {
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	seen := map[string]bool{}
	for _, text := range slices.Compact(texts) {
		if _, wrong := route.ReadSegment(text); wrong != nil {
			continue
		}
		if key := b.classes(text, w); !seen[key] {
			seen[key] = true
			classes = append(classes, text)
		}
	}
	return classes
}

// begun returns a key for what a text has begun that a longer text can complete: for each affixed
// parameter its prefix, the barred bytes, and how much of its suffix the text ends with. The key also says
// whether the text is canonical as it is.
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

// underWay returns a key for how much of a literal the text ends with.
func underWay(text, literal string) string {
	for n := min(len(text), len(literal)); n > 0; n-- {
		if end := text[len(text)-n:]; strings.EqualFold(end, literal[:n]) {
			return strconv.Itoa(n) + strconv.FormatBool(end == literal[:n])
		}
	}
	return ""
}

// classes is class for both readings of a text.
func (b branches) classes(text string, w *walk) string {
	if decoded := route.DecodeReserved(text); decoded != text {
		return b.class(text, w) + "/" + b.class(decoded, w)
	}
	return b.class(text, w)
}

// class returns the text's class as a key: how it relates to each segment that a row can have here.
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

// overlapping returns head and end joined so that they share bytes, spelt as the one or the other spells
// them.
func overlapping(head, end string) (texts []string) {
	for n := 1; n <= min(len(head), len(end)); n++ {
		if strings.EqualFold(head[len(head)-n:], end[:n]) {
			texts = append(texts, head+end[n:], head[:len(head)-n]+end)
		}
	}
	return texts
}

// A laying writes a literal over one end of a text, if the two differ in nothing but letter case.
type laying func(text, literal string) string

// begins is the laying at the beginning of a text.
func begins(text, literal string) string {
	if len(literal) > len(text) || !strings.EqualFold(text[:len(literal)], literal) {
		return text
	}
	return literal + text[len(literal):]
}

// ends is the laying at the end of a text.
func ends(text, literal string) string {
	if at := len(text) - len(literal); at >= 0 && strings.EqualFold(text[at:], literal) {
		return text[:at] + literal
	}
	return text
}

// overlaid returns the literals. If letter case counts, it also returns each in another letter case, and all of
// these with each literal laid over them.
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

// over returns what becomes of a text when each literal is laid over it, where that changes it.
func over(text string, literals []string, lay laying) (forms []string) {
	for _, l := range literals {
		if form := lay(text, l); form != text {
			forms = append(forms, form)
		}
	}
	return forms
}
