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

// The commands that are written, by the folder of the generated packages and the sets.
var (
	//go:embed contest.go.tmpl
	contestTemplate string
	//go:embed check.go.tmpl
	checkTemplate string
)

// command writes a command for these sets.
func (p preparation) command(name, text string, entries []entry) error {
	parsed, err := template.New(name).Parse(text)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	data := struct {
		Out  string
		Sets []entry
	}{p.out, entries}
	if err := parsed.Execute(&b, data); err != nil {
		return err
	}
	source, err := format.Source(b.Bytes())
	if err != nil {
		return err
	}
	return fill(p.folder(name), map[string][]byte{"main.go": source})
}
