package route

import (
	"iter"
	"slices"
	"strings"
)

// A contest is what is known of a view to find out which of its rows can meet.
type contest struct {
	index   index
	own     []bool   // by row: whether it is the view's own
	free    []string // what to put for a parameter so that no literal of the table is met
	longest int      // segments of the longest pattern
}

// contests returns the view's contest.
func (v *View) contests() *contest {
	if v.contest != nil {
		return v.contest
	}
	c := &contest{own: make([]bool, len(v.table.Rows))}
	literals := map[string]bool{}
	for _, row := range v.table.Rows {
		c.longest = max(c.longest, len(row.Pattern.segments))
		for _, s := range row.Pattern.segments {
			literals[s.Text] = true
		}
	}
	for _, text := range []string{"7", "0", "zq", "7-y"} {
		for literals[text] {
			text += text
		}
		c.free = append(c.free, text)
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
	var rows []int
	take := func(row int) { rows = append(rows, row) }
	pattern := v.table.Rows[e].Pattern
	c.index.meet(pattern.segments, take)
	if pattern.BeginsWithScript() {
		c.index.meet(pattern.withoutFirst().segments, take)
	}
	slices.Sort(rows)
	near := &View{table: v.table, method: v.method}
	for _, row := range slices.Compact(rows) {
		if c.own[row] {
			near.Own = append(near.Own, row)
		} else {
			near.Foreign = append(near.Foreign, row)
		}
	}
	return near
}

// Rivals returns the rows, ascending, that some request reaches which row e, one of the view's own, is
// the first to name exactly, without e beating them. A row without rivals speaks for all such requests;
// this is what a generator can decide beforehand. Where literals stand beside parameters a row is among
// the rivals rather once too often: the request decides.
func (v *View) Rivals(e int) []int {
	var rivals []int
	near := v.around(e)
	for _, c := range near.Own {
		if c != e && v.contested(e, c, true) {
			rivals = append(rivals, c)
		}
	}
	for _, c := range near.Foreign {
		if v.contested(e, c, false) {
			rivals = append(rivals, c)
		}
	}
	slices.Sort(rivals)
	return rivals
}

// Contested reports whether row e, one of the view's own, has rivals.
func (v *View) Contested(e int) bool {
	near := v.around(e)
	return slices.ContainsFunc(near.Own, func(c int) bool { return c != e && v.contested(e, c, true) }) ||
		slices.ContainsFunc(near.Foreign, func(c int) bool { return v.contested(e, c, false) })
}

// ContestedAtBase reports whether some request reaches row e, one of the view's own, by its empty rest and another
// row too that e does not beat. Where literals stand beside parameters it may report true although no such path
// exists.
func (v *View) ContestedAtBase(e int) bool {
	pattern := v.table.Rows[e].Pattern
	if !pattern.hasEmptyRest() {
		return false
	}
	if pattern.BeginsWithScript() {
		return true
	}
	near := v.around(e)
	return slices.ContainsFunc(near.Own, func(c int) bool { return c != e && v.contestedAtBase(e, c, true) }) ||
		slices.ContainsFunc(near.Foreign, func(c int) bool { return v.contestedAtBase(e, c, false) })
}

// contestedAtBase is ContestedAtBase for one other row.
func (v *View) contestedAtBase(e, c int, own bool) bool {
	winner, other, does := v.table.Rows[e], v.table.Rows[c], v.table.Does()
	base := Pattern{segments: winner.Pattern.Fixed()}
	switch {
	case !own && !v.runs(c), winner.Demand.Implies(other.Demand), !base.couldMeet(other.Pattern, does):
		return false
	case winner.Pattern.Affixed() || other.Pattern.Affixed():
		return true
	}
	for path := range meetings(base, other.Pattern) {
		for _, slash := range []bool{false, true} {
			path.slash = slash
			won, met := reached{e, winner.Pattern.Reach(path, does), true}, reached{c, other.Pattern.Reach(path, does), own}
			if met.reach != Unreached && (!own || v.precedence(met, won) > 0) && !v.beats(won, met) {
				return true
			}
		}
	}
	return false
}

// beatsExact reports whether e beats c wherever c is reached exactly.
func (v *View) beatsExact(e, c int, own bool) bool {
	winner := v.table.Rows[e].Pattern
	return v.ordered(e, c) && v.comparable(e, c) && v.table.Rows[c].Pattern.Covers(winner)
}

// contested reports whether some path has e as its winner, were there no other rows, without e
// beating c.
func (v *View) contested(e, c int, own bool) bool {
	winner, other := v.table.Rows[e], v.table.Rows[c]
	does := v.table.Does()
	switch {
	case !own && !v.runs(c), winner.Demand.Implies(other.Demand):
		return false
	case does&FrontController != 0 && winner.Pattern.BeginsWithScript() && winner.Pattern.withoutFirst().couldMeet(other.Pattern, does):
		return true
	case !winner.Pattern.couldMeet(other.Pattern, does):
		return false
	}
	if (winner.Pattern.Affixed() || other.Pattern.Affixed()) && !winner.Pattern.Static() {
		return v.couldContest(e, c, own)
	}
	for path := range meetings(winner.Pattern, other.Pattern) {
		won, met := reached{e, winner.Pattern.Reach(path, does), true}, reached{c, other.Pattern.Reach(path, does), own}
		if met.reach == Unreached || own && v.precedence(met, won) < 0 {
			continue
		}
		if !v.beats(won, met) {
			return true
		}
	}
	return false
}

// couldContest is contested for rows with literals beside parameters; it says so rather once too often.
func (v *View) couldContest(e, c int, own bool) bool {
	winner, other, does := v.table.Rows[e].Pattern, v.table.Rows[c].Pattern, v.table.Does()
	switch {
	case v.beatsExact(e, c, own) && other.sameCuts(winner):
		return false // it is always reached exactly
	case own && does&^OtherMethods == 0:
		return ComparePatterns(winner, other) < 0 && !v.beatsExact(e, c, own)
	}
	return true
}

// sameCuts reports whether p, which covers q, names every path exactly that q does: no server can end a
// parameter of p where it does not end one of q.
func (p Pattern) sameCuts(q Pattern) bool {
	for i, s := range p.Fixed() {
		if t := q.segments[i]; s.Barred() != "" && (t.Prefix != s.Prefix || t.Suffix != s.Suffix) {
			return false
		}
	}
	return true
}

// couldMeet reports whether some path that p names exactly could reach q. It says so rather once too
// often.
func (p Pattern) couldMeet(q Pattern, does Equivalence) bool {
	ps, qs := p.Fixed(), q.Fixed()
	for i := range min(len(ps), len(qs)) {
		if does&Spanning != 0 && q.Spans(i) {
			for left := range qs[i].spansOver(p.segments[i:], does) {
				if (Pattern{segments: left}).couldMeet(Pattern{segments: q.segments[i+1:]}, does) {
					return true
				}
			}
		}
		if !ps[i].couldMeet(qs[i], does) {
			return false
		}
	}
	return (p.Open() || len(ps) >= len(qs)-1) && (len(ps) <= len(qs) || q.GoesOn(does))
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

// withoutFirst returns the pattern as a server reads it that drops the first segment of a path.
func (p Pattern) withoutFirst() Pattern { return Pattern{segments: p.segments[1:], slash: p.slash} }

// exactPaths yields paths that p names exactly, with free for its parameters. An open pattern yields
// its rest in every length up to one more than reach segments in all, with and without a final slash. It
// yields no path that the pattern names by its empty rest.
func exactPaths(p Pattern, reach int) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		var segments []string
		for _, s := range p.Fixed() {
			if s.Kind == Literal {
				segments = append(segments, s.Text)
			} else {
				segments = append(segments, s.Prefix+free+s.Suffix)
			}
		}
		if !p.Open() {
			yield(Path{segments: segments, slash: p.slash || len(segments) == 0})
			return
		}
		if p.hasEmptyRest() {
			segments = append(segments, free)
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
		for i, s := range q.Fixed() {
			if i >= len(filled.segments) || i < len(p.Fixed()) && p.segments[i].Kind == Literal {
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
		for _, value := range v.contests().free {
			text := candidate.with(pattern, value).Text()
			if row, verdict := near.Match(text); verdict == Listed && row == e {
				return "", 0, false
			}
			if path == "" {
				path = text
			}
			if pattern.Static() {
				break
			}
		}
	}
	return path, near.against(e, path), true
}

// with fills the free segments of path with a value.
func (p Path) with(pattern Pattern, value string) Path {
	filled, fixed := Path{segments: slices.Clone(p.segments), slash: p.slash}, pattern.Fixed()
	for i := range filled.segments {
		switch {
		case i >= len(fixed):
			filled.segments[i] = value
		case fixed[i].Kind == Param:
			filled.segments[i] = fixed[i].Prefix + value + fixed[i].Suffix
		}
	}
	return filled
}

// against returns a row that keeps e from speaking for the path, which e names exactly.
func (v *View) against(e int, text string) int {
	path, _ := ParsePath(text)
	for _, rows := range [][]reached{v.reached(v.Own, path, true), v.reached(v.Foreign, path, false)} {
		for _, c := range rows {
			won := reached{e, v.table.Rows[e].Pattern.Reach(path, v.table.Does()), true}
			if c.row != e && (c.own && v.precedence(c, won) < 0 || !v.beats(won, c)) {
				return c.row
			}
		}
	}
	return e
}

// Candidates returns the view's own rows and its foreign ones that a path could reach which row e names
// exactly, ascending. It may return other rows too.
func (v *View) Candidates(e int) (own, foreign []int) {
	near := v.around(e)
	return near.Own, near.Foreign
}
