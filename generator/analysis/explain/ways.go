package explain

import "github.com/permroute/permroute/generator/route"

// A way is what a server does when it runs a row for a request that the row does not name exactly.
type way struct {
	does  route.Equivalence
	id    string
	words string // after "by"
}

// ways returns the ways, in the order of explanations.
func ways() []way {
	return []way{
		{route.FinalSlash, "final-slash", "ignoring a final slash"},
		{route.LetterCase, "letter-case", "folding letter case"},
		{route.Extension, "extension", "dropping an extension"},
		{route.EmptyParam, "empty-parameter", "taking an empty last parameter"},
		{route.Tail, "tail", "giving the rest of the path to the last parameter"},
		{route.OtherMethods, "other-methods", "routing by path alone"},
		{route.Affixes, "affixes", "ending a parameter early"},
		{route.Spanning, "spanning", "taking slashes into a parameter"},
		{route.LooseSuffix, "loose-suffix", "ignoring the literal after a parameter"},
		{route.HeadAsGet, "head-as-get", "running the GET handler for HEAD"},
		{route.FrontController, "front-controller", "dropping a first segment that ends in .php"},
	}
}

// idsOf returns the ids of a set of ways.
func idsOf(does route.Equivalence) []string {
	ids := []string{}
	for _, w := range ways() {
		if does&w.does != 0 {
			ids = append(ids, w.id)
		}
	}
	return ids
}

// A rule is why the winner beats another row that the request reaches.
type rule struct {
	why   route.Precedence
	id    string
	words string // after "because"
}

// rules returns the rules, in the order of documents.
func rules() []rule {
	return []rule{
		{route.ByDemand, "demand", "what the winner needs is enough for this row too"},
		{route.ByMethod, "method", "no server behind runs rows of other methods"},
		{route.ByCover, "cover", "the winner is more specific"},
		{route.ByTailCover, "tail-cover", "it is reached only by its tail or by a loose suffix, and the winner is more specific"},
		{route.ByExtending, "extends", "it is reached only by its tail or by a loose suffix, and the winner goes on below it"},
		{route.ByAllLiterals, "all-literals", "the winner is exactly this path"},
	}
}

// ruleOf returns the rule for a precedence; the zero rule if the row is not beaten.
func ruleOf(why route.Precedence) rule {
	for _, r := range rules() {
		if r.why == why {
			return r
		}
	}
	return rule{}
}
