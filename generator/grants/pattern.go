package grants

import (
	"strings"
	"unicode/utf8"
)

// A pattern is a text in which * stands for any run of characters, also for none and across separators. In
// some grammars ? stands for one character. Nothing else is special.
type pattern struct {
	text string
	one  bool // ? stands for one character
	fold bool // the case of ASCII letters does not count, whatever the table says
}

// special returns the index of the first byte that is not literal, and -1 if there is none.
func (p pattern) special() int {
	if p.one {
		return strings.IndexAny(p.text, "*?")
	}
	return strings.IndexByte(p.text, '*')
}

// matches reports whether the pattern matches a whole text. It asks of each rest of the pattern whether it matches
// each rest of the text, the shortest first.
func (p pattern) matches(text string) bool {
	if at := p.special(); at > 0 && !strings.HasPrefix(text, p.text[:at]) {
		return false // most texts
	}
	var shorter []bool // for the pattern's rest after the present byte: whether it matches text[i:]
	for at := len(p.text); at >= 0; at-- {
		matches := make([]bool, len(text)+1)
		for i := len(text); i >= 0; i-- {
			_, size := utf8.DecodeRuneInString(text[i:])
			switch {
			case at == len(p.text):
				matches[i] = i == len(text)
			case p.text[at] == '*':
				matches[i] = shorter[i] || i < len(text) && matches[i+size]
			case i == len(text):
			case p.text[at] == '?' && p.one:
				matches[i] = shorter[i+size]
			default:
				matches[i] = p.text[at] == text[i] && shorter[i+1]
			}
		}
		shorter = matches
	}
	return shorter[0]
}
