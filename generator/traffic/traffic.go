// Package traffic reads access logs and counts which rows of a permission table their requests get.
//
// A log is read in blocks, and several blocks are counted at once. Their counts are added in the order of
// the blocks. So the memory does not grow with the log, and the result does not depend on timing.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package traffic

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// A Place is a line of a log, or an entry of a HAR, counted from 1.
type Place struct {
	Log  int // the index of the log
	Line int64
}

// A Use counts the calls of a row.
type Use struct {
	Row   int // its index in the table
	Calls int64
	First Place
}

// A Sample is a line that reports show.
type Sample struct {
	Place Place
	Text  string // METHOD target, or the start of a line that is no request
	Why   string // of a line that is no request: what is wrong with it, where there is more to say
}

// shown is how many samples of a kind are kept, and sampleLength how many bytes of each.
const (
	shown        = 5
	sampleLength = 200
)

// Counts is the result for all requests, or for a group of them.
type Counts struct {
	Uses     []Use // the rows that were called, in the order of the table
	Verdicts map[route.Verdict]int64
	Samples  map[route.Verdict][]Sample // the first different ones of each verdict but Listed
}

// Calls returns the number of requests.
func (c *Counts) Calls() (n int64) {
	for _, v := range c.Verdicts {
		n += v
	}
	return n
}

// A Group is the requests with one value of the field to group by.
type Group struct {
	Value string // "" for requests without the field
	Counts
}

// mostGroups is how many groups there are at most. The requests with further values are counted together,
// as Others.
const mostGroups = 100000

// A Result is the result for all logs. Lines is the sum of Calls, Malformed and LeftOut.
type Result struct {
	Lines     int64
	Malformed int64
	Bad       []Sample                // the first malformed lines
	LeftOut   [formats.Outcomes]int64 // by what the lines are; 0 for Malformed and Request
	Hosts     []string                // the first other hosts whose calls are left out
	Hint      string                  // how to read a log that has no calls, where that can be told
	Counts
	Groups []Group // sorted by value; none without a field to group by
	Others *Counts // the requests of further groups; nil if there are none
}

// Options say what is read and how.
type Options struct {
	Format  string // the name of the logs' format; empty to detect each
	Wanted  formats.Wanted
	Workers int               // how many blocks are counted at once; at least 1
	Read    func(n int)       // is told the size of each piece that was read, in bytes, by several goroutines; may be nil
	Detect  func(name string) // is told each format that was detected; may be nil
}

// Count counts the requests of logs against the table of an API.
func Count(api *model.API, logs []Log, o Options) (*Result, error) {
	t, err := countAll(newMatcher(api.Views()), logs, o)
	if err != nil {
		return nil, err
	}
	return t.result(), nil
}

// A judge answers requests. Each worker has an asker of its own.
type judge interface {
	asker() asker
	rows() int // answers are indices below it; 0 if few of very many answers are given
}

// An asker returns the answer to a request. An answer that is not negative is counted by itself.
type asker interface {
	answer(method, target []byte) int
}

// countAll counts the answers to the requests of logs.
func countAll(j judge, logs []Log, o Options) (*total, error) {
	t := newTotal(j.rows())
	for i, log := range logs {
		if err := count(t, j, &source{Log: log, index: i, options: o}); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// A total adds up the counts of blocks, in their order.
type total struct {
	lines  int64
	out    leftOut
	hint   string
	all    *tally
	groups map[string]*tally
	others *tally
}

func newTotal(rows int) *total {
	return &total{all: newTally(rows), groups: map[string]*tally{}}
}

// add adds the counts of a block that follows line so many of its log.
func (t *total) add(b *block, log int, line int64) {
	t.lines += b.lines
	t.out.join(&b.out, log, line)
	t.all.add(b.all, log, line)
	for _, value := range b.order {
		t.group(value).add(b.groups[value], log, line)
	}
}

// calls returns the number of calls so far.
func (t *total) calls() int64 {
	calls := t.lines
	for _, n := range t.out.lines {
		calls -= n
	}
	return calls
}

// group returns the counts of a value's requests.
func (t *total) group(value string) *tally {
	if g := t.groups[value]; g != nil {
		return g
	}
	if len(t.groups) == mostGroups {
		if t.others == nil {
			t.others = newTally(0)
		}
		return t.others
	}
	g := newTally(0)
	t.groups[value] = g
	return g
}

func (t *total) result() *Result {
	r := &Result{Lines: t.lines, Malformed: t.out.lines[formats.Malformed], Bad: t.out.bad, LeftOut: t.out.lines, Hosts: t.out.hosts, Hint: t.hint, Counts: t.all.counts()}
	r.LeftOut[formats.Malformed] = 0
	for value, g := range t.groups {
		r.Groups = append(r.Groups, Group{value, g.counts()})
	}
	slices.SortFunc(r.Groups, func(a, b Group) int { return cmp.Compare(a.Value, b.Value) })
	if t.others != nil {
		counts := t.others.counts()
		r.Others = &counts
	}
	return r
}

func (s Sample) at(log int, line int64) Sample {
	return Sample{Place{log, s.Place.Line + line}, s.Text, s.Why}
}
