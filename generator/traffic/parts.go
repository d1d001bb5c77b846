package traffic

import (
	"slices"
	"strings"
	"sync"

	"github.com/permroute/permroute/generator/route"
)

// The tree has no answer for some lines of a log. Most of these reach few rows: those whose patterns begin as the path
// does. The reference matcher gives the same answer if it has these rows alone, in much less time.

// A beginning is the first one or two segments of a path or a pattern, in small letters, each after a slash.
type beginning string

// A part is the rows that paths with one beginning can reach. Several goroutines use it.
type part struct {
	rows  []int // the table's index of each row of the part
	mu    sync.Mutex
	views *route.Views // made when it is first needed
}

// view returns the part as requests of a method see it.
func (p *part) view(t route.Table, method string) *route.View {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.views == nil {
		p.views = t.Only(p.rows...).Views()
	}
	return p.views.Of(method)
}

// parts holds the parts of a table.
type parts struct {
	table route.Table
	all   *part
	begun map[beginning]*part
	other [3]*part // for beginnings that no pattern has, by their number of segments
}

func newParts(t route.Table) *parts {
	p := &parts{table: t, all: &part{}, begun: map[beginning]*part{}}
	for i := range t.Rows {
		p.all.rows = append(p.all.rows, i)
	}
	for n := 1; n <= 2; n++ {
		p.add(n)
	}
	return p
}

// add adds the parts for beginnings of n segments. A pattern without such a beginning belongs to all of them.
func (p *parts) add(n int) {
	other, begun := &part{}, map[beginning]*part{}
	for i, r := range p.table.Rows {
		b, ok := patternBeginning(r.Pattern, n)
		if !ok {
			other.rows = append(other.rows, i)
			continue
		}
		if begun[b] == nil {
			begun[b] = &part{}
		}
		begun[b].rows = append(begun[b].rows, i)
	}
	for b, part := range begun {
		part.rows = append(part.rows, other.rows...)
		slices.Sort(part.rows)
		p.begun[b] = part
	}
	p.other[n] = other
}

// of returns the part for a path.
func (p *parts) of(path string) *part {
	b, n := pathBeginning(path)
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if n == 0 || p.table.DropsScript(first) {
		return p.all
	}
	if part := p.begun[b]; part != nil {
		return part
	}
	return p.other[n]
}

// match returns the row and the verdict for a canonical method and a path.
func (p *parts) match(method, path string) (row int, verdict route.Verdict) {
	part := p.of(path)
	row, verdict = part.view(p.table, method).Match(path)
	if verdict == route.Listed {
		row = part.rows[row]
	}
	return row, verdict
}

// patternBeginning returns the first n segments of a pattern, if they are literals.
func patternBeginning(p route.Pattern, n int) (beginning, bool) {
	segments := p.Segments()
	if len(segments) < n {
		return "", false
	}
	var b strings.Builder
	for _, s := range segments[:n] {
		if s.Kind != route.Literal {
			return "", false
		}
		b.WriteString("/" + s.Text)
	}
	return beginning(strings.ToLower(b.String())), true
}

// pathBeginning returns the first two segments of a path if others follow them, or else the first one if others
// follow it. n is their number. A path reaches a pattern that begins with literals only if it begins with the
// same ones, except for letter case: servers drop bytes only from the last segment. They also drop a first segment
// that is a script; of looks for that.
func pathBeginning(path string) (b beginning, n int) {
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
	return beginning(strings.ToLower(path[:end])), n
}
