package support

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
)

// A Permission is one permission code of the table. The zero value is no permission.
//
// The numbers follow the order of the table and change when it changes. Store and send codes, not numbers.
type Permission uint8

// ErrUnknown is the error for a permission code or a route id that is not in the table. Functions that
// parse return it wrapped.
var ErrUnknown = errors.New("not in the table")

// ParsePermission returns the permission with exactly this code. The error wraps ErrUnknown.
func ParsePermission(code string) (Permission, error) {
	if p := permissionOf()[code]; p != 0 {
		return p, nil
	}
	return 0, fmt.Errorf("permission code %q: %w", code, ErrUnknown)
}

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

// String returns the code, or Permission(n) if the table has no permission with this number.
func (p Permission) String() string {
	if !p.known() {
		return "Permission(" + strconv.Itoa(int(p)) + ")"
	}
	return permissions[p].code
}

// Description returns the text of the table about the permission. It may be empty.
func (p Permission) Description() string {
	if !p.known() {
		return ""
	}
	return permissions[p].text
}

// MarshalText returns the code. It fails if the table has no such permission, and so for the zero value.
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

// A permissionEntry is one line of the table of permissions.
type permissionEntry struct{ code, text string }

// permissionOf returns the permissions by their codes.
var permissionOf = sync.OnceValue(func() map[string]Permission {
	byCode := make(map[string]Permission, len(permissions))
	for p := range Permissions() {
		byCode[permissions[p].code] = p
	}
	return byCode
})

// An UnknownCodesError lists the codes that are not in the table, in the order of the input. It wraps
// ErrUnknown.
type UnknownCodesError struct {
	Codes []string
}

// Error names the first ten codes, and says how many more there are.
func (e *UnknownCodesError) Error() string {
	const most = 10
	var quoted []string
	for _, code := range e.Codes[:min(len(e.Codes), most)] {
		quoted = append(quoted, strconv.Quote(code))
	}
	list := strings.Join(quoted, ", ")
	if more := len(e.Codes) - len(quoted); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return "permission codes " + list + ": " + ErrUnknown.Error()
}

// Unwrap returns ErrUnknown.
func (e *UnknownCodesError) Unwrap() error { return ErrUnknown }
