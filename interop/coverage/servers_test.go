package coverage

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/permroute/permroute/generator/analysis/routes"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/interop/openapi/shop"
	"github.com/permroute/permroute/templates/handlers"
)

// walkHuma lists the handlers of the router below huma: it also has those that are hidden in huma's document, and the
// ones that serve this document.
func walkHuma(list []handler) iter.Seq2[string, string] {
	r := chi.NewRouter()
	config := huma.DefaultConfig("Desk", "1")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", "" // or give them rows
	api := humachi.New(r, config)
	for i, h := range list {
		operation := huma.Operation{OperationID: fmt.Sprint("operation", i), Method: h.method, Path: h.pattern, Hidden: i%2 == 0}
		huma.Register(api, operation, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	}
	return chiHandlers(r)
}

// TestOAPICodegen lists the handlers of a server that oapi-codegen has written: it registers them with a recorder.
func TestOAPICodegen(t *testing.T) {
	source, err := os.ReadFile("../openapi/shop/spec.yaml")
	require.NoError(t, err)
	r := &recorder{ServeMux: http.NewServeMux()}
	shop.HandlerFromMux(nil, r)
	dropEach(t, string(source), r.all)
}

// walkConnect lists the procedures of services: POST, and GET for those that have no side effects.
func walkConnect(services ...protoreflect.ServiceDescriptor) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, service := range services {
			for i := range service.Methods().Len() {
				method := service.Methods().Get(i)
				procedure := "/" + string(service.FullName()) + "/" + string(method.Name())
				if !yield(http.MethodPost, procedure) {
					return
				}
				options, _ := method.Options().(*descriptorpb.MethodOptions)
				if options.GetIdempotencyLevel() == descriptorpb.MethodOptions_NO_SIDE_EFFECTS && !yield(http.MethodGet, procedure) {
					return
				}
			}
		}
	}
}

const connectSpec = `permroute: 1
package: desk
unlisted: nobody
permissions: {desk:view: See, desk:edit: Change}
groups:
  - name: Desk
    routes:
      - {id: Show, route: POST /desk.v1.Desk/Show, require: desk:view}
      - {id: ShowByGet, route: GET /desk.v1.Desk/Show, require: desk:view}
      - {id: Close, route: POST /desk.v1.Desk/Close, require: desk:edit}
`

// TestConnect lists the handlers of a connect server by its descriptors. The server answers each of them.
func TestConnect(t *testing.T) {
	empty := proto.String(".google.protobuf.Empty")
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("desk.proto"), Package: proto.String("desk.v1"), Syntax: proto.String("proto3"), Dependency: []string{"google/protobuf/empty.proto"},
		Service: []*descriptorpb.ServiceDescriptorProto{{Name: proto.String("Desk"), Method: []*descriptorpb.MethodDescriptorProto{
			{Name: proto.String("Show"), InputType: empty, OutputType: empty, Options: &descriptorpb.MethodOptions{IdempotencyLevel: descriptorpb.MethodOptions_NO_SIDE_EFFECTS.Enum()}},
			{Name: proto.String("Close"), InputType: empty, OutputType: empty},
		}}},
	}, protoregistry.GlobalFiles)
	require.NoError(t, err)
	service := file.Services().ByName("Desk")
	dropEach(t, connectSpec, walkConnect(service))

	mux := http.NewServeMux()
	for i := range service.Methods().Len() {
		method := service.Methods().Get(i)
		procedure := fmt.Sprintf("/%s/%s", service.FullName(), method.Name())
		answer := func(context.Context, *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
			return connect.NewResponse(&emptypb.Empty{}), nil
		}
		idempotency := connect.IdempotencyUnknown
		if method.Name() == "Show" {
			idempotency = connect.IdempotencyNoSideEffects
		}
		mux.Handle(procedure, connect.NewUnaryHandler(procedure, answer, connect.WithIdempotency(idempotency)))
	}
	answers := func(method, path string) int {
		r := httptest.NewRequest(method, path, strings.NewReader("{}"))
		if method == http.MethodGet {
			r = httptest.NewRequest(method, path+"?connect=v1&encoding=json&message=%7B%7D", nil)
		}
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w.Code
	}
	for method, path := range walkConnect(service) {
		assert.Equal(t, http.StatusOK, answers(method, path), "%s %s", method, path)
	}
	assert.Equal(t, http.StatusMethodNotAllowed, answers(http.MethodGet, "/desk.v1.Desk/Close"))
}

// dropEach drops each row of a spec and each handler of a list. Each of them is reported, and nothing else.
func dropEach(t *testing.T, source string, walk iter.Seq2[string, string]) {
	t.Helper()
	var all []routes.Handler
	for method, pattern := range walk {
		all = append(all, routes.Handler{Method: method, Pattern: pattern})
	}
	lines := slices.Collect(strings.Lines(source))
	check := func(lines []string, list []routes.Handler) []routes.Gap {
		api, wrong := model.Load("spec.yaml", []byte(strings.Join(lines, "")))
		require.NoError(t, wrong.Err())
		return routes.Check(api, list).Gaps
	}
	require.Empty(t, check(lines, all))
	rows := 0
	for i, line := range lines {
		if !strings.Contains(line, "{id: ") {
			continue
		}
		rows++
		gaps := check(slices.Delete(slices.Clone(lines), i, i+1), all)
		require.Len(t, gaps, 1, line)
		assert.Equal(t, handlers.NoRow, gaps[0].Kind)
	}
	require.Len(t, all, rows)
	for i := range all {
		gaps := check(lines, slices.Delete(slices.Clone(all), i, i+1))
		require.Len(t, gaps, 1, "%v", all[i])
		assert.Equal(t, handlers.NoHandler, gaps[0].Kind)
	}
}
