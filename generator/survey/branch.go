package survey

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// branches are the candidates of a place, by what their patterns have as the next segment. The affixed
// parameters have no names here, so that each stands once.
type branches struct {
	literals map[string][]candidate // by the literal in small letters
	spelt    map[string][]string    // the literals as they are spelt, by what stands before the first dot in small letters
	any      []candidate            // those whose next segment is no literal
	affixes  []route.Segment        // the affixed parameters
	spanning []route.Segment        // of the affixes: those that span
	inside   []route.Segment        // of the affixes: those that the path is inside of, without their prefix
	segments []route.Segment        // if there are affixes: the affixes and the literals
}

// branches sorts the candidates of a place.
func (w *walk) branches(at []candidate) branches {
	b := branches{literals: map[string][]candidate{}, spelt: map[string][]string{}}
	for _, r := range at {
		fixed := w.Tables[r.table].Rows[r.row].Pattern.Fixed()
		if r.at < len(fixed) && fixed[r.at].Affixed() {
			b.affix(fixed[r.at].Unnamed(), r.inside != 0, w.does&route.Spanning != 0 && w.Tables[r.table].Rows[r.row].Pattern.Spans(r.at))
		}
		if r.at >= len(fixed) || fixed[r.at].Kind != route.Literal {
			b.any = append(b.any, r)
			continue
		}
		text := fixed[r.at].Text
		key := strings.ToLower(text)
		b.literals[key] = append(b.literals[key], r)
		if head, _, _ := strings.Cut(key, "."); !slices.Contains(b.spelt[head], text) {
			b.spelt[head] = append(b.spelt[head], text)
		}
	}
	if len(b.affixes) > 0 {
		b.segments = slices.Clone(b.affixes)
		for _, key := range slices.Sorted(maps.Keys(b.spelt)) {
			for _, literal := range b.spelt[key] {
				b.segments = append(b.segments, route.Segment{Text: literal})
			}
		}
	}
	return b
}

// affix adds an affixed parameter.
func (b *branches) affix(s route.Segment, inside, spans bool) {
	add := func(list *[]route.Segment) {
		if !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	switch {
	case inside:
		s.Prefix = ""
		add(&b.inside)
	case spans:
		add(&b.spanning)
	}
	add(&b.affixes)
}

// candidates returns the candidates of a path whose next segment is the text, sorted by table and row.
func (b branches) candidates(text string) []candidate {
	candidates := slices.Clone(b.any)
	for key := strings.ToLower(text); ; {
		candidates = append(candidates, b.literals[key]...)
		dot := strings.LastIndexByte(key, '.')
		if dot < 0 {
			break
		}
		key = key[:dot] // without an extension
	}
	slices.SortFunc(candidates, byRow)
	return candidates
}

// byRow orders candidates by table and row.
func byRow(a, b candidate) int { return cmp.Or(a.table-b.table, a.row-b.row) }

// texts returns the texts that the next segment must try, one of each class: the free text, and each
// literal as it is spelt and in other letter case, with and without an extension.
func (b branches) texts(w *walk) []string {
	texts := []string{w.free}
	for _, key := range slices.Sorted(maps.Keys(b.literals)) {
		texts = append(texts, b.forms(key, w.does&route.LetterCase != 0)...)
	}
	if len(b.affixes) > 0 {
		return b.affixed(texts[1:], w)
	}
	if w.does&route.Extension != 0 {
		for _, form := range texts[1:] {
			texts = append(texts, form+"."+w.free)
		}
	}
	return texts
}

// forms returns the spellings of a literal, given in small letters, that rows tell apart. Each piece
// between dots is spelt in turn as each literal with the same beginning spells it, and as no literal does.
func (b branches) forms(key string, fold bool) []string {
	forms := []string{""}
	pieces := strings.Split(key, ".")
	for i := range pieces {
		prefix := strings.Join(pieces[:i+1], ".")
		var longer []string
		for _, spelling := range b.spellings(prefix, i, fold) {
			for _, form := range forms {
				if i > 0 {
					form += "."
				}
				longer = append(longer, form+spelling)
			}
		}
		forms = longer
	}
	return forms
}

// spellings returns how the literals that begin with the prefix, given in small letters, spell piece i of it.
// If fold is set, a spelling that no literal has is among them.
func (b branches) spellings(prefix string, i int, fold bool) (spellings []string) {
	head, _, _ := strings.Cut(prefix, ".")
	for _, literal := range b.spelt[head] {
		if !strings.HasPrefix(strings.ToLower(literal)+".", prefix+".") {
			continue
		}
		if piece := strings.Split(literal, ".")[i]; !slices.Contains(spellings, piece) {
			spellings = append(spellings, piece)
		}
	}
	slices.Sort(spellings)
	if fold {
		if other := otherCase(spellings); other != "" {
			spellings = append(spellings, other)
		}
	}
	return spellings
}

// otherCase returns a text that differs from all spellings only in the case of letters; "" if there is none.
func otherCase(spellings []string) string {
	first, letters := spellings[0], 0
	for i := range len(first) {
		if isLetter(first[i]) {
			letters++
		}
	}
	last := uint64(1)<<min(letters, 63) - 1 // all letters
	for i := range uint64(len(spellings) + 1) {
		variant := i
		if i == 0 {
			variant = last
		}
		if text := flipped(first, variant); variant <= last && !slices.Contains(spellings, text) {
			return text
		}
	}
	return ""
}

// flipped returns the text with some letters in their other case: bit n of the variant stands for the
// letter n, counted from the last one.
func flipped(text string, variant uint64) string {
	b := []byte(text)
	for i := len(b) - 1; i >= 0; i-- {
		if !isLetter(b[i]) {
			continue
		}
		if variant&1 != 0 {
			b[i] ^= 0x20
		}
		variant >>= 1
	}
	return string(b)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
