package model

import (
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
)

// Load reads a spec: it parses the text and resolves it. file is how diagnostics name the spec. Where
// the list is not empty, the spec is wrong and the API is nil.
func Load(file string, data []byte) (*API, diag.List) {
	written, list := syntax.Parse(file, data)
	if len(list) > 0 {
		return nil, list
	}
	return resolve(written)
}

// Inspect is Load for a reader who looks for mistakes: a row that no request can get does not make
// the spec wrong. Unreachable returns such rows. Nothing may be generated from an API that has some.
func Inspect(file string, data []byte) (*API, diag.List) {
	written, list := syntax.Parse(file, data)
	if len(list) > 0 {
		return nil, list
	}
	return inspect(written)
}

// resolve turns a spec into an API.
func resolve(spec *syntax.Spec) (*API, diag.List) {
	api, list := inspect(spec)
	if len(list) > 0 {
		return nil, list
	}
	for _, u := range api.Unreachable() {
		list.Add(u.Diagnostic())
	}
	list.Sort()
	if len(list) > 0 {
		return nil, list.Cut()
	}
	return api, nil
}

// inspect turns a spec into an API that may have rows that no request can get.
func inspect(spec *syntax.Spec) (*API, diag.List) {
	r := newResolver(spec)
	r.header()
	r.upstream()
	r.denied()
	r.permissions()
	r.grantable()
	r.roles()
	r.openAPI()
	r.extras()
	r.schemes()
	r.security()
	r.groups()
	r.limits()
	if len(r.list) == 0 {
		r.table()
		r.templates()
	}
	r.list.Sort()
	if len(r.list) > 0 {
		return nil, r.list.Cut()
	}
	return r.api, nil
}
