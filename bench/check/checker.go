package check

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/generator/route"
)

// A checker compares the answers for one table.
type checker struct {
	*rand.Rand
	ref      *corpus.Reference
	answer   Answer
	oracle   *oracle
	asked    int
	verdicts map[string]int
	literals []string // of the whole table
	methods  []string
}

func newChecker(s corpus.Set, answer Answer) (*checker, error) {
	spec, err := s.Spec()
	if err != nil {
		return nil, err
	}
	api, err := corpus.Resolve(s.Name+".yaml", spec)
	if err != nil {
		return nil, err
	}
	seed := fnv.New64a()
	seed.Write([]byte(s.Name))
	c := &checker{
		Rand: rand.New(rand.NewPCG(seed.Sum64(), 3)), ref: corpus.NewReference(api), answer: answer, verdicts: map[string]int{},
		methods: []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", "PURGE", "TRACE", ""},
	}
	for _, r := range api.Routes {
		for s := range strings.SplitSeq(r.Pattern.String(), "/") {
			if s != "" && !strings.ContainsAny(s, "{*") {
				c.literals = append(c.literals, s)
			}
		}
	}
	c.oracle, err = newOracle(c.ref)
	return c, err
}

// row checks that a row's own path finds it, and mutations of that path.
func (c *checker) row(row, mutations int) error {
	r := c.ref.API.Routes[row]
	own := c.ref.Path(c.Rand, row)
	if own == "" {
		return fmt.Errorf("no path found for %s %s", r.Method, r.Pattern)
	}
	line := peers.Line{Method: r.Method, Path: own}
	if got, verdict := c.answer(line); got != row || verdict != route.Listed.String() {
		return fmt.Errorf("%s %q, a path of row %d, gets %d %s", line.Method, line.Path, row, got, verdict)
	}
	if err := c.compare(line); err != nil {
		return err
	}
	for range mutations {
		if err := c.compare(c.mutant(line)); err != nil {
			return err
		}
	}
	return nil
}

// mutant returns a request whose path, and perhaps whose method, is changed.
func (c *checker) mutant(l peers.Line) peers.Line {
	l.Path = c.mutate(l.Path)
	if c.IntN(5) == 0 {
		l.Method = c.methods[c.IntN(len(c.methods))]
	}
	return l
}

// whole compares the reference with the table that it stands for, on n mutants.
func (c *checker) whole(n int) error {
	for range n {
		row := c.IntN(len(c.ref.API.Routes))
		l := c.mutant(peers.Line{Method: c.ref.API.Routes[row].Method, Path: c.ref.Path(c.Rand, row)})
		wantRow, want := c.ref.API.Table.Match(l.Method, l.Path)
		if got, verdict := c.ref.Match(l.Method, l.Path); got != wantRow || verdict != want {
			return fmt.Errorf("%s %q: the rows around it say %d %s, the whole table %d %s", l.Method, l.Path, got, verdict, wantRow, want)
		}
	}
	return nil
}

// mutate changes a path in one, two or three places.
func (c *checker) mutate(path string) string {
	for range pick(c.Rand, 1, 1, 1, 2, 2, 3) {
		path = c.once(path)
	}
	return path
}

// once changes a path in one place: in a segment, or around one.
func (c *checker) once(path string) string {
	segments := strings.Split(path, "/")
	i := c.IntN(len(segments))
	switch c.IntN(10) {
	case 0:
		return path + pick(c.Rand, "/", "//", "/.", "/..", ".json", ".", "?", "/x", "%20", ";x")
	case 1:
		segments = append(segments[:i:i], segments[i+1:]...)
	case 2:
		segments[i] += "/" + pick(c.Rand, "x", "", ".", "7", c.literal())
	case 3, 4, 5:
		segments[i] = c.literal()
	case 6:
		segments[i] = swapCase(segments[i])
	case 7:
		segments[i] += pick(c.Rand, ".json", ".x.y", ".", "s", "~", ":cancel", ":", "%61", "%20", "%E6%B5%8B", "x", "*", "{x}")
	case 8:
		segments[i] = pick(c.Rand, "v", "x", ".", "..", "", "-", "7", "a.b", "%2f", "\x00", "é") + segments[i]
	case 9:
		if n := len(segments[i]); n > 0 {
			at := c.IntN(n)
			segments[i] = segments[i][:at] + segments[i][at+1:]
		}
	}
	return strings.Join(segments, "/")
}

// literal returns a literal of the table.
func (c *checker) literal() string { return pick(c.Rand, c.literals...) }

// swapCase turns the case of the ASCII letters of a text.
func swapCase(text string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return r ^ 0x20
		}
		return r
	}, text)
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }
