package draft

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/oas"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/templates/handlers"
)

// A place is the path of an operation as a pattern.
type place struct {
	pattern route.Pattern
	wider   bool // it names more paths than the operation has
}

// place returns the pattern of an operation below its base path. Its error says why there is none.
func (b *builder) place(o *service.Operation) (place, error) {
	if own := text(o.Object, oas.RoutePattern); own != "" {
		p, err := route.ParsePattern(own)
		return place{p, false}, err
	}
	b.severalBases(o)
	t, err := readTemplate(b.base(o) + o.Path)
	if err != nil {
		return place{}, err
	}
	p, err := route.ParsePattern(t.text)
	if other := handlers.Spell(t.text); err == nil && other.Found != "" {
		err = fmt.Errorf("%s is %s", diag.Quote(other.Found), other.What) // a spec with it is refused
	}
	if err == nil && t.note != "" {
		b.doubt(Rewritten, o.Pos, "", "%s is %s in the spec: %s", diag.Inert(o.String()), diag.Inert(t.text), t.note)
	}
	return place{p, t.wider}, err
}

// base returns the base path of an operation.
func (b *builder) base(o *service.Operation) string {
	if b.options.Base != nil {
		return strings.TrimRight(*b.options.Base, "/")
	}
	return o.Bases[0]
}

// severalBases says that servers have several paths.
func (b *builder) severalBases(o *service.Operation) {
	if bases := strings.ReplaceAll(", "+strings.Join(o.Bases, ", ")+",", ", ,", ", /,"); b.options.Base == nil && len(o.Bases) > 1 && !b.bases[bases] {
		bases = strings.Trim(bases, ", ")
		b.bases[bases] = true
		b.doubt(Chosen, o.Pos, "name another with --base", "operations have several base paths: %s; the spec uses the first one", diag.Inert(bases))
	}
}

// A template is an OpenAPI path that is turned into a pattern.
type template struct {
	text  string
	note  string // what is written in another way; may be empty
	wider bool
	names map[string]bool
}

// readTemplate turns a path template into a pattern: as OpenAPI has it, and as Amazon API Gateway ({proxy+}), gRPC
// ({name=shelves/*}) and routers with expressions ({path:.*}) extend it.
func readTemplate(path string) (t template, err error) {
	t.names = map[string]bool{}
	if at := strings.IndexAny(path, "?#"); at >= 0 {
		path, t.note = strings.TrimSuffix(path[:at], "{"), "a pattern has no query and no fragment" // the brace of {?page}
	}
	var segment []piece
	for path != "" {
		p, rest, err := nextPiece(path)
		if err != nil {
			return t, err
		}
		path = rest
		if p.text != "/" || p.param {
			segment = append(segment, p)
			continue
		}
		if err := t.segment(segment); err != nil {
			return t, err
		}
		t.text += "/"
		segment = nil
	}
	return t, t.segment(segment)
}

// A piece is a slash, a text without slashes, or what stands in the braces of a parameter.
type piece struct {
	text  string
	param bool
}

// nextPiece cuts the first piece from a path.
func nextPiece(path string) (p piece, rest string, err error) {
	switch at := strings.IndexAny(path, "/{"); {
	case at < 0:
		return piece{text: path}, "", nil
	case at > 0:
		return piece{text: path[:at]}, path[at:], nil
	case path[0] == '/':
		return piece{text: "/"}, path[1:], nil
	}
	depth := 0
	for i := range len(path) {
		switch path[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return piece{path[1:i], true}, path[i+1:], nil
		}
	}
	return p, "", errors.New("a brace that is not closed")
}

// segment adds a segment of pieces.
func (t *template) segment(pieces []piece) error {
	params := 0
	for _, p := range pieces {
		if p.param {
			params++
		}
	}
	if len(pieces) == 1 && params == 1 {
		return t.whole(pieces[0].text)
	}
	if params > 1 {
		return t.several(pieces)
	}
	for _, p := range pieces {
		if !p.param {
			t.text += p.text
			continue
		}
		name, expression, _ := strings.Cut(p.text, ":")
		if !plainName.MatchString(name) || expression != "" && !narrow(expression) {
			return fmt.Errorf("the parameter %s", diag.Quote("{"+p.text+"}"))
		}
		t.param(name, name == p.text)
	}
	return nil
}

var plainName = regexp.MustCompile(`^[^{}/*+=?:%<>|]+$`)

// whole adds a segment that is one parameter.
func (t *template) whole(inside string) error {
	name, expression, isExpression := strings.Cut(inside, ":")
	name, pattern, isPattern := strings.Cut(name, "=")
	switch trimmed := strings.Trim(name, "*+"); {
	case isPattern && !isExpression:
		return t.resource(name, pattern)
	case isExpression && plainName.MatchString(name) && (expression == ".*" || expression == ".+"):
		t.open()
	case isExpression && plainName.MatchString(name) && narrow(expression):
		t.param(name, false)
		t.note = "a parameter has no expression"
	case isExpression || isPattern || !plainName.MatchString(trimmed):
		return fmt.Errorf("the parameter %s", diag.Quote("{"+inside+"}"))
	case trimmed != name:
		t.open()
	default:
		t.param(name, true)
	}
	return nil
}

// open adds **.
func (t *template) open() {
	t.text += "**"
	t.note = "the parameter takes all that follows"
}

// resource adds the segments of a parameter of gRPC, such as {name=shelves/*}.
func (t *template) resource(name, pattern string) error {
	for i, part := range strings.Split(pattern, "/") {
		if i > 0 {
			t.text += "/"
		}
		switch {
		case part == "*":
			t.param(name, false)
		case part == "**":
			t.open()
		default:
			t.text += part
		}
	}
	t.note = "the parameter stands for several segments"
	return nil
}

// several adds a segment with several parameters as one parameter between the literals at its ends.
func (t *template) several(pieces []piece) error {
	var names []string
	first, last := len(pieces), 0
	for i, p := range pieces {
		if !p.param {
			continue
		}
		if !plainName.MatchString(p.text) {
			return fmt.Errorf("the parameter %s", diag.Quote("{"+p.text+"}"))
		}
		names, first, last = append(names, p.text), min(first, i), i
	}
	for _, p := range pieces[:first] {
		t.text += p.text
	}
	t.param(strings.Join(names, "_"), true)
	for _, p := range pieces[last+1:] {
		t.text += p.text
	}
	t.note, t.wider = "a segment has one parameter", true
	return nil
}

var notInName = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// param adds a parameter. Its name is made one that a pattern can have and the path has not yet.
func (t *template) param(name string, said bool) {
	clean := notInName.ReplaceAllString(name, "_")
	if strings.Trim(clean, "_") == "" {
		clean = "p"
	}
	free := clean
	for n := 2; t.names[free]; n++ {
		free = clean + strconv.Itoa(n)
	}
	if free != name && said && t.note == "" {
		t.note = "names of parameters are made of letters, digits and _ - . and stand once"
	}
	t.names[free] = true
	t.text += "{" + free + "}"
}

// narrow reports whether an expression takes one segment or less: it is made of classes of characters that do not have
// the slash, and of words.
func narrow(expression string) bool { return narrowForm.MatchString(expression) }

var narrowForm = regexp.MustCompile(`^\^?(?:\[(?:\^/|[A-Za-z0-9_.@:+-])+\]|\\[dw]|[A-Za-z0-9_-]|[()|+*?]|\{[0-9,]+\})+\$?$`)
