package corpus

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// A Reference answers as route.Table.Match does, on tables for which that is too slow: it asks a table
// of those rows alone that a path could reach.
//
// The smaller table has every row that the path reaches. Such a row has a parameter or an equal literal at the place of
// each segment of the path. Letter case and extensions do not count. Two rows are different: a parameter with one byte behind it
// may take several segments, and a server may drop the name of a script before the path. Reference tries these too. Rows of
// one shape are taken or left out together, so a view of the smaller table has the same own and foreign rows.
type Reference struct {
	API  *model.API
	root place
}

// A place is where a prefix of patterns leads.
type place struct {
	literals map[string]*place // by the literal in small letters
	param    *place
	spans    bool  // a parameter may take several segments
	rows     []int // of the patterns that end here
}

// NewReference returns the reference for a table.
func NewReference(api *model.API) *Reference {
	r := &Reference{API: api}
	for i, row := range api.Table.Rows {
		at := &r.root
		for _, s := range row.Pattern.Segments() {
			if s.Kind != route.Rest {
				at = at.below(s)
			}
		}
		at.rows = append(at.rows, i)
	}
	return r
}

func (p *place) below(s route.Segment) *place {
	if s.Kind == route.Param {
		if p.param == nil {
			p.param = &place{}
		}
		p.spans = p.spans || len(s.Suffix) == 1
		return p.param
	}
	if p.literals == nil {
		p.literals = map[string]*place{}
	}
	key := strings.ToLower(s.Text)
	if p.literals[key] == nil {
		p.literals[key] = &place{}
	}
	return p.literals[key]
}

// Match is route.Table.Match of the whole table.
func (r *Reference) Match(method, path string) (row int, verdict route.Verdict) {
	table, rows := r.Around(path)
	row, verdict = table.Match(method, path)
	if row >= 0 {
		row = rows[row]
	}
	return row, verdict
}

// Named returns the row of a method that names the path exactly and goes first, and whether there is
// one: what a router without inexact matches answers.
func (r *Reference) Named(method, path string) (row int, named bool) {
	table, rows := r.Around(path)
	parsed, ok := route.ParsePath(path)
	if !ok {
		return 0, false
	}
	best := -1
	for i, candidate := range table.Rows {
		if candidate.Method != method || candidate.Pattern.Reach(parsed, 0) != route.Exactly {
			continue
		}
		if best < 0 || route.ComparePatterns(candidate.Pattern, table.Rows[best].Pattern) < 0 {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	return rows[best], true
}

// Around returns the table of the rows that the path could reach, and their numbers in the whole one.
func (r *Reference) Around(path string) (route.Table, []int) {
	var rows []int
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	found := func(found []int) { rows = append(rows, found...) }
	r.root.collect(segments, found)
	if strings.HasSuffix(strings.ToLower(segments[0]), ".php") {
		r.root.collect(segments[1:], found)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	return r.API.Table.Only(rows...), rows
}

// collect calls found with the rows of each place that the segments lead through. A final slash is a
// last segment that is empty, which only a parameter takes.
func (p *place) collect(segments []string, found func([]int)) {
	if p == nil {
		return
	}
	found(p.rows)
	if len(segments) == 0 {
		return
	}
	p.param.collect(segments[1:], found)
	for i := 2; i <= len(segments) && p.spans; i++ {
		p.param.collect(segments[i:], found)
	}
	for literal := strings.ToLower(segments[0]); ; {
		p.literals[literal].collect(segments[1:], found)
		dot := strings.LastIndexByte(literal, '.')
		if dot < 0 {
			return
		}
		literal = literal[:dot]
	}
}
