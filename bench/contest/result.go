package contest

// Results are what one run of the benchmark has measured.
type Results struct {
	CPU, Go  string
	Cores    int
	Rounds   int
	Sets     []SetResult
	Policies []Entrant          // on our own table, for its random requests
	Worst    *Worst             // of the adversarial table
	Slowest  *Slowest           // request for GitHub now, or for the last set if the peers are left out
	Starts   map[string]float64 // by set: the milliseconds that it takes at the start of a program
}

// A SetResult is what was measured on one route set.
type SetResult struct {
	Name, Title, Source string
	Found               int // rows in the source
	Routes              int // rows in the table
	Permissions         int
	Dropped             []string
	Rejected            []Rejection
	Heats               []Heat
}

// A Rejection is a peer that does not take a set.
type Rejection struct{ Peer, Why string }

// A Heat is one list of requests, put to everybody.
type Heat struct {
	Order    string
	Requests int
	Verdicts map[string]int // how many requests have which
	Entrants []Entrant
}

// The kinds of entrants.
const (
	Limit = "limit" // no matcher: what cannot be undercut
	Ours  = "ours"
	Peer  = "peer" // a router made at run time
	Ogen  = "ogen" // a compiled one
)

// An Entrant is somebody in a heat.
type Entrant struct {
	Name, How, Kind string
	Ns              float64    // for a request: the median of the rounds
	Middle          [2]float64 // the quartiles of the rounds, in ns
	Ratio           float64    // our time by this one: the median of the ratios in each round
	Over            float64    // this time over ours, in ns: the median of the differences in each round
	Allocs          float64    // for a request
	Wrong           int        // requests with another answer than the table's
	Checked         int        // requests whose answer was compared, the first of the heat's
	Used            int        // requests that were measured, the first of the heat's
}

// Worst says how slow the slowest request for the adversarial table is.
type Worst struct {
	Ours     float64 // the slowest of all requests, in ns
	Path     string  // the request
	ServeMux float64 // the same request, in ns
	Median   float64 // of the random requests for ServeMux, in ns
}

// Set returns the result for a set, and nil if it was not measured.
func (r Results) Set(name string) *SetResult {
	for i := range r.Sets {
		if r.Sets[i].Name == name {
			return &r.Sets[i]
		}
	}
	return nil
}

// Heat returns the heat of an order, and nil if there was none.
func (s *SetResult) Heat(order string) *Heat {
	if s == nil {
		return nil
	}
	for i := range s.Heats {
		if s.Heats[i].Order == order {
			return &s.Heats[i]
		}
	}
	return nil
}

// Entrant returns the entrant of that name, and nil if there was none.
func (h *Heat) Entrant(name string) *Entrant {
	if h == nil {
		return nil
	}
	for i := range h.Entrants {
		if h.Entrants[i].Name == name {
			return &h.Entrants[i]
		}
	}
	return nil
}

// Best returns the fastest router made at run time in the heat of an order, of those that answer every
// request of the set right; nil if there is none.
func (s *SetResult) Best(order string) *Entrant {
	heat := s.Heat(order)
	if heat == nil {
		return nil
	}
	var best *Entrant
	for i := range heat.Entrants {
		if e := &heat.Entrants[i]; e.Kind == Peer && s.Right(e.Name) && (best == nil || e.Ns < best.Ns) {
			best = e
		}
	}
	return best
}

// Right reports whether an entrant answers every request of the set right, in all heats.
func (s *SetResult) Right(name string) bool {
	for i := range s.Heats {
		if e := s.Heats[i].Entrant(name); e != nil && e.Wrong > 0 {
			return false
		}
	}
	return true
}
