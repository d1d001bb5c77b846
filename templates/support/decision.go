package support

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
)

// A Decision says whether a request may pass and why. Only Authorize, AuthorizeRequest and a Guard make
// one that allows: the zero value, and any that is put together elsewhere, denies.
type Decision struct {
	Route   Route   // the row that speaks for the request, if the verdict is Listed
	Verdict Verdict // what the table says of the request

	// Missing holds, for a Listed request that is denied, what the caller lacks of the alternative of
	// which it lacks fewest, the first of equals. It is empty for a row that admits nobody, and where
	// a Guard was not told what the caller was granted.
	Missing Set

	outcome outcome
}

// An outcome is what a decision keeps for itself. With it a decision has four fields and, with one word of
// permissions, four words: compilers keep as much in registers, and no more.
type outcome struct {
	allowed bool
	unknown *error // why a Guard was not told what the caller was granted
}

// unknown returns why a Guard was not told what the caller was granted; nil if it was, or needed not be.
func (d Decision) unknown() error {
	if d.outcome.unknown == nil {
		return nil
	}
	return *d.outcome.unknown
}

// Authorize decides whether a caller who was granted these permissions may send this request. path is
// what stands on the wire, without the query, as Match takes it.
func Authorize(method, path string, granted Set) (d Decision) {
	r, v := match(method, path, onWire)
	if v == Listed && r.permitsFirst(granted) { // most requests: a call less
		d.Route, d.Verdict, d.outcome.allowed = r, v, true
		return d
	}
	return decide(r, v, granted)
}

// AuthorizeRequest is Authorize for a request as a net/http server hands it to a handler, of which it
// reads what MatchRequest does and the headers: a request with an override header is Refused. It is
// all that a [Guard] decides. It cannot see a method that a server takes from the query or the body,
// where it is called _method most often.
func AuthorizeRequest(r *http.Request, granted Set) Decision {
	route, v := matchWhole(r)
	return decide(route, v, granted)
}

// matchWhole is MatchRequest for a request with its headers.
func matchWhole(r *http.Request) (Route, Verdict) {
	if overridden(r) {
		return 0, Refused
	}
	return MatchRequest(r)
}

func decide(r Route, v Verdict, granted Set) Decision {
	d := Decision{Route: r, Verdict: v}
	switch v {
	case Listed:
		if d.outcome.allowed = r.Permits(granted); !d.outcome.allowed {
			d.Missing = r.missing(granted)
		}
	case Unlisted:
		d.outcome.allowed = allowUnlistedPath
	case MethodUnlisted:
		d.outcome.allowed = allowUnlistedMethod
	}
	return d
}

// Allowed reports whether the request may pass.
func (d Decision) Allowed() bool { return d.outcome.allowed }

// Status returns the HTTP status for the decision: 200 if it allows, else 400 for a Refused request,
// 405 for an unlisted method and 403 for everything else. Where a Guard was not told what the caller
// was granted it is 401 if nobody is authenticated, else 500.
func (d Decision) Status() int {
	switch {
	case d.outcome.allowed:
		return http.StatusOK
	case errors.Is(d.unknown(), ErrUnauthenticated):
		return http.StatusUnauthorized
	case d.outcome.unknown != nil:
		return http.StatusInternalServerError
	case d.Verdict == Refused:
		return http.StatusBadRequest
	case d.Verdict == MethodUnlisted:
		return http.StatusMethodNotAllowed
	}
	return http.StatusForbidden
}

// Err returns nil if the decision allows, else a *DeniedError.
func (d Decision) Err() error {
	if d.outcome.allowed {
		return nil
	}
	return &DeniedError{d}
}

// LogValue returns the decision as a group: allowed, verdict and, where there are any, route, missing
// codes and the error of a Guard that was not told what the caller was granted.
func (d Decision) LogValue() slog.Value {
	attrs := []slog.Attr{slog.Bool("allowed", d.outcome.allowed), slog.String("verdict", d.Verdict.String())}
	if d.Route != 0 {
		attrs = append(attrs, slog.String("route", d.Route.String()))
	}
	if !d.Missing.IsEmpty() {
		attrs = append(attrs, slog.Any("missing", d.Missing.codes()))
	}
	if d.outcome.unknown != nil {
		attrs = append(attrs, slog.Any("error", d.unknown()))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON returns what LogValue says as an object: allowed and verdict and, where there are any,
// route and missing.
func (d Decision) MarshalJSON() ([]byte, error) {
	object := struct {
		Allowed bool     `json:"allowed"`
		Verdict string   `json:"verdict"`
		Route   string   `json:"route,omitempty"`
		Missing []string `json:"missing,omitempty"`
	}{Allowed: d.outcome.allowed, Verdict: d.Verdict.String(), Missing: d.Missing.codes()}
	if d.Route != 0 {
		object.Route = d.Route.String()
	}
	return json.Marshal(object)
}

// A DeniedError is a decision that denies, as an error.
type DeniedError struct {
	Decision Decision
}

// Error says why the request was denied. It names the route and the missing codes, or the error of a
// Guard that was not told what the caller was granted: not every caller should be shown that.
func (e *DeniedError) Error() string {
	d := e.Decision
	switch {
	case d.outcome.unknown != nil:
		return "request denied: what the caller of " + d.Route.String() + " was granted is not known: " + d.unknown().Error()
	case d.Verdict == Refused:
		return "request refused: it is not canonical, a server could take it for another one, or a header overrides it"
	case d.Verdict == MethodUnlisted:
		return "request denied: its path is not listed with this method"
	case d.Verdict == Unlisted:
		return "request denied: its path is not listed"
	case !d.Missing.IsEmpty():
		return "request denied: " + d.Route.String() + " needs " + d.Missing.String()
	case d.Verdict == Listed && d.Route.known() && len(d.Route.alternatives()) == 0:
		return "request denied: " + d.Route.String() + " admits nobody"
	}
	return "request denied"
}

// Unwrap returns the error of a Guard that was not told what the caller was granted, and nil
// otherwise.
func (e *DeniedError) Unwrap() error { return e.Decision.unknown() }
