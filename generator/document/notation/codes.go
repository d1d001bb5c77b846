package notation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/document/source"
)

var (
	// codeToken is a code: words joined by colons, dots, hyphens, underscores or slashes.
	codeToken = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*(?:[:._*-]+[A-Za-z0-9*]+)*`)
	// codeForm is a code that is told from a word.
	codeForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*(?:[:.][A-Za-z0-9_*.-]+)+$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[a-z]+(?:[_-][a-z0-9]+)+$`)

	retired = regexp.MustCompile(`(?i)[\s(（\[{【<-]*(?:该接口|此接口|接口)?(?:即将|待|已)(?:下线|废弃|弃用)[\s)）\]}】>]*|[(（\[{【]\s*(?:下线|废弃|弃用|停用|deprecated|obsolete|offline|legacy|to be (?:removed|retired|deprecated|discontinued|brought offline|taken offline))\s*[)）\]}】]|[\s-]*\b(?:deprecated|to be deprecated|to be removed)\b\s*$|^\s*deprecated[\s:]+`)

	anyOf       = regexp.MustCompile(`(?i)\b(?:any|either|at least one|one)\s+(?:one\s+)?of\s*(?:the\s+)?(?:following|these|them|below)?(?:\s+(?:permissions?|codes?|actions?))?\s*:?|任意一[个項项条]|任一|任意|其中一[个项条]|其中之一|之一|(?:满足|具备|拥有)?(?:以下|如下|下列)?(?:其一|一个即可|之一即可)`)
	allOf       = regexp.MustCompile(`(?i)\ball\s+(?:of\s+)?(?:the\s+)?(?:following|these|them|below)?(?:\s+(?:permissions?|codes?|actions?))?\s*:?|同时(?:具备|需要|满足|拥有)?|全部|均需|都需要|缺一不可`)
	alternative = regexp.MustCompile(`(?i)\s*(?:\|\|?|或者|或)\s*|\s+or\s+`)
	together    = regexp.MustCompile(`(?i)\s*(?:&&?|\+|和|与|且|以及|及)\s*|\s+and\s+`)
	listed      = regexp.MustCompile(`\s*[,，、;；\n]+\s*`)

	// conjunction is a cell between cells of codes.
	conjunction = regexp.MustCompile(`(?i)^(?:或|或者|和|与|且|and|or|\||&)$`)
	nothing     = regexp.MustCompile(`(?i)^(?:[-–—/\\]+|无|无需|无需权限|不需要|不涉及|免权限|none|n/a|na|null|nil|not required|no permission required|no permission|no)\.?$`)
	// brokenList is a line end beside a sign that joins codes.
	brokenList = regexp.MustCompile(`(?i)[ \t]*\n?[ \t]*(\|\|?|&&?|\+|或者|或|和|与|且)[ \t]*\n?[ \t]*|\s+\n(or|and)\s+|\s+(or|and)\n\s*|\n(or|and)\s+`)

	// filler is what sentences have around codes.
	filler = regexp.MustCompile(`(?i)^(?:both|are|is|be|required|needed|necessary|permissions?|codes?|actions?|the|of|to|must|have|has|granted|with|requires?|需要?|权限码?|具备)$`)

	blankInCode = regexp.MustCompile(`[^\S\n]+(:)[^\S\n]*|(:)[^\S\n]+`)
)

// CodeLike reports whether a text is made of codes and what joins them.
func CodeLike(s string) bool {
	s = blankInCode.ReplaceAllString(retired.ReplaceAllString(Narrow(s), ""), "$1$2")
	for _, e := range []*regexp.Regexp{anyOf, allOf, alternative, together, listed} {
		s = e.ReplaceAllString(s, " ")
	}
	words := strings.Fields(strings.Trim(s, " .。"))
	for _, w := range words {
		if !codeForm.MatchString(bullet.ReplaceAllString(strings.Trim(w, ".,;()[]\"'"), "")) {
			return false
		}
	}
	return len(words) > 0
}

// A Requirement is what a cell of codes asks for: alternatives, each a list of codes of which all are needed.
type Requirement struct {
	Alternatives [][]string
	Joined       bool // several codes, and nothing in the cell says how they go together
	Open         bool // the cell says that nothing is needed
	Said         []string
	Printed      bool // the spec's codes are not just as the cell prints them
	Marked       string
	strict       bool // the cell has codes that are told from words: words are none
}

// marks are what can stand around a code.
const marks = ".,;:()[]{}<>|&\"'`"

// Codes returns the codes of all alternatives, each once, in their order.
func (r Requirement) Codes() (codes []string) {
	for _, alternative := range r.Alternatives {
		for _, c := range alternative {
			if !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	return codes
}

// ReadRequirement reads a cell of codes.
func ReadRequirement(cell string) (r Requirement) {
	s := Narrow(cell)
	if unmarked := retired.ReplaceAllString(cell, " "); Narrow(unmarked) != unmarked {
		r.Printed = true
		r.say("full-width characters in %s", diag.Quote(source.OneLine(cell)))
	}
	if nothing.MatchString(strings.TrimSpace(s)) {
		r.Open, r.Printed = true, true
		r.say("%s read as require: none, which lets every caller in", diag.Quote(cell))
		return r
	}
	if marks := retired.FindAllString(s, -1); marks != nil {
		s = retired.ReplaceAllString(s, " ")
		r.Printed, r.Marked = true, strings.Trim(marks[0], " ()[]{}【】<>-")
	}
	r.read(Items(s), cell)
	return r
}

func (r *Requirement) say(format string, args ...any) {
	r.Said = append(r.Said, fmt.Sprintf(format, args...))
}

// read reads the lines of a cell, in ASCII.
func (r *Requirement) read(lines []string, cell string) {
	s := strings.Join(lines, "\n")
	any, all := anyOf.MatchString(s), allOf.MatchString(s)
	s = allOf.ReplaceAllString(anyOf.ReplaceAllString(s, "\n"), "\n")
	s = brokenList.ReplaceAllString(s, " $1$2$3$4 ")
	r.strict = slices.ContainsFunc(strings.Fields(s), func(w string) bool { return codeForm.MatchString(strings.Trim(w, marks)) })
	if tight := blankInCode.ReplaceAllString(s, "$1$2"); tight != s {
		r.say("blanks inside of a code in %s dropped", diag.Quote(source.OneLine(cell)))
		s, r.Printed = tight, true
	}
	var parts [][][]string // needed together: each a list of alternatives
	for _, item := range listed.Split(s, -1) {
		if part := r.item(item); part != nil {
			parts = append(parts, part)
		}
	}
	if any || all || strings.ContainsAny(s, "|&+") || together.MatchString(s) && len(parts) > 0 {
		r.Printed = true
	}
	switch {
	case len(parts) == 0:
	case len(parts) == 1 && !any:
		r.Alternatives = parts[0]
	case any:
		for _, p := range parts {
			r.Alternatives = append(r.Alternatives, p...)
		}
	case alternativesOf(parts) > mostAlternatives:
		r.say("%s comes to more than %d alternatives: not read", diag.Quote(source.OneLine(cell)), mostAlternatives)
	default:
		r.Joined = !all
		r.Alternatives = Product(parts)
		if len(parts) > 1 && slices.ContainsFunc(parts, func(p [][]string) bool { return len(p) > 1 }) {
			r.say("%s read as a list of which one item has alternatives", diag.Quote(source.OneLine(cell)))
		}
	}
}

// item reads codes joined by "or", and those between them by "and".
func (r *Requirement) item(s string) (alternatives [][]string) {
	for _, part := range alternative.Split(s, -1) {
		var set []string
		for _, word := range together.Split(part, -1) {
			set = append(set, r.word(word)...)
		}
		if len(set) > 0 {
			alternatives = append(alternatives, set)
		}
	}
	return alternatives
}

// word reads codes that nothing but blanks separates.
func (r *Requirement) word(s string) (codes []string) {
	for _, w := range strings.Fields(s) {
		code := strings.Trim(w, marks)
		if r.strict && !codeForm.MatchString(code) && filler.MatchString(code) {
			r.Printed = true
			continue
		}
		if r.strict && !codeForm.MatchString(code) && codeToken.FindString(code) == code && !strings.ContainsAny(code, ":._-") {
			r.say("%s, which is no code as the others are: not read", diag.Quote(w))
			r.Printed = true
			continue
		}
		if codeToken.FindString(code) != code || code == "" {
			if found := codeToken.FindString(code); len(found) > len(code)/2 {
				r.say("%s read as the code %s", diag.Quote(w), diag.Quote(found))
				codes, r.Printed = append(codes, found), true
				continue
			}
			r.say("%s, which is no code: not read", diag.Quote(w))
			r.Printed = true
			continue
		}
		r.Printed = r.Printed || code != w
		codes = append(codes, code)
	}
	return codes
}

// mostAlternatives is how many alternatives a row may come to.
const mostAlternatives = 256

// alternativesOf returns how many alternatives product makes, or more than there may be.
func alternativesOf(parts [][][]string) int {
	n := 1
	for _, p := range parts {
		if n *= len(p); n > mostAlternatives {
			return n
		}
	}
	return n
}

// Product returns the alternatives that are left where one of each part's is needed.
func Product(parts [][][]string) [][]string {
	all := [][]string{{}}
	for _, part := range parts {
		var next [][]string
		for _, a := range all {
			for _, b := range part {
				next = append(next, distinctTexts(slices.Concat(a, b)))
			}
		}
		all = next
	}
	return all
}

func distinctTexts(list []string) (kept []string) {
	for _, s := range list {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// Nothing reports whether a text says that no code is needed.
func Nothing(s string) bool { return nothing.MatchString(s) }

// Conjunction reports whether a text joins the codes before and after it.
func Conjunction(s string) bool { return conjunction.MatchString(s) }

// Bulleted reports whether a text begins with the sign of a list.
func Bulleted(s string) bool { return bullet.MatchString(s) }

// Lasting returns a text without the marks of what will be removed.
func Lasting(s string) string { return strings.TrimSpace(retired.ReplaceAllString(s, " ")) }

// Listed cuts a text at the signs of a list.
func Listed(s string) []string { return listed.Split(s, -1) }
