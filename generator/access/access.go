// Package access lists the words for who may call, where no permission decides: public, authenticated and nobody. A
// spec has them as the requirement of a row and for requests that no row lists. All outputs use the same words.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package access

import "strings"

// An Access says who may call, where no permission decides. The zero value is Nobody.
type Access uint8

const (
	Nobody        Access = iota // no caller
	Authenticated               // every caller who is known
	Public                      // everyone: no login is needed
)

// All returns the accesses, the widest first.
func All() []Access { return []Access{Public, Authenticated, Nobody} }

// String returns the word.
func (a Access) String() string { return [...]string{"nobody", "authenticated", "public"}[a] }

// Callers returns the callers in words, as the end of a sentence such as "open to".
func (a Access) Callers() string {
	return [...]string{"nobody", "every authenticated caller", "everyone"}[a]
}

// Words returns the words in the order of All.
func Words() (words []string) {
	for _, a := range All() {
		words = append(words, a.String())
	}
	return words
}

// Of returns the access of a word, and whether it is one.
func Of(word string) (Access, bool) {
	for _, a := range All() {
		if a.String() == word {
			return a, true
		}
	}
	return Nobody, false
}

// Meant returns a remedy for a word that other formats and people use for an access, and "" for all other texts.
func Meant(word string) string {
	switch strings.NewReplacer("-", "", "_", "", " ", "", "(", "", ")", "").Replace(strings.ToLower(word)) {
	case "none", "allow", "allowed", "permit", "any", "all", "open", "*", "true":
		return "write authenticated for every caller who is known, or public for everyone"
	case "false":
		return "write public for everyone, or nobody"
	case "never", "deny", "denied", "denyall", "closed", "forbidden", "disabled", "noone", "reject":
		return "write nobody"
	case "anyone", "everyone", "everybody", "anonymous", "unauthenticated", "permitall", "allowall", "allowany", "guest", "guests", "noauth", "nologin":
		return "write public"
	case "login", "loggedin", "signedin", "user", "users", "known", "auth", "authed", "isauthenticated", "loginrequired", "authrequired", "required":
		return "write authenticated"
	}
	return ""
}
