package support

import (
	"fmt"
	"iter"
	"strconv"
	"sync"
)

// A Role is a role of the table: a name for a set of permissions. The zero value is no role.
//
// The numbers follow the order of the table and change when it changes. Store and send names, not numbers.
type Role uint16

// ParseRole returns the role with exactly this name. The error wraps ErrUnknown.
func ParseRole(name string) (Role, error) {
	if r := roleOf()[name]; r != 0 {
		return r, nil
	}
	return 0, fmt.Errorf("role %q: %w", name, ErrUnknown)
}

// ParseRoles returns the permissions of all those roles that are in the table. If there are other names, it also
// returns an *UnknownRolesError that lists them. The set can be used in both cases: unknown roles grant nothing.
func ParseRoles(names ...string) (Set, error) {
	var s Set
	var unknown []string
	for _, name := range names {
		r := roleOf()[name]
		if r == 0 {
			unknown = append(unknown, name)
		}
		s = s.Union(r.Set())
	}
	if unknown != nil {
		return s, &UnknownRolesError{unknown}
	}
	return s, nil
}

// Roles yields all roles in the order of the table.
func Roles() iter.Seq[Role] {
	return func(yield func(Role) bool) {
		for i := 1; i < len(roles); i++ {
			if !yield(Role(i)) {
				return
			}
		}
	}
}

// Set returns the permissions of the role: its own, those of the roles that it includes, and all that these
// imply. It is empty for a number that the table does not have.
func (r Role) Set() Set {
	if !r.known() {
		return Set{}
	}
	return NewSet(roles[r].permissions...)
}

// String returns the name, or Role(n) if the table has no role with this number.
func (r Role) String() string {
	if !r.known() {
		return "Role(" + strconv.Itoa(int(r)) + ")"
	}
	return roles[r].name
}

// Description returns the text of the table about the role. It may be empty.
func (r Role) Description() string {
	if !r.known() {
		return ""
	}
	return roles[r].text
}

// MarshalText returns the name. It fails if the table has no such role, and so for the zero value.
func (r Role) MarshalText() ([]byte, error) {
	if !r.known() {
		return nil, fmt.Errorf("%v: %w", r, ErrUnknown)
	}
	return []byte(roles[r].name), nil
}

// UnmarshalText sets r to the role with this name. The error wraps ErrUnknown.
func (r *Role) UnmarshalText(text []byte) error {
	parsed, err := ParseRole(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// An UnknownRolesError lists the names that are no roles of the table, in the order of the input. It wraps
// ErrUnknown.
type UnknownRolesError struct {
	Names []string
}

// Error names the first ten roles, and says how many more there are.
func (e *UnknownRolesError) Error() string {
	return "roles " + quoted(e.Names) + ": " + ErrUnknown.Error()
}

// Unwrap returns ErrUnknown.
func (e *UnknownRolesError) Unwrap() error { return ErrUnknown }

func (r Role) known() bool { return r != 0 && int(r) < len(roles) }

// A roleEntry is one line of the table of roles. Its permissions are its own and those of the roles that it
// includes.
type roleEntry struct {
	name, text  string
	permissions []Permission
}

// roleOf returns the roles by their names.
var roleOf = sync.OnceValue(func() map[string]Role {
	byName := make(map[string]Role, len(roles))
	for r := range Roles() {
		byName[roles[r].name] = r
	}
	return byName
})
