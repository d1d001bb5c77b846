package support

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A Forwarded says how a gateway describes the request that it asks a [Guard] about. Give either the names of two
// headers or a Prefix. They are fixed for a deployment, and the gateway sets them on every question, so that
// nothing is taken from the client's copies.
//
//	Forwarded{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri"}                          // Caddy, Traefik
//	Forwarded{Method: "X-Original-Method", URI: "X-Original-Uri", Statuses: []int{401, 403}} // nginx
//	Forwarded{Prefix: "/check"}                                                              // Envoy
type Forwarded struct {
	Method string // the header with the method
	URI    string // the header with the request target: the path as the client sent it, perhaps with a query

	// Prefix is what stands before the path of a question that has the method and the path of the request itself, as
	// Envoy's ext_authz sends them. It begins with a slash and ends in none.
	Prefix string

	// Statuses are the statuses below 500 that the gateway passes on to the client; nil for all. Instead of another
	// one the answer has 403. The header X-Permroute-Status always has the status of the decision.
	Statuses []int

	// Upstream, if it is not nil, adds headers to the answer for an allowed request, such as the caller's name. The
	// request is the described one.
	Upstream func(http.Header, *http.Request, Decision)
}

// The headers of an answer of [Guard.Endpoint].
const (
	statusHeader = "X-Permroute-Status"
	routeHeader  = "X-Permroute-Route"
)

// Endpoint returns a handler that answers a gateway's questions about requests: nginx with auth_request, Caddy with
// forward_auth, Traefik with ForwardAuth, Envoy with ext_authz over HTTP. It answers 200 if the request may pass, and
// otherwise what [Guard.Wrap] would answer the client. The header X-Permroute-Route of an answer 200 is the id of
// the route; it is empty for requests that the table does not list.
//
// Granted, Deny and OnDecision get the described request, with the headers of the question. The request is Refused if
// a header of from is missing, empty or there twice, also if one of the two is written with an underscore for a
// hyphen. It is Refused if the target does not begin with a slash: a gateway that hands on an absolute one has not read
// it. If Deny writes a status 2xx, the answer has 403. Everything else is as for Wrap: so a client that sends an override header is refused (see [IsOverrideHeader]).
//
// Whoever can reach the endpoint can ask it anything, but only the gateway's questions let a request pass. Endpoint
// panics if Granted is nil, or if from has neither two headers nor a Prefix.
func (g Guard) Endpoint(from Forwarded) http.Handler {
	headers := from.Method != "" && from.URI != "" && http.CanonicalHeaderKey(from.Method) != http.CanonicalHeaderKey(from.URI)
	switch {
	case g.Granted == nil:
		panic("Guard.Endpoint: Granted is nil: set it to a function that returns the permissions of the caller")
	case headers == (from.Prefix != ""), from.Prefix != "" && (from.Method+from.URI != "" || from.Prefix[0] != '/' || strings.HasSuffix(from.Prefix, "/")):
		panic("Guard.Endpoint: Forwarded needs two headers, Method and URI, or a Prefix such as /check")
	}
	return &endpoint{g, from}
}

// An endpoint is the handler that Endpoint returns.
type endpoint struct {
	guard Guard
	from  Forwarded
}

// ServeHTTP answers a question.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, question *http.Request) {
	g := &e.guard
	r, ok := e.from.described(question)
	d := Decision{}
	if ok {
		d = g.decide(r)
	}
	if g.OnDecision != nil {
		g.OnDecision(r, d)
	}
	status := d.Status()
	w.Header().Set(statusHeader, strconv.Itoa(status))
	if !d.Allowed() {
		g.deny(&statusFilter{w, e.from.Statuses}, r, d)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set(routeHeader, "")
	if d.Route != 0 {
		w.Header().Set(routeHeader, d.Route.String())
	}
	if e.from.Upstream != nil {
		e.from.Upstream(w.Header(), r, d)
	}
	w.WriteHeader(status)
}

// described returns the request that a question is about. It reports false if the question does not describe one;
// then the request has the method of the question, and no path.
func (f *Forwarded) described(question *http.Request) (*http.Request, bool) {
	r := question.Clone(question.Context())
	r.Body, r.ContentLength, r.URL, r.RequestURI = http.NoBody, 0, &url.URL{}, ""
	target, cut := strings.CutPrefix(question.RequestURI, f.Prefix)
	ok := cut
	if f.Prefix == "" {
		var one, both bool
		r.Method, one = f.taken(r.Header, f.Method)
		target, both = f.taken(r.Header, f.URI)
		ok = one && both
	}
	if !ok || !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "//") {
		return r, false
	}
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return r, false
	}
	r.URL, r.RequestURI = u, target
	return r, true
}

// taken removes a header and returns its value. It reports false unless the header is there once, with a value
// and by its name, and by no name that some server takes for it.
func (f *Forwarded) taken(h http.Header, name string) (value string, ok bool) {
	key := http.CanonicalHeaderKey(name)
	ok = len(h[key]) == 1 && h[key][0] != ""
	for other := range h {
		if other != key && len(other) == len(name) && sameHeader(other, hyphened(name)) {
			ok = false
		}
	}
	if ok {
		value = h[key][0]
	}
	delete(h, key)
	return value, ok
}

// hyphened returns the name of a header as sameHeader takes it.
func hyphened(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "-") }

// A statusFilter is the ResponseWriter of a gateway that does not pass on each status.
type statusFilter struct {
	http.ResponseWriter
	statuses []int // nil for all
}

// WriteHeader writes the status if the gateway passes it on, and 403 otherwise. With a status 2xx, which Deny can
// choose, the gateway would let the request pass.
func (f *statusFilter) WriteHeader(status int) {
	passed := f.statuses == nil || status >= 500 || slices.Contains(f.statuses, status)
	if status >= 200 && (status < 300 || !passed) {
		status = http.StatusForbidden
	}
	f.ResponseWriter.WriteHeader(status)
}
