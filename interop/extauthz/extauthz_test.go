package extauthz

import (
	"net"
	"net/http"
	"strings"
	"testing"

	auth "github.com/envoyproxy/go-control-plane/envoy/service/auth/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/permroute/permroute/generated/bss"
)

// TestCheck speaks Envoy's protocol over a connection to the endpoint of a generated package.
func TestCheck(t *testing.T) {
	guard := bss.Guard{Challenge: "Bearer", Granted: func(r *http.Request) (bss.Set, error) {
		scopes := r.Header.Get("X-Scopes")
		if scopes == "" {
			return bss.Set{}, bss.ErrUnauthenticated
		}
		granted, _ := bss.ParseSet(strings.Fields(scopes)...)
		return granted, nil
	}}
	server := grpc.NewServer()
	auth.RegisterAuthorizationServer(server, &Server{Endpoint: guard.Endpoint(bss.Forwarded{Prefix: Prefix})})
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = server.Serve(socket) }()
	defer server.Stop()
	conn, err := grpc.NewClient(socket.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	defer conn.Close()
	client := auth.NewAuthorizationClient(conn)
	const orders = "/v2/orders/customer-orders"
	for _, c := range []struct {
		method, path string
		headers      map[string]string
		status       int
		route        string
	}{
		{"GET", orders, map[string]string{"x-scopes": "bss:order:view"}, 200, "ListCustomerOrders"},
		{"GET", orders + "?a=/v1", map[string]string{"x-scopes": "bss:order:view", ":path": "/x"}, 200, "ListCustomerOrders"},
		{"GET", orders, map[string]string{"x-scopes": "bss:order:update"}, 403, ""},
		{"GET", orders, nil, 401, ""},
		{"PUT", orders, map[string]string{"x-scopes": "bss:order:view"}, 405, ""},
		{"GET", "/v2/orders/customer-order%73", map[string]string{"x-scopes": "bss:order:view"}, 400, ""},
		{"GET", "/v2/x/../orders/customer-orders", map[string]string{"x-scopes": "bss:order:view"}, 400, ""},
		{"GET", "http://shop.example" + orders, map[string]string{"x-scopes": "bss:order:view"}, 400, ""},
		{"", orders, map[string]string{"x-scopes": "bss:order:view"}, 400, ""},
		{"GET", "", map[string]string{"x-scopes": "bss:order:view"}, 400, ""},
		{"GET", orders, map[string]string{"x-scopes": "bss:order:view", "x-http-method-override": "PUT"}, 400, ""},
		{"GET", orders, map[string]string{"x-scopes": "bss:order:view", "x-forwarded-uri": "/x"}, 400, ""},
		{"GET", orders, map[string]string{"x-scopes": "bss:order:view", "x-permroute-route": "Other"}, 200, "ListCustomerOrders"},
	} {
		response, err := client.Check(t.Context(), &auth.CheckRequest{Attributes: &auth.AttributeContext{Request: &auth.AttributeContext_Request{
			Http: &auth.AttributeContext_HttpRequest{Method: c.method, Path: c.path, Headers: c.headers, Host: "shop.example"},
		}}})
		require.NoError(t, err)
		if c.status == 200 {
			require.Equal(t, int32(codes.OK), response.Status.Code, "%v", c)
			headers := response.GetOkResponse().Headers
			require.Len(t, headers, 1)
			assert.Equal(t, "x-permroute-route", headers[0].Header.Key)
			assert.Equal(t, c.route, headers[0].Header.Value)
			continue
		}
		assert.Equal(t, int32(codes.PermissionDenied), response.Status.Code, "%v", c)
		assert.Equal(t, c.status, int(response.GetDeniedResponse().Status.Code), "%v", c)
		assert.NotEmpty(t, response.GetDeniedResponse().Body)
	}
}
