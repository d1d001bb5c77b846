package main

import (
	"bytes"
	_ "embed"
	"go/format"
	"text/template"
)

// An entry is a route set in the command that measures.
type entry struct {
	Name    string
	OneWord bool   // the table has at most 64 permissions
	Ogen    bool   // there is a router of ogen's
	Refused string // why there is none, if ogen was asked for one
}

//go:embed contest.go.tmpl
var contestTemplate string

// writeContest writes the command that measures these sets.
func writeContest(entries []entry) error {
	parsed, err := template.New("contest").Parse(contestTemplate)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := parsed.Execute(&b, entries); err != nil {
		return err
	}
	source, err := format.Source(b.Bytes())
	if err != nil {
		return err
	}
	return fill(generated("contest"), map[string][]byte{"main.go": source})
}
