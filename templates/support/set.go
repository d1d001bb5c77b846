package support

import (
	"encoding/json"
	"iter"
	"math/bits"
	"strings"
)

// A Set is a set of permissions. The zero value is the empty set. Sets can be compared with ==. Methods do
// not change the set, except for UnmarshalJSON.
//
// Where the table says that a permission implies others, a set that a function makes of permissions, codes or
// roles has them too, and it prints all of them.
type Set struct {
	// words has one bit for each permission. It is a field because an array type would offer len, range and
	// composite literals, which would speak of words and not of permissions.
	words [setWords]uint64
}

// NewSet returns the set of these permissions and of all that they imply. Numbers that the table does not have
// are ignored.
func NewSet(permissions ...Permission) Set {
	var s Set
	for _, p := range permissions {
		if p.known() {
			s.grant(p)
		}
	}
	return s
}

// ParseSet returns the set of those codes that are in the table, and of all that they imply. If there are other
// codes, it also returns an *UnknownCodesError that lists them. The set can be used in both cases: unknown codes
// grant nothing. A code is taken as it is: order:* is a code. See [ParseGrants] for wildcards.
func ParseSet(codes ...string) (Set, error) {
	var s Set
	var unknown []string
	for _, code := range codes {
		if p := permissionOf()[compared(code)]; p != 0 {
			s.grant(p)
			continue
		}
		unknown = append(unknown, code)
	}
	return s, unknownCodes(unknown)
}

// ParseScope is ParseSet for a scope of OAuth: codes that are separated by blanks (RFC 6749, section 3.3).
// Commas, tabs and line ends separate nothing.
func ParseScope(scope string) (Set, error) {
	var s Set
	var unknown []string
	for _, code := range strings.Split(scope, " ") {
		if p := permissionOf()[compared(code)]; p != 0 {
			s.grant(p)
		} else if code != "" {
			unknown = append(unknown, code)
		}
	}
	return s, unknownCodes(unknown)
}

// Has reports whether p is in the set.
func (s Set) Has(p Permission) bool {
	return p.known() && s.words[(p-1)/64]>>((p-1)%64)&1 != 0
}

// HasAll reports whether every permission of t is in s. It is true if t is empty.
func (s Set) HasAll(t Set) bool {
	for i, w := range t.words {
		if w&^s.words[i] != 0 {
			return false
		}
	}
	return true
}

// Union returns the permissions that are in s or in t.
func (s Set) Union(t Set) Set {
	for i, w := range t.words {
		s.words[i] |= w
	}
	return s
}

// Minus returns the permissions that are in s and not in t. A permission that implies one of t is left out as
// well: it would bring that one back.
func (s Set) Minus(t Set) Set {
	left := s.except(t)
	for i := range implied {
		if p := Permission(i); left.Has(p) && NewSet(p).except(t) != NewSet(p) {
			left = left.except(only(p))
		}
	}
	return left
}

// Len returns the number of permissions in the set.
func (s Set) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// IsEmpty reports whether the set has no permission.
func (s Set) IsEmpty() bool { return s == Set{} }

// All yields the permissions of the set in the order of the table.
func (s Set) All() iter.Seq[Permission] {
	return func(yield func(Permission) bool) {
		for i, w := range s.words {
			for ; w != 0; w &= w - 1 {
				if !yield(Permission(i*64 + bits.TrailingZeros64(w) + 1)) {
					return
				}
			}
		}
	}
}

// String returns the codes in the order of the table, joined by commas.
func (s Set) String() string { return strings.Join(s.codes(), ",") }

// MarshalJSON returns the codes as an array, in the order of the table.
func (s Set) MarshalJSON() ([]byte, error) { return json.Marshal(s.codes()) }

// UnmarshalJSON sets s to the codes of an array, as ParseSet reads them, or of a string, as ParseScope reads it. So
// it reads the claims of a token in both forms. It ignores codes that are not in the table: a token may hold
// codes of other services, and here they grant nothing.
func (s *Set) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var scope string
		if err := json.Unmarshal(data, &scope); err != nil {
			return err
		}
		*s, _ = ParseScope(scope)
		return nil
	}
	var codes []string
	if err := json.Unmarshal(data, &codes); err != nil {
		return err
	}
	*s, _ = ParseSet(codes...)
	return nil
}

// grant adds a permission, which the table must have, and all that it implies.
func (s *Set) grant(p Permission) {
	if s.Has(p) {
		return
	}
	s.words[(p-1)/64] |= 1 << ((p - 1) % 64)
	if int(p) < len(implied) {
		for _, q := range implied[p] {
			s.grant(q)
		}
	}
}

// only returns the set of these permissions without what they imply.
func only(permissions ...Permission) (s Set) {
	for _, p := range permissions {
		if p.known() {
			s.words[(p-1)/64] |= 1 << ((p - 1) % 64)
		}
	}
	return s
}

// except returns the permissions that are in s and not in t.
func (s Set) except(t Set) Set {
	for i, w := range t.words {
		s.words[i] &^= w
	}
	return s
}

// hasEach is HasAll for a list of permissions. The zero Permission, being authenticated, is in every set.
func (s Set) hasEach(permissions []Permission) bool {
	for _, p := range permissions {
		if p != 0 && !s.Has(p) {
			return false
		}
	}
	return true
}

// codes returns the codes in the order of the table.
func (s Set) codes() []string {
	codes := make([]string, 0, s.Len())
	for p := range s.All() {
		codes = append(codes, p.String())
	}
	return codes
}
