package route

import (
	"iter"
	"slices"
	"strings"
)

// A Rival is a row that a request may reach besides the row that names it, and that this row does not
// always beat: such requests are Refused.
type Rival struct {
	Row int

	// TailYields says that the rival is beaten where the request reaches it only by its tail.
	TailYields bool
}

// A contest is what is known of a view to find out which of its rows can meet.
type contest struct {
	index   index
	own     map[int]bool // the view's rows, and whether they are its own
	free    string       // a segment that no literal of the table resembles
	longest int          // segments of the longest pattern
}

// contests returns the view's contest.
func (v *View) contests() *contest {
	if v.contest != nil {
		return v.contest
	}
	c := &contest{own: map[int]bool{}, free: free}
	literals := map[string]bool{}
	for _, row := range v.table.Rows {
		c.longest = max(c.longest, len(row.Pattern.segments))
		for _, s := range row.Pattern.segments {
			literals[s.Text] = true
		}
	}
	for literals[c.free] {
		c.free += free
	}
	for i, rows := range [][]int{v.Own, v.Foreign} {
		for _, row := range rows {
			c.own[row] = i == 0
			c.index.add(v.table.Rows[row].Pattern.segments, row)
		}
	}
	v.contest = c
	return c
}

// around returns a view of the rows alone that a path could reach which row e names exactly.
func (v *View) around(e int) *View {
	c := v.contests()
	near := &View{table: v.table, method: v.method}
	seen := map[int]bool{}
	c.index.meet(v.table.Rows[e].Pattern.segments, func(row int) {
		switch {
		case seen[row]:
		case c.own[row]:
			near.Own = append(near.Own, row)
		default:
			near.Foreign = append(near.Foreign, row)
		}
		seen[row] = true
	})
	slices.Sort(near.Own)
	slices.Sort(near.Foreign)
	return near
}

// Rivals returns the rivals of the view's own row e, ascending. A row without rivals speaks for every
// request that it is the first to name exactly; this is what a generator can decide beforehand.
func (v *View) Rivals(e int) []Rival {
	var rivals []Rival
	add := func(candidates []int, own bool) {
		for _, c := range candidates {
			if c != e && v.contested(e, c, own) {
				rivals = append(rivals, Rival{c, v.tailYields(e, c, own)})
			}
		}
	}
	near := v.around(e)
	add(near.Own, true)
	add(near.Foreign, false)
	slices.SortFunc(rivals, func(a, b Rival) int { return a.Row - b.Row })
	return rivals
}

// tailYields reports whether e beats c wherever c is reached only by its tail.
func (v *View) tailYields(e, c int, own bool) bool {
	pattern := v.table.Rows[c].Pattern
	return !pattern.open() && v.yields(e, reached{c, ByTail, own}) && pattern.CoversByTail(v.table.Rows[e].Pattern)
}

// contested reports whether some path has e as its winner, were there no other rows, without e
// beating c.
func (v *View) contested(e, c int, own bool) bool {
	winner, other := v.table.Rows[e], v.table.Rows[c]
	if winner.Demand.Implies(other.Demand) {
		return false
	}
	for path := range meetings(winner.Pattern, other.Pattern) {
		won, met := reached{e, Exactly, true}, reached{c, other.Pattern.Reach(path, AnyServer&^v.table.Excluded), own}
		if met.reach == Unreached || own && v.precedence(met, won) < 0 {
			continue
		}
		if !v.beats(won, met) {
			return true
		}
	}
	return false
}

// meetings yields paths that p names exactly, chosen so that one of each way to reach q is among
// them: where p is free and q has a literal they have that literal, as it is or in other letter case,
// the last one with and without an extension; what follows a ** is as long as q and longer.
func meetings(p, q Pattern) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		for path := range exactPaths(p, len(q.segments)) {
			for _, variant := range variants(path, p, q) {
				if !yield(variant) {
					return
				}
			}
		}
	}
}

// free stands in a path for a segment that the pattern leaves open.
const free = "~"

// exactPaths yields paths that p names exactly, with free for its parameters. An open pattern yields
// its rest in every length up to one more than reach segments in all, with and without a final slash.
func exactPaths(p Pattern, reach int) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		var segments []string
		for _, s := range p.fixed() {
			if s.Kind == Literal {
				segments = append(segments, s.Text)
			} else {
				segments = append(segments, free)
			}
		}
		if !p.open() {
			yield(Path{segments: segments, slash: len(segments) == 0})
			return
		}
		for {
			short := slices.Clip(slices.Clone(segments))
			if len(short) > 0 && !yield(Path{segments: short}) || !yield(Path{segments: short, slash: true}) {
				return
			}
			if len(segments) > reach {
				return
			}
			segments = append(segments, free)
		}
	}
}

// variants fills the free segments of path with what would reach q.
func variants(path Path, p, q Pattern) []Path {
	fill := func(literal func(string) string, suffix string) Path {
		filled := Path{segments: slices.Clone(path.segments), slash: path.slash}
		for i, s := range q.fixed() {
			if i >= len(filled.segments) || i < len(p.fixed()) && p.segments[i].Kind == Literal {
				continue
			}
			if s.Kind != Literal {
				continue
			}
			filled.segments[i] = literal(s.Text)
			if i == len(filled.segments)-1 {
				filled.segments[i] += suffix
			}
		}
		return filled
	}
	same := func(s string) string { return s }
	return []Path{fill(same, ""), fill(swapCase, ""), fill(same, "."+free), fill(swapCase, "."+free)}
}

// swapCase turns each ASCII letter into its other case.
func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isLetter(byte(r)) {
			return r ^ 0x20
		}
		return r
	}, s)
}

// Text returns the path as it stands on the wire.
func (p Path) Text() string {
	text := "/" + strings.Join(p.segments, "/")
	if p.slash && len(p.segments) > 0 {
		text += "/"
	}
	return text
}

// Mute reports whether no request can have row e as the row that speaks for it. If so it returns a
// path that e names, and the row that stands against it there.
func (v *View) Mute(e int) (path string, against int, mute bool) {
	near, pattern := v.around(e), v.table.Rows[e].Pattern
	for candidate := range exactPaths(pattern, v.contests().longest) {
		text := v.unlike(candidate, pattern).Text()
		if row, verdict := near.Match(text); verdict == Listed && row == e {
			return "", 0, false
		}
		if path == "" {
			path = text
		}
	}
	return path, near.against(e, path), true
}

// unlike fills the free segments of path with a value that no literal of the table resembles.
func (v *View) unlike(path Path, p Pattern) Path {
	filled := Path{segments: slices.Clone(path.segments), slash: path.slash}
	for i := range filled.segments {
		if i >= len(p.fixed()) || p.segments[i].Kind == Param {
			filled.segments[i] = v.contests().free
		}
	}
	return filled
}

// against returns a row that keeps e from speaking for the path, which e names exactly.
func (v *View) against(e int, text string) int {
	path, _ := ParsePath(text)
	for _, rows := range [][]reached{v.reached(v.Own, path, true), v.reached(v.Foreign, path, false)} {
		for _, c := range rows {
			won := reached{e, Exactly, true}
			if c.row != e && (c.own && v.precedence(c, won) < 0 || !v.beats(won, c)) {
				return c.row
			}
		}
	}
	return e
}
