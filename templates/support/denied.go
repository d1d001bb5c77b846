package support

// A DeniedError is a decision that denies, as an error.
type DeniedError struct {
	Decision Decision
}

// Error says why the request was denied. It names the route and the missing codes, or includes the error of
// Guard.Granted. It is meant for logs: do not show it to every caller.
func (e *DeniedError) Error() string {
	d := e.Decision
	switch {
	case d.unknown() != nil && d.Route == 0:
		return "request denied: the caller is not known: " + d.unknown().Error()
	case d.unknown() != nil:
		return "request denied: the permissions of the caller of " + d.Route.String() + " are not known: " + d.unknown().Error()
	case d.Verdict == Refused && d.Refusal().Reason != 0:
		return "request refused: " + d.Refusal().String()
	case d.Verdict == Refused:
		return "request refused"
	case d.Verdict == MethodUnlisted:
		return "request denied: its path is not listed with this method"
	case d.Verdict == Unlisted:
		return "request denied: its path is not listed"
	case !d.Missing.IsEmpty():
		return "request denied: " + d.Route.String() + " needs " + d.Missing.String()
	case d.Verdict == Listed && d.Route.known() && len(d.Route.alternatives()) == 0:
		return "request denied: nobody may call " + d.Route.String()
	}
	return "request denied"
}

// Unwrap returns the error of Guard.Granted if there was one, and nil otherwise.
func (e *DeniedError) Unwrap() error { return e.Decision.unknown() }
