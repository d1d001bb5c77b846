package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ID returns the id of a route, METHOD /path, that has none of its own: its words, each with a capital letter, and
// "By" before a parameter. GET /orders/{id} is GetOrdersById, POST /orders/{id}:cancel is PostOrdersByIdCancel. The
// root is "Root", and a final ** is "Rest". Two routes can have the same id.
func ID(route string) string {
	method, path, _ := strings.Cut(route, " ")
	id := words(strings.ToLower(method))
	before := len(id)
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "**" {
			id += "Rest"
		}
		for segment != "" {
			literal, after, _ := strings.Cut(segment, "{")
			name, rest, param := strings.Cut(after, "}")
			id += words(literal)
			if param {
				id += "By" + words(name)
			}
			segment = rest
		}
	}
	if len(id) == before {
		id += "Root"
	}
	return id
}

// words joins the words of a text, each with a capital letter. They are made of letters and digits.
func words(text string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		first, size := utf8.DecodeRuneInString(word)
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(word[size:])
	}
	return b.String()
}
