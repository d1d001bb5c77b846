// Package testsize says how much work the long tests do. A person who runs `go test ./...` waits for the
// result, so these tests look at a sample there. CI sets PERMROUTE_FULL and they look at everything.
package testsize

import "os"

// Full reports whether the long tests run whole: whether the environment has PERMROUTE_FULL.
func Full() bool { return os.Getenv("PERMROUTE_FULL") != "" }

// Of returns how often a long test repeats its work: small, or full where Full reports true.
func Of(small, full int) int {
	if Full() {
		return full
	}
	return small
}
