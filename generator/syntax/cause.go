package syntax

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/permroute/permroute/generator/diag"
)

// A cause is the most probable cause of an error of the library: where it stands, and what to do.
type cause struct {
	line, column int // from 1
	remedy       string
}

// causeOf returns the cause of an error that the library reports for a line.
func (d *decoder) causeOf(text string, line int) cause {
	if c, ok := d.tab(line); ok {
		return c
	}
	here := d.text1(line)
	if m := flowRoute.FindStringSubmatchIndex(here); m != nil && strings.Contains(here[:m[2]], "{") {
		return at(line, here, m[2], `quote the route: "`+diag.Inert(here[m[2]:m[3]])+`"`)
	}
	switch text {
	case "found character that cannot start any token":
		if strings.HasPrefix(here, "```") {
			return at(line, here, 0, "remove the line: it belongs to Markdown")
		}
		return at(line, here, strings.IndexAny(here, "@%`"), "quote a value that begins with @, % or a backtick")
	case "mapping values are not allowed in this context":
		return d.secondColon(line)
	case "did not find expected key", "did not find expected '-' indicator":
		return d.otherIndent(line)
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
		return d.open(line, "close the bracket or brace that is opened here, and quote values that have a comma, brackets or braces")
	case "could not find expected ':'":
		return at(line, here, 0, "write a colon and a blank between key and value")
	case "found unexpected end of stream":
		return at(line, here, strings.IndexAny(here, `"'`), "close the quote that is opened here")
	case "did not find expected alphabetic or numeric character":
		return at(line, here, strings.IndexAny(here, "*&"), "write the codes or the methods themselves: * stands for nothing; quote a text that begins with * or &")
	}
	return at(line, here, 0, "")
}

// flowRoute matches METHOD /path with braces that no quote precedes.
var flowRoute = regexp.MustCompile(`[{,:]\s*([A-Z][A-Z-]* /[^\s"',]*\{[^\s"',{}]*\}[^\s"',{}:]*(?::[^\s"',{}:]+)*)`)

// at returns a cause at a byte of a line, or at its start if the offset is negative.
func at(line int, text string, offset int, remedy string) cause {
	return cause{line, 1 + utf8.RuneCountInString(text[:max(offset, 0)]), remedy}
}

// text1 returns a line, from 1, without the carriage return at its end.
func (d *decoder) text1(line int) string {
	return strings.TrimSuffix(string(d.source.lines[line-1]), "\r")
}

// open returns the cause of a bracket or brace that is opened and not closed, in a line or before it.
func (d *decoder) open(line int, remedy string) cause {
	for l := line; l > 0; l-- {
		text := d.text1(l)
		if strings.Count(text, "[")+strings.Count(text, "{") > strings.Count(text, "]")+strings.Count(text, "}") {
			return at(l, text, strings.IndexAny(text, "[{"), remedy)
		}
	}
	here := d.text1(line)
	return at(line, here, strings.IndexAny(here, "[{"), remedy)
}

// tab returns the tab that a line, or the line after it, is indented with: the library names the line before.
func (d *decoder) tab(line int) (cause, bool) {
	for l := line; l <= min(line+1, len(d.source.lines)); l++ {
		text := d.text1(l)
		indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
		if i := strings.IndexByte(indent, '\t'); i >= 0 && len(indent) < len(text) {
			return at(l, text, i, "indent with blanks, not with tabs"), true
		}
	}
	return cause{}, false
}

var (
	// runTogether matches a route and a code without a blank between.
	runTogether = regexp.MustCompile(`^\s*([A-Z][A-Z-]* /[^\s:]*):(\S+)$`)
	// cutByHash matches a route that a comment cuts.
	cutByHash = regexp.MustCompile(`^\s*[A-Z][A-Z-]* /\S*\s+(#)`)
	// methodList matches a list of methods before a path.
	methodList = regexp.MustCompile(`^\s*(\[[A-Za-z, ]+\])\s*/`)
	// complete matches a key with its value.
	complete = regexp.MustCompile(`^\s*\S.*: \S`)
)

const remedyHash = "quote the route: what follows a blank and # is a comment"

// before returns the number of the last line before a line that is neither empty nor a comment; 0 if there is none.
func (d *decoder) before(line int) int {
	for l := line - 1; l > 0; l-- {
		if text := strings.TrimSpace(d.text1(l)); text != "" && !strings.HasPrefix(text, "#") {
			return l
		}
	}
	return 0
}

// secondColon returns the cause of a colon where none can be.
func (d *decoder) secondColon(line int) cause {
	here := d.text1(line)
	if first := strings.Index(here, ": "); first >= 0 {
		if second := strings.Index(here[first+2:], ": "); second >= 0 {
			return at(line, here, first+2+second, "quote the value, which has a colon followed by a blank")
		}
	}
	if l := d.before(line); l > 0 {
		before := d.text1(l)
		if c, ok := d.together(l, before); ok {
			return c
		}
		if indentOf(here) > indentOf(before) && complete.MatchString(before) {
			return at(line, here, indentOf(here), "begin it in the column of the line before, which has a value already")
		}
	}
	return at(line, here, indentOf(here), "check the indentation, and quote values that have a colon followed by a blank")
}

// together returns the cause of a route and a code that stand without a blank between.
func (d *decoder) together(line int, text string) (cause, bool) {
	m := runTogether.FindStringSubmatchIndex(text)
	if m == nil {
		return cause{}, false
	}
	colon := m[4] - 1
	for i := colon; i < len(text); i++ { // the path can have colons too
		if text[i] == ':' && d.declares(text[i+1:]) {
			colon = i
			break
		}
	}
	return at(line, text, colon+1, "write a blank after the colon: "+diag.Inert(text[m[2]:colon])+": "+diag.Inert(text[colon+1:])), true
}

// declares reports whether a line begins with a code, as a spec declares it in the short form.
func (d *decoder) declares(code string) bool {
	for _, line := range d.source.lines {
		if text := strings.TrimSpace(string(line)); strings.HasPrefix(text, code) && (text == code+":" || strings.HasPrefix(text, code+": ")) {
			return true
		}
	}
	return false
}

// otherIndent returns the cause of a line that does not continue the list or mapping before it.
func (d *decoder) otherIndent(line int) cause {
	here := d.text1(line)
	if m := methodList.FindStringSubmatchIndex(here); m != nil {
		return at(line, here, m[2], "write a row for each method")
	}
	if l := d.before(line); l > 0 {
		before := d.text1(l)
		if c, ok := d.together(l, before); ok {
			return c
		}
		if m := cutByHash.FindStringSubmatchIndex(before); m != nil {
			return at(l, before, m[2], remedyHash)
		}
		dash := func(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, " "), "- ") }
		if indentOf(here) == indentOf(before) && dash(here) != dash(before) {
			return at(line, here, indentOf(here), "write all lines here with a dash, or none: a list and a mapping do not mix")
		}
		if i := indentOf(here); i > 0 && i < indentOf(before) && complete.MatchString(here) {
			return at(line, here, i, "indent the line like the lines before it")
		} else if i > 0 && i < indentOf(before) {
			return at(line, here, i, "begin the line in the column of a line above")
		}
	}
	return at(line, here, indentOf(here), "check the indentation, and that nothing follows a closing quote or bracket")
}

func indentOf(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }
