package support

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
)

// A Decision says whether a request may pass, and why. Only Authorize, AuthorizeRequest and a Guard make
// decisions that allow. The zero value denies, and so does every Decision that other code composes.
type Decision struct {
	Route   Route   // the route of the request, if the verdict is Listed
	Verdict Verdict // what the table says about the request

	// Missing is what the caller lacks if a Listed request is denied. If the route has several
	// alternatives, it is what the caller lacks of the one that needs the fewest further permissions, or
	// of the first of several such. It is empty for a route that nobody may call, and if a Guard does not
	// know the permissions of the caller.
	Missing Set

	outcome outcome
}

// Authorize decides whether an authenticated caller with these permissions may send a request. A caller who is not
// authenticated may send it only if the decision is [Decision.Public]; answer 401 otherwise. path is the path as
// the client sent it, without the query, as for Match.
func Authorize(method, path string, granted Set) (d Decision) {
	r, v := match(method, path, onWire)
	if v == Listed && r.permitsFirst(granted) { // the most frequent case needs one call less
		d.Route, d.Verdict, d.outcome.allowed = r, v, true
		return d
	}
	if v == Refused {
		return refused(method, path)
	}
	return decide(r, v, granted)
}

// AuthorizeRequest is [Authorize] for a request that a net/http server passes to a handler. It reads what
// MatchRequest reads, and the headers: a request with an override header is Refused (see
// [IsOverrideHeader]), and so is one that asks for HTTP/2 (Upgrade: h2c). A [Guard] decides in the same way. AuthorizeRequest cannot see a method that a
// framework takes from the query or from a form, usually called _method. Turn that off in the framework.
func AuthorizeRequest(r *http.Request, granted Set) Decision {
	route, v := matchHeaders(r)
	if v == Refused {
		return refusedRequest(r)
	}
	return decide(route, v, granted)
}

// Allowed reports whether the request may pass.
func (d Decision) Allowed() bool { return d.outcome.allowed }

// Public reports whether everyone may send the request, without a login.
func (d Decision) Public() bool {
	return d.outcome.allowed && isPublic(requirementOf(d.Route, d.Verdict))
}

// Status returns the HTTP status of the decision: 200 if it allows, 400 if the request is Refused, 405 for
// MethodUnlisted, and 403 otherwise. If a Guard does not know the permissions of the caller, it is 401 if
// the caller is not authenticated, and 500 otherwise.
func (d Decision) Status() int {
	switch {
	case d.outcome.allowed:
		return http.StatusOK
	case errors.Is(d.unknown(), ErrUnauthenticated):
		return http.StatusUnauthorized
	case d.unknown() != nil:
		return http.StatusInternalServerError
	case d.Verdict == Refused:
		return http.StatusBadRequest
	case d.Verdict == MethodUnlisted:
		return http.StatusMethodNotAllowed
	}
	return http.StatusForbidden
}

// Err returns nil if the decision allows, and a *DeniedError otherwise.
func (d Decision) Err() error {
	if d.outcome.allowed {
		return nil
	}
	return &DeniedError{d}
}

// LogValue returns the decision as a group. It has the attributes allowed and verdict. If they are known, it
// also has the route, the missing codes, the error of Guard.Granted and, for a Refused request, the reason and because,
// which says it in words.
func (d Decision) LogValue() slog.Value {
	attrs := []slog.Attr{slog.Bool("allowed", d.outcome.allowed), slog.String("verdict", d.Verdict.String())}
	if d.Route != 0 {
		attrs = append(attrs, slog.String("route", d.Route.String()))
	}
	if !d.Missing.IsEmpty() {
		attrs = append(attrs, slog.Any("missing", d.Missing.codes()))
	}
	if err := d.unknown(); err != nil {
		attrs = append(attrs, slog.Any("error", err))
	}
	if r := d.Refusal(); r.Reason != 0 {
		attrs = append(attrs, slog.String("reason", r.Reason.String()), slog.String("because", r.String()))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON returns an object with the members allowed and verdict and, if they are known, route, missing and
// the reason of a Refused request. The error of Guard.Granted is not in it.
func (d Decision) MarshalJSON() ([]byte, error) {
	object := struct {
		Allowed bool     `json:"allowed"`
		Verdict string   `json:"verdict"`
		Route   string   `json:"route,omitempty"`
		Missing []string `json:"missing,omitempty"`
		Reason  string   `json:"reason,omitempty"`
	}{Allowed: d.outcome.allowed, Verdict: d.Verdict.String(), Missing: d.Missing.codes()}
	if d.Route != 0 {
		object.Route = d.Route.String()
	}
	if r := d.Refusal(); r.Reason != 0 {
		object.Reason = r.Reason.String()
	}
	return json.Marshal(object)
}

// An outcome is the private part of a decision. It is a struct of its own so that a Decision has four fields,
// and with one word of permissions four words: compilers keep no larger structs in registers.
type outcome struct {
	allowed bool
	nearest uint16 // the alternative of the route that Missing is about, from 0
	why     *cause // of a decision that denies, as far as the request tells
}

// unknown returns why a Guard does not know the permissions of the caller. It returns nil if the Guard knows
// them or did not ask.
func (d Decision) unknown() error {
	if d.outcome.why == nil {
		return nil
	}
	return d.outcome.why.unknown
}

// matchHeaders is MatchRequest, but refuses override headers and upgrades to HTTP/2.
func matchHeaders(r *http.Request) (Route, Verdict) {
	if r != nil && overridden(r) {
		return 0, Refused
	}
	return MatchRequest(r)
}

// decide returns the decision that follows from a verdict.
func decide(r Route, v Verdict, granted Set) Decision {
	d := Decision{Route: r, Verdict: v}
	switch v {
	case Listed:
		if d.outcome.allowed = r.Permits(granted); !d.outcome.allowed {
			d.Missing, d.outcome.nearest = r.missing(granted)
		}
	case Unlisted, MethodUnlisted:
		d.outcome.allowed = len(requirementOf(r, v)) > 0
	}
	return d
}

// requirementOf returns the requirement that applies to a request.
func requirementOf(r Route, v Verdict) [][]Permission {
	switch v {
	case Listed:
		return r.alternatives()
	case Unlisted:
		return unlistedPath
	case MethodUnlisted:
		return unlistedMethod
	}
	return nobody
}
