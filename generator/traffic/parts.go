package traffic

import (
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// A part is some of a table's rows: those that the paths which begin alike can reach.
type part struct {
	rows  []int                  // by the part's row: the table's
	views map[string]*route.View // by method, of those that have rows, and of HEAD
	other *route.View            // of a method that has none
}

// ask asks the reference matcher.
func (m *matcher) ask(method, target string) int {
	path, ok := route.TargetPath(target)
	if !ok {
		return refused
	}
	p := m.rest
	if key, n := beginningOf(path); n > 0 {
		if p = m.parts[key]; p == nil {
			p = m.few[n]
		}
	}
	view := p.views[method]
	if view == nil {
		if view = p.other; !route.CanonicalMethod(method) {
			return refused
		}
	}
	row, verdict := view.Match(path)
	switch verdict {
	case route.Listed:
		return p.rows[row]
	case route.Unlisted:
		return unlisted
	case route.MethodUnlisted:
		return methodUnlisted
	}
	return refused
}

// part returns the rows whose patterns are wanted.
func (m *matcher) part(wanted func(route.Pattern) bool) *part {
	p := &part{views: map[string]*route.View{}}
	for i, r := range m.table.Rows {
		if wanted(r.Pattern) {
			p.rows = append(p.rows, i)
		}
	}
	table := m.table.Only(p.rows...)
	for _, r := range m.table.Rows {
		p.views[r.Method] = nil
	}
	p.views["HEAD"] = nil
	for method := range p.views {
		p.views[method] = table.View(method)
	}
	p.other = table.View(route.UnlistedMethod(m.table))
	return p
}

// beginning returns the first segments of a pattern, in small letters, if so many are literals.
func beginning(p route.Pattern, n int) (string, bool) {
	var key strings.Builder
	for i := range n {
		s := p.Segments()
		if i >= len(s) || s[i].Kind != route.Literal {
			return "", false
		}
		key.WriteString("/" + s[i].Text)
	}
	return strings.ToLower(key.String()), true
}

// beginningOf returns the first two segments of a path that goes on behind them, or the first one of two,
// in small letters, and how many these are. Such a path reaches a pattern only if its first literals are
// these: servers drop nothing but from the last segment.
func beginningOf(path string) (key string, n int) {
	if !strings.HasPrefix(path, "/") {
		return "", 0
	}
	end := 0
	for n < 2 {
		next := strings.IndexByte(path[end+1:], '/')
		if next < 0 || end+1+next+1 == len(path) {
			break
		}
		end += 1 + next
		n++
	}
	return strings.ToLower(path[:end]), n
}
