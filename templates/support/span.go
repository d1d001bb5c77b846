package support

import "strings"

// spans reports whether the value of a parameter may contain slashes if this is the rest of its pattern. Fiber
// looks for the end of a parameter in the whole rest of the path if one byte follows it, and then no literal.
func (a affix) spans(rest string) bool {
	return len(a.suffix) == 1 && (rest == "" || rest == "/" || rest == "/**" || strings.HasPrefix(rest, "/{"))
}

// reachSpanned is reachOn if the value of the parameter contains slashes.
func (v *visit) reachSpanned(a affix, rest string, i int) reach {
	for _, more := range v.spansOf(a, i) {
		if more > 0 && v.reachOn(inexactly, rest, i+more+1) != unreached {
			return inexactly
		}
	}
	return unreached
}

// spansOf returns how many segments after segment i the parameter may take too. Zero means none. There are two
// numbers because a server may look for the byte after the parameter in its own case or in either case.
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

// slashesBefore returns the number of slashes in rest before a place if the segment ends after this place,
// perhaps with an extension. Else it returns zero.
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
