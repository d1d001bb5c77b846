package route

import (
	"math/bits"
	"slices"
)

// An Account is the verdict on a request, and what it follows from.
type Account struct {
	Verdict Verdict
	Row     int // the row that speaks for the request, if it is Listed; -1 otherwise

	Refusal *Refusal // why the request is not canonical, or its escapes are not allowed; nil otherwise

	// Met holds the rows that the request reaches, in the order of the table: first the method's own,
	// then those of other methods.
	Met    []Met
	Winner int // the own row that goes before all others, which a Refused request may have too; -1 for none
}

// A Met is a row that a request reaches.
type Met struct {
	Row   int
	Reach Reach
	Own   bool
	Why   Precedence // why the winner speaks although this row is reached; Unbeaten if it may not
}

// A Precedence is a rule by which one row speaks for a request although it reaches another one too.
type Precedence uint8

const (
	Unbeaten      Precedence = iota
	Same                     // it is the winner itself
	ByDemand                 // the winner demands enough for both
	ByMethod                 // no server behind runs a row of another method
	ByCover                  // the winner is reached exactly, the other one too or by its empty rest, and the other one covers the winner
	ByTailCover              // the other one is reached by its tail or by a loose suffix only, and covers the winner so
	ByExtending              // the other one is reached by its tail or by a loose suffix only, and the winner goes on below it
	ByAllLiterals            // the winner is the path itself, and the other one is reached by an extension or as the empty parameter of /
)

// Account is Match with what the verdict follows from. There is no other computation of it.
func (v *View) Account(text string) Account {
	a := Account{Row: -1, Winner: -1}
	if a.Refusal = readMethod(v.method); a.Refusal != nil {
		return a
	}
	path, wrong := readPath(text)
	if a.Refusal = wrong; wrong != nil {
		return a
	}
	a = v.account(path)
	if path.script(v.table.Does()) && !v.listsScript(a) {
		return Account{Row: -1, Winner: -1, Refusal: &Refusal{"path", 1, RuleScript}}
	}
	allowed := v.table.Encoded
	if a.Verdict == Listed {
		allowed = v.table.Rows[a.Row].Encoded
	}
	if path.encoded&^allowed != 0 {
		a.Verdict, a.Row, a.Refusal = Refused, -1, &Refusal{"path", path.escape(allowed), RuleEncoded}
	}
	return a
}

// listsScript reports whether the table knows the .php file that a path begins with: the winner names the
// path exactly, and the file too.
func (v *View) listsScript(a Account) bool {
	return a.Winner >= 0 && v.table.Rows[a.Winner].Pattern.BeginsWithScript() &&
		slices.ContainsFunc(a.Met, func(m Met) bool { return m.Row == a.Winner && m.Reach.Leading() })
}

// account is Account for a canonical path, whatever its escapes stand for.
func (v *View) account(path Path) Account {
	own, foreign := v.reached(v.Own, path, true), v.reached(v.Foreign, path, false)
	a := Account{Row: -1, Winner: -1, Verdict: Unlisted}
	met := append(own, foreign...)
	for _, r := range met {
		a.Met = append(a.Met, Met{Row: r.row, Reach: r.reach, Own: r.own})
	}
	switch {
	case len(own) == 0 && len(foreign) == 0:
		return a
	case len(own) == 0:
		a.Verdict = MethodUnlisted
		return a
	}
	winner := slices.MinFunc(own, v.precedence)
	a.Verdict, a.Row, a.Winner = Listed, winner.row, winner.row
	for i, r := range met {
		if a.Met[i].Why = v.why(winner, r); a.Met[i].Why == Unbeaten {
			a.Verdict, a.Row = Refused, -1
		}
	}
	return a
}

// Ways returns what a server must do to run a row that the path reaches: of all sets of ways that
// suffice, one of the fewest. A server that does all of them, and perhaps others, runs the row.
func (v *View) Ways(m Met, text string) Equivalence {
	foreign := OtherMethods
	switch {
	case m.Own:
		foreign = 0
	case v.shadowed(m.Row):
		foreign = HeadAsGet
	}
	path, ok := ParsePath(text)
	if !ok || m.Reach.Leading() {
		return foreign
	}
	does := v.table.Does()
	best, fewest := does, bits.Len16(uint16(AnyServer))+1
	for set := range int(AnyServer) + 1 {
		ways := Equivalence(set)
		if n := bits.OnesCount16(uint16(ways)); n < fewest && ways&^does == 0 && v.table.Rows[m.Row].Pattern.Reach(path, ways) != Unreached {
			best, fewest = ways, n
		}
	}
	return best | foreign
}

// why returns the rule by which the winner e speaks although the path reaches c too.
func (v *View) why(e, c reached) Precedence {
	winner, other := v.table.Rows[e.row], v.table.Rows[c.row]
	switch {
	case e.row == c.row:
		return Same
	case winner.Demand.Implies(other.Demand):
		return ByDemand
	case !c.own && !v.runs(c.row):
		return ByMethod
	case !v.comparable(e.row, c.row):
	case c.reach.Leading():
		if e.reach == Exactly && v.ordered(e.row, c.row) && other.Pattern.Covers(winner.Pattern) {
			return ByCover
		}
	case c.reach == ByTail, c.reach == ByLooseSuffix:
		read := other.Pattern
		if c.reach == ByLooseSuffix {
			read = read.loose()
		}
		switch {
		case e.reach == Exactly && v.ordered(e.row, c.row) && read.CoversByTail(winner.Pattern):
			return ByTailCover
		case !v.headBeforeGet(e.row, c.row) && winner.Pattern.Extends(read):
			return ByExtending
		}
	case e.reach == Exactly && winner.Pattern.Static() && v.ordered(e.row, c.row):
		if c.reach == ByExtension || c.reach == ByEmptyParam {
			return ByAllLiterals
		}
	}
	return Unbeaten
}

// beats reports whether the winner e may speak although the path reaches c too.
func (v *View) beats(e, c reached) bool { return v.why(e, c) != Unbeaten }

// runs reports whether a server may run the foreign row for the view's method.
func (v *View) runs(c int) bool { return v.table.Does()&OtherMethods != 0 || v.shadowed(c) }

// comparable reports whether all servers choose between the two rows, so that the more special one goes
// first. Two kinds do not. A server that takes the final slash off a path never runs e, if e ends in a slash,
// and runs a row that matches what is left. A server that runs GET's rows for HEAD ignores the rows of HEAD.
func (v *View) comparable(e, c int) bool {
	winner, other := v.table.Rows[e], v.table.Rows[c]
	switch does := v.table.Does(); {
	case does&FinalSlash != 0 && winner.Pattern.slash && !other.Pattern.slash:
		return false
	case does&HeadAsGet != 0 && v.method == "HEAD" && winner.Method == "HEAD" && other.Method == "GET":
		return v.hasTwin(e)
	}
	return true
}

// hasTwin reports whether a row of GET has the shape of this row of HEAD.
func (v *View) hasTwin(e int) bool {
	shape := v.table.Rows[e].Pattern.Shape()
	return slices.ContainsFunc(v.table.Rows, func(r Row) bool { return r.Method == "GET" && r.Pattern.Shape() == shape })
}

// ordered reports whether all servers run the more special row e before the row c, which covers it. They do,
// whether handlers are registered by method or by path, with one exception: HEAD, where a handler of GET
// answers it. A handler of HEAD goes first then, even if it is less special, and so does one for all methods.
func (v *View) ordered(e, c int) bool {
	return !v.answersHead(e) || v.table.Does()&OtherMethods == 0 && !v.headBeforeGet(e, c)
}

// answersHead reports whether the request is HEAD and the row is one of GET.
func (v *View) answersHead(e int) bool { return v.method == "HEAD" && v.table.Rows[e].Method == "GET" }

// headBeforeGet reports whether the request is HEAD, e is a row of GET and c one of HEAD: most routers run
// any row of HEAD first.
func (v *View) headBeforeGet(e, c int) bool {
	return v.answersHead(e) && v.table.Rows[c].Method == "HEAD"
}
