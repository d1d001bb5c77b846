package corpus

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// The route sets of the public router benchmark (julienschmidt/go-http-routing-benchmark) stand in the
// tests of gin and echo too, which are dependencies.
const (
	ginModule  = "github.com/gin-gonic/gin"
	echoModule = "github.com/labstack/echo/v4"
)

// listed returns the routes of a variable of a Go file: a list of composite literals that begin with a
// method and a path, written with :name for parameters.
func listed(modulePath, file, variable string) ([]Route, error) {
	folder, err := dependency(modulePath)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, file), nil, 0)
	if err != nil {
		return nil, err
	}
	var routes []Route
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != variable || len(spec.Values) != 1 {
			return true
		}
		list, _ := spec.Values[0].(*ast.CompositeLit)
		for _, element := range list.Elts {
			if r, ok := literalRoute(element); ok {
				routes = append(routes, r)
			}
		}
		return false
	})
	if routes == nil {
		return nil, fmt.Errorf("%s of %s has no list %s", file, modulePath, variable)
	}
	return routes, nil
}

func literalRoute(e ast.Expr) (Route, bool) {
	composite, ok := e.(*ast.CompositeLit)
	if !ok || len(composite.Elts) < 2 {
		return Route{}, false
	}
	path := text(composite.Elts[1])
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if strings.HasPrefix(s, ":") {
			segments[i] = "{" + s[1:] + "}"
		}
	}
	return Route{Method: text(composite.Elts[0]), Path: strings.Join(segments, "/")}, true
}

// text returns what a string literal says, or http.MethodGet.
func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.SelectorExpr:
		return strings.ToUpper(strings.TrimPrefix(e.Sel.Name, "Method"))
	}
	return ""
}
