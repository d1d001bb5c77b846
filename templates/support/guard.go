package support

import (
	"errors"
	"net/http"
)

// ErrUnauthenticated is what Granted of a [Guard] returns, itself or wrapped, where a request does not
// prove who sends it.
var ErrUnauthenticated = errors.New("the caller is not authenticated")

// A Guard stands in front of an http.Handler and lets only those requests through that the table and
// the caller's permissions allow. It answers the others with 400, 401, 403, 405 or 500 and a body: a
// problem by RFC 9457 or, for a 403, the JSON object that the table gives.
//
// It belongs in front of whatever routes: a router that runs first may have run a handler already. It
// guards requests, and not what is sent on a connection after a handler took it over (a WebSocket,
// HTTP/2 by an Upgrade header). It may be used by several goroutines at a time if its functions may.
type Guard struct {
	// Granted returns what the caller was granted. It is called once for each Listed request and for
	// no other, for a row that asks nothing too: somebody must be there. An error denies, whatever
	// the set: ErrUnauthenticated, or one that wraps it, with 401, every other one with 500. A panic is
	// the server's to handle. It must not be nil.
	Granted func(*http.Request) (Set, error)

	// Challenge is the WWW-Authenticate header of a 401, such as "Bearer". HTTP asks for one; where
	// it is empty there is none.
	Challenge string

	// Explain adds to the body of a 403 for a Listed request its route and the missing codes, which not
	// every caller should be shown.
	Explain bool

	// Deny, if it is not nil, writes the bodies of all answers to denied requests; Explain and the
	// table's body are then without effect. The headers Cache-Control, Allow (405) and
	// WWW-Authenticate (401) are set before, Content-Type is not. The status is that of the decision
	// unless Deny writes another one, even if it writes nothing. Err of the decision wraps the error
	// that Granted returned: it is for logs.
	Deny func(http.ResponseWriter, *http.Request, Decision)

	// OnDecision, if it is not nil, is called once for each request with what was decided, before
	// the request is answered or handed on: a panic stops both. The decision on a request whose
	// caller is not known denies, and its Err wraps the error that Granted returned.
	OnDecision func(*http.Request, Decision)
}

// Wrap returns a handler that hands the requests that may pass to next, with the decision in their
// context, and answers all others itself. It panics if Granted or next is nil.
func (g Guard) Wrap(next http.Handler) http.Handler {
	if g.Granted == nil {
		panic("Guard.Wrap: Granted is nil: set it to a function that returns what a request's caller was granted")
	}
	if next == nil {
		panic("Guard.Wrap: the handler to guard is nil")
	}
	return &guarded{g, next}
}

type guarded struct {
	Guard
	next http.Handler
}

// ServeHTTP lets a request through to the next handler or answers it.
func (g *guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d := g.decide(r)
	if g.OnDecision != nil {
		g.OnDecision(r, d)
	}
	if d.outcome.allowed {
		g.next.ServeHTTP(w, r.WithContext(NewContext(r.Context(), d)))
		return
	}
	g.deny(w, r, d)
}

// decide is AuthorizeRequest for a caller who is asked for only where the table needs to know.
func (g *Guard) decide(r *http.Request) Decision {
	route, v := matchWhole(r)
	if v != Listed {
		return decide(route, v, Set{})
	}
	granted, err := g.Granted(r)
	if err != nil {
		why := err // so that only this way allocates
		return Decision{Route: route, Verdict: v, outcome: outcome{unknown: &why}}
	}
	return decide(route, v, granted)
}
