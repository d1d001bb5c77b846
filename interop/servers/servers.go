// Package servers hosts permission tables on the routers, frameworks and proxies that stand behind a
// guard, so that tests can see which row's handler a request runs there.
package servers

import (
	"net/http"
	"strconv"
	"time"

	"github.com/permroute/permroute/generator/route"
)

// A Table is a permission table with the name that processes know it by.
type Table struct {
	Name string
	Rows []route.Row

	// Encoded is what escapes may stand for, in paths of rows and in others.
	Encoded route.Encoding

	// GeneralFirst registers the rows from the general to the specific one, and GET before HEAD. It shows
	// where a router's order of registration decides; a table is to be registered the other way round.
	GeneralFirst bool
}

// A Setup is a server in one configuration.
type Setup struct {
	Name     string // as in RESULTS.md: the upstream's name, then the options: gin+fixed
	Upstream string // as in a spec

	// Routed is set where the rows' handlers are registered for all methods although the server's
	// usual registration names one.
	Routed bool

	// Connected is set where requests come to the server by a connection.
	Connected bool

	// Host makes the server for a table. A server that cannot have all rows side by side is made
	// several times, so that each row is on one of them. The table must be one that the set-up knows:
	// routers know all, processes those that they were started with.
	Host func(Table) Hosted
}

// Hosted is a table on a server: handlers that mark in their answers the row that ran.
type Hosted struct {
	Handlers []http.Handler
	close    []func()
}

// Close ends what the handlers hold open.
func (h Hosted) Close() {
	for _, end := range h.close {
		end()
	}
}

// An Outcome is what a server did with a request.
type Outcome struct {
	Row    int // the row whose handler ran, -1 if none did
	Status int // 0 if the server panicked
}

// Redirect reports whether the server answered with a redirect, and so ran no handler.
func (o Outcome) Redirect() bool { return o.Row < 0 && o.Status >= 300 && o.Status < 400 }

// Run sends the request to each handler. The request itself stays as it is.
func (h Hosted) Run(r *http.Request) []Outcome {
	outcomes := make([]Outcome, len(h.Handlers))
	for i, handler := range h.Handlers {
		outcomes[i] = run(handler, r)
	}
	return outcomes
}

// ranHeader carries the row that ran.
const ranHeader = "Ran"

func run(handler http.Handler, r *http.Request) (outcome Outcome) {
	// net/http recovers from a handler's panic as well; no row has run then.
	defer func() {
		if recover() != nil {
			outcome = Outcome{Row: -1}
		}
	}()
	request, url, answer := *r, *r.URL, answer{header: http.Header{}}
	request.URL = &url
	handler.ServeHTTP(&answer, &request)
	return answer.outcome()
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

func (a *answer) outcome() Outcome {
	row, err := strconv.Atoi(a.header.Get(ranHeader))
	if err != nil {
		row = -1
	}
	return Outcome{row, max(a.status, http.StatusOK)}
}

// InProcess returns the set-ups that need no process of their own.
func InProcess() []Setup {
	var all []Setup
	for _, of := range []func() []Setup{serveMux, chiRouter, ginEngine, echoServer, fiberApp, fiber3App, gorillaMux, httpRouter} {
		all = append(all, of()...)
	}
	return all
}

// startTimeout bounds how long a process may take until it listens.
const startTimeout = 10 * time.Second
