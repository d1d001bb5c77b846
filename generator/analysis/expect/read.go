package expect

import (
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

const shape = "write tests: a list of cases, each with as: ROLE or have: [CODE, …], and METHOD /path: allow, deny or a status"

// Read reads a file of expectations about a table. If the list is not empty, do not use the cases.
func Read(file string, data []byte, api *model.API) ([]Case, diag.List) {
	root, list := syntax.ReadDocument(file, data)
	if len(list) > 0 {
		return nil, list
	}
	r := &reader{api: api, file: file}
	for _, e := range root {
		items, ok := e.Value.(syntax.List)
		if e.Key != "tests" || !ok {
			r.wrong(e.Pos, "the key "+diag.Quote(e.Key)+" where tests is needed, with a list", shape)
			continue
		}
		for _, item := range items {
			r.item(e.Pos, item)
		}
	}
	if len(root) == 0 {
		r.wrong(diag.Position{File: file}, "there are no tests", shape)
	}
	return r.cases, r.list.Cut()
}

// A reader reads a file of expectations.
type reader struct {
	api   *model.API
	file  string
	cases []Case
	list  diag.List
}

func (r *reader) wrong(pos diag.Position, message, remedy string) {
	r.list.Add(diag.Diagnostic{Pos: pos, Message: message, Remedy: remedy})
}

// item reads a case.
func (r *reader) item(pos diag.Position, item any) {
	m, ok := item.(syntax.Map)
	if !ok || len(m) == 0 {
		r.wrong(pos, "a test that is no mapping", shape)
		return
	}
	c, named := Case{}, 0
	for _, e := range m {
		switch e.Key {
		case "as":
			c.Caller, named = r.as(e), named+1
		case "have":
			c.Caller, named = r.have(e), named+1
		default:
			c.Expectations = append(c.Expectations, r.expectation(e))
		}
	}
	switch {
	case named != 1:
		r.wrong(m[0].Pos, "a test without a caller, or with two", "write as: ROLE or have: [CODE, …], one of them")
	case len(c.Expectations) == 0:
		r.wrong(m[0].Pos, "a test without a request", "write METHOD /path: allow, deny or a status")
	}
	r.cases = append(r.cases, c)
}

// as reads the name of a caller.
func (r *reader) as(e syntax.Entry) Caller {
	name, _ := e.Value.(string)
	switch name {
	case Unauthenticated:
		return Caller{Name: name, Held: r.api.Grants.None()}
	case Authenticated:
		if r.api.Role(name) != nil {
			r.wrong(e.Pos, "the caller "+diag.Quote(name)+" is also a role of the spec", "write have: [] for a caller without a permission, or have: with the codes of the role")
		}
		return Caller{Name: name, Known: true, Held: r.api.Grants.None()}
	}
	if role := r.api.Role(name); role != nil {
		return Caller{Name: name, Known: true, Held: role.Holding}
	}
	names := []string{Unauthenticated, Authenticated}
	for _, role := range r.api.Roles {
		names = append(names, role.Name)
	}
	r.wrong(e.Pos, "the caller "+diag.Quote(name)+"; allowed: "+strings.Join(names, ", "), diag.DidYouMean(name, names))
	return Caller{}
}

// have reads the codes of a caller.
func (r *reader) have(e syntax.Entry) Caller {
	var codes []string
	list, isList := e.Value.(syntax.List)
	if text, ok := e.Value.(string); ok {
		list, isList = syntax.List{text}, true
	}
	for _, item := range list {
		code, ok := item.(string)
		isList = isList && ok
		codes = append(codes, code)
	}
	if !isList {
		r.wrong(e.Pos, "have is no list of codes", "write have: [CODE, …]")
	}
	held, unknown := r.api.Grants.Grants(codes)
	for _, code := range unknown {
		var declared []string
		for _, p := range r.api.Permissions {
			declared = append(declared, p.Code)
		}
		r.wrong(e.Pos, "the code "+diag.Quote(code)+" is not declared in the spec", diag.DidYouMean(code, declared))
	}
	name := strings.Join(codes, ", ")
	if name == "" {
		name = Authenticated
	}
	return Caller{Name: name, Known: true, Held: held}
}

// expectation reads METHOD /path and what the request gets.
func (r *reader) expectation(entry syntax.Entry) Expectation {
	e := Expectation{Pos: entry.Pos}
	words := strings.Fields(entry.Key)
	if len(words) == 2 {
		e.Method, e.Target = words[0], words[1]
	}
	if len(words) != 2 || !strings.HasPrefix(e.Target, "/") {
		r.wrong(entry.Pos, diag.Quote(entry.Key)+" is no request", "write METHOD /path, as or have")
		return e
	}
	want := ""
	switch v := entry.Value.(type) {
	case int:
		want = strconv.Itoa(v)
	case string:
		want, e.Row, _ = strings.Cut(v, " ")
	}
	if e.Want = want; !slices.Contains(wants(), want) {
		r.wrong(entry.Pos, diag.Quote(entry.Key)+" is to get "+diag.Quote(want)+"; allowed: "+strings.Join(wants(), ", ")+", each perhaps with the id of the row",
			diag.DidYouMean(want, []string{Allow, Deny}))
	}
	return e
}

// wants returns what a request can get.
func wants() []string {
	all := []string{Allow, Deny}
	for _, s := range statuses {
		all = append(all, itoa(s))
	}
	return all
}

func itoa(n int) string { return strconv.Itoa(n) }
