package contest

import (
	"fmt"

	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/bench/policies"
)

// policies measures the policy engines beside Authorize, on the random requests for a table whose rows
// need one permission each, and for a caller who has every other one.
func (f *field) policies(p pace) ([]Entrant, error) {
	var rows []policies.Row
	for _, r := range f.api.Routes {
		rows = append(rows, policies.Row{Method: r.Method, Path: r.Pattern.String(), Code: r.Alternatives[0][0].Code})
	}
	var granted []string
	has := map[string]bool{}
	for i, permission := range f.api.Permissions {
		if i%2 == 0 {
			granted = append(granted, permission.Code)
			has[permission.Code] = true
		}
	}
	engines, err := policies.All(rows, granted)
	if err != nil {
		return nil, err
	}
	lines := linesOf(f.requests.Random)
	runners := []*runner{{
		Entrant: Entrant{Name: "permroute", How: "Authorize", Kind: Ours, Checked: len(lines)}, lines: lines, run: f.compiled.Authorize(granted),
	}}
	for _, e := range engines {
		r := &runner{Entrant: Entrant{Name: e.Name, How: e.How, Kind: Peer, Checked: len(lines)}, lines: lines, run: e.Run}
		for i, q := range f.requests.Random {
			if e.Allows(peers.Line{Method: lines[i].Method, Path: lines[i].Path}) != has[rows[q.Row].Code] {
				r.Wrong++
			}
		}
		runners = append(runners, r)
	}
	for _, r := range runners {
		r.order = randomly(len(lines))
	}
	heat(runners, p)
	var entrants []Entrant
	for _, r := range runners {
		entrants = append(entrants, r.Entrant)
	}
	if runners[0].Allocs > 0 {
		return nil, fmt.Errorf("Authorize allocates %.2f times a request", runners[0].Allocs)
	}
	return entrants, nil
}
