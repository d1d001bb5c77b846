// Package names has the rules for names that several rooms make or check: those of Go packages and
// of slugs.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package names

import (
	"go/token"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Package says why a generated package cannot have the name, as a predicate such as "cannot be
// imported". It returns "" for a name that it can have.
func Package(name string) string {
	switch {
	case !token.IsIdentifier(name), name == "_":
		return "is not allowed in Go"
	case name == "main", name == "init":
		return "cannot be imported"
	case name == "documentation":
		return "makes Go ignore the files"
	}
	return ""
}

// Slug derives a slug from an ASCII name. Letters become small, digits stay, and everything else becomes
// single hyphens. The slug is empty if the name is not ASCII or has no letter or digit.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= utf8.RuneSelf:
			return ""
		case 'A' <= r && r <= 'Z':
			b.WriteRune(r | 0x20)
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == '-' }), "-")
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsSlug reports whether a text is a slug: small letters, digits and single hyphens between them.
func IsSlug(text string) bool { return slugForm.MatchString(text) }
