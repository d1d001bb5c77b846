// Package policies holds the policy engines that Authorize is measured beside, each with the rows of a
// small table, one rule for each, and one caller. They are asked: may this caller send this request?
package policies

import (
	"github.com/permroute/permroute/bench/peers"
)

// A Row is a row of a table whose requirement is one permission.
type Row struct {
	Method, Path string // in permroute's notation
	Code         string
}

// An Engine is a policy engine that holds a table and the caller's permissions.
type Engine struct {
	Name, How string

	// Allows reports whether the caller may send the request.
	Allows func(peers.Line) bool
}

// Run asks about the lines in this order and returns how many the caller may send.
func (e Engine) Run(lines []peers.Line, order []uint16) (sum uint64) {
	for _, i := range order {
		if e.Allows(lines[i]) {
			sum++
		}
	}
	return sum
}

// All returns the engines with the table and a caller who was granted these permissions.
func All(rows []Row, granted []string) ([]Engine, error) {
	var engines []Engine
	for _, make := range []func([]Row, []string) ([]Engine, error){casbinEngines, cedarEngine, opaEngine} {
		made, err := make(rows, granted)
		if err != nil {
			return nil, err
		}
		engines = append(engines, made...)
	}
	return engines, nil
}
