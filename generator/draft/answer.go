package draft

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/route"
)

// An unplaced operation has a method or a path that no row can have.
type unplaced struct {
	row
	why error // of the path; nil if it is the method
}

// widen makes rows that name more paths than their operations as strict as the rows that these paths had without them.
func (b *builder) widen() {
	for i := range b.rows {
		r := &b.rows[i]
		if !r.place.wider {
			continue
		}
		for _, j := range b.covering(r.operation.Method, r.place.pattern) {
			if j == i || r.demand.implies(b.rows[j].demand) {
				continue
			}
			r.demand = r.demand.and(b.rows[j].demand)
			b.doubt(Joined, r.operation.Pos, "it asks for what both ask for together", "the row of %s has paths of %s too", diag.Inert(r.operation.String()), diag.Inert(b.rows[j].operation.String()))
		}
	}
}

// covering returns the rows of a method that name every path of a pattern.
func (b *builder) covering(method string, p route.Pattern) (rows []int) {
	for i, r := range b.rows {
		if (r.operation.Method == method || method == "HEAD" && r.operation.Method == "GET") && r.place.pattern.Covers(p) {
			rows = append(rows, i)
		}
	}
	return rows
}

// items closes path items that are not understood. They get rows for the methods that other rows would answer.
func (b *builder) items(operations []row) {
	said := map[string]bool{}
	for _, r := range operations {
		o := r.operation
		if !said[o.Path] {
			said[o.Path] = true
			for _, d := range o.Unclear {
				b.doubt(Closed, d.Pos, d.Remedy, "all operations of %s: %s", diag.Inert(o.Path), d.Message)
			}
		}
		if len(b.covering(o.Method, r.place.pattern)) > 0 || b.extra != nil {
			b.add(r)
		}
	}
}

// answers looks for the rows that answer for the operations without a row, and makes them as strict.
func (b *builder) answers() {
	for _, u := range b.unplaced {
		o := u.operation
		if counts(o) {
			b.leftOut++
		}
		if u.why == nil {
			b.doubt(LeftOut, o.Pos, "requests with it are refused", "%s: no row can have this method", diag.Inert(o.String()))
			continue
		}
		wide, ok := around(b.base(o) + o.Path)
		var told []string
		for _, i := range b.covering(o.Method, wide) {
			if !ok {
				break
			}
			r := &b.rows[i]
			name := diag.Inert(r.operation.String())
			if r.demand.implies(u.demand) {
				told = append(told, "the row of "+name+" answers for it, and needs as much")
				continue
			}
			r.demand = r.demand.and(u.demand)
			told = append(told, "the row of "+name+" answers for it, and now asks for what both ask for together")
		}
		if len(told) == 0 {
			told = []string{"no row answers for it"}
		}
		if !counts(o) {
			continue // said for the first one
		}
		b.doubt(LeftOut, o.Pos, "write another path by hand if servers have it", "%s: %v; %s", diag.Inert(o.String()), u.why, strings.Join(told, "; "))
	}
}

// around returns a pattern that names the paths of a template that is none. It reports false if no path that can be
// requested is among them.
func around(path string) (route.Pattern, bool) {
	if at := strings.IndexAny(path, "?#"); at >= 0 {
		path = path[:at]
	}
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, s := range segments {
		last := i == len(segments)-1
		if _, err := route.ParsePattern("/" + s); s == "" && !last {
			return route.Pattern{}, false
		} else if err != nil || strings.Contains(s, "{") {
			segments[i] = fmt.Sprintf("{p%d}", i)
		}
	}
	p, err := route.ParsePattern("/" + strings.Join(segments, "/"))
	return p, err == nil
}

// general adds the doubts about the document as a whole.
func (b *builder) general() {
	file := diag.Position{File: b.document.File}
	for _, name := range slices.Sorted(maps.Keys(b.unread)) {
		u := b.unread[name]
		b.doubt(Unread, u.first, "--permissions-from "+diag.Inert(name)+" reads it", "%s %s, which is not read", operationsHave(u.operations), diag.Inert(name))
	}
	b.above()
	for _, v := range b.document.Variables {
		if b.options.Base == nil {
			b.doubt(Chosen, v.Pos, "write another base path with --base", "the variable %s in the path of a server; the spec has its default %s", diag.Quote(v.Name), diag.Quote(v.Default))
		}
	}
	if len(b.named) > 0 {
		b.doubt(Renamed, file, "", "the spec gives a const to %d of the codes and ids, whose Go names cannot be used; the first is %s", len(b.named), diag.Quote(b.named[0]))
	}
	any := 0
	for _, o := range b.document.Operations {
		if o.AnyMethod {
			any++
		}
	}
	if any > 0 {
		b.doubt(Chosen, file, "other methods are not listed", "x-amazon-apigateway-any-method stands for %d rows, one for each usual method", any)
	}
	b.silent()
}

func operationsHave(n int) string {
	if n == 1 {
		return "1 operation has"
	}
	return fmt.Sprintf("%d operations have", n)
}

// silent says which operations do not say who may call them.
func (b *builder) silent() {
	if n := len(b.unstated); n > 1 && n == len(b.document.Operations) {
		b.doubt(Unstated, diag.Position{File: b.document.File}, "decide who may call them", "the document says nothing about security: nobody may call its %d operations", n)
		return
	}
	for _, o := range b.unstated {
		b.doubt(Unstated, o.Pos, "decide who may call it", "%s does not say what it requires", diag.Inert(o.String()))
	}
}
