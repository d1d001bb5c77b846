package support

import "strings"

// Fiber looks for the end of a parameter in all that is left of the path. Where one byte follows it, and then
// no literal, the value may have slashes.

// spans reports whether the parameter's value may have slashes, before what is left of its pattern.
func (a affix) spans(rest string) bool {
	return len(a.suffix) == 1 && (rest == "" || rest == "/**" || strings.HasPrefix(rest, "/{"))
}

// reachSpanned is reachOn where the value of a parameter has slashes.
func (v *visit) reachSpanned(a affix, rest string, i int) reach {
	for _, more := range v.spansOf(a, i) {
		if more > 0 && v.reachOn(inexactly, rest, i+more+1) != unreached {
			return inexactly
		}
	}
	return unreached
}

// spansOf returns how many segments after one the parameter could take with it, which are different numbers
// where its last byte is a letter: servers look for that as it is, or in either case. Zero is none.
func (v *visit) spansOf(a affix, i int) [2]int {
	begin, end := v.bounds(i)
	if end-begin < len(a.prefix) || !v.resembles(a.prefix, v.text[begin:begin+len(a.prefix)]) {
		return [2]int{}
	}
	rest := strings.TrimSuffix(v.text[begin+len(a.prefix):], "/")
	as := strings.IndexByte(rest, a.suffix[0])
	either := as
	if c := a.suffix[0] ^ 0x20; v.sameLetters(uint64(c), uint64(a.suffix[0])) {
		if other := strings.IndexByte(rest, c); other >= 0 && (as < 0 || other < as) {
			either = other
		}
	}
	return [2]int{v.slashesBefore(rest, as), v.slashesBefore(rest, either)}
}

// slashesBefore returns how many slashes rest has before a place, if the segment ends there, perhaps in an
// extension.
func (v *visit) slashesBefore(rest string, at int) int {
	if at < 0 {
		return 0
	}
	after := rest[at+1:]
	if after == "" || after[0] == '/' || after[0] == '.' && v.does(extension) && !strings.Contains(after, "/") {
		return strings.Count(rest[:at], "/")
	}
	return 0
}
