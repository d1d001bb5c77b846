package interop

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/permroute/permroute/generator/route"
)

// A mutation makes targets of one class from a path that names a row.
type mutation struct {
	class   string
	targets func(base) []string
}

var pathMutations = []mutation{
	{"as listed", func(b base) []string { return after(b.path(), "", "?x=1", "?") }},
	{"//", func(b base) []string { return append(eachBefore(b, "/", "//"), after(b.path(), "//", "///")...) }},
	{"final /", func(b base) []string { return after(b.path(), "/", "/?x=1") }},
	{"/./", func(b base) []string { return append(eachBefore(b, "/."), after(b.path(), "/.", "/./", "/./.")...) }},
	{"/../", func(b base) []string {
		return append(eachBefore(b, "/x/..", "/.."), after(b.path(), "/x/..", "/x/../", "/x/y/../..", "/..", "/...")...)
	}},
	{"%2e", func(b base) []string {
		return append(eachBefore(b, "/%2e", "/x/%2E%2e", "/x/.%2e"), after(b.path(), "/%2e", "/%2e%2E", "/x/%2e%2e", "%2e", "/x/%2e./")...)
	}},
	{"%2f", func(b base) []string {
		return append(append(eachSlash(b, "%2f", "%2F", "/%2f"), eachBefore(b, "/x%2f..", "/..%2f")...), after(b.path(), "%2f", "%2Fx", "/%2f", "%2f..%2f")...)
	}},
	{`\`, func(b base) []string { return append(eachSlash(b, `\`, `/\`), after(b.path(), `\`, `\x`, `\..\x`)...) }},
	{"%5c", func(b base) []string { return append(eachSlash(b, "%5c", "%5C"), after(b.path(), "%5c", "/x%5C..")...) }},
	{"escaped letter", func(b base) []string {
		return eachSegment(b, func(s string) []string {
			return []string{escaped(s[:1]) + s[1:], s[:len(s)-1] + strings.ToLower(escaped(s[len(s)-1:])), escaped(s)}
		})
	}},
	{"double escape", func(b base) []string {
		first := eachSegment(b, func(s string) []string { return []string{"%25" + escaped(s[:1])[1:] + s[1:]} })
		return append(append(first, eachSlash(b, "%252f", "%25%32%66")...), after(b.path(), "/%252e", "/x/%252e%252e", "%2500", "%253f")...)
	}},
	{";", func(b base) []string {
		return append(append(eachBefore(b, ";", ";x=1", "/;", "/;x=1", "/..;"), eachBefore(b, "/.;")...), after(b.path(), ";", ";x=1", ";.json", "/;", ";/", ";/../x")...)
	}},
	{"%3b", func(b base) []string {
		return append(eachBefore(b, "%3b", "/%3B"), after(b.path(), "%3b", "%3Bx=1", "/%3b")...)
	}},
	{"letter case", func(b base) []string {
		each := eachSegment(b, func(s string) []string {
			return []string{strings.ToUpper(s), strings.ToUpper(s[:1]) + s[1:], s[:len(s)-1] + strings.ToUpper(s[len(s)-1:])}
		})
		return append(each, strings.ToUpper(b.path()), strings.ToUpper(b.path())+"/")
	}},
	{"Unicode fold", func(b base) []string { return eachSegment(b, unicodeFolds) }},
	{"trailing dot", func(b base) []string {
		return append(eachSegment(b, func(s string) []string { return []string{s + ".", s + ".."} }), after(b.path(), "./", "...", ".%2e")...)
	}},
	{"blank", func(b base) []string {
		return append(eachSegment(b, func(s string) []string { return []string{s + "%20", "%20" + s} }), after(b.path(), "+", "%20/", " ", " x", "%c2%a0", "/%20")...)
	}},
	{"reserved", reservedEscapes},
	{"control", func(b base) []string {
		return after(b.path(), "%09", "%0a", "%0d%0a", "%0bx", "%1f", "%7f", "%c2%85", "\t", "\x01", "\x7f", "\r", "/%0a", "%e2%80%8b", "%ef%bb%bf", "%c2%ad")
	}},
	{"%00", func(b base) []string {
		return append(eachSegment(b, func(s string) []string { return []string{s + "%00"} }), after(b.path(), "%00.json", "/%00", "%00/x", "\x00")...)
	}},
	{"full-width", func(b base) []string {
		each := eachSegment(b, func(s string) []string { return []string{fullWidth(s), escaped(fullWidth(s[:1])) + s[1:]} })
		return append(append(each, eachSlash(b, "／", "%ef%bc%8f", "%e2%88%95")...), after(b.path(), "/．．/x", "%ef%bc%8e", "％2f", "%ef%bc%9f")...)
	}},
	{"overlong UTF-8", func(b base) []string {
		each := eachSegment(b, func(s string) []string {
			return []string{fmt.Sprintf("%%%02x%%%02x", 0xc0|s[0]>>6, 0x80|s[0]&0x3f) + s[1:]}
		})
		return append(append(each, eachSlash(b, "%c0%af", "%e0%80%af", "\xc0\xaf")...), after(b.path(), "/%c0%ae%c0%ae/x", "%c0%80")...)
	}},
	{"bad escape", func(b base) []string {
		return append(eachBefore(b, "%", "/%2"), after(b.path(), "%", "%2", "%zz", "%u002f", "%%", "%-1", "%2g", "%f0%28")...)
	}},
	{"? and #", func(b base) []string {
		return append(eachSegment(b, func(s string) []string { return []string{s + "%3f"} }), after(b.path(), "?/../x", "??", "#", "#x", "#/../x", "%23", "%3Fx=1", "/?", "?#", "#?")...)
	}},
	{"absolute form", absoluteForms},
	{"opaque form", func(b base) []string {
		return append(before(b.path(), "x:", "http:", "x:/", "x://", "urn:x:", "file:", "mailto:"), before(b.path()[1:], "x:", "http:", "a+b:", "urn:", "1:", "x-y.z:")...)
	}},
	{"no leading /", func(b base) []string {
		return append(before(b.path(), ".", "*", "?", "#", ":80", "x", "%2f", `\`, "@x", ";", "..", "%00"), before(b.path()[1:], "", "./", "../", "*", "%2f")...)
	}},
	{"suffix", func(b base) []string {
		dotted := after(b.path(), ".json", ".html", ".do", ".JSON", ".a.b", ".json/", "%2ejson", "~",
			".k-1_2", ".json?x", ",x", "!", ":x", "@x", "$", "&x", "=1", "'", "(1)", "*", ".json.json/", "/.json", "-", "_")
		return append(dotted, eachSegment(b, func(s string) []string { return []string{s + ".json"} })...)
	}},
	{"neighbour", neighbours},
	{"script", func(b base) []string {
		return append(before(b.path(), "/index.php", "/index.PHP", "/kiss.php", "/x.php/y", "/.php", "/index.php5", "/index.php.x", "/a/index.php"), after(b.path(), "/index.php", ".php", "/.php")...)
	}},
	{"very long", func(b base) []string {
		return append(before(b.path(), strings.Repeat("/", 200), strings.Repeat("/.", 300)),
			after(b.path(), "?"+strings.Repeat("x", 3000), "."+strings.Repeat("x", 2000), "/"+strings.Repeat("y", 3000), strings.Repeat("/", 500), "?"+strings.Repeat("x", 9000))...)
	}},
	{"many segments", func(b base) []string {
		up := strings.Repeat("/x", 100) + strings.Repeat("/..", 100)
		return append(before(b.path(), up, strings.Repeat("/..", 60)), after(b.path(), strings.Repeat("/x", 200), up, strings.Repeat("/k7", 20)+"/", strings.Repeat("/x.y", 40))...)
	}},
}

func after(path string, suffixes ...string) (targets []string) {
	for _, s := range suffixes {
		targets = append(targets, path+s)
	}
	return targets
}

func before(path string, prefixes ...string) (targets []string) {
	for _, p := range prefixes {
		targets = append(targets, p+path)
	}
	return targets
}

// eachBefore puts each of the texts before each segment's slash.
func eachBefore(b base, texts ...string) (targets []string) {
	for i := range b.segments {
		for _, text := range texts {
			targets = append(targets, b.before(i, text))
		}
	}
	return targets
}

// eachSlash replaces each slash, but the first, by each of the texts; and all of them.
func eachSlash(b base, texts ...string) (targets []string) {
	for _, text := range texts {
		for i := 1; i < len(b.segments); i++ {
			targets = append(targets, joined(b.segments[:i])+text+strings.Join(b.segments[i:], "/"))
		}
		targets = append(targets, "/"+strings.Join(b.segments, text))
	}
	return targets
}

// eachSegment replaces each segment by each of its mutations.
func eachSegment(b base, mutations func(string) []string) (targets []string) {
	for i, s := range b.segments {
		if s == "" {
			continue
		}
		for _, m := range mutations(s) {
			targets = append(targets, b.with(i, m))
		}
	}
	return targets
}

// escaped escapes every byte.
func escaped(s string) string {
	var e strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&e, "%%%02X", s[i])
	}
	return e.String()
}

// reservedEscapes escapes the bytes that may stand for themselves, in the path and in the literal beside its
// parameter, and puts escapes of them beside each segment's text.
func reservedEscapes(b base) []string {
	each := func(s string) []string {
		all := []string{escapedIn(s, route.ReservedBytes())}
		for i, c := range route.ReservedBytes() {
			if strings.ContainsRune(s, c) {
				all = append(all, escapedIn(s, string(c)))
			}
			if e := escaped(string(c)); i%2 == 0 {
				all = append(all, s+e, s+strings.ToLower(e)+"x")
			} else {
				all = append(all, e+s, "x"+e+s)
			}
		}
		return all
	}
	targets := append(eachSegment(b, each), after(b.path(), "%2A%2a", "%40/", "%7E")...)
	if b.sibling == "" {
		return targets
	}
	for i := range b.segments {
		if !b.literal[i] {
			targets = append(targets, b.with(i, escapedIn(b.sibling, route.ReservedBytes())), b.with(i, escapedIn(b.sibling, "@,")), b.with(i, strings.ToUpper(escapedIn(b.sibling, "+="))))
		}
	}
	return targets
}

// escapedIn escapes these bytes of a text.
func escapedIn(s, bytes string) string {
	var e strings.Builder
	for i := range len(s) {
		if strings.IndexByte(bytes, s[i]) >= 0 {
			e.WriteString(escaped(s[i : i+1]))
		} else {
			e.WriteByte(s[i])
		}
	}
	return e.String()
}

// unicodeFolds replaces letters by those that fold to them beyond ASCII, raw and escaped.
func unicodeFolds(s string) []string {
	folds := map[rune]rune{'k': 'K', 's': 'ſ', 'i': 'ı'}
	var all []string
	for i, r := range s {
		if fold, ok := folds[r]; ok {
			all = append(all, s[:i]+string(fold)+s[i+1:], s[:i]+escaped(string(fold))+s[i+1:])
		}
	}
	return append(all, s+"\u0301", s[:1]+"%cc%81"+s[1:])
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < unicode.MaxASCII {
			return r + 0xfee0
		}
		return r
	}, s)
}

func absoluteForms(b base) []string {
	targets := before(b.path(), "http://front.test", "http://other.test", "HTTP://front.test", "https://front.test", "http://a@front.test", "http://front.test:80", "http://front.test:",
		"ftp://front.test", "http://[::1]", "http://", "//front.test", "//", "http://front.test/", "http://front.test/.", "http://front.test/x/..", "http:/", "ws://front.test",
		"http://fr%6fnt.test", "http://front.test?", "http://front.test#", `http:\\front.test`, "///front.test", "http:////front.test", "://front.test")
	return append(targets, "http://front.test"+b.path()+"/", "http://front.test"+b.path()+"%2f", "http://front.test"+strings.ToUpper(b.path()), "http://front.test"+b.path()+";x")
}

// neighbours are paths that are close to one that names the row: with a segment less or more, with
// other values, and with values that resemble a literal beside the parameter.
func neighbours(b base) []string {
	targets := after(b.path(), "/x", "/x/y", "/x/", "/x/y/", "x", "/7.json")
	for i := range b.segments {
		targets = append(targets, joined(b.segments[:i])+"/", joined(b.segments[:i])+"?x")
	}
	if b.sibling == "" {
		return targets
	}
	last := len(b.segments) - 1
	for i := range b.segments {
		if b.literal[i] {
			continue
		}
		s := b.sibling
		for _, value := range []string{s, strings.ToUpper(s), s + ".json", s + "/", strings.ToUpper(s[:1]) + s[1:] + ".a.b",
			escaped(s[:1]) + s[1:], s + "x", s + "/x", s + ";x", s + "%2f", "", "/"} {
			targets = append(targets, b.with(i, value))
		}
	}
	return append(targets, b.with(last, b.sibling)+"/", b.with(last, "")+"?")
}
