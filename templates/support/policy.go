package support

import (
	"fmt"
	"slices"
	"strings"
)

// ParsePolicies returns what a caller may do whose permissions are these IAM policies, which are JSON documents
// of statements with Effect and Action or NotAction. A Deny beats each Allow, in whatever document. The case of
// actions counts as the table says, but a Deny denies in any case, and so does what an Allow excepts.
//
// It reads the grammars of AWS (Version 2012-10-17 and 2008-10-17), Huawei Cloud (1.1 and 5.0), Alibaba Cloud (1)
// and Volcengine (no Version). In an action * stands for any run of characters, and ? for one character, but not in
// the grammars of Huawei Cloud. Actions that match no code of the table are ignored: they are of other services.
//
// It decides by actions alone, and for the rest it grants too little rather than too much. An Allow with a
// Condition or with a limited Resource grants nothing. A Deny with one of them denies always. A permission that
// implies a denied one is denied as well. A document that cannot be read may hold a Deny: then the set is empty.
// All of this is listed in a *PolicyError. The set can be used in both cases.
func ParsePolicies(documents ...[]byte) (Set, error) {
	r := ruling{everything: everyPermission()}
	for i, d := range documents {
		r.document, r.statement = i+1, 0
		r.read(d)
	}
	granted := r.allowed.closed().Minus(r.denied)
	if r.faults != nil {
		return granted, &PolicyError{r.faults}
	}
	return granted, nil
}

// A PolicyError lists what [ParsePolicies] does not understand, or cannot decide by actions alone.
type PolicyError struct {
	Faults []PolicyFault // in the order of the documents
}

// A PolicyFault is a statement or a document that was not taken as it is written.
type PolicyFault struct {
	Document  int    // from 1
	Statement int    // from 1; 0 for the document as a whole
	Reason    string // what was found, and what follows
}

// Error names the first ten faults, and says how many more there are.
func (e *PolicyError) Error() string {
	const most = 10
	var lines []string
	for _, f := range e.Faults[:min(len(e.Faults), most)] {
		lines = append(lines, f.String())
	}
	text := strings.Join(lines, "; ")
	if more := len(e.Faults) - len(lines); more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

// String returns the place of the fault and the reason.
func (f PolicyFault) String() string {
	if f.Statement == 0 {
		return fmt.Sprintf("policy %d: %s", f.Document, f.Reason)
	}
	return fmt.Sprintf("policy %d, statement %d: %s", f.Document, f.Statement, f.Reason)
}

// A ruling is what policies say together.
type ruling struct {
	everything, allowed, denied Set
	document, statement         int // what is read
	faults                      []PolicyFault
}

// everyPermission returns the set of all permissions.
func everyPermission() (s Set) {
	for p := range Permissions() {
		s = s.Union(only(p))
	}
	return s
}

func (r *ruling) fault(format string, args ...any) {
	r.faults = append(r.faults, PolicyFault{r.document, r.statement, fmt.Sprintf(format, args...)})
}

// unreadable denies everything, because of a document.
func (r *ruling) unreadable(format string, args ...any) {
	r.denied = r.everything
	r.fault(format+": nothing is granted", args...)
}

// A policyGrammar is a form of IAM policies. Its version is the element that names it.
type policyGrammar struct {
	version  string // empty if policies have no Version
	one      bool   // ? stands for one character
	together bool   // NotAction stands beside Action and takes away from it; otherwise it stands alone
}

// policyGrammars holds the grammars that are known.
var policyGrammars = []policyGrammar{
	{version: "1.1"},                         // Huawei Cloud
	{version: "5.0"},                         // Huawei Cloud
	{version: "2012-10-17", one: true},       // AWS
	{version: "2008-10-17", one: true},       // AWS
	{version: "1", one: true},                // Alibaba Cloud
	{version: "", one: true, together: true}, // Volcengine
}

// read adds what a document says.
func (r *ruling) read(document []byte) {
	root, why := policyObject(document)
	if why != "" {
		r.unreadable("%s", why)
		return
	}
	for key := range root {
		if key != "Version" && key != "Id" && key != "Statement" {
			r.unreadable("an element that is not Version, Id or Statement")
			return
		}
	}
	version, isText := root["Version"].(string)
	_, given := root["Version"]
	i := slices.IndexFunc(policyGrammars, func(g policyGrammar) bool { return g.version == version })
	if i < 0 || given != (isText && version != "") {
		r.unreadable("an unknown Version")
		return
	}
	statements, isList := root["Statement"].([]any)
	if one, isObject := root["Statement"].(map[string]any); isObject {
		statements, isList = []any{one}, true
	}
	if !isList {
		r.unreadable("no Statement")
		return
	}
	for n, s := range statements {
		r.statement = n + 1
		statement, isObject := s.(map[string]any)
		if !isObject {
			r.unreadable("a statement that is no object")
			continue
		}
		r.rule(statement, policyGrammars[i])
	}
}

// rule adds what a statement says.
func (r *ruling) rule(s map[string]any, g policyGrammar) {
	named, understood := r.named(s, g)
	limit := limitOf(s)
	switch effect, _ := s["Effect"].(string); {
	case effect == "Allow" && understood && limit == "":
		r.allowed = r.allowed.Union(named)
	case effect == "Allow" && understood:
		r.fault("an Allow with %s: it grants nothing", limit)
	case effect == "Allow":
		r.fault("an Allow whose actions are not understood: it grants nothing")
	case !understood:
		r.denied = r.everything
		r.fault("a statement whose actions are not understood: it denies everything")
	case effect != "Deny":
		r.denied = r.denied.Union(named)
		r.fault("a statement whose Effect is not Allow or Deny: it denies")
	default:
		r.denied = r.denied.Union(named)
		if limit != "" {
			r.fault("a Deny with %s: it denies always", limit)
		}
	}
}

// named returns the permissions that a statement is about, and whether that is understood. The case of letters does
// not count where it would grant more: some vendors ignore it.
func (r *ruling) named(s map[string]any, g policyGrammar) (Set, bool) {
	_, yes := s["Action"]
	_, no := s["NotAction"]
	allows := s["Effect"] == "Allow"
	actions, ok := actionsOf(s["Action"], g, !allows)
	others, othersOK := actionsOf(s["NotAction"], g, allows)
	switch {
	case yes && no:
		return actions.except(others), g.together && ok && othersOK
	case no:
		return r.everything.except(others), !g.together && othersOK
	}
	return actions, ok
}

// actionsOf returns the permissions that an action or a list of actions matches; if fold is true, in any letter case.
// It reports false for other values and for an empty list.
func actionsOf(value any, g policyGrammar, fold bool) (all Set, understood bool) {
	list, isList := value.([]any)
	if text, isText := value.(string); isText {
		list, isList = []any{text}, true
	}
	for _, item := range list {
		text, isText := item.(string)
		if !isText {
			return Set{}, false
		}
		if fold {
			all = all.Union(matchingFolded(text, g.one))
		} else {
			all = all.Union(matching(text, g.one))
		}
	}
	return all, isList && len(list) > 0
}

// matchingFolded is matching where the case of letters does not count, whatever the table says.
func matchingFolded(pattern string, one bool) (s Set) {
	pattern = lowered(pattern)
	for code, p := range permissionOf() {
		if matchesPattern(lowered(code), pattern, one) {
			s = s.Union(only(p))
		}
	}
	return s
}

// limitOf returns what keeps a statement from being decided by actions alone, or "".
func limitOf(s map[string]any) string {
	if condition, given := s["Condition"]; given {
		if m, isObject := condition.(map[string]any); !isObject || len(m) > 0 {
			return "a Condition"
		}
	}
	if resource, given := s["Resource"]; given && !everyResource(resource) {
		return "a limited Resource"
	}
	for key := range s {
		switch key {
		case "Sid", "Effect", "Action", "NotAction", "Condition", "Resource":
		default:
			return "an element that is not understood"
		}
	}
	return ""
}

// everyResource reports whether a Resource is all resources.
func everyResource(value any) bool {
	list, isList := value.([]any)
	if !isList {
		return value == "*"
	}
	every := false
	for _, item := range list {
		text, isText := item.(string)
		if !isText {
			return false
		}
		every = every || text == "*"
	}
	return every
}
