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

// ErrUnknown is the error for a permission code, a route id or the name of a role that is not in the table. Functions that
// parse return it wrapped.
var ErrUnknown = errors.New("not in the table")

// ParsePermission returns the permission with this code, or with this alias of its code. The error wraps
// ErrUnknown.
func ParsePermission(code string) (Permission, error) {
	if p := permissionOf()[compared(code)]; p != 0 {
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

// An aliasEntry is another spelling of a permission's code.
type aliasEntry struct {
	code string
	of   Permission
}

// permissionOf returns the permissions by their codes and the aliases of these. The keys are as compared returns
// them.
var permissionOf = sync.OnceValue(func() map[string]Permission {
	byCode := make(map[string]Permission, len(permissions)+len(aliases))
	for p := range Permissions() {
		byCode[compared(permissions[p].code)] = p
	}
	for _, a := range aliases {
		byCode[compared(a.code)] = a.of
	}
	return byCode
})

// lowered returns a text with its ASCII letters in lower case.
func lowered(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// An UnknownCodesError lists the codes that are not in the table, in the order of the input. It wraps
// ErrUnknown.
type UnknownCodesError struct {
	Codes []string
}

// Error names the first ten codes, and says how many more there are.
func (e *UnknownCodesError) Error() string {
	return "permission codes " + quoted(e.Codes) + ": " + ErrUnknown.Error()
}

// Unwrap returns ErrUnknown.
func (e *UnknownCodesError) Unwrap() error { return ErrUnknown }

// unknownCodes returns the error for codes that are not in the table, or nil if there are none.
func unknownCodes(codes []string) error {
	if codes == nil {
		return nil
	}
	return &UnknownCodesError{codes}
}

// quoted returns the first ten texts in quotes, and says how many more there are.
func quoted(texts []string) string {
	const most = 10
	var first []string
	for _, text := range texts[:min(len(texts), most)] {
		first = append(first, strconv.Quote(text))
	}
	list := strings.Join(first, ", ")
	if more := len(texts) - len(first); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
