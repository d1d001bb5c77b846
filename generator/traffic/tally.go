package traffic

import (
	"slices"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// Answers that are no index of a row.
const (
	refused = -1 - iota
	unlisted
	methodUnlisted
)

// verdictOf returns the verdict of an answer.
func verdictOf(answer int) route.Verdict {
	switch answer {
	case refused:
		return route.Refused
	case unlisted:
		return route.Unlisted
	case methodUnlisted:
		return route.MethodUnlisted
	}
	return route.Listed
}

// A tally counts answers. Places are lines of a block until it is added to a total.
type tally struct {
	uses    []Use // by row, if most rows are counted
	sparse  map[int]*Use
	other   [4]int64 // by verdict
	samples [4][]Sample
}

// newTally returns a tally of so many rows. With 0 it is made for few rows, whichever they are.
func newTally(rows int) *tally {
	if rows == 0 {
		return &tally{sparse: map[int]*Use{}}
	}
	return &tally{uses: make([]Use, rows)}
}

func (t *tally) reset() {
	clear(t.uses)
	clear(t.sparse)
	t.other = [4]int64{}
	for i := range t.samples {
		t.samples[i] = t.samples[i][:0]
	}
}

// use returns the counts of a row.
func (t *tally) use(row int) *Use {
	if t.uses != nil {
		return &t.uses[row]
	}
	u := t.sparse[row]
	if u == nil {
		u = &Use{}
		t.sparse[row] = u
	}
	return u
}

// listed counts a call of a row.
func (t *tally) listed(row int, line int64) {
	u := t.use(row)
	if u.Calls == 0 {
		u.First.Line = line
	}
	u.Calls++
}

// unanswered counts a call that gets no row.
func (t *tally) unanswered(answer int, line int64, e *formats.Entry) {
	v := verdictOf(answer)
	t.other[v]++
	if len(t.samples[v]) < shown {
		t.sample(v, Sample{Place: Place{Line: line}, Text: sampleOf(e)})
	}
}

// sample keeps a sample that is not kept yet.
func (t *tally) sample(v route.Verdict, s Sample) {
	if len(t.samples[v]) < shown && !slices.ContainsFunc(t.samples[v], func(o Sample) bool { return o.Text == s.Text }) {
		t.samples[v] = append(t.samples[v], s)
	}
}

// sampleOf returns the request without its query.
func sampleOf(e *formats.Entry) string {
	path := e.Target
	if at := slices.Index(path, '?'); at >= 0 {
		path = path[:at]
	}
	return cutSample(string(e.Method) + " " + string(path))
}

func cutSample(s string) string {
	if len(s) > sampleLength {
		return s[:sampleLength] + "…"
	}
	return s
}

// add adds the counts of a block.
func (t *tally) add(b *tally, log int, line int64) {
	add := func(row int, u *Use) {
		if u.Calls == 0 {
			return
		}
		into := t.use(row)
		if into.Calls == 0 {
			into.First = Place{log, u.First.Line + line}
		}
		into.Calls += u.Calls
	}
	for row := range b.uses {
		add(row, &b.uses[row])
	}
	for row, u := range b.sparse {
		add(row, u)
	}
	for v := range b.other {
		t.other[v] += b.other[v]
		for _, s := range b.samples[v] {
			t.sample(route.Verdict(v), s.at(log, line))
		}
	}
}

func (t *tally) counts() Counts {
	c := Counts{Verdicts: map[route.Verdict]int64{}, Samples: map[route.Verdict][]Sample{}}
	take := func(row int, u Use) {
		if u.Calls > 0 {
			u.Row = row
			c.Uses = append(c.Uses, u)
			c.Verdicts[route.Listed] += u.Calls
		}
	}
	for row, u := range t.uses {
		take(row, u)
	}
	for row, u := range t.sparse {
		take(row, *u)
	}
	slices.SortFunc(c.Uses, func(a, b Use) int { return a.Row - b.Row })
	for v, n := range t.other {
		if n > 0 {
			c.Verdicts[route.Verdict(v)] += n
			c.Samples[route.Verdict(v)] = t.samples[v]
		}
	}
	return c
}
