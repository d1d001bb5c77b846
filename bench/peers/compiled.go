package peers

import (
	"strconv"
	"strings"
)

// A Compiled matcher answers as a Router does, and with a verdict.
type Compiled struct {
	Answer func(Line) (row int, verdict string)
	Run    func([]Line, []uint16) uint64
}

// OgenRow returns the row of an operation of ogen's router: it is called r<row>.
func OgenRow(operation string, found bool) int {
	row, err := strconv.Atoi(strings.TrimPrefix(operation, "r"))
	if err != nil || !found {
		return -1
	}
	return row
}
