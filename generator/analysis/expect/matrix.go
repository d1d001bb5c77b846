package expect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/syntax"
)

// Matrix returns expectations for every row, for a path and a method that no row lists, and for callers of each kind, as
// the table answers them now: callers who are
// not known, callers without a permission, each role, each code alone and, for each alternative of several codes,
// callers who have it and who lack one of its codes. Whoever drops or loosens a row then breaks some of them.
func Matrix(api *model.API) syntax.Map {
	var tests syntax.List
	requests := append(requestsOf(api), unlistedOf(api)...)
	for _, c := range callersOf(api) {
		test := syntax.Map{c.entry}
		for _, r := range requests {
			e := answer(api, c.caller, r)
			want := itoa(e.Status)
			if e.Decides != nil {
				want += " " + e.Decides.ID
			}
			if key := r.Method + " " + r.Target; test.Get(key) == nil {
				test.Add(key, want)
			}
		}
		tests = append(tests, test)
	}
	return syntax.Map{{Key: "tests", Value: tests}}
}

// requestsOf returns a request for each row.
func requestsOf(api *model.API) (all []Expectation) {
	for _, row := range api.Routes {
		all = append(all, Expectation{Method: row.Method, Target: row.Pattern.Example(example(api))})
	}
	return all
}

// unlistedOf returns a request for a path that no row lists, and one for a listed path with another method, if the table
// has such.
func unlistedOf(api *model.API) (all []Expectation) {
	find := func(verdict route.Verdict, candidates []Expectation) {
		for _, r := range candidates {
			if answer(api, Caller{}, r).Verdict == verdict.String() {
				all = append(all, r)
				return
			}
		}
	}
	var paths, others []Expectation
	for target := ""; len(paths) < 9; { // longer than the rows of most tables
		target += "/" + example(api)
		paths = append(paths, Expectation{Method: http.MethodGet, Target: target})
	}
	for _, r := range requestsOf(api) {
		for _, m := range []string{http.MethodDelete, http.MethodPut, http.MethodPatch, http.MethodPost} {
			others = append(others, Expectation{Method: m, Target: r.Target})
		}
	}
	find(route.Unlisted, paths)
	find(route.MethodUnlisted, others)
	return all
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
