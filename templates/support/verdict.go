package support

import "strconv"

// A Verdict is what the table says about a request, whoever sends it. The zero value is Refused.
type Verdict uint8

const (
	// Refused: the method or the path is not canonical, or your servers might run routes with different
	// requirements for this request. Nobody may pass.
	Refused Verdict = iota

	// Listed: exactly one route decides. Its requirement applies.
	Listed

	// Unlisted: no route matches the path, on any of your servers.
	Unlisted

	// MethodUnlisted: routes match the path, but none has this method.
	MethodUnlisted
)

// String returns the name of the verdict.
func (v Verdict) String() string {
	switch v {
	case Refused:
		return "Refused"
	case Listed:
		return "Listed"
	case Unlisted:
		return "Unlisted"
	case MethodUnlisted:
		return "MethodUnlisted"
	}
	return "Verdict(" + strconv.Itoa(int(v)) + ")"
}
