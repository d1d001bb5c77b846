package sql

import (
	"strings"
	"unicode"
)

// end stands in an expression for the end of the text. Each dialect has its own sign for it.
const end = "\x00"

// quoted returns an expression for a literal of a pattern. It puts special characters into classes, so that no
// dialect has to escape a backslash.
func quoted(literal string) string {
	var b strings.Builder
	for _, c := range []byte(literal) {
		if strings.IndexByte(".$+()*", c) >= 0 {
			b.WriteString("[" + string(c) + "]")
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// joined returns expressions as alternatives in a group. A single one stays as it is.
func joined(alternatives []string) string {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return "(?:" + strings.Join(alternatives, "|") + ")"
}

// bothCases returns an expression for a literal in any letter case.
func bothCases(literal string) string {
	var b strings.Builder
	for _, c := range literal {
		if unicode.IsLetter(c) {
			b.WriteString("[" + string(unicode.ToLower(c)) + string(unicode.ToUpper(c)) + "]")
			continue
		}
		b.WriteString(quoted(string(c)))
	}
	return b.String()
}

// optional returns an expression that also matches nothing; "" for "".
func optional(re string) string {
	if re == "" {
		return ""
	}
	return "(?:" + re + ")?"
}
