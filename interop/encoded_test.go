package interop

import (
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"golang.org/x/text/unicode/norm"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/templates/support"
)

// TestCharacters asks the matcher about an escaped path with each character of Unicode: those that some
// server could read as one with a meaning, or as a letter of a literal, are refused, all others allowed.
func TestCharacters(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue // no characters
		}
		want := support.Listed
		if unicode.IsControl(r) || deceives(r) {
			want = support.Refused
		}
		path := "/files/a/x" + url.PathEscape(string(r)) + "x"
		_, got := support.Match("PUT", path)
		if !assert.Equal(t, want, got, "%U %s", r, path) {
			return
		}
		if _, canonical := route.ParsePath(path); canonical != (want == support.Listed) {
			t.Fatalf("the reference differs on %U", r)
		}
	}
}

// deceives reports whether a form of the character has one of the bytes that have a meaning in paths, or
// is an ASCII letter.
func deceives(r rune) bool {
	if strings.ContainsAny(norm.NFKC.String(string(r))+norm.NFKD.String(string(r)), `/\.;?#%`) {
		return true
	}
	if unicode.ToLower(r) < 0x80 || unicode.ToUpper(r) < 0x80 {
		return true
	}
	for folded := unicode.SimpleFold(r); folded != r; folded = unicode.SimpleFold(folded) {
		if folded < 0x80 {
			return true
		}
	}
	return false
}
