package expect

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

// Matrix returns expectations for every row and for callers of each kind, as the table answers them now: callers who are
// not known, callers without a permission, each role, each code alone and, for each alternative of several codes,
// callers who have it and who lack one of its codes. Whoever drops or loosens a row then breaks some of them.
func Matrix(api *model.API) syntax.Map {
	var tests syntax.List
	for _, c := range callersOf(api) {
		test := syntax.Map{c.entry}
		for _, row := range api.Routes {
			path := row.Pattern.Example(example(api))
			e := answer(api, c.caller, Expectation{Method: row.Method, Target: path})
			want := itoa(e.Status)
			if e.Decides != nil {
				want += " " + e.Decides.ID
			}
			if key := row.Method + " " + path; test.Get(key) == nil {
				test.Add(key, want)
			}
		}
		tests = append(tests, test)
	}
	return syntax.Map{{Key: "tests", Value: tests}}
}

// example returns a value for parameters that no literal of the table equals.
func example(api *model.API) string {
	value := "7"
	for slices.ContainsFunc(api.Routes, func(r *model.Route) bool { return strings.Contains(r.Pattern.String()+"/", "/"+value+"/") }) {
		value += "7"
	}
	return value
}

// A matrixCaller is a caller, and how a file names it.
type matrixCaller struct {
	caller Caller
	entry  syntax.Entry
}

func callersOf(api *model.API) (all []matrixCaller) {
	r := &reader{api: api}
	as := func(name string) {
		entry := syntax.Entry{Key: "as", Value: name}
		all = append(all, matrixCaller{r.as(entry), entry})
	}
	have := func(codes []string) {
		list := make(syntax.List, len(codes))
		for i, code := range codes {
			list[i] = code
		}
		entry := syntax.Entry{Key: "have", Value: list}
		all = append(all, matrixCaller{r.have(entry), entry})
	}
	as(Unauthenticated)
	if api.Role(Authenticated) == nil {
		as(Authenticated)
	} else {
		have(nil)
	}
	for _, role := range api.Roles {
		if role.Name == Unauthenticated || role.Name == Authenticated {
			have(codesOf(role.Permissions))
		} else {
			as(role.Name)
		}
	}
	for _, codes := range holdingsOf(api) {
		have(codes)
	}
	return all
}

// holdingsOf returns each code alone, each alternative of several codes, and the same without one of them.
func holdingsOf(api *model.API) (all [][]string) {
	add := func(codes []string) {
		if len(codes) > 0 && !slices.ContainsFunc(all, func(other []string) bool { return slices.Equal(other, codes) }) {
			all = append(all, codes)
		}
	}
	for _, p := range api.Permissions {
		add([]string{p.Code})
	}
	for _, row := range api.Routes {
		for _, alternative := range row.Alternatives {
			codes := codesOf(alternative)
			add(codes)
			for i := range codes {
				add(slices.Delete(slices.Clone(codes), i, i+1))
			}
		}
	}
	return all
}

func codesOf(permissions []*model.Permission) (codes []string) {
	for _, p := range permissions {
		codes = append(codes, p.Code)
	}
	return codes
}
