package support

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Reason says why a request is Refused. The zero value is no reason.
type Reason uint8

// The reasons.
const (
	ReasonMethod       Reason = iota + 1 // a byte of the method
	ReasonMethodNever                    // CONNECT or TRACE
	ReasonNoSlash                        // the path has no slash at its start
	ReasonEmptySegment                   // //
	ReasonFinalDot                       // a segment ends in a dot
	ReasonByte                           // a byte of the path
	ReasonEscape                         // % without two hexadecimal digits
	ReasonEscapeText                     // escapes that are not UTF-8
	ReasonEscapeBlank                    // a blank at the start or the end of a segment
	ReasonEscapeByte                     // an escape of a byte that servers read in different ways
	ReasonEscapeSame                     // an escape that is not needed
	ReasonScript                         // a first segment that ends in .php
	ReasonEncoded                        // escapes that the table does not allow
	ReasonRivals                         // routes with different requirements
	ReasonHeader                         // an override header, or an upgrade to HTTP/2
	ReasonTarget                         // the request has no path
)

// reasons holds the name of each reason, and the rule that the request breaks.
var reasons = [...]struct{ name, rule string }{
	ReasonMethod:       {"method", "a method is made of capital letters and hyphens"},
	ReasonMethodNever:  {"method-never", "CONNECT has no path and TRACE only echoes: neither is answered"},
	ReasonNoSlash:      {"no-slash", "a path begins with a slash"},
	ReasonEmptySegment: {"empty-segment", "a segment is not empty: most servers clean // up, some do not"},
	ReasonFinalDot:     {"final-dot", "a segment does not end in a dot: some servers drop it, and . and .. are steps"},
	ReasonByte:         {"byte", "a segment is made of letters, digits and - _ . ~ : @ $ & + , = ! ' ( ) *"},
	ReasonEscape:       {"escape", "an escape is % and two hexadecimal digits"},
	ReasonEscapeText:   {"escape-text", "escapes stand for UTF-8"},
	ReasonEscapeBlank:  {"escape-blank", "no blank stands at either end of a segment"},
	ReasonEscapeByte:   {"escape-byte", "no escape stands for a control, a slash or another byte that servers read in more ways than one"},
	ReasonEscapeSame:   {"escape-same", "no escape stands for a letter, a digit, - _ or a dot"},
	ReasonScript:       {"script", "a first segment ends in .php only where a row says so: some servers drop it"},
	ReasonEncoded:      {"encoded", "escapes stand for what encoded: allows, for the table or for the row"},
	ReasonRivals:       {"rivals", "a server could run routes whose requirements differ"},
	ReasonHeader:       {"header", "some servers take the method or the path from it, or another protocol"},
	ReasonTarget:       {"target", "a target is a path, or a URL with a scheme, a host and a path"},
}

// String returns the name of the reason, such as empty-segment. It is meant for logs and metrics.
func (r Reason) String() string {
	if r == 0 || int(r) >= len(reasons) {
		return "Reason(" + strconv.Itoa(int(r)) + ")"
	}
	return reasons[r].name
}

// A Refusal says why a request is Refused. The zero value is the Refusal of a request that is not.
type Refusal struct {
	Reason Reason
	Offset int     // of the byte in the method or in the path, from 0
	Text   string  // the method or the path
	Header string  // the name of the header, for ReasonHeader
	Routes []Route // the routes that a server could run, for ReasonRivals; the most specific one first
}

// String returns the refusal in words. It is meant for logs. It is empty for the zero value.
func (r Refusal) String() string {
	switch {
	case r.Reason == 0 || int(r.Reason) >= len(reasons):
		return ""
	case r.Reason == ReasonRivals:
		var rivals []string
		for _, route := range r.Routes {
			rivals = append(rivals, route.Method()+" "+route.Pattern())
		}
		return "a server could run " + strings.Join(rivals, " or ") + ", whose requirements differ"
	case r.Reason == ReasonHeader:
		return "the header " + r.Header + ": " + reasons[r.Reason].rule
	case r.Reason == ReasonTarget:
		return reasons[r.Reason].rule
	}
	in := "path"
	if r.Reason == ReasonMethod || r.Reason == ReasonMethodNever {
		in = "method"
	}
	return "byte " + strconv.Itoa(r.Offset) + " of the " + in + ": " + r.found() + ": " + reasons[r.Reason].rule
}

// found quotes what stands at the offset.
func (r Refusal) found() string {
	if r.Offset >= len(r.Text) {
		return "the end of " + strconv.Quote(r.Text)
	}
	text := r.Text[r.Offset:]
	_, size := utf8.DecodeRuneInString(text)
	if text[0] == '%' {
		size = min(3, len(text))
	}
	return strconv.Quote(text[:size])
}

// A cause is what a decision that denies has besides the route. It is read only if somebody asks why.
type cause struct {
	unknown              error // why a Guard does not know the permissions of the caller
	method, path, header string
	noTarget             bool
}

// refused returns the decision on a Refused request.
func refused(method, path string) Decision {
	return Decision{outcome: outcome{why: &cause{method: method, path: path}}}
}

// refusedRequest is refused for a request of net/http.
func refusedRequest(r *http.Request) Decision {
	if r == nil || r.URL == nil || r.URL.Opaque != "" {
		return Decision{outcome: outcome{why: &cause{noTarget: true}}}
	}
	d := refused(r.Method, r.URL.EscapedPath())
	d.outcome.why.header = overrideHeader(r.Header)
	return d
}

// overrideHeader returns the first header of a request that overrides it, by name; "" if there is none.
func overrideHeader(h http.Header) (first string) {
	for name, values := range h {
		if overridesRequest(name, values) && (first == "" || name < first) {
			first = name
		}
	}
	return first
}

// Refusal returns why the request is Refused. It is the zero value if the request is not, and for decisions that other
// code composes.
func (d Decision) Refusal() Refusal {
	why := d.outcome.why
	switch {
	case d.Verdict != Refused || why == nil:
		return Refusal{}
	case why.noTarget:
		return Refusal{Reason: ReasonTarget}
	case why.header != "":
		return Refusal{Reason: ReasonHeader, Header: why.header}
	}
	if r := methodRefusal(why.method); r.Reason != 0 {
		return r
	}
	r := pathRefusal(why.path)
	if r.Reason == 0 {
		r = table().refusal(why.path, columnOf(why.method).set())
	}
	r.Text = why.path
	return r
}

// methodRefusal returns what is wrong with a method.
func methodRefusal(method string) Refusal {
	for i := range len(method) {
		if c := method[i]; (c < 'A' || c > 'Z') && c != '-' {
			return Refusal{Reason: ReasonMethod, Offset: i, Text: method}
		}
	}
	switch method {
	case "":
		return Refusal{Reason: ReasonMethod}
	case "CONNECT", "TRACE":
		return Refusal{Reason: ReasonMethodNever, Text: method}
	}
	return Refusal{}
}

// pathRefusal returns what is not canonical in a path on the wire.
func pathRefusal(path string) Refusal {
	switch {
	case !strings.HasPrefix(path, "/"):
		return Refusal{Reason: ReasonNoSlash}
	case path == "/":
		return Refusal{}
	}
	offset := 1
	for segment := range strings.SplitSeq(strings.TrimSuffix(path[1:], "/"), "/") {
		if r := segmentRefusal(segment); r.Reason != 0 {
			r.Offset += offset
			return r
		}
		offset += len(segment) + 1
	}
	return Refusal{}
}

// segmentRefusal returns what is not canonical in a segment.
func segmentRefusal(segment string) Refusal {
	switch {
	case segment == "":
		return Refusal{Reason: ReasonEmptySegment}
	case segment[len(segment)-1] == '.':
		return Refusal{Reason: ReasonFinalDot, Offset: len(segment) - 1}
	}
	for i := range len(segment) {
		if segment[i] != '%' && !segmentByte[segment[i]] {
			return Refusal{Reason: ReasonByte, Offset: i}
		}
	}
	text, at := "", []int{} // what the segment stands for, and where each byte of it stands
	for i := 0; i < len(segment); i++ {
		piece := segment[i : i+1]
		at = append(at, i)
		if segment[i] == '%' {
			var err error
			if piece, err = url.PathUnescape(segment[i:min(i+3, len(segment))]); err != nil {
				return Refusal{Reason: ReasonEscape, Offset: i}
			}
			i += 2
		}
		text += piece
	}
	return escapeRefusal(segment, text, at)
}

// escapeRefusal returns what is wrong with the escapes of a segment.
func escapeRefusal(segment, text string, at []int) Refusal {
	trimmed := strings.TrimSpace(text)
	switch {
	case strings.HasPrefix(text, trimmed) && trimmed != text:
		return Refusal{Reason: ReasonEscapeBlank, Offset: at[len(trimmed)]}
	case trimmed != text:
		return Refusal{Reason: ReasonEscapeBlank}
	case strings.HasSuffix(text, "."):
		return Refusal{Reason: ReasonFinalDot, Offset: at[len(at)-1]}
	}
	for i, c := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		switch written := segment[at[i]] == '%'; {
		case c == utf8.RuneError && size == 1:
			return Refusal{Reason: ReasonEscapeText, Offset: at[i]}
		case c == ' ', c >= utf8.RuneSelf && !unicode.IsControl(c) && !deceptive(c):
		case c >= utf8.RuneSelf || !segmentByte[c]:
			return Refusal{Reason: ReasonEscapeByte, Offset: at[i]}
		case written && !strings.ContainsRune(reservedBytes, c):
			return Refusal{Reason: ReasonEscapeSame, Offset: at[i]}
		}
	}
	return Refusal{}
}

// refusal returns why the index refuses a canonical path.
func (x *index) refusal(path string, own methodSet) Refusal {
	var p cutPath
	encoded, _ := p.cut(path, slashesOf(path), onWire)
	v := visit{index: x, cutPath: &p, last: unknown, own: own}
	v.script = v.dropsFirst()
	v.walk()
	if v.script && (!v.how.leading() || !beginsWithScript(v.rows[v.winner-1].pattern)) {
		return Refusal{Reason: ReasonScript, Offset: 1}
	}
	if v.winner != 0 {
		v.against, v.rivals = true, &[]Route{}
		v.walk()
		if rivals := *v.rivals; len(rivals) > 0 {
			slices.Sort(rivals)
			return Refusal{Reason: ReasonRivals, Routes: append([]Route{v.winner}, slices.Compact(rivals)...)}
		}
	}
	if strings.Contains(path, "%") && (encoded == 0 || !escapesAllowed(encoded, v.winner)) {
		return Refusal{Reason: ReasonEncoded, Offset: deniedEscape(path, v.winner)}
	}
	return Refusal{Reason: ReasonRivals, Routes: slices.DeleteFunc([]Route{v.winner}, func(r Route) bool { return r == 0 })}
}

// deniedEscape returns the place of the first escape in the first segment whose escapes the table does not allow if this
// route decides.
func deniedEscape(path string, r Route) int {
	for rest := path; escapes != nil && rest != "" && rest != "/"; {
		after, e, ok := escapes.segment(rest, onWire)
		if !ok || !escapesAllowed(e, r) {
			return len(path) - len(rest) + max(strings.IndexByte(rest, '%'), 0)
		}
		rest = after
	}
	return strings.IndexByte(path, '%')
}
