package openapi

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"gopkg.in/yaml.v3"
)

// A reading is a document as kin-openapi reads and judges it. Nothing of it is ours.
type reading struct {
	document   *openapi3.T
	operations []*operation
}

// An operation is an operation of a document, and who may call it.
type operation struct {
	method, path string
	id           string
	security     openapi3.SecurityRequirements
	secured      bool // the document says something of who may call it
	nobody       bool // it has our mark that nobody may
}

// readIndependently reads a document of OpenAPI 3 or Swagger 2.0.
func readIndependently(data []byte) (*reading, error) {
	document, err := openAPI3(data)
	if err != nil {
		return nil, err
	}
	r := &reading{document: document}
	for _, path := range document.Paths.InMatchingOrder() {
		for method, o := range document.Paths.Value(path).Operations() {
			read := &operation{method: method, path: path, id: o.OperationID, security: document.Security, secured: document.Security != nil || o.Security != nil}
			if o.Security != nil {
				read.security = *o.Security
			}
			extra, _ := o.Extensions["x-permroute"].(map[string]any)
			read.nobody = extra["require"] == "nobody"
			r.operations = append(r.operations, read)
		}
	}
	slices.SortFunc(r.operations, func(a, b *operation) int {
		return strings.Compare(a.path+" "+a.method, b.path+" "+b.method)
	})
	return r, nil
}

func openAPI3(data []byte) (*openapi3.T, error) {
	var head struct {
		Swagger string `yaml:"swagger"`
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := yaml.Unmarshal(data, &head); err != nil {
		return nil, err
	}
	if head.Swagger == "" {
		return openapi3.NewLoader().LoadFromData(data)
	}
	var value any
	if err := yaml.Unmarshal(data, &value); err != nil {
		return nil, err
	}
	asJSON, err := jsonOf(value)
	if err != nil {
		return nil, err
	}
	var old openapi2.T
	if err := old.UnmarshalJSON(asJSON); err != nil {
		return nil, err
	}
	return openapi2conv.ToV3(&old)
}

// admits reports whether kin-openapi lets a caller call an operation.
func (r *reading) admits(o *operation, c caller) bool {
	if o.nobody {
		return false
	}
	input := &openapi3filter.RequestValidationInput{Request: &http.Request{Header: http.Header{}}, Options: &openapi3filter.Options{
		AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
			scopes, shown := c[in.SecuritySchemeName]
			if !shown || slices.ContainsFunc(in.Scopes, func(s string) bool { return !slices.Contains(scopes, s) }) {
				return errors.New("not shown")
			}
			return nil
		},
	}}
	input.Route = routeOf(r.document)
	return openapi3filter.ValidateSecurityRequirements(context.Background(), input, o.security) == nil
}
