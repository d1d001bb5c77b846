// Package overlay adds a table's permissions to an existing OpenAPI document: as an Overlay, as a JSON
// Merge Patch, and with a report of operations without rows and rows without operations. The document
// itself is not changed.
//
// The overlay only tightens: an operation requires what the document says and what the table says.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package overlay

import (
	"path"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// A File is a file to write.
type File struct {
	Name string
	Data []byte
}

// Options say how the table is added to the document.
type Options struct {
	Base *string // the base path of all operations; nil for the paths of their servers
}

// A Result is what Apply returns.
type Result struct {
	Coverage *Coverage
	Files    []File // in the order of their names
}

// Mark returns what the first line of the files says. Only the base names of the spec and of the
// document are in it.
func Mark(spec, document string) mark.Mark {
	return mark.Mark{Command: "openapi", Spec: spec, For: document}
}

// Apply adds the table to the document. If the list is not empty, the result is nil.
func Apply(api *model.API, d *service.Document, options Options) (*Result, diag.List) {
	m := newMatcher(api, d, options)
	p := &planner{api: api, document: d, schemes: newSchemes(api, d), used: map[string][]string{}}
	edits := p.edits(m.matches())
	if len(p.list) > 0 {
		p.list.Sort()
		return nil, p.list
	}
	c := newCoverage(m, p)
	header := Mark(api.Spec, d.File).String()
	files := []File{{"permissions.coverage.json", syntax.EncodeJSON(header, c.tree())}}
	for _, part := range split(d, edits) {
		files = append(files,
			File{part.name + ".overlay.yaml", syntax.Encode(header, part.overlay(p))},
			File{part.name + ".merge-patch.json", syntax.EncodeJSON("", part.mergePatch(p))})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return &Result{c, files}, nil
}

// A part holds the edits of one file.
type part struct {
	name  string // of its overlay, without .overlay.yaml
	root  bool   // it is the document itself, not a referenced file
	edits []*edit
}

// split returns the edits by file, because an overlay changes a single file. The document itself is always
// there, and first.
func split(d *service.Document, edits []*edit) []*part {
	parts := []*part{{name: "permissions", root: true}}
	byFile := map[string]*part{d.File: parts[0]}
	names := map[string]bool{}
	for _, e := range edits {
		own := byFile[e.place.File]
		if own == nil {
			own = &part{name: "permissions." + slug(d.File, e.place.File, names)}
			byFile[e.place.File] = own
			parts = append(parts, own)
		}
		own.edits = append(own.edits, e)
	}
	for _, p := range parts {
		slices.SortFunc(p.edits, func(a, b *edit) int { return slices.Compare(a.place.Keys, b.place.Keys) })
	}
	return parts
}

// slug returns a unique name for a referenced file.
func slug(document, file string, taken map[string]bool) string {
	name := strings.TrimSuffix(relative(document, file), path.Ext(file))
	name = strings.Trim(strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, name), "-")
	for taken[name] {
		name += "_"
	}
	taken[name] = true
	return name
}

// relative returns the name of a file, relative to the folder of the document.
func relative(document, file string) string {
	return strings.TrimPrefix(file, strings.TrimSuffix(document, path.Base(document)))
}
