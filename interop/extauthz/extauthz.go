// Package extauthz answers Envoy's ext_authz over gRPC with the endpoint of a guard. It is a module of its own, so that
// nobody needs gRPC who does not ask so: copy the file.
package extauthz

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	envoy "github.com/envoyproxy/go-control-plane/envoy/type/v3"
	"google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
)

// Prefix is the Prefix of the Forwarded that the endpoint is made with.
const Prefix = "/check"

// A Server answers Envoy's questions.
type Server struct {
	auth.UnimplementedAuthorizationServer

	// Endpoint is guard.Endpoint(Forwarded{Prefix: extauthz.Prefix}) of a generated package.
	Endpoint http.Handler
}

// Check asks the endpoint about a request. Envoy's path is the request target: not decoded, and with the query.
func (s *Server) Check(ctx context.Context, check *auth.CheckRequest) (*auth.CheckResponse, error) {
	question, err := questionOf(check.GetAttributes().GetRequest().GetHttp())
	if err != nil {
		return answer(http.StatusBadRequest, http.Header{}, ""), nil
	}
	w := httptest.NewRecorder()
	s.Endpoint.ServeHTTP(w, question.WithContext(ctx))
	return answer(w.Code, w.Header(), w.Body.String()), nil
}

// questionOf returns the question as the endpoint reads it. Envoy writes the names of headers in small letters and joins
// the values of a header by commas. Its own headers, such as :path, are left out.
func questionOf(r *auth.AttributeContext_HttpRequest) (*http.Request, error) {
	target := Prefix + r.GetPath()
	u, err := url.ParseRequestURI(target)
	if err != nil {
		return nil, fmt.Errorf("the path: %w", err)
	}
	header := http.Header{}
	for name, value := range r.GetHeaders() {
		if !strings.HasPrefix(name, ":") {
			header.Add(name, value)
		}
	}
	return &http.Request{Method: r.GetMethod(), URL: u, RequestURI: target, Host: r.GetHost(), Header: header, Body: http.NoBody}, nil
}

// answer returns an answer of the endpoint as Envoy reads it. The headers of an allowed one go to the upstream, in place
// of the client's.
func answer(code int, header http.Header, body string) *auth.CheckResponse {
	if code == http.StatusOK {
		return &auth.CheckResponse{
			Status:       &status.Status{Code: int32(codes.OK)},
			HttpResponse: &auth.CheckResponse_OkResponse{OkResponse: &auth.OkHttpResponse{Headers: options(header, "X-Permroute-Route")}},
		}
	}
	return &auth.CheckResponse{
		Status: &status.Status{Code: int32(codes.PermissionDenied)},
		HttpResponse: &auth.CheckResponse_DeniedResponse{DeniedResponse: &auth.DeniedHttpResponse{
			Status:  &envoy.HttpStatus{Code: envoy.StatusCode(code)},
			Headers: options(header, "Allow", "Cache-Control", "Content-Type", "Www-Authenticate"),
			Body:    body,
		}},
	}
}

// options returns these headers, each of which replaces what is there.
func options(header http.Header, names ...string) (list []*core.HeaderValueOption) {
	for _, name := range names {
		if values, ok := header[name]; ok {
			list = append(list, &core.HeaderValueOption{
				Header:         &core.HeaderValue{Key: strings.ToLower(name), Value: strings.Join(values, ", ")},
				AppendAction:   core.HeaderValueOption_OVERWRITE_IF_EXISTS_OR_ADD,
				KeepEmptyValue: true,
			})
		}
	}
	return list
}
