package traffic

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

// An Answer is what a table answers a request with.
type Answer struct {
	Verdict route.Verdict
	Row     int // the row that decides; -1 if none does
}

// A Transition is the calls that an old table gives one answer, and a new one the same or another one.
type Transition struct {
	Old, New Answer
	Calls    int64
	First    Place
	Callers  []Caller // with a field to group by: those with the most calls first
}

// A Caller is a value of the field to group by, and its calls.
type Caller struct {
	Value string // "" for requests without the field
	Calls int64
}

// A Replayed is the requests of logs as two tables answer them.
type Replayed struct {
	Result      *Result // of the reading: its counts of rows are empty
	Transitions []Transition
}

// Replay asks two tables about each request of logs. It reads them as Count does. The transitions stand in the order of
// the old answers, and those in the order of the new ones.
func Replay(old, new *model.API, logs []Log, o Options) (*Replayed, error) {
	p := pair{newMatcher(old.Views()), newMatcher(new.Views())}
	t, err := countAll(p, logs, o)
	if err != nil {
		return nil, err
	}
	r := &Replayed{Result: t.result()}
	at := map[int]int{}
	for _, u := range r.Result.Uses {
		at[u.Row] = len(r.Transitions)
		before, after := p.answers(u.Row)
		r.Transitions = append(r.Transitions, Transition{Old: before, New: after, Calls: u.Calls, First: u.First})
	}
	for _, g := range r.Result.Groups {
		for _, u := range g.Uses {
			t := &r.Transitions[at[u.Row]]
			t.Callers = append(t.Callers, Caller{g.Value, u.Calls})
		}
	}
	for _, t := range r.Transitions {
		slices.SortStableFunc(t.Callers, func(a, b Caller) int { return cmp.Compare(b.Calls, a.Calls) })
	}
	r.Result.Uses = nil
	for i := range r.Result.Groups {
		r.Result.Groups[i].Uses = nil
	}
	return r, nil
}

// A pair is two tables. Its answer to a request is the number of the two answers together.
type pair struct{ old, new *matcher }

// others is how many answers there are that are no row.
const others = -methodUnlisted

func (p pair) rows() int { return 0 }

func (p pair) asker() asker {
	return pairAsker{newCache(p.old), newCache(p.new), others + p.new.rows()}
}

type pairAsker struct {
	old, new *cache
	width    int // how many answers the new table has
}

func (a pairAsker) answer(method, target []byte) int {
	return (a.old.answer(method, target)+others)*a.width + a.new.answer(method, target) + others
}

// answers returns the two answers of a number.
func (p pair) answers(number int) (old, new Answer) {
	width := others + p.new.rows()
	return answerOf(number/width - others), answerOf(number%width - others)
}

func answerOf(answer int) Answer {
	return Answer{verdictOf(answer), max(answer, -1)}
}
