package support

import (
	"errors"
	"net/http"
)

// ErrUnauthenticated is the error that Granted of a [Guard] returns, itself or wrapped, if a request does not
// prove who sends it.
var ErrUnauthenticated = errors.New("the caller is not authenticated")

// A Guard wraps an http.Handler and passes on only the requests that the table and the permissions of the
// caller allow. It answers the others with 400, 401, 403, 405 or 500 and a body. The body is a problem of
// RFC 9457 or, for 403, the JSON object that the table gives.
//
// Wrap the router as a whole. A guard that runs inside the router runs after the router has chosen a handler.
//
// A Guard checks requests. It does not check what is sent after a handler has taken over the connection, as
// for WebSocket. It refuses an upgrade to HTTP/2 (h2c). Several goroutines may use a Guard at once if its functions
// permit that.
type Guard struct {
	// Granted returns the permissions of the caller. It must not be nil. The guard calls it once for each request
	// that only some callers, or only authenticated ones, may send. It does not call it for requests that
	// everyone may send (public) or nobody. If Granted returns an error, the request is denied and the
	// set is ignored. The status is 401 if the error is or wraps ErrUnauthenticated, and 500 otherwise.
	// The guard does not recover from a panic of Granted.
	Granted func(*http.Request) (Set, error)

	// Challenge is the WWW-Authenticate header of a 401, such as "Bearer". HTTP requires one. If it is
	// empty, there is no header.
	Challenge string

	// Explain adds the route and the missing codes to the body of a 403 for a Listed request, and the reason of a 400
	// with what it means. Not every caller should see them.
	Explain bool

	// InsufficientScope adds the header WWW-Authenticate to a 403 for missing permissions, as section 3.1 of RFC 6750
	// has it: Bearer error="insufficient_scope", scope="a b". The scope is what the route requires. It is left
	// out if a code has characters that no scope can have. Not every caller should see the codes.
	InsufficientScope bool

	// Deny, if it is not nil, writes the bodies of all denials. Then Explain and the table's body have no
	// effect. The headers Cache-Control, Allow (405) and WWW-Authenticate (401, 403) are already set;
	// Content-Type is not. The status is the status of the decision unless Deny writes another one. The
	// decision's Err wraps the error of Granted and is meant for logs.
	Deny func(http.ResponseWriter, *http.Request, Decision)

	// OnDecision, if it is not nil, is called once for each request, after the decision and before the
	// request is answered or passed on. If it panics, neither happens. If Granted returned an error, the
	// decision denies and its Err wraps that error.
	OnDecision func(*http.Request, Decision)
}

// Wrap returns a handler that passes the allowed requests to next and answers the others. It puts the
// decision into the context of the requests that it passes on (see [FromContext]). If the request line has a whole
// URL, RequestURI of the request is the URL's path and query from then on, as the guard has read them: some routers
// look for the path there. Wrap panics if Granted or next is nil.
func (g Guard) Wrap(next http.Handler) http.Handler {
	if g.Granted == nil {
		panic("Guard.Wrap: Granted is nil: set it to a function that returns the permissions of the caller")
	}
	if next == nil {
		panic("Guard.Wrap: the handler is nil")
	}
	return &guarded{g, next}
}

// A guarded is the handler that Wrap returns.
type guarded struct {
	Guard
	next http.Handler
}

// ServeHTTP passes a request to the next handler or answers it.
func (g *guarded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d := g.decide(r)
	if g.OnDecision != nil {
		g.OnDecision(r, d)
	}
	if d.outcome.allowed {
		g.next.ServeHTTP(w, passedOn(r.WithContext(NewContext(r.Context(), d))))
		return
	}
	g.deny(w, r, d)
}

// passedOn changes a request whose request line has a whole URL: RequestURI becomes the URL's path and query.
func passedOn(r *http.Request) *http.Request {
	if r.RequestURI != "" && r.RequestURI[0] != '/' {
		r.RequestURI = r.URL.RequestURI()
	}
	return r
}

// decide is AuthorizeRequest, but calls Granted only if the decision depends on the caller.
func (g *Guard) decide(r *http.Request) Decision {
	route, v := matchHeaders(r)
	if v == Refused {
		return refusedRequest(r)
	}
	if need := requirementOf(route, v); len(need) == 0 || isPublic(need) {
		return decide(route, v, Set{})
	}
	granted, err := g.Granted(r)
	if err != nil {
		return Decision{Route: route, Verdict: v, outcome: outcome{why: &cause{unknown: err}}} // only this path allocates
	}
	return decide(route, v, granted)
}
