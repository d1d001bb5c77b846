package contest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/permroute/permroute/bench/peers"
)

// Slowest is the request that takes Match the most time, of those that a search has tried.
type Slowest struct {
	Method, Path string
	Ns           float64 // for this request
	Median       float64 // Match, for a random request of the set, in ns
	Tried        int     // requests
}

// LongestSearched is how many bytes the paths of a search have at most. To read a longer path takes longer, whatever
// the table: a limit on the length of paths belongs before the matcher.
const LongestSearched = 256

// A search looks for requests that take long. It changes the slowest requests that it has, and keeps
// those that take still longer.
type search struct {
	*rand.Rand
	run   course
	words []string    // the literals of the table, and what a server may treat in another way
	best  []timedLine // the slowest first
	tried int
}

type timedLine struct {
	peers.Line
	ns float64
}

// kept is how many requests a search goes on from.
const kept = 64

// searchSlowest searches for the slowest request, for this time.
func (f *field) searchSlowest(long time.Duration) *Slowest {
	s := &search{Rand: rand.New(rand.NewPCG(3, 4)), run: f.compiled.Match.Run, words: f.words()}
	for _, l := range linesOf(slices.Concat(f.requests.Random, f.requests.Near, f.requests.Foreign)) {
		s.try(l)
	}
	for until := time.Now().Add(long); time.Now().Before(until); {
		s.try(s.change(s.best[s.IntN(len(s.best))].Line))
	}
	// A single figure may be high by chance: the slowest ones are measured again.
	for i := range s.best {
		s.best[i].ns = single(s.best[i].Line, s.run)
	}
	slices.SortFunc(s.best, slower)
	top, random := s.best[0], f.result.Heat("random").Entrant("permroute")
	return &Slowest{top.Method, top.Path, top.ns, random.Ns, s.tried}
}

func slower(a, b timedLine) int { return cmp.Compare(b.ns, a.ns) }

// words returns the literals of the table, and other segments.
func (f *field) words() []string {
	words := []string{"a", "x.y", "index.php", "a.php", "x.json", "7:cancel", "a.b.c.d.e.f.g", "%2a", "a%20b", "%C3%A9", "~", "A", ""}
	for _, r := range f.api.Routes {
		for s := range strings.SplitSeq(r.Pattern.String()[1:], "/") {
			if !strings.Contains(s, "{") {
				words = append(words, s, strings.ToUpper(s), s+".json")
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// try measures a request, and keeps it if it is among the slowest.
func (s *search) try(l peers.Line) {
	if len(l.Path) > LongestSearched || slices.ContainsFunc(s.best, func(p timedLine) bool { return p.Line == l }) {
		return
	}
	s.tried++
	ns := single(l, s.run)
	if len(s.best) < kept {
		s.best = append(s.best, timedLine{l, ns})
	} else if last := &s.best[kept-1]; ns > last.ns {
		*last = timedLine{l, ns}
	} else {
		return
	}
	slices.SortFunc(s.best, slower)
}

// change returns a request like this one: with another method, with other segments, or with the end of another path.
func (s *search) change(l peers.Line) peers.Line {
	segments := strings.Split(l.Path, "/")[1:]
	for range 1 + s.IntN(3) {
		i, word := s.IntN(len(segments)), s.words[s.IntN(len(s.words))]
		switch s.IntN(7) {
		case 0:
			segments[i] = word
		case 1:
			segments = slices.Insert(segments, i, word)
		case 2:
			segments = append(segments, word)
		case 3:
			segments[i] += []string{".x", ".json", "s", ":a", "%2a", "-"}[s.IntN(6)]
		case 4:
			segments[i] = swapCase(segments[i])
		case 5:
			other := strings.Split(s.best[s.IntN(len(s.best))].Path, "/")[1:]
			segments = slices.Concat(segments[:i:i], other[min(i, len(other)):])
		case 6:
			l.Method = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "X"}[s.IntN(7)]
		}
		if len(segments) == 0 {
			segments = []string{word}
		}
	}
	l.Path = "/" + strings.Join(segments, "/")
	return l
}

func swapCase(s string) string {
	if upper := strings.ToUpper(s); upper != s {
		return upper
	}
	return strings.ToLower(s)
}
