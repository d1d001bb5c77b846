package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generator/diag"
)

// document returns the root node of data, which must be one YAML document. It returns nil if it is not.
func (d *decoder) document(data []byte) *yaml.Node {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, second yaml.Node
	err := decode(decoder, &document)
	switch {
	case errors.Is(err, io.EOF), err == nil && isNothing(document.Content[0]):
		d.list.Add(diag.Diagnostic{Pos: diag.Position{File: d.file, Line: 1, Column: 1},
			Message: "the file is empty", Remedy: d.remedyEmpty()})
		return nil
	case err != nil:
		d.list.Add(d.syntaxError(err))
		return nil
	}
	switch err := decode(decoder, &second); {
	case err == nil:
		remedy := "write one spec a file"
		if d.foreign {
			remedy = "name a file with one"
		}
		d.addf(&second, remedy, "a second YAML document")
		return nil
	case !errors.Is(err, io.EOF):
		d.list.Add(d.syntaxError(err))
		return nil
	}
	return document.Content[0]
}

func (d *decoder) remedyEmpty() string {
	if d.foreign {
		return ""
	}
	return "permroute init writes a spec to start from"
}

// decode is decoder.Decode, but a panic of the library becomes an error.
func decode(decoder *yaml.Decoder, node *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return decoder.Decode(node)
}

// syntaxError turns an error of the library into a diagnostic. Its line is as exact as possible.
func (d *decoder) syntaxError(err error) diag.Diagnostic {
	text, line := split(err)
	if alias := unknownAlias.FindStringSubmatch(text); alias != nil {
		pos := d.find("*"+alias[1], d.firstLine(text))
		return diag.Diagnostic{Pos: pos, Message: "the alias *" + alias[1] + " has no anchor", Remedy: remedyAlias}
	}
	switch text {
	case "did not find expected key", "did not find expected '-' indicator":
		line = d.firstLine(text) // the library names the line where the list or mapping begins
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected node content",
		"found undefined tag handle", "did not find expected <document start>":
		line++ // the library counts these lines from 0
	}
	line = min(max(line, 1), len(d.source.lines))
	c := d.causeOf(text, line)
	return diag.Diagnostic{
		Pos:     diag.Position{File: d.file, Line: c.line, Column: c.column},
		Message: "not YAML: " + diag.Inert(text),
		Remedy:  c.remedy,
	}
}

var (
	yamlError    = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	unknownAlias = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// split returns the text of an error and the line in it, or 0 if there is none.
func split(err error) (text string, line int) {
	text = err.Error()
	if match := yamlError.FindStringSubmatch(text); match != nil {
		text = text[len(match[0]):]
		line, _ = strconv.Atoi(match[1]) // 0 if there is none
	}
	return text, line
}

// firstLine returns how many lines the library must read to return the error. The last of these lines
// causes it.
func (d *decoder) firstLine(text string) int {
	lines := d.source.lines
	return 1 + sort.Search(len(lines)-1, func(n int) bool {
		decoder := yaml.NewDecoder(bytes.NewReader(bytes.Join(lines[:n+1], []byte("\n"))))
		for {
			if err := decode(decoder, &yaml.Node{}); err != nil {
				found, _ := split(err)
				return found == text
			}
		}
	})
}

// find returns the position of a word in a line, or column 1 if the line does not have it.
func (d *decoder) find(word string, line int) diag.Position {
	before, _, found := bytes.Cut(d.source.lines[line-1], []byte(word))
	if !found {
		before = nil
	}
	return diag.Position{File: d.file, Line: line, Column: 1 + utf8.RuneCount(before)}
}
