package route

import "slices"

// A contest is what a view knows about its rows in order to find rivals.
type contest struct {
	index   index
	own     []bool   // by row: whether it is one of the view's own
	free    []string // values of parameters that no literal of the table equals
	longest int      // the number of segments of the longest pattern
}

// contests returns the view's contest. It makes it when it is first needed.
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

// around returns a view of the candidates of row e.
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
	part := &View{table: v.table, method: v.method}
	for _, row := range slices.Compact(rows) {
		if c.own[row] {
			part.Own = append(part.Own, row)
		} else {
			part.Foreign = append(part.Foreign, row)
		}
	}
	return part
}

// Candidates returns the own and the foreign rows that a path could reach which row e names exactly, ascending.
// It may return other rows too.
func (v *View) Candidates(e int) (own, foreign []int) {
	part := v.around(e)
	return part.Own, part.Foreign
}

// Rivals returns the rivals of row e, one of the view's own, ascending: the rows that e does not beat on some
// path for which e is the winner and which e names exactly. If e has no rivals, it decides on all these paths, and a
// generator need not look at them again. With affixed parameters there may be other rows among the rivals.
func (v *View) Rivals(e int) []int {
	var rivals []int
	own, foreign := v.Candidates(e)
	for _, c := range own {
		if c != e && v.contested(e, c, true) {
			rivals = append(rivals, c)
		}
	}
	for _, c := range foreign {
		if v.contested(e, c, false) {
			rivals = append(rivals, c)
		}
	}
	slices.Sort(rivals)
	return rivals
}

// Contested reports whether row e, one of the view's own, has rivals.
func (v *View) Contested(e int) bool {
	own, foreign := v.Candidates(e)
	return slices.ContainsFunc(own, func(c int) bool { return c != e && v.contested(e, c, true) }) ||
		slices.ContainsFunc(foreign, func(c int) bool { return v.contested(e, c, false) })
}

// ContestedAtBase reports whether some request reaches row e, one of the view's own, by its empty rest, and another
// row that e does not beat. With affixed parameters it may report true although there is no such request.
func (v *View) ContestedAtBase(e int) bool {
	pattern := v.table.Rows[e].Pattern
	if !pattern.HasEmptyRest() {
		return false
	}
	if pattern.BeginsWithScript() {
		return true
	}
	own, foreign := v.Candidates(e)
	return slices.ContainsFunc(own, func(c int) bool { return c != e && v.contestedAtBase(e, c, true) }) ||
		slices.ContainsFunc(foreign, func(c int) bool { return v.contestedAtBase(e, c, false) })
}

// contestedAtBase is ContestedAtBase for one other row.
func (v *View) contestedAtBase(e, c int, own bool) bool {
	winner, other, does := v.table.Rows[e], v.table.Rows[c], v.table.Does()
	base := Pattern{segments: winner.Pattern.Fixed(), slash: true} // with a final slash or without
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

// beatsExact reports whether e beats c on every path that both name exactly.
func (v *View) beatsExact(e, c int, own bool) bool {
	winner := v.table.Rows[e].Pattern
	return v.ordered(e, c) && v.comparable(e, reached{c, Exactly, own}) && v.table.Rows[c].Pattern.Covers(winner)
}

// contested reports whether c is a rival of e in a table of these two rows.
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

// couldContest is contested for patterns with affixed parameters. It may report true although no path shows it.
func (v *View) couldContest(e, c int, own bool) bool {
	winner, other, does := v.table.Rows[e].Pattern, v.table.Rows[c].Pattern, v.table.Does()
	switch {
	case v.beatsExact(e, c, own) && other.sameCuts(winner):
		return false // c is always reached exactly
	case own && does&^OtherMethods == 0:
		return ComparePatterns(winner, other) < 0 && !v.beatsExact(e, c, own)
	}
	return winner.couldMeet(other, does&^LooseSuffix) || v.contestsLoosely(e, c, own)
}

// ContestsLoosely reports whether c, a rival of e, is a rival on some path that reaches c only because a server ignores the
// literals after parameters. It may report true although there is no such path.
func (v *View) ContestsLoosely(e, c int) bool {
	_, own := slices.BinarySearch(v.Own, c)
	return v.contestsLoosely(e, c, own)
}

// contestsLoosely is ContestsLoosely for a row whose place is known.
func (v *View) contestsLoosely(e, c int, own bool) bool {
	winner, other, does := v.table.Rows[e].Pattern, v.table.Rows[c].Pattern, v.table.Does()
	switch {
	case does&LooseSuffix == 0 || !other.hasSuffix():
		return false
	case does&FrontController != 0 && winner.BeginsWithScript(), does&Spanning != 0 && other.spansAnywhere(),
		!other.loose().coversByTail(winner), winner.slash != other.slash:
		return true // it may reach c in several ways together
	}
	return !v.beats(reached{e, Exactly, true}, reached{c, ByLooseSuffix, own}) // every path that e names and that reaches c does so
}

// Mute reports whether row e decides on no request. If so, it returns a path that e names, and a row that
// keeps e from deciding there.
func (v *View) Mute(e int) (path string, against int, mute bool) {
	part, pattern := v.around(e), v.table.Rows[e].Pattern
	for candidate := range exactPaths(pattern, v.contests().longest) {
		for _, value := range v.contests().free {
			text := candidate.with(pattern, value).Text()
			if row, verdict := part.Match(text); verdict == Listed && row == e {
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
	return path, part.against(e, path), true
}

// against returns a row that keeps e from deciding on a path, which e names exactly.
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
