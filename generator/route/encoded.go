package route

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Encoding is a set of what escapes in a path may stand for.
type Encoding uint8

const (
	Space    Encoding = 1 << iota // %20, except at the ends of a segment
	UTF8                          // characters beyond ASCII, except those in deceptive
	Reserved                      // a byte that could stand for itself: one of : @ $ & + , = ! ' ( ) * ~

	// EveryEncoding is the default of a table: what common clients send for values in a path.
	EveryEncoding = 1<<iota - 1
)

// reserved holds the bytes that Reserved is about. Clients escape them or do not, and servers decode them before
// they route, or after. Of letters, digits and - _ . no escape is allowed: no client escapes them.
const reserved = ":@$&+,=!'()*~"

// Escape returns the escape of a byte.
func Escape(c byte) string { return fmt.Sprintf("%%%02X", c) }

// ReservedBytes returns the bytes that Reserved is about.
func ReservedBytes() string { return reserved }

// A NamedEncoding is a single encoding and its name in specs.
type NamedEncoding struct {
	Name     string
	Encoding Encoding
}

// Encodings returns the encodings that a spec can name.
func Encodings() []NamedEncoding {
	return []NamedEncoding{{"space", Space}, {"utf8", UTF8}, {"reserved", Reserved}}
}

// EncodingNames returns the names of Encodings.
func EncodingNames() (names []string) {
	for _, n := range Encodings() {
		names = append(names, n.Name)
	}
	return names
}

// Names returns the names of the encodings in the set.
func (e Encoding) Names() (names []string) {
	for _, n := range Encodings() {
		if e&n.Encoding != 0 {
			names = append(names, n.Name)
		}
	}
	return names
}

// EncodingNamed returns the encoding of that name; 0 if there is none.
func EncodingNamed(name string) Encoding {
	for _, n := range Encodings() {
		if n.Name == name {
			return n.Encoding
		}
	}
	return 0
}

// encodingOf returns what the escapes of a segment stand for, or why the segment is not canonical. The decoded text must be UTF-8, without characters that some
// server reads as others. The segment's other bytes are in segmentByte.
func encodingOf(segment string) (encoded Encoding, wrong *Refusal) {
	text, at, wrong := unescape(segment)
	if wrong != nil {
		return 0, wrong
	}
	if trimmed := strings.TrimSpace(text); trimmed != text {
		offset := 0
		if strings.HasPrefix(text, trimmed) {
			offset = at[len(trimmed)]
		}
		return 0, &Refusal{"path", offset, RuleEscapeBlank}
	}
	if last := len(text) - 1; text[last] == '.' {
		return 0, &Refusal{"path", at[last], RuleFinalDot}
	}
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch escaped := segment[at[i]] == '%'; {
		case r == utf8.RuneError && size == 1:
			return 0, &Refusal{"path", at[i], RuleEscapeText}
		case r == ' ':
			encoded |= Space
		case Escapable(r):
			encoded |= UTF8
		case r >= utf8.RuneSelf || !segmentByte[r]:
			return 0, &Refusal{"path", at[i], RuleEscapeByte}
		case escaped && strings.ContainsRune(reserved, r):
			encoded |= Reserved
		case escaped:
			return 0, &Refusal{"path", at[i], RuleEscapeSame}
		}
	}
	return encoded, nil
}

// decoded returns the path as a server reads it that decodes the reserved bytes before it routes.
func (p Path) decoded() Path {
	decoded := Path{segments: make([]string, len(p.segments)), slash: p.slash, encoded: p.encoded &^ Reserved}
	for i, s := range p.segments {
		decoded.segments[i] = DecodeReserved(s)
	}
	return decoded
}

// DecodeReserved returns a text with each escape of a reserved byte decoded, and with the others as they are.
func DecodeReserved(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' {
			if decoded, err := url.PathUnescape(text[i:min(i+3, len(text))]); err == nil && strings.Contains(reserved, decoded) {
				b.WriteString(decoded)
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// escape returns the offset of the first escape in a segment whose escapes stand for more than is allowed.
func (p Path) escape(allowed Encoding) int {
	offset := 1
	for _, s := range p.segments {
		if encoded, _ := ReadSegment(s); encoded&^allowed != 0 {
			return offset + strings.IndexByte(s, '%')
		}
		offset += len(s) + 1
	}
	return 0
}

// unescape returns the text that a segment stands for, and for each byte of the text its offset in the segment.
func unescape(segment string) (text string, at []int, wrong *Refusal) {
	var b strings.Builder
	for i := 0; i < len(segment); i++ {
		at = append(at, i)
		if segment[i] != '%' {
			b.WriteByte(segment[i])
			continue
		}
		decoded, err := url.PathUnescape(segment[i:min(i+3, len(segment))])
		if err != nil {
			return "", nil, &Refusal{"path", i, RuleEscape}
		}
		b.WriteString(decoded)
		i += 2
	}
	return b.String(), at, nil
}

// Escapable reports whether UTF8 allows escapes that stand for this character.
func Escapable(r rune) bool {
	return r >= utf8.RuneSelf && !unicode.IsControl(r) && !unicode.Is(deceptive, r)
}

// deceptive holds the characters that a server can turn into others: those whose compatibility form (Unicode
// NFKC) contains one of / \ . ; ? # %, and those that become ASCII when letter case is folded.
var deceptive = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0130, 0x0131, 1}, // dotted I, dotless i
		{0x017f, 0x017f, 1}, // long s
		{0x037e, 0x037e, 1}, // Greek question mark
		{0x2024, 0x2026, 1}, // dot leaders
		{0x2047, 0x2049, 1}, // double question marks
		{0x2100, 0x2101, 1}, // a/c, a/s
		{0x2105, 0x2106, 1}, // c/o, c/u
		{0x212a, 0x212a, 1}, // Kelvin sign
		{0x2488, 0x249b, 1}, // numbers with full stops
		{0x33c2, 0x33c2, 1}, // a.m.
		{0x33c7, 0x33c7, 1}, // Co.
		{0x33d8, 0x33d8, 1}, // p.m.
		{0xfe14, 0xfe14, 1}, // vertical forms
		{0xfe16, 0xfe16, 1},
		{0xfe19, 0xfe19, 1},
		{0xfe30, 0xfe30, 1},
		{0xfe52, 0xfe52, 1}, // small forms
		{0xfe54, 0xfe54, 1},
		{0xfe56, 0xfe56, 1},
		{0xfe5f, 0xfe5f, 1},
		{0xfe68, 0xfe68, 1},
		{0xfe6a, 0xfe6a, 1},
		{0xff03, 0xff03, 1}, // full-width forms
		{0xff05, 0xff05, 1},
		{0xff0e, 0xff0f, 1},
		{0xff1b, 0xff1b, 1},
		{0xff1f, 0xff1f, 1},
		{0xff3c, 0xff3c, 1},
	},
	R32: []unicode.Range32{
		{0x1f100, 0x1f100, 1}, // digit zero full stop
	},
}
