// Package sdkdocument makes an OpenAPI document of the service from the metadata of its client: the
// methods, paths and parameters of its 54 operations, as the client's source declares them. Nobody here
// has written a path of it.
package sdkdocument

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/syntax"
)

const client = "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/bssintl/v2"

// An operation is one of the client's.
type operation struct {
	id, summary, method, path string
	parameters                syntax.List
	body                      bool
}

// Document returns the document as YAML.
func Document() ([]byte, error) {
	list := exec.Command("go", "list", "-f", "{{.Dir}}", client)
	dir, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", list, err)
	}
	folder := strings.TrimSpace(string(dir))
	operations, err := readOperations(filepath.Join(folder, "bssintl_meta.go"))
	if err != nil {
		return nil, err
	}
	summaries, err := readSummaries(filepath.Join(folder, "bssintl_client.go"))
	if err != nil {
		return nil, err
	}
	paths := map[string]syntax.Map{}
	var order []string
	for _, o := range operations {
		o.summary = summaries[o.id]
		if paths[o.path] == nil {
			order = append(order, o.path)
		}
		item := paths[o.path]
		item.Add(strings.ToLower(o.method), o.object())
		paths[o.path] = item
	}
	slices.Sort(order)
	var items syntax.Map
	for _, path := range order {
		items.Add(path, paths[path])
	}
	return syntax.Encode("Made from the metadata of "+client+" by go run ./openapi/sdkdocument/make.", syntax.Map{
		{Key: "openapi", Value: "3.0.3"},
		{Key: "info", Value: syntax.Map{{Key: "title", Value: "Customer operation capabilities"}, {Key: "version", Value: "v2"}}},
		{Key: "servers", Value: syntax.List{syntax.Map{{Key: "url", Value: "https://bss-intl.myhuaweicloud.com"}}}},
		{Key: "paths", Value: items},
	}), nil
}

func (o operation) object() syntax.Map {
	o.declare()
	m := syntax.Map{{Key: "operationId", Value: o.id}, {Key: "summary", Value: o.summary}}
	if len(o.parameters) > 0 {
		m.Add("parameters", o.parameters)
	}
	if o.body {
		object := syntax.Map{{Key: "schema", Value: syntax.Map{{Key: "type", Value: "object"}}}}
		m.Add("requestBody", syntax.Map{{Key: "content", Value: syntax.Map{{Key: "application/json", Value: object}}}})
	}
	m.Add("responses", syntax.Map{{Key: "200", Value: syntax.Map{{Key: "description", Value: "OK"}}}})
	return m
}

// readOperations reads the functions GenReqDefFor… of a file, each of which builds an operation by calls
// of With….
func readOperations(file string) (all []operation, err error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, decl := range parsed.Decls {
		function, ok := decl.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(function.Name.Name, "GenReqDefFor") {
			continue
		}
		o := operation{id: strings.TrimPrefix(function.Name.Name, "GenReqDefFor")}
		ast.Inspect(function.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				o.read(call)
			}
			return true
		})
		all = append(all, o)
	}
	return all, nil
}

// read reads one call.
func (o *operation) read(call *ast.CallExpr) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	switch selector.Sel.Name {
	case "WithMethod":
		o.method = strings.ToUpper(strings.TrimPrefix(call.Args[0].(*ast.SelectorExpr).Sel.Name, "Method"))
	case "WithPath":
		o.path = literal(call.Args[0])
	case "WithLocationType":
		tag := ""
		if inner, ok := selector.X.(*ast.CallExpr); ok && len(inner.Args) == 1 {
			tag = literal(inner.Args[0])
		}
		o.locate(call.Args[0].(*ast.SelectorExpr).Sel.Name, tag)
	}
}

// locate adds what is sent at a place of the request.
func (o *operation) locate(place, tag string) {
	if place == "Body" {
		o.body = true
		return
	}
	parameter := syntax.Map{{Key: "name", Value: tag}, {Key: "in", Value: strings.ToLower(place)}}
	if place == "Path" {
		parameter.Add("required", true)
	}
	parameter.Add("schema", syntax.Map{{Key: "type", Value: "string"}})
	o.parameters = append(o.parameters, parameter)
}

var parameter = regexp.MustCompile(`\{([^}]*)\}`)

// declare adds the parameters of the path that the client fills in by itself, as it does the domain's.
func (o *operation) declare() {
	for _, match := range parameter.FindAllStringSubmatch(o.path, -1) {
		if !slices.ContainsFunc(o.parameters, func(p any) bool { return p.(syntax.Map).Get("name") == match[1] }) {
			o.locate("Path", match[1])
		}
	}
}

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		text, _ := strconv.Unquote(lit.Value)
		return text
	}
	return ""
}

// readSummaries reads the first line of the comments of the client's methods.
func readSummaries(file string) (map[string]string, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	summaries := map[string]string{}
	for _, decl := range parsed.Decls {
		if function, ok := decl.(*ast.FuncDecl); ok && function.Doc != nil {
			name, summary, _ := strings.Cut(strings.SplitN(function.Doc.Text(), "\n", 2)[0], " ")
			summaries[name] = summary
		}
	}
	return summaries, nil
}
