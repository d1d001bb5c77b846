package contest

import (
	"hash/maphash"
	"strings"

	"github.com/permroute/permroute/bench/peers"
)

// limits returns what a lookup cannot undercut: to look at the path once.
func limits(lines []peers.Line) []*runner {
	copies := make([]string, len(lines))
	for i := range lines {
		copies[i] = strings.Clone(lines[i].Path)
	}
	seed := maphash.MakeSeed()
	return []*runner{
		limit("memequal", "the path and an equal string elsewhere", lines, func(lines []peers.Line, order []uint16) (sum uint64) {
			for _, i := range order {
				if lines[i].Path == copies[i] {
					sum++
				}
			}
			return sum
		}),
		limit("maphash", "maphash.String of the path", lines, func(lines []peers.Line, order []uint16) (sum uint64) {
			for _, i := range order {
				sum += maphash.String(seed, lines[i].Path)
			}
			return sum
		}),
		limit("IndexByte", "one scan of the path for a byte that it does not have", lines, func(lines []peers.Line, order []uint16) (sum uint64) {
			for _, i := range order {
				sum += uint64(strings.IndexByte(lines[i].Path, 0))
			}
			return sum
		}),
	}
}

func limit(name, how string, lines []peers.Line, run course) *runner {
	return &runner{Entrant: Entrant{Name: name, How: how, Kind: Limit}, lines: lines, run: run}
}
