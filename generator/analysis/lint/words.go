package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/diag"
)

// shortest is how many characters a word must have to be compared: short words are similar by chance.
// One with a character less is compared where two characters may be swapped.
const shortest = 5

// longestWord is how many characters of a word are compared at most.
const longestWord = 100

// misspelt reports whether one of two different words may be the other one misspelt: they differ in
// letter case, hyphens and underscores alone, or by one character that is inserted, removed, replaced or
// swapped with its neighbour. Numbers that differ are no misspelling. A plural is one where siblings is
// true: the words are used at the same place.
func misspelt(a, b string, siblings bool) bool {
	p, q := bare(a), bare(b)
	length := min(len([]rune(p)), len([]rune(q)))
	switch {
	case a == b, withoutDigits(p) == withoutDigits(q) && p != q:
		return false
	case p == q:
		return true
	case length < shortest-1 || length < shortest && !sameCharacters(p, q) || max(len(p), len(q)) > longestWord:
		return false
	case strings.HasPrefix(p, q), strings.HasPrefix(q, p):
		return siblings && (p+"s" == q || q+"s" == p)
	}
	return diag.Distance(p, q) == 1
}

// sameCharacters reports whether two words have the same characters, in any order.
func sameCharacters(a, b string) bool {
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

// candidatePairs returns all pairs of words, by their indices, for which misspelt could hold: words that
// are equal once a character is left out of either or of both. It does not compare every word with every
// other one, so that it is quick for large tables.
func candidatePairs(words []string) (pairs [][2]int) {
	buckets, seen := map[string][]int{}, map[[2]int]bool{}
	for i, word := range words {
		for _, key := range withoutOne(bare(word)) {
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

// withoutOne returns a word, and the word without each one of its characters.
func withoutOne(word string) []string {
	runes := []rune(word)
	keys := []string{word}
	if len(runes) > longestWord {
		return keys
	}
	for i := range runes {
		keys = append(keys, string(runes[:i])+string(runes[i+1:]))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// partsOf splits a code or an id at everything but letters, digits, hyphens and underscores.
func partsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' })
}

// wordsOf splits a part at hyphens, underscores and capital letters, and returns the words in small
// letters.
func wordsOf(part string) (words []string) {
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
