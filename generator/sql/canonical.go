package sql

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/route"
)

// controls stands in a class of an expression for the ASCII control characters. Each dialect has its own text for it.
const controls = "\x01"

const (
	// methodForm matches the methods that consist of the right bytes.
	methodForm = "^[A-Z-]+" + end

	// pathBytes lists the bytes that stand for themselves in a path, and the slash.
	pathBytes = "[A-Za-z0-9/._~:@$&+,=!'()*-]"

	// notCanonical matches paths with an empty segment or with one that ends in a dot.
	notCanonical = "^[^/]|//|[.]/|[.]" + end
)

// pathForm returns the expression for the bytes and escapes of a canonical path.
func pathForm(e route.Encoding) string {
	escapes := escapeForm(e, func(rune) bool { return true })
	if escapes == "" {
		return "^" + pathBytes + "+" + end
	}
	return "^" + pathBytes + "+(?:" + escapes + pathBytes + "*)*" + end
}

// blankEnds returns the expression for a path with a segment that begins or ends in an escaped blank; "" if escapes
// cannot be blanks.
func blankEnds(e route.Encoding) string {
	blank := escapeForm(e, unicode.IsSpace)
	if blank == "" {
		return ""
	}
	return "/" + blank + "|" + blank + "(?:/|" + end + ")"
}

// Expressions for a path with an escaped blank, with an escaped character beyond ASCII, and with an escape of a byte
// that could stand for itself.
const (
	hasSpace    = "%20"
	hasUTF8     = "%[89A-Fa-f]"
	hasReserved = "%(?:2[146-9A-Ca-c]|3[ADad]|40|7[Ee])"
)

// escapeForm returns the expression for the escapes that an encoding allows; "" if it allows none.
func escapeForm(e route.Encoding, also func(rune) bool) string {
	var forms []string
	if e&route.Space != 0 {
		forms = append(forms, "%20")
	}
	if e&route.UTF8 != 0 {
		forms = append(forms, sequences(also)...)
	}
	if e&route.Reserved != 0 && also(':') {
		forms = append(forms, hasReserved)
	}
	if forms == nil {
		return ""
	}
	return "(?:" + strings.Join(forms, "|") + ")"
}

// A node is a set of sequences of bytes, by their first byte.
type node map[byte]node

// sequences returns expressions for the escaped UTF-8 of characters that may be escaped in a path.
func sequences(also func(rune) bool) (forms []string) {
	root := node{}
	for r := rune(utf8.RuneSelf); r <= unicode.MaxRune; r++ {
		if utf8.ValidRune(r) && route.Escapable(r) && also(r) {
			at := root
			for _, b := range []byte(string(r)) {
				if at[b] == nil {
					at[b] = node{}
				}
				at = at[b]
			}
		}
	}
	return root.forms()
}

// forms returns expressions for the sequences. Sequences with the same ends share one.
func (n node) forms() (forms []string) {
	if len(n) == 0 {
		return nil
	}
	byRest := map[string][]byte{}
	var order []string
	for b := range 256 {
		next, ok := n[byte(b)]
		if !ok {
			continue
		}
		rest := ""
		if below := next.forms(); below != nil {
			rest = joined(below)
		}
		if byRest[rest] == nil {
			order = append(order, rest)
		}
		byRest[rest] = append(byRest[rest], byte(b))
	}
	for _, rest := range order {
		forms = append(forms, "%"+hexForm(byRest[rest])+rest)
	}
	return forms
}

// hexForm returns an expression for bytes as two hexadecimal digits, in any letter case.
func hexForm(bytes []byte) string {
	lows := map[byte][]byte{} // by the first digit
	for _, b := range bytes {
		lows[b>>4] = append(lows[b>>4], b&15)
	}
	var order []string
	highs := map[string][]byte{} // by the class of the second digits
	for high := range byte(16) {
		if lows[high] == nil {
			continue
		}
		class := digits(lows[high])
		if highs[class] == nil {
			order = append(order, class)
		}
		highs[class] = append(highs[class], high)
	}
	var forms []string
	for _, class := range order {
		forms = append(forms, digits(highs[class])+class)
	}
	return joined(forms)
}

// digits returns a class of hexadecimal digits.
func digits(values []byte) string {
	if len(values) == 1 && values[0] < 10 {
		return fmt.Sprint(values[0])
	}
	var b strings.Builder
	write := func(from, to byte, zero byte) {
		if from > to {
			return
		}
		b.WriteByte(zero + from)
		if to > from+1 {
			b.WriteByte('-')
		}
		if to > from {
			b.WriteByte(zero + to)
		}
	}
	for i := 0; i < len(values); {
		j := i
		for j+1 < len(values) && values[j+1] == values[j]+1 {
			j++
		}
		write(values[i], min(values[j], 9), '0')
		write(max(values[i], 10), values[j], 'A'-10)
		write(max(values[i], 10), values[j], 'a'-10)
		i = j + 1
	}
	return "[" + b.String() + "]"
}
