package support

import (
	"fmt"
	"net/http"
)

// Shadow returns a handler that passes every request to next, and reports to OnDecision what Wrap would have
// decided. The handler gets the request as it came, so that the answer is the same byte for byte. It shows what a
// table would do before it does anything.
//
// Granted gets a copy of the request without its body. If Granted panics, the decision denies as after an error. If
// OnDecision panics, the report is lost. Shadow panics if Granted, OnDecision or next is nil.
func (g Guard) Shadow(next http.Handler) http.Handler {
	switch {
	case g.Granted == nil:
		panic("Guard.Shadow: Granted is nil: set it to a function that returns the permissions of the caller")
	case g.OnDecision == nil:
		panic("Guard.Shadow: OnDecision is nil: set it to a function that takes the decisions")
	case next == nil:
		panic("Guard.Shadow: the handler is nil")
	}
	granted := g.Granted
	g.Granted = func(r *http.Request) (s Set, err error) {
		defer func() {
			if p := recover(); p != nil {
				s, err = Set{}, fmt.Errorf("Granted has panicked: %v", p)
			}
		}()
		return granted(r)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.report(r)
		next.ServeHTTP(w, r)
	})
}

// report tells OnDecision the decision on a request.
func (g *Guard) report(r *http.Request) {
	defer func() { _ = recover() }()
	seen := r.Clone(r.Context())
	seen.Body = http.NoBody
	g.OnDecision(seen, g.decide(seen))
}
