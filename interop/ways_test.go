package interop

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// waysTable has a folder for each kind of pattern, so that one server measures them all.
func waysTable(t testing.TB) servers.Table {
	return table(t, "ways", "GET /l/a A", "GET /p/{x} B", "GET /r/** C", "GET /pl/{x}/a D", "GET /pp/{x}/{y} E", "GET /pr/{x}/** F", "GET /s/{x} G", "GET /s/a H", "POST /s/b I", "GET /d J")
}

// TestWays is TestSmallTables for the servers that requests come to by a connection, with one table, and
// with every byte that a canonical path may have.
func TestWays(t *testing.T) {
	setups := servers.In(allSetups(t), usualWays...)
	var paths []string
	for _, folder := range []string{"/l", "/p", "/r", "/pl", "/pp", "/pr", "/s", "/d"} {
		for _, path := range smallPaths(2) {
			paths = append(paths, folder+path)
		}
		for _, c := range "-_.~:@$&+,=!'()*" {
			paths = append(paths, folder+"/a"+string(c)+"x", folder+"/"+string(c)+"a", folder+string(c)+"x/a", folder+"/x"+string(c)+"y/a", folder+"/a/"+string(c)+"x")
		}
	}
	ways, all := wayCounts{}, requests(t, paths, "GET", "POST")
	parallel(len(setups), func(i int) { ways.run(t, waysTable(t), all, setups[i:i+1]) })
	for _, upstream := range upstreams(setups) {
		compare(t, upstream+": ways", ways.text(setupsOf(setups, upstream)))
	}
}

// wayCounts counts, by set-up, the ways by which requests reached rows.
type wayCounts struct {
	mu     sync.Mutex
	counts map[string]map[string]int
	known  map[known]bool
}

func (w *wayCounts) found(k known) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known == nil {
		w.known = map[known]bool{}
	}
	w.known[k] = true
}

func (w *wayCounts) add(s servers.Setup, way string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.counts == nil {
		w.counts = map[string]map[string]int{}
	}
	if w.counts[s.String()] == nil {
		w.counts[s.String()] = map[string]int{}
	}
	w.counts[s.String()][way]++
}

func (w *wayCounts) text(setups []servers.Setup) string {
	var b strings.Builder
	all := map[string]bool{}
	b.WriteString("| ")
	for _, s := range setups {
		b.WriteString(" | " + s.String())
		for way := range w.counts[s.String()] {
			all[way] = true
		}
	}
	b.WriteString(" |\n" + strings.Repeat("| --- ", len(setups)+1) + "|\n")
	for _, way := range slices.Sorted(maps.Keys(all)) {
		b.WriteString("| " + way)
		for _, s := range setups {
			fmt.Fprintf(&b, " | %d", w.counts[s.String()][way])
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

// The ways by which a path that does not name a row may reach it.
var wayNames = []string{"final /", "letter case", ".suffix", "empty {p}", "tail"}

// wayTo says by which ways, as few as possible, a request reached a row.
func wayTo(row route.Row, r *http.Request) string {
	method := ""
	switch {
	case row.Method == r.Method:
	case row.Method == "GET" && r.Method == "HEAD":
		method = "HEAD to GET: "
	default:
		method = "another method: "
	}
	for size := range len(wayNames) + 1 {
		for set := range 1 << len(wayNames) {
			if names := chosen(set); len(names) == size && namesBy(row.Pattern, r.URL.Path, set) {
				return method + strings.Join(append(names, []string{"exactly"}[min(len(names), 1):]...), ", ")
			}
		}
	}
	return method + "in no known way"
}

func chosen(set int) (names []string) {
	for i, name := range wayNames {
		if set>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return names
}

// namesBy reports whether the pattern names the path exactly once these ways are allowed.
func namesBy(p route.Pattern, path string, set int) bool {
	if set&1 != 0 {
		path = strings.TrimSuffix(path, "/")
	}
	segments := strings.Split(path, "/")[1:]
	if path == "/" || path == "" {
		segments = nil
	}
	if set>>3&1 != 0 && strings.HasSuffix(path, "/") && len(segments) == 0 {
		segments = []string{""}
	}
	want := p.Segments()
	for i, s := range want {
		if s.Kind == route.Rest {
			return true
		}
		if i >= len(segments) || !segmentBy(s, segments[i], set, i == len(segments)-1) {
			return false
		}
	}
	tail := set>>4&1 != 0 && len(want) > 0 && want[len(want)-1].Kind == route.Param
	return len(segments) == len(want) || tail
}

func segmentBy(s route.Segment, have string, set int, last bool) bool {
	if s.Kind == route.Param {
		return have != "" || set>>3&1 != 0
	}
	if set>>2&1 != 0 && last {
		have, _, _ = strings.Cut(have, ".")
	}
	return have == s.Text || set>>1&1 != 0 && strings.EqualFold(have, s.Text)
}
