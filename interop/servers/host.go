package servers

import (
	"fmt"
	"net/http"
	"slices"
)

// An Unable is what Host panics with if the server cannot have one of the table's patterns at all.
type Unable string

// A builder makes a handler that serves the endpoints. It panics if the router cannot have them side
// by side.
type builder func([]endpoint) http.Handler

// hosting returns the host function of a set-up whose router is called in process.
func hosting(build builder) func(Table, Way) Hosted {
	return func(t Table, way Way) Hosted {
		all := endpoints(t, way)
		return Hosted{handler: build.handler(all), endpoints: all}
	}
}

// handler puts the endpoints on as few routers as it takes for none to panic, in their order. A request
// goes from one to the next until a handler runs.
func (build builder) handler(all []endpoint) http.Handler {
	if router, err := build.try(all); err == nil {
		return router
	}
	var routers chain
	for len(all) > 0 {
		var taken, left []endpoint
		var router http.Handler
		var why error
		for _, e := range all {
			more := append(slices.Clone(taken), e)
			if h, err := build.try(more); err == nil {
				taken, router = more, h
			} else {
				left, why = append(left, e), err
			}
		}
		if router == nil {
			panic(Unable(fmt.Sprintf("no router takes %s %s: %v", left[0].method, left[0].pattern, why)))
		}
		routers, all = append(routers, router), left
	}
	if len(routers) == 1 {
		return routers[0]
	}
	return routers
}

func (build builder) try(endpoints []endpoint) (handler http.Handler, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("%v", e)
		}
	}()
	return build(endpoints), nil
}

// A chain is routers of which each has what the ones before it did not take.
type chain []http.Handler

// ServeHTTP answers as the first router does that runs a handler; else as the first one at all does.
func (c chain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var first asked
	for i, router := range c {
		a := ask(router, r)
		if a.ran != nil {
			w.Header().Set(ranHeader, endpoint{number: a.ran.endpoint}.mark(a.ran.method))
			w.WriteHeader(http.StatusOK)
			return
		}
		if i == 0 {
			first = a
		}
	}
	w.WriteHeader(max(first.status, http.StatusOK))
}

// An asked is what came of a request.
type asked struct {
	ran    *ran // nil if no handler ran
	status int  // 0 if the server panicked
}

func ask(handler http.Handler, r *http.Request) (a asked) {
	// net/http recovers from a handler's panic as well; no row has run then.
	defer func() {
		if recover() != nil {
			a = asked{}
		}
	}()
	request, url, w := *r, *r.URL, answer{header: http.Header{}}
	request.URL = &url
	handler.ServeHTTP(&w, &request)
	return asked{readRan(w.header.Get(ranHeader)), max(w.status, http.StatusOK)}
}

// An answer is a response of which only what matters here is kept.
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status < 200 {
		a.status = status
	}
}

func (a *answer) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return len(b), nil
}

func (a *answer) Flush() {}
