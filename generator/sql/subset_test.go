package sql

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/permroute/permroute/internal/routetest"
)

// TestSubset asserts that expressions use what every engine has: beside the ends, escaped brackets and
// control characters there is no backslash, no dot outside of a class, nothing lazy, and no group but (?:
// and the one of a target's path.
func TestSubset(t *testing.T) {
	classes, counts := regexp.MustCompile(`\[[^\]]*\]`), regexp.MustCompile(`\{\d(,\d)?\}`)
	list := []string{methodForm, notCanonical, hasSpace, hasUTF8, originForm, hasControl, webScheme, absoluteForm(true), absoluteForm(false)}
	for _, f := range forms {
		list = append(list, f.path, f.blanks)
	}
	random := rand.New(rand.NewPCG(13, 14))
	var collect func(cond)
	collect = func(x cond) {
		switch x := x.(type) {
		case matches:
			list = append(list, x.re)
		case not:
			collect(x.cond)
		case all:
			for _, y := range x {
				collect(y)
			}
		case anyOf:
			for _, y := range x {
				collect(y)
			}
		}
	}
	for range 300 {
		for _, d := range decisions(routetest.Table(random).Views()) {
			for _, a := range slices.Concat(d.static, d.exact, d.reached) {
				collect(a.against)
				if a.when != nil {
					collect(a.when)
				}
			}
			collect(d.known)
			collect(d.foreign)
		}
	}
	for _, re := range list {
		plain := strings.NewReplacer(`\[`, "", `\]`, "", "(?:", "").Replace(re)
		plain = counts.ReplaceAllString(classes.ReplaceAllString(plain, "x"), "")
		if regexp.MustCompile(`[\\{}.]|\(\?|[*+?][?+]`).MatchString(plain) {
			t.Errorf("%.300s", plain)
		}
	}
	assert.Greater(t, len(list), 1000)
}
