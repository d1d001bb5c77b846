package handlers

import (
	"fmt"
	"strconv"
	"strings"
)

// readPattern returns the readings of a router's pattern, the most likely one first. Each reading is a list of
// patterns as specs have them, and the handler answers all of them.
func readPattern(text string) (readings [][]string, err error) {
	path := withoutHost(text)
	for _, colons := range colonsOf(path) {
		segments, scanned := scanPattern(path, colons)
		if scanned != nil {
			err = scanned
			continue
		}
		if r := readSegments(segments); !hasReading(readings, r) {
			readings = append(readings, r)
		}
	}
	if len(readings) > 0 {
		return readings, nil
	}
	return nil, fmt.Errorf("the pattern %q: %w", text, err)
}

// withoutHost returns a pattern without the scheme and the host before the path. net/http.ServeMux has patterns with a
// host. A pattern that begins with neither a slash nor a host gets a slash: Django writes users/<int:id>/.
func withoutHost(text string) string {
	path := text[hostOf(text):]
	if strings.HasPrefix(path, "/") {
		return path
	}
	return "/" + path
}

// hostOf returns the length of the scheme and the host that a text begins with; 0 for none.
func hostOf(text string) int {
	scheme := strings.Index(text, "://")
	if scheme > 0 && strings.Trim(text[:scheme], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+") == "" {
		scheme += len("://")
		if slash := strings.IndexByte(text[scheme:], '/'); slash >= 0 {
			return scheme + slash
		}
		return len(text)
	}
	host, _, found := strings.Cut(text, "/")
	if found && (host == "localhost" || strings.Contains(host, ".")) && !strings.ContainsAny(host, "{<:*") {
		return len(host)
	}
	return 0
}

// A colonReading says what a colon in a pattern means.
type colonReading uint8

const (
	colonLiteral   colonReading = iota // itself, as in {name}:cancel
	colonDelimited                     // :name is a parameter, and its name is made of letters, digits and _
	colonWhole                         // :name is a parameter, and its name ends with the segment
)

// colonsOf returns the readings of the colons in a path. If a segment begins with a colon, colons begin parameters.
// In other patterns a colon inside a segment is a literal for most routers, and begins a parameter for some.
func colonsOf(path string) []colonReading {
	switch {
	case strings.Contains(path, "/:"):
		return []colonReading{colonDelimited, colonWhole}
	case !strings.Contains(path, ":"), strings.ContainsAny(path, "{<"):
		return []colonReading{colonLiteral}
	}
	return []colonReading{colonLiteral, colonWhole}
}

// hasReading reports whether a reading is one of these, whatever its parameters are called.
func hasReading(readings [][]string, r []string) bool {
	for _, other := range readings {
		if shapeOfPattern(strings.Join(other, "\n")) == shapeOfPattern(strings.Join(r, "\n")) {
			return true
		}
	}
	return false
}

// shapeOfPattern returns a pattern of a spec without the names of its parameters.
func shapeOfPattern(pattern string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(pattern, "{")
		if b.WriteString(before); !found {
			return b.String()
		}
		_, pattern, _ = strings.Cut(after, "}")
		b.WriteString("{}")
	}
}

// readSegments returns the patterns that a pattern stands for which has been cut into segments. What takes slashes
// in the middle of a pattern is ** with all that follows: specs have nothing narrower.
func readSegments(segments [][]piece) []string {
	patterns, names := []string{""}, map[string]int{}
	for i, pieces := range segments {
		switch one := pieces[0]; {
		case i == len(segments)-1 && len(pieces) == 2 && one.kind == literalPiece && pieces[1].hasSlash(): // /files* takes /files/a and /files7
			return append(eachWith(patterns, "/"+one.text+"/**"), eachWith(patterns, "/"+one.text+named(pieces[1].text, names))...)
		case hasRest(pieces):
			return eachWith(patterns, "/**")
		case len(pieces) == 1 && one.kind == endPiece:
			patterns = eachWith(patterns, "/")
		case len(pieces) == 1 && one.kind == optionalPiece:
			patterns = append(patterns, eachWith(patterns, "/"+named(one.text, names))...)
		default:
			patterns = eachWith(patterns, "/"+segmentOf(pieces, names))
		}
	}
	for i, p := range patterns {
		if p == "" {
			patterns[i] = "/"
		}
	}
	return patterns
}

func eachWith(patterns []string, end string) (all []string) {
	for _, p := range patterns {
		all = append(all, p+end)
	}
	return all
}

func hasRest(pieces []piece) bool {
	for _, p := range pieces {
		if p.hasSlash() {
			return true
		}
	}
	return false
}

// segmentOf returns a segment as specs have it. Specs have one parameter in a segment: several ones become one,
// which also takes the literals between them.
func segmentOf(pieces []piece, names map[string]int) string {
	first, last := len(pieces), 0
	for i, p := range pieces {
		if p.kind != literalPiece {
			first, last = min(first, i), i
		}
	}
	if first == len(pieces) {
		return pieces[0].text
	}
	text := named(pieces[first].text, names)
	if first > 0 {
		text = pieces[0].text + text
	}
	if last < len(pieces)-1 {
		text += pieces[last+1].text
	}
	return text
}

// named returns a parameter as specs have it. Each name stands once in a pattern.
func named(name string, names map[string]int) string {
	if !isParameterName(name) {
		name = "param"
	}
	names[name]++
	if n := names[name]; n > 1 {
		name += strconv.Itoa(n)
	}
	return "{" + name + "}"
}

// isParameterName reports whether a parameter of a spec can have a name.
func isParameterName(name string) bool {
	for i := range len(name) {
		if c := name[i]; !isNameByte(c) && c != '-' && c != '.' {
			return false
		}
	}
	return name != ""
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
