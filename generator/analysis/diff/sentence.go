package diff

import (
	"fmt"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/route"
)

// sentences says what changes for the requests of a change, as people say it.
func (c Change) sentences() string {
	request := c.Request.Method + " " + c.Request.Path
	if c.Old.Needs == c.New.Needs {
		return fmt.Sprintf("%s may send %s, as before. %s. Before, %s.", capital(c.New.callers()), request, capital(c.New.decides()), c.Old.decides())
	}
	return fmt.Sprintf("%s may send %s now: %s. Before, %s could: %s.", capital(c.New.callers()), request, c.New.decides(), c.Old.callers(), c.Old.decides())
}

// callers returns who can send the requests.
func (s Side) callers() string {
	if a, ok := access.Of(s.Needs); ok {
		return a.Callers()
	}
	return "callers with " + s.Needs
}

// decides says what decides on the requests.
func (s Side) decides() string {
	row := ""
	if s.Row != nil {
		row = s.Row.Method + " " + s.Row.Path
	}
	switch s.Verdict {
	case route.Listed.String():
		return "the row " + row + " decides"
	case route.MethodUnlisted.String():
		return "no row has the method for this path"
	case route.Unlisted.String():
		return "no row has the path"
	}
	if row == "" {
		return "the request is refused"
	}
	return "the request is refused, although the row " + row + " may be meant"
}

// capital returns a sentence with a capital letter at its start.
func capital(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
