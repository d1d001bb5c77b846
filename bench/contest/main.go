// Package contest measures the compiled matcher beside its peers: the same routes, the same requests,
// in the same run, by turns.
package contest

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/permroute/permroute/bench/corpus"
)

// ResultsFile is where the results are written, below the module bench.
const ResultsFile = ".cache/measured.json"

// Main is the command that measures: it prints a table for each list of requests and writes
// ResultsFile. It returns the exit code.
func Main(args []string, compiled []Compiled) int {
	flags := flag.NewFlagSet("contest", flag.ContinueOnError)
	rounds := flags.Int("rounds", 12, "rounds of each heat; at least 8 make a measurement")
	turn := flags.Duration("turn", 20*time.Millisecond, "of one matcher in a round, about")
	alone := flags.Bool("alone", false, "measure without the peers, and write nothing")
	nothing := flags.Bool("nothing", false, "end at once: to measure how long the program takes to start")
	searching := flags.Duration("search", 30*time.Second, "how long to search for the slowest request for GitHub now; with -alone, for each set")
	only := flags.String("sets", "", "the `names` of sets, separated by commas; all if empty")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if *nothing {
		return 0
	}
	if *only != "" {
		names := strings.Split(*only, ",")
		compiled = slices.DeleteFunc(compiled, func(c Compiled) bool { return !slices.Contains(names, c.Name) })
	}
	results, err := measure(compiled, pace{*rounds, *turn, *alone, *searching}, os.Stdout)
	if err == nil && !*alone {
		err = save(results)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "contest:", err)
		return 1
	}
	return 0
}

// measure measures the sets, one after the other.
func measure(compiled []Compiled, p pace, stdout io.Writer) (*Results, error) {
	results := &Results{CPU: processor(), Go: runtime.Version(), Cores: runtime.NumCPU(), Rounds: p.rounds}
	sets, err := setsOf(compiled)
	if err != nil {
		return nil, err
	}
	if results.Starts, err = starts(); err != nil {
		return nil, err
	}
	for i, c := range compiled {
		f, err := newField(sets[i], c, p.alone)
		if err != nil {
			return nil, fmt.Errorf("the route set %s: %w", c.Name, err)
		}
		f.result.print(stdout)
		for _, order := range []string{"random", "cyclic", "hot", "near", "foreign"} {
			if len(f.lists()[order]) == 0 {
				continue
			}
			h := f.measure(order, p)
			h.print(stdout)
			f.result.Heats = append(f.result.Heats, h)
		}
		results.Sets = append(results.Sets, f.result)
		if (p.alone || c.Name == "github") && p.searching > 0 {
			d := f.searchSlowest(p.searching)
			d.print(stdout)
			results.Slowest = d
		}
		switch {
		case p.alone:
		case c.Name == "adversarial":
			results.Worst = f.worst()
		case c.Name == "bss":
			if results.Policies, err = f.policies(p); err != nil {
				return nil, err
			}
		}
		if err := results.allocate(); err != nil {
			return nil, err
		}
		runtime.GC()
	}
	return results, nil
}

// setsOf returns the sets that something was compiled for.
func setsOf(compiled []Compiled) ([]corpus.Set, error) {
	all, err := corpus.Small()
	known := func(c Compiled) bool {
		return slices.ContainsFunc(all, func(s corpus.Set) bool { return s.Name == c.Name })
	}
	if err == nil && slices.ContainsFunc(compiled, func(c Compiled) bool { return !known(c) }) {
		all, err = corpus.All()
	}
	if err != nil {
		return nil, err
	}
	var sets []corpus.Set
	for _, c := range compiled {
		i := slices.IndexFunc(all, func(s corpus.Set) bool { return s.Name == c.Name })
		if i < 0 {
			return nil, fmt.Errorf("there is no route set %s", c.Name)
		}
		sets = append(sets, all[i])
	}
	return sets, nil
}

// allocate fails if anything of ours has allocated.
func (r *Results) allocate() error {
	for _, s := range r.Sets {
		for _, h := range s.Heats {
			for _, e := range h.Entrants {
				if e.Kind == Ours && e.Allocs > 0 {
					return fmt.Errorf("%s, %s requests: %s allocates %.2f times a request", s.Name, h.Order, e.Name, e.Allocs)
				}
			}
		}
	}
	return nil
}

// processor returns the processor's name, as far as the system says it.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func save(r *Results) error {
	data, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(corpus.Folder(), ResultsFile), data, 0o666)
}
