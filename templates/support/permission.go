package support

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
)

// A Permission is one code of the table. The zero value is no permission.
//
// The numbers follow the order of the table and change with it: store and send codes, never numbers.
type Permission uint8

// ErrUnknown is what parsing reports, wrapped, for a code or a route id that the table does not have.
var ErrUnknown = errors.New("not in the table")

// ParsePermission returns the permission with exactly this code. The error wraps ErrUnknown.
func ParsePermission(code string) (Permission, error) {
	if p := permissionOf()[code]; p != 0 {
		return p, nil
	}
	return 0, fmt.Errorf("permission code %q: %w", code, ErrUnknown)
}

// permissionOf returns the permissions by their codes.
var permissionOf = sync.OnceValue(func() map[string]Permission {
	byCode := make(map[string]Permission, len(permissions))
	for p := range Permissions() {
		byCode[permissions[p].code] = p
	}
	return byCode
})

// Permissions yields all permissions in the order of the table.
func Permissions() iter.Seq[Permission] {
	return func(yield func(Permission) bool) {
		for i := 1; i < len(permissions); i++ {
			if !yield(Permission(i)) {
				return
			}
		}
	}
}

// String returns the code, or Permission(n) for a number that no code has.
func (p Permission) String() string {
	if !p.known() {
		return "Permission(" + strconv.Itoa(int(p)) + ")"
	}
	return permissions[p].code
}

// Description returns what the table's document says of the permission; it may be empty.
func (p Permission) Description() string {
	if !p.known() {
		return ""
	}
	return permissions[p].text
}

// MarshalText returns the code. It fails for a number that no code has, zero among them.
func (p Permission) MarshalText() ([]byte, error) {
	if !p.known() {
		return nil, fmt.Errorf("%v: %w", p, ErrUnknown)
	}
	return []byte(permissions[p].code), nil
}

// UnmarshalText sets p to the permission with this code. The error wraps ErrUnknown.
func (p *Permission) UnmarshalText(text []byte) error {
	parsed, err := ParsePermission(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

func (p Permission) known() bool { return p != 0 && int(p) < len(permissions) }

// An UnknownCodesError lists codes that the table does not have, in the order found. It wraps
// ErrUnknown.
type UnknownCodesError struct {
	Codes []string
}

// Error names the codes.
func (e *UnknownCodesError) Error() string {
	quoted := make([]string, len(e.Codes))
	for i, c := range e.Codes {
		quoted[i] = strconv.Quote(c)
	}
	return "permission codes " + strings.Join(quoted, ", ") + ": " + ErrUnknown.Error()
}

// Unwrap returns ErrUnknown.
func (e *UnknownCodesError) Unwrap() error { return ErrUnknown }

// permissionEntry is a row of the permission table.
type permissionEntry struct{ code, text string }
