package diag

import (
	"strings"
	"unicode/utf8"
)

// DidYouMean returns `did you mean "x"?` for the candidate that Nearest finds, or "".
func DidYouMean(name string, candidates []string) string {
	best := Nearest(name, candidates)
	if best == "" {
		return ""
	}
	return "did you mean " + Quote(best) + "?"
}

// longestName is the length of the longest name that is compared, in characters. The time of a comparison
// grows with its square.
const longestName = 200

// Nearest returns the candidate that is nearest to name, or the first of several. It returns "" if more than
// a third of the characters differ; in a name of two or more characters one may always differ. Letter case does not
// count.
func Nearest(name string, candidates []string) string {
	length := utf8.RuneCountInString(name)
	if length > longestName {
		return ""
	}
	best, least := "", 1+max(min(1, length-1), length/3)
	for _, c := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(c), least); d < least {
			best, least = c, d
		}
	}
	return best
}

// Distance returns how many characters must be inserted, removed, replaced or swapped with their neighbour
// to turn a into b. Its time grows with the product of the two lengths.
func Distance(a, b string) int { return distance(a, b, len(a)+len(b)) }

// Within reports whether the Distance of a and b is at most edits, without regard to letter case. It
// returns false for very long names.
func Within(a, b string, edits int) bool {
	if max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) > longestName {
		return false
	}
	return distance(strings.ToLower(a), strings.ToLower(b), edits) <= edits
}

// distance returns how many characters must be inserted, removed, replaced or swapped with their
// neighbour to turn a into b, or limit+1 if more than limit.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d > limit || -d > limit {
		return limit + 1
	}
	rows := [3][]int{make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		now, last, before := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		now[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
	}
	return min(rows[len(s)%3][len(t)], limit+1)
}
