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
	ByCover                  // both are reached exactly, and the other one covers the winner
	ByTailCover              // the other one is reached by its tail only, and covers the winner so
	ByExtending              // the other one is reached by its tail only, and the winner goes on below it
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
	allowed := v.table.Encoded
	if a.Verdict == Listed {
		allowed = v.table.Rows[a.Row].Encoded
	}
	if path.encoded&^allowed != 0 {
		a.Verdict, a.Row, a.Refusal = Refused, -1, &Refusal{"path", path.escape(allowed), RuleEncoded}
	}
	return a
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
	if m.Own {
		foreign = 0
	}
	path, ok := ParsePath(text)
	if !ok || m.Reach == Exactly {
		return foreign
	}
	does := v.table.Does()
	best, fewest := does, bits.Len8(uint8(AnyServer))+1
	for set := range int(AnyServer) + 1 {
		ways := Equivalence(set)
		if n := bits.OnesCount8(uint8(ways)); n < fewest && ways&^does == 0 && v.table.Rows[m.Row].Pattern.Reach(path, ways) != Unreached {
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
	case !c.own && v.table.Excluded&OtherMethods != 0:
		return ByMethod
	case v.yields(e.row, c) && c.reach == Exactly:
		if e.reach == Exactly && other.Pattern.Covers(winner.Pattern) {
			return ByCover
		}
	case v.yields(e.row, c) && c.reach == ByTail:
		if e.reach == Exactly && other.Pattern.CoversByTail(winner.Pattern) {
			return ByTailCover
		}
		if winner.Pattern.Extends(other.Pattern) {
			return ByExtending
		}
	case e.reach == Exactly && winner.Pattern.Static():
		if c.reach == ByExtension || c.reach == ByEmptyParam {
			return ByAllLiterals
		}
	}
	return Unbeaten
}

// beats reports whether the winner e may speak although the path reaches c too.
func (v *View) beats(e, c reached) bool { return v.why(e, c) != Unbeaten }

// yields reports whether servers run the more special row e before c. They do among rows of one
// method. Foreign rows have no such order, and a row of HEAD does not yield to one of GET: for
// HEAD /a, with the rows GET /a and HEAD /{x}, most routers run HEAD /{x} and some GET /a.
func (v *View) yields(e int, c reached) bool {
	return c.own && (v.table.Rows[e].Method == v.method || v.table.Rows[c.row].Method != v.method)
}
