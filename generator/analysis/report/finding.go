package report

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// A Level says how grave a finding is.
type Level string

// The levels, the gravest first.
const (
	Error   Level = "error"
	Warning Level = "warning"
	Info    Level = "info"
)

// A Finding is what a rule reports about a place of a spec.
type Finding struct {
	Rule    string    `json:"rule"`
	Level   Level     `json:"level"`
	Place   Place     `json:"place"`
	Message string    `json:"message"`
	Remedy  string    `json:"remedy,omitempty"`
	Related []Related `json:"related,omitempty"`
	Reason  string    `json:"reason,omitempty"` // why the spec accepts it; empty where it does not
}

// A Related place helps to understand a finding.
type Related struct {
	Place   Place  `json:"place"`
	Message string `json:"message"`
}

// Text returns message and remedy.
func (f Finding) Text() string {
	if f.Remedy == "" {
		return f.Message
	}
	return f.Message + "; " + f.Remedy
}

// A Rule is what a finding is an instance of. Why and Remedy are Markdown and may be empty.
type Rule struct {
	ID      string
	Level   Level
	Summary string // one sentence of plain text
	Why     string // what may go wrong
	Remedy  string // what to do
}

// GitHub writes findings as workflow commands, which GitHub Actions shows at the lines of the files.
func GitHub(w io.Writer, findings []Finding) error {
	for _, f := range findings {
		command := map[Level]string{Error: "error", Warning: "warning", Info: "notice"}[f.Level]
		properties := []string{"file=" + property(filepath.ToSlash(f.Place.File))}
		if f.Place.Line > 0 {
			properties = append(properties, fmt.Sprintf("line=%d", f.Place.Line), fmt.Sprintf("col=%d", f.Place.Column))
		}
		properties = append(properties, "title="+property(f.Rule))
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(properties, ","), commandData(f.Text())); err != nil {
			return err
		}
	}
	return nil
}

// commandData escapes the characters that would end a workflow command, and those that are not printable.
func commandData(s string) string {
	return diag.Inert(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s))
}

// property escapes a property of a workflow command.
func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(commandData(s))
}

// SARIF writes findings as a log of the Static Analysis Results Interchange Format 2.1.0. Accepted
// findings are marked as suppressed.
func SARIF(w io.Writer, rules []Rule, findings []Finding) error {
	driver := map[string]any{"name": "permroute", "rules": sarifRules(rules)}
	results := []any{}
	for _, f := range findings {
		results = append(results, sarifResult(f, rules))
	}
	return JSON(w, map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs":    []any{map[string]any{"tool": map[string]any{"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}},
	})
}

func sarifRules(rules []Rule) []any {
	list := []any{}
	for _, r := range rules {
		rule := map[string]any{
			"id":                   r.ID,
			"shortDescription":     map[string]any{"text": r.Summary},
			"defaultConfiguration": map[string]any{"level": sarifLevel(r.Level)},
		}
		if help := r.help(); help != "" {
			rule["help"] = map[string]any{"text": help, "markdown": help}
		}
		list = append(list, rule)
	}
	return list
}

// help returns why a finding matters and what to do about it.
func (r Rule) help() string {
	var parts []string
	for _, part := range []string{r.Why, r.Remedy} {
		if part != "" {
			parts = append(parts, strings.ReplaceAll(part, "\n", " "))
		}
	}
	return strings.Join(parts, "\n\n")
}

func sarifLevel(l Level) string {
	if l == Info {
		return "note"
	}
	return string(l)
}

func sarifResult(f Finding, rules []Rule) any {
	result := map[string]any{
		"ruleId":    f.Rule,
		"level":     sarifLevel(f.Level),
		"message":   map[string]any{"text": f.Text()},
		"locations": []any{map[string]any{"physicalLocation": sarifLocation(f.Place)}},
	}
	for i, r := range rules {
		if r.ID == f.Rule {
			result["ruleIndex"] = i
		}
	}
	var related []any
	for _, r := range f.Related {
		related = append(related, map[string]any{"physicalLocation": sarifLocation(r.Place), "message": map[string]any{"text": r.Message}})
	}
	if related != nil {
		result["relatedLocations"] = related
	}
	if f.Reason != "" {
		result["suppressions"] = []any{map[string]any{"kind": "inSource", "justification": f.Reason}}
	}
	return result
}

func sarifLocation(p Place) any {
	name := filepath.ToSlash(p.File)
	uri := url.URL{Path: name}
	if filepath.IsAbs(p.File) {
		uri = url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(name, "/")}
	}
	location := map[string]any{"artifactLocation": map[string]any{"uri": uri.String()}}
	if p.Line > 0 {
		location["region"] = map[string]any{"startLine": p.Line, "startColumn": max(p.Column, 1)}
	}
	return location
}
