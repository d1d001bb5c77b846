package lint

import (
	"cmp"
	"slices"

	"github.com/permroute/permroute/generator/analysis/report"
)

// A Rule is one thing that lint looks for. Its texts are Markdown where report.Rule does not say otherwise.
//
// docs/lint.md, the JSON Schemas and the keys that a spec may have under accept are made from Rules by
// `go test ./generator/analysis/lint -update`.
type Rule struct {
	report.Rule
	Detail  string // what belongs to the summary and is too long for it; may be empty
	Example Example

	find func(*linter) // nil for a rule whose findings a spec cannot accept
}

// Acceptable reports whether a spec can accept the rule's findings.
func (r Rule) Acceptable() bool { return r.find != nil }

// An Example shows a finding of a rule. Both texts are parts of a spec: keys of its root, then routes.
type Example struct {
	Found  string // has a finding of the rule
	Mended string // has no finding at all
}

// Rules returns all rules, in the order of their ids. Each is defined in the file that has its check.
func Rules() []Rule {
	rules := []Rule{
		codeImpliesAll(), equalRoles(), idleRole(), roleHoldsAll(),
		literalBesideParam(), lookalike(), methodVerb(), narrowedUpstream(), nearDuplicate(), needlessAcceptance(), needlessRest(),
		openMethods(), overlap(), parameterNames(), spellingStyle(), textDiffers(), unlistedMethod(), unreachableRow(), unusedCode(),
		wrongSpec(),
	}
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules
}

// ReportRules returns all rules as reports name them, in the order of their ids.
func ReportRules() (rules []report.Rule) {
	for _, r := range Rules() {
		rules = append(rules, r.Rule)
	}
	return rules
}

// finding returns a finding of the rule.
func (r Rule) finding(place report.Place, message, remedy string) report.Finding {
	return report.Finding{Rule: r.ID, Level: r.Level, Place: place, Message: message, Remedy: remedy}
}
