package servers

import (
	"fmt"
	"net/http"
)

// An Unable is the error of a server that cannot have the rows of a table.
type Unable string

// Error returns why.
func (u Unable) Error() string { return string(u) }

// A builder makes a handler that serves the endpoints. It panics if the router cannot have them side by side.
type builder func([]endpoint) http.Handler

// hosting returns the hostFunc of a set-up whose router is called in process.
func hosting(build builder) hostFunc {
	return func(t Table, way Way) (Hosted, error) {
		all := endpoints(t, way)
		handler, err := build.try(all)
		return Hosted{handler: handler, endpoints: all}, err
	}
}

func (build builder) try(endpoints []endpoint) (handler http.Handler, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = Unable(fmt.Sprint(e))
		}
	}()
	return build(endpoints), nil
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
