package servers

import (
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A dialect says how a router writes patterns.
type dialect struct {
	param string  // P stands for the parameter's name
	quote quoting // of literals; nil where they stand for themselves, and none can stand behind a parameter
	rest  string  // what follows a slash for a final **
	root  string  // the path / alone
	end   string  // what follows a slash that ends a pattern

	noSlash   bool // base/ is an error beside base or beside base/ with a rest, or the same as base
	needsByte bool // the rest is at least one byte
}

// withoutSlash returns the dialect where base/ is an error beside base.
func withoutSlash(d dialect) dialect {
	d.noSlash = true
	return d
}

// A quoting writes a literal of a pattern. after says that a parameter stands before it in its segment.
type quoting func(literal string, after bool) string

// escaping returns a quoting that puts a backslash before some bytes, and before the first one after a
// parameter whose name would go on with it.
func escaping(bytes, endOfName string) quoting {
	return func(literal string, after bool) string {
		var b strings.Builder
		for i, c := range literal {
			if strings.ContainsRune(bytes, c) || after && i == 0 && endOfName != "" && !strings.ContainsRune(endOfName, c) {
				b.WriteByte('\\')
			}
			b.WriteRune(c)
		}
		return b.String()
	}
}

func (d dialect) literal(text string, after bool) string {
	if d.quote == nil {
		return text
	}
	return d.quote(text, after)
}

// paths returns the patterns of the router that together are the endpoint's. Parameters are named by
// their place, for some routers want the same name wherever patterns meet.
func (d dialect) paths(e endpoint) []string {
	var b strings.Builder
	for i, s := range e.pattern.Segments() {
		switch s.Kind {
		case route.Literal:
			b.WriteString("/" + d.literal(s.Text, false))
		case route.Param:
			name := strings.Replace(d.param, "P", "p"+strconv.Itoa(i), 1)
			b.WriteString("/" + d.literal(s.Prefix, false) + name + d.literal(s.Suffix, true))
		case route.Rest:
			return d.open(b.String(), e)
		}
	}
	switch {
	case b.Len() == 0:
		return []string{d.root}
	case e.pattern.EndsInSlash():
		b.WriteString("/" + d.end)
	}
	return []string{b.String()}
}

// open returns the patterns that together are base/**, without base if it is named elsewhere.
func (d dialect) open(base string, e endpoint) (paths []string) {
	switch {
	case e.open == Alone || e.hasBase:
	case base != "":
		paths = append(paths, base)
	case d.needsByte:
		paths = append(paths, d.root)
	}
	if e.open == WithSlash && !d.noSlash && !e.hasSlash && base != "" {
		paths = append(paths, base+"/")
	}
	return append(paths, base+"/"+d.rest)
}

// cutFirst cuts a router's pattern after its first segment; the rest of a single one is /.
func cutFirst(path string) (first, rest string) {
	if i := strings.IndexByte(path[1:], '/'); i >= 0 {
		return path[:i+1], path[i+1:]
	}
	return path, "/"
}
