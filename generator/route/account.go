package route

import (
	"math/bits"
	"slices"
)

// An Account is the verdict on a request and what it follows from.
type Account struct {
	Verdict Verdict
	Row     int // the row that decides, if the request is Listed; -1 otherwise

	Refusal *Refusal // why the request is not canonical, or which of its escapes is not allowed; nil otherwise

	// Met holds the rows that the request reaches, in the order of the table: first the method's own,
	// then those of other methods.
	Met    []Met
	Winner int // the first own row by precedence, even if the request is Refused; -1 if no own row is reached
}

// A Met is a row that a request reaches.
type Met struct {
	Row   int
	Reach Reach
	Own   bool
	Why   Precedence // why the winner beats this row; Unbeaten if it does not
}

// A Precedence is a rule by which the winner beats another row that the request reaches.
type Precedence uint8

const (
	Unbeaten      Precedence = iota
	Same                     // the row is the winner itself
	ByDemand                 // the winner demands enough for both rows
	ByMethod                 // no server behind runs a row of another method
	ByCover                  // the winner is reached exactly, the other row exactly or by its empty rest, and the other row covers the winner
	ByTailCover              // the other row is reached only by its tail or by a loose suffix, and covers the winner when it is read so
	ByExtending              // the other row is reached only by its tail or by a loose suffix, and the winner goes on below it
	ByAllLiterals            // the winner is exactly this path, and the other row is reached by an extension or as the empty parameter of /
)

// Account returns the verdict on a path, and what it follows from. Match returns the same verdict: nothing else
// computes it.
func (v *View) Account(text string) Account {
	a := Account{Row: -1, Winner: -1}
	if a.Refusal = readMethod(v.method); a.Refusal != nil {
		return a
	}
	path, wrong := readPath(text)
	if a.Refusal = wrong; wrong != nil {
		return a
	}
	if a = v.readings(path); a.Refusal != nil {
		return a
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

// listsScript reports whether the table lists the .php file that a path begins with: the winner names the path
// exactly, and its pattern begins with that file.
func (v *View) listsScript(a Account) bool {
	return a.Winner >= 0 && v.table.Rows[a.Winner].Pattern.BeginsWithScript() &&
		slices.ContainsFunc(a.Met, func(m Met) bool { return m.Row == a.Winner && m.Reach.Leading() })
}

// readings is account for a path with escapes of reserved bytes too. Some servers decode these before they route,
// and some after. If both readings have the same answer, that is the answer. If one of them reaches no row, the
// answer is the other one's. Otherwise the path is Refused.
func (v *View) readings(path Path) Account {
	a := v.account(path)
	if path.encoded&Reserved == 0 {
		return a
	}
	b := v.account(path.decoded())
	switch {
	case a.Refusal != nil:
		return a
	case b.Refusal != nil:
		return b
	case a.Verdict == b.Verdict && a.Row == b.Row, b.Verdict == Unlisted:
		return a
	case a.Verdict == Unlisted:
		return b
	}
	for _, m := range b.Met {
		if !slices.ContainsFunc(a.Met, func(other Met) bool { return other.Row == m.Row }) {
			a.Met = append(a.Met, m)
		}
	}
	a.Verdict, a.Row = Refused, -1
	return a
}

// account is Account for a canonical path. It does not ask whether the path's escapes are allowed.
func (v *View) account(path Path) Account {
	own, foreign := v.reached(v.Own, path, true), v.reached(v.Foreign, path, false)
	a := Account{Row: -1, Winner: -1, Verdict: Unlisted}
	met := append(own, foreign...)
	for _, r := range met {
		a.Met = append(a.Met, Met{Row: r.row, Reach: r.reach, Own: r.own})
	}
	switch {
	case len(own) == 0 && len(foreign) == 0:
		return v.known(path, a)
	case len(own) == 0:
		a.Verdict = MethodUnlisted
		return v.known(path, a)
	}
	winner := slices.MinFunc(own, v.precedence)
	a.Verdict, a.Row, a.Winner = Listed, winner.row, winner.row
	for i, r := range met {
		if a.Met[i].Why = v.why(winner, r); a.Met[i].Why == Unbeaten {
			a.Verdict, a.Row = Refused, -1
		}
	}
	return v.known(path, a)
}

// known returns the account, or the refusal of a path that begins with a .php file which the table does not list.
func (v *View) known(path Path, a Account) Account {
	if path.script(v.table.Does()) && !v.listsScript(a) {
		return Account{Row: -1, Winner: -1, Refusal: &Refusal{"path", 1, RuleScript}}
	}
	return a
}

// Ways returns what a server must do to run a row that the path reaches. If several sets of equivalences are
// enough, it returns one with the fewest. A server that does more runs the row too.
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

// why returns the rule by which the winner e beats c.
func (v *View) why(e, c reached) Precedence {
	winner, other := v.table.Rows[e.row], v.table.Rows[c.row]
	switch {
	case e.row == c.row:
		return Same
	case winner.Demand.Implies(other.Demand):
		return ByDemand
	case !c.own && !v.runs(c.row):
		return ByMethod
	case !v.comparable(e.row, c):
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
		case e.reach == Exactly && v.ordered(e.row, c.row) && read.coversByTail(winner.Pattern):
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

// beats reports whether the winner e beats c.
func (v *View) beats(e, c reached) bool { return v.why(e, c) != Unbeaten }

// runs reports whether a server may run the foreign row for the view's method.
func (v *View) runs(c int) bool { return v.table.Does()&OtherMethods != 0 || v.shadowed(c) }

// comparable reports whether every server chooses between the two rows, so that it can prefer the more specific
// one. Two kinds of server do not choose. A server that removes the final slash of a path never runs a row e
// that ends in a slash; it runs a row for the path without the slash. A server that runs the rows of GET for
// HEAD ignores the rows of HEAD. It runs the row of GET that has the shape of e, if there is one: that row goes
// before less specific rows, but nothing goes before that row.
func (v *View) comparable(e int, c reached) bool {
	winner, other := v.table.Rows[e], v.table.Rows[c.row]
	switch does := v.table.Does(); {
	case does&FinalSlash != 0 && winner.Pattern.slash && !other.Pattern.slash:
		return false
	case c.reach == ByTail: // no server that does HeadAsGet does Tail
	case does&HeadAsGet != 0 && v.method == "HEAD" && winner.Method == "HEAD" && other.Method == "GET":
		return v.hasTwin(e) && other.Pattern.Shape() != winner.Pattern.Shape()
	}
	return true
}

// hasTwin reports whether some row of GET has the same shape as this row of HEAD.
func (v *View) hasTwin(e int) bool {
	shape := v.table.Rows[e].Pattern.Shape()
	return slices.ContainsFunc(v.table.Rows, func(r Row) bool { return r.Method == "GET" && r.Pattern.Shape() == shape })
}

// ordered reports whether every server prefers the more specific row e to the row c, which covers it. Servers do
// so whether handlers are registered by method or by path. The exception is HEAD: where a handler of GET answers
// it, servers prefer any handler of HEAD or of all methods, even if that one is less specific.
func (v *View) ordered(e, c int) bool {
	return !v.answersHead(e) || v.table.Does()&OtherMethods == 0 && !v.headBeforeGet(e, c)
}

// answersHead reports whether the request is HEAD and the row is one of GET.
func (v *View) answersHead(e int) bool { return v.method == "HEAD" && v.table.Rows[e].Method == "GET" }

// headBeforeGet reports whether the request is HEAD, e is a row of GET and c is a row of HEAD. Most routers
// prefer any row of HEAD then.
func (v *View) headBeforeGet(e, c int) bool {
	return v.answersHead(e) && v.table.Rows[c].Method == "HEAD"
}
