package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/diag"
)

// shortest is how long a word must be, in characters, for another one to be nearly like it: short ones
// are alike by chance. One that is shorter by one may have two characters swapped.
const shortest = 5

// near reports whether two different words are spelt nearly alike: but for letter case, hyphens and
// underscores, or but for one character that is inserted, removed, replaced or swapped with its
// neighbour. Numbers that differ make no misspelling, nor does a plural that is no sibling.
func near(a, b string, siblings bool) bool {
	p, q := bare(a), bare(b)
	least := min(len([]rune(p)), len([]rune(q)))
	switch {
	case a == b, withoutDigits(p) == withoutDigits(q) && p != q:
		return false
	case p == q:
		return true
	case least < shortest-1 || least < shortest && !swapped(p, q) || max(len(p), len(q)) > 100:
		return false
	case strings.HasPrefix(p, q), strings.HasPrefix(q, p):
		return siblings && (p+"s" == q || q+"s" == p)
	}
	return diag.Distance(p, q) == 1
}

// swapped reports whether two words have the same characters.
func swapped(a, b string) bool {
	p, q := []rune(a), []rune(b)
	slices.Sort(p)
	slices.Sort(q)
	return slices.Equal(p, q)
}

// bare returns a word in small letters, without hyphens and underscores.
func bare(word string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(word))
}

func withoutDigits(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, word)
}

// nearPairs returns the pairs of words that could be spelt nearly alike, by their places: those that
// are equal once a character is left out of either. It looks at no pair that has nothing in common.
func nearPairs(words []string) (pairs [][2]int) {
	buckets, seen := map[string][]int{}, map[[2]int]bool{}
	for i, word := range words {
		for _, key := range lessOne(bare(word)) {
			for _, j := range buckets[key] {
				if pair := [2]int{j, i}; !seen[pair] && j != i {
					seen[pair] = true
					pairs = append(pairs, pair)
				}
			}
			buckets[key] = append(buckets[key], i)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return pairs
}

// lessOne returns a word and all that is left of it without one of its characters, each once.
func lessOne(word string) []string {
	runes := []rune(word)
	keys := []string{word}
	if len(runes) > 100 {
		return keys
	}
	for i := range runes {
		keys = append(keys, string(runes[:i])+string(runes[i+1:]))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// parts cuts a code or an id into its words, each as it is spelt.
func parts(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' })
}

// split cuts a part at hyphens, underscores and capital letters, in small letters.
func split(part string) (words []string) {
	for _, word := range strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		start, runes := 0, []rune(word)
		for i := range runes {
			if i > start && unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i-1]) {
				words = append(words, strings.ToLower(string(runes[start:i])))
				start = i
			}
		}
		words = append(words, strings.ToLower(string(runes[start:])))
	}
	return words
}
