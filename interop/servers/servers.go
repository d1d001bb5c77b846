// Package servers hosts permission tables on the routers, frameworks and proxies that stand behind a
// guard, so that tests can see which row's handler a request runs there.
package servers

import (
	"net/http"
	"strings"
	"time"

	"github.com/permroute/permroute/generator/route"
)

// A Table is a permission table with the name that tests know it by.
type Table struct {
	Name string
	Rows []route.Row

	// Encoded is what escapes may stand for, in paths of rows and in others.
	Encoded route.Encoding

	// GeneralFirst registers the rows from the general to the specific one, and GET before HEAD. It shows
	// where a router's order of registration decides; a table is to be registered the other way round.
	GeneralFirst bool
}

// A Setup is a server in one configuration, and the way to register rows with it.
type Setup struct {
	Name     string // as in RESULTS.md: the upstream's name, then the options: gin+fixed
	Upstream string // as in a spec
	Way      Way

	// Connected is set where requests come to the server by a connection.
	Connected bool

	// Slow is set where a request takes milliseconds.
	Slow bool

	// Careless is set where the server's options, or the way to register rows, are what its user must not have.
	// Such a set-up shows why.
	Careless bool

	// plusIsBlank is set where the server reads + in a path as a blank, so that no literal with a + is ever met.
	plusIsBlank bool

	host hostFunc
}

// A hostFunc makes the server for a table whose rows are registered in one way.
type hostFunc func(Table, Way) (Hosted, error)

// String returns the set-up's name, and the way where it is not the usual one: gin+fixed, by path.
func (s Setup) String() string {
	if s.Way == (Way{}) {
		return s.Name
	}
	return s.Name + ", " + s.Way.String()
}

// Host makes the server for a table. The error is an Unable if the server cannot have all rows side by side, or
// if its user must not register them so. Host panics if the server does not start.
func (s Setup) Host(t Table) (Hosted, error) {
	if err := s.unwise(t); err != nil && !s.Careless {
		return Hosted{}, err
	}
	return s.host(t, s.Way)
}

// unwise returns why the user of the server must not have the table; nil if it may.
func (s Setup) unwise(t Table) error {
	all := endpoints(t, s.Way)
	if methodFirst[s.Upstream] {
		if e := behindMethods(all); e != nil {
			return Unable("a less special path for one method goes before " + e.pattern.String() + " for all methods")
		}
	}
	if literalFirst[s.Upstream] {
		for _, e := range all {
			for _, segment := range e.pattern.Segments() {
				if before, _ := segment.Ends(); segment.Kind == route.Param && before != "" {
					return Unable("it reads " + e.pattern.String() + " as a literal")
				}
			}
		}
	}
	if s.plusIsBlank {
		for _, e := range all {
			if strings.Contains(e.pattern.String(), "+") {
				return Unable("it never meets the + of " + e.pattern.String())
			}
		}
	}
	return nil
}

// In returns each set-up with each of the ways.
func In(setups []Setup, ways ...Way) []Setup {
	var all []Setup
	for _, s := range setups {
		for _, way := range ways {
			s.Way = way
			all = append(all, s)
		}
	}
	return all
}

// Hosted is a table on a server whose handlers mark in their answers what ran.
type Hosted struct {
	handler   http.Handler
	endpoints []endpoint
	close     []func()
}

// Close ends what the server holds open.
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

// Run sends the request to the server. There is one outcome, or one for each of the rows that the
// handler which ran may have for the request's method. The request itself stays as it is.
func (h Hosted) Run(r *http.Request) []Outcome {
	a := ask(h.handler, r)
	if a.ran == nil {
		return []Outcome{{-1, a.status}}
	}
	var outcomes []Outcome
	for _, row := range h.endpoints[a.ran.endpoint].rowsOf(a.ran.method) {
		outcomes = append(outcomes, Outcome{row, a.status})
	}
	return outcomes
}

// InProcess returns the set-ups that need no process of their own, careless ones too, with handlers registered in
// the usual way.
func InProcess() []Setup {
	var all []Setup
	for _, of := range []func() []Setup{
		serveMux, chiRouter, ginEngine, echoServer, echo5Server, fiberApp, fiber3App, gorillaMux, httpRouter,
		bunRouter, httpTreeMux, goRestful, grpcGateway, hertzServer, fasthttpRouter,
	} {
		all = append(all, of()...)
	}
	return all
}

// startTimeout bounds how long a process may take until it listens.
const startTimeout = 10 * time.Second
