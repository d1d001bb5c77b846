package support

import "strconv"

// A Verdict is what the table says of a request, before anybody's permissions are looked at. The zero
// value is Refused.
type Verdict uint8

const (
	// Refused: the method or the path is not canonical, or the servers behind could take the request for
	// rows with different requirements. Nobody may pass.
	Refused Verdict = iota

	// Listed: one row speaks for the request.
	Listed

	// Unlisted: no row can be meant by any server.
	Unlisted

	// MethodUnlisted: rows have the path, none has it with this method.
	MethodUnlisted
)

// String returns the verdict's name.
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
