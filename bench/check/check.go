// Package check holds compiled matchers against the reference matcher and, where it can say something,
// against net/http's ServeMux, on whole route sets.
package check

import (
	"flag"
	"fmt"
	"os"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/peers"
	"github.com/permroute/permroute/generator/route"
)

// An Answer is a compiled matcher: it returns the row and the name of the verdict.
type Answer func(peers.Line) (row int, verdict string)

// Main is the command that checks: it says what it has compared, and fails with the first answer that
// is wrong. It returns the exit code.
func Main(args []string, answers map[string]Answer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	mutations := flags.Int("mutations", 10, "of each row's path")
	whole := flags.Int("whole", 0, "requests of each set on which the reference is compared with the whole table")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	sets, err := setsOf(answers)
	if err == nil {
		err = all(sets, answers, amount{*mutations, *whole})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		return 1
	}
	return 0
}

// setsOf returns the route sets that something was compiled for, and fails if one is not known.
func setsOf(answers map[string]Answer) ([]corpus.Set, error) {
	var sets []corpus.Set
	take := func(from []corpus.Set, err error) error {
		for _, s := range from {
			if answers[s.Name] != nil {
				sets = append(sets, s)
			}
			for _, api := range s.PerAPI() {
				if answers[api.Name] != nil {
					sets = append(sets, api)
				}
			}
		}
		return err
	}
	if err := take(corpus.Small()); err != nil {
		return nil, err
	}
	if len(sets) < len(answers) {
		if err := take(corpus.Large()); err != nil {
			return nil, err
		}
	}
	if len(sets) != len(answers) {
		return nil, fmt.Errorf("%d route sets for %d matchers", len(sets), len(answers))
	}
	return sets, nil
}

// An amount is how much is compared.
type amount struct{ mutations, whole int }

// all checks the sets, one after the other.
func all(sets []corpus.Set, answers map[string]Answer, n amount) error {
	for _, s := range sets {
		c, err := newChecker(s, answers[s.Name])
		if err == nil {
			err = c.table(n)
		}
		if err != nil {
			return fmt.Errorf("the route set %s: %w", s.Name, err)
		}
		fmt.Printf("%-32s %5d rows, %7d requests, %6d by ServeMux in %2d tables, %d rows that it cannot write; verdicts %v\n",
			s.Name, len(c.ref.API.Routes), c.asked, c.oracle.asked, len(c.oracle.muxes), c.oracle.unwritten, c.verdicts)
	}
	return nil
}

// table checks every row of a table.
func (c *checker) table(n amount) error {
	for row := range c.ref.API.Routes {
		if err := c.row(row, n.mutations); err != nil {
			return err
		}
	}
	return c.whole(n.whole)
}

// compare compares one answer with the reference's and with ServeMux's.
func (c *checker) compare(l peers.Line) error {
	c.asked++
	wantRow, want := c.ref.Match(l.Method, l.Path)
	row, verdict := c.answer(l)
	if row != wantRow || verdict != want.String() {
		return fmt.Errorf("%s %q: the compiled matcher says %d %s, the reference %d %s", l.Method, l.Path, row, verdict, wantRow, want)
	}
	c.verdicts[verdict]++
	if want == route.Refused {
		return nil // ServeMux routes what it likes
	}
	return c.oracle.compare(l, row, want)
}
