package notation

import (
	"strings"
)

// A codeForm says how surely a word is a code.
type codeForm uint8

const (
	noCode   codeForm = iota
	bareWord          // repo, read-only, ManageOrders: a code where the column is known to hold codes
	level             // read, admin: what is allowed of something that the word does not name
	sureCode          // order:view, User.Read.All, ORDER_VIEW, read_orders, Vendor.Compute/disks/read
)

// levels holds words that say how much is allowed, and not of what.
var levels = wordSet(`read write readwrite rw ro r w view edit list get create update modify delete remove manage
	execute full admin administrator administrators owner owners member members guest guests viewer
	viewers editor editors operator operators maintainer maintainers developer developers reporter reporters
	contributor contributors reader readers writer writers tagging`)

// words holds words that are never codes: those of a spec, and those that sentences are made of.
var words = wordSet(`none nobody public authenticated yes no true false null any all each both either neither not is are if
	when unless until while for with without only except but see also optional optionally required as on in of by to from the
	a an this that these those it its your their you they can may must should will`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// formOf tells whether a word is a code. It takes ASCII without blanks.
func formOf(word string) codeForm {
	if word == "" || !letter(word[0]) {
		return noCode
	}
	if before, after, slash := strings.Cut(word, "/"); slash {
		return pathCode(before, after)
	}
	seen, ok := shapeOfWord(word)
	if !ok {
		return noCode
	}
	last := word[len(word)-1]
	switch {
	case seen.part == 0 || last == '-' || last == '_', seen.starred && !seen.colon && !seen.dot:
		return noCode
	case seen.colon, seen.dot && !seen.short && seen.part > 1:
		return sureCode
	case seen.dot: // e.g
		return noCode
	case seen.underscore:
		return sureCode
	case words[strings.ToLower(word)]:
		return noCode
	case levels[strings.ToLower(word)]:
		return level
	}
	return bareWord
}

// A wordShape is what stands in a word.
type wordShape struct {
	colon, dot, underscore bool
	short                  bool // a part before a colon or a dot is one character
	part                   int  // the length of the last part
	starred                bool // the last part ends with a star
}

// shapeOfWord returns what stands in a word. It reports false if the word has what no code has.
func shapeOfWord(word string) (seen wordShape, ok bool) {
	for i := range len(word) {
		c := word[i]
		switch {
		case c == ':' || c == '.':
			if seen.part == 0 {
				return seen, false
			}
			seen.short = seen.short || seen.part == 1
			seen.colon, seen.dot = seen.colon || c == ':', seen.dot || c == '.'
			seen.part, seen.starred = 0, false
			continue
		case seen.starred:
			return seen, false
		case c == '*':
			seen.starred = true
		case c == '_':
			seen.underscore = true
		case c != '-' && !letter(c) && (c < '0' || c > '9'):
			return seen, false
		}
		seen.part++
	}
	return seen, true
}

// pathCode tells whether a word with slashes is a code: Vendor.Compute/disks/read.
func pathCode(first, rest string) codeForm {
	if formOf(first) != sureCode || strings.Contains(first, ":") {
		return noCode
	}
	for part := range strings.SplitSeq(rest, "/") {
		if part != "*" && (part == "" || !letter(part[0]) || strings.ContainsAny(part, ":*") || formOf(part) == noCode) {
			return noCode
		}
	}
	return sureCode
}

// capitalized reports whether a word is written as at the start of a sentence: Sometimes, and not
// ManageOrders.
func capitalized(word string) bool {
	return word[0] >= 'A' && word[0] <= 'Z' && word[1:] == strings.ToLower(word[1:])
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// IsCode reports whether a text is a code that cannot be taken for a word.
func IsCode(s string) bool { return formOf(s) == sureCode }

// CodesIn returns the words of a text that are surely codes.
func CodesIn(s string) (codes []string) {
	for word := range wordsIn(Narrow(s)) {
		if formOf(word) == sureCode {
			codes = append(codes, word)
		}
	}
	return codes
}

// wordsIn yields the runs of characters of a text that codes are made of, without marks at their ends.
func wordsIn(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for run := range strings.FieldsFuncSeq(s, func(r rune) bool { return !codeRune(r) }) {
			if run = strings.Trim(run, ".:/-_"); run != "" && !yield(run) {
				return
			}
		}
	}
}

// codeRune reports whether a character can stand in a code.
func codeRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == ':' || r == '.' || r == '_' || r == '-' || r == '*' || r == '/'
}
