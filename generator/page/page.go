// Package page prints a table as a page for people: one HTML file that needs nothing else. It can be read without
// script; script adds search, filters and what a caller with some codes may call.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"strings"

	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
)

// Name is the name of the file.
const Name = "permissions.html"

//go:embed page.html.tmpl
var source string

//go:embed page.css
var style string

//go:embed page.js
var script string

// Options say how a page is printed.
type Options struct {
	Lang string    // the language of the page's own words: one of Langs; empty for the first one
	Mark mark.Mark // the first line
	Ask  bool      // the page has a box that asks a server about requests
}

// File returns the page of generate.
func File(api *model.API) []byte { return Print(api, Options{Mark: mark.Mark{Spec: api.Spec}}) }

// Print returns the page.
func Print(api *model.API, o Options) []byte {
	var b bytes.Buffer
	b.WriteString(o.Mark.HTML() + "\n")
	if err := page.Execute(&b, newView(api, o)); err != nil {
		panic(err) // the template and the view belong together, and a buffer takes all
	}
	return b.Bytes()
}

var page = template.Must(template.New("page").Parse(source))

// policy returns the Content-Security-Policy: what is in the page may run, and nothing else. With ask the page may ask
// its own server.
func policy(ask bool) string {
	rules := []string{"default-src 'none'", "style-src " + hash(style), "script-src " + hash(script), "base-uri 'none'", "form-action 'none'"}
	if ask {
		rules = append(rules, "connect-src 'self'")
	}
	return strings.Join(rules, "; ")
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
