// Package generator turns a spec into files: a Go package and OpenAPI documents. It reads and writes
// nothing itself.
package generator

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/gogen"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/openapi"
	"github.com/permroute/permroute/generator/page"
	"github.com/permroute/permroute/generator/typescript"
)

// A File is a file to write.
type File struct {
	Name string // slash-separated, relative to the output folder
	Data []byte
}

// An Output is what a spec generates.
type Output struct {
	Package string // the Go package's name
	Files   []File // in the order of their names
}

// Generate returns the output for a spec. file is how diagnostics name it; its base name stands in
// the first line of every file. If the spec is wrong the error is a diag.List. The same spec gives
// the same bytes.
func Generate(file string, spec []byte) (*Output, error) {
	api, list := model.Load(file, spec)
	if len(list) > 0 {
		return nil, list
	}
	return Print(api), nil
}

// Print returns the output for a spec that is loaded already.
func Print(api *model.API) *Output {
	out := &Output{Package: api.Package}
	for name, data := range gogen.Files(api) {
		out.Files = append(out.Files, File{name, data})
	}
	for name, data := range openapi.Files(api) {
		out.Files = append(out.Files, File{"openapi/" + name, data})
	}
	for _, extra := range api.Extras {
		out.Files = append(out.Files, printExtra(api, extra))
	}
	slices.SortFunc(out.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// printExtra returns the file of an extra.
func printExtra(api *model.API, extra model.Extra) File {
	return map[model.Extra]func() File{
		model.HTML:       func() File { return File{page.Name, page.File(api)} },
		model.TypeScript: func() File { return File{typescript.Name, typescript.File(api)} },
	}[extra]()
}
