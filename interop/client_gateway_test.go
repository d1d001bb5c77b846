package interop

import (
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/global"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	bssv2 "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/bss/v2"
	bssintlv2 "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/bssintl/v2"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/permroute/permroute/generated/bss"
)

// A clientGateway is a guard in front of an upstream that answers everything with {}.
type clientGateway struct {
	*httptest.Server
	mu      sync.Mutex
	granted bss.Set // to those who sign their requests
	seen    clientCall
}

// A clientCall is what became of a call.
type clientCall struct {
	request  string // method and target
	decision bss.Decision
	requests int           // that the guard decided on
	passed   int           // that the upstream saw
	failure  clientFailure // the zero value if the call succeeded
}

// A clientFailure is the error that a client makes of an answer.
type clientFailure struct {
	status        int
	code, message string
}

func newClientGateway(t *testing.T) *clientGateway {
	g := &clientGateway{}
	guard := bss.Guard{
		Granted: func(r *http.Request) (bss.Set, error) {
			if !strings.HasPrefix(r.Header.Get("Authorization"), "SDK-HMAC-SHA256 Access=ak, ") {
				return bss.Set{}, bss.ErrUnauthenticated
			}
			return g.granted, nil
		},
		OnDecision: func(r *http.Request, d bss.Decision) {
			g.seen.requests++
			g.seen.request, g.seen.decision = r.Method+" "+r.RequestURI, d
		},
	}
	guarded := guard.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		g.seen.passed++
		io.WriteString(w, "{}")
	}))
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		defer g.mu.Unlock()
		guarded.ServeHTTP(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

// call sends an operation's request for a caller who was granted these permissions.
func (g *clientGateway) call(t *testing.T, o clientOperation, granted bss.Set) clientCall {
	t.Helper()
	g.mu.Lock()
	g.granted, g.seen = granted, clientCall{}
	g.mu.Unlock()
	err := o.send()
	g.mu.Lock()
	defer g.mu.Unlock()
	require.Equal(t, 1, g.seen.requests, "%v: %v", o, err)
	if err != nil {
		var failure *sdkerr.ServiceResponseError
		require.ErrorAs(t, err, &failure, o)
		g.seen.failure = clientFailure{failure.StatusCode, failure.ErrorCode, failure.ErrorMessage}
	}
	return g.seen
}

// A clientOperation is a method of a client, with the request that it sends.
type clientOperation struct {
	client, name string
	method       reflect.Value
	request      reflect.Value
}

func (o clientOperation) String() string { return o.client + "." + o.name }

// row returns the row of the table that the operation is.
func (o clientOperation) row() (row bss.Route, listed bool) {
	row, err := bss.ParseRoute(o.name)
	return row, err == nil
}

func (o clientOperation) send() error {
	err, _ := o.method.Call([]reflect.Value{o.request})[1].Interface().(error)
	return err
}

// clientOperations returns the operations of both clients, with an id as the domain and as each required
// text of their requests. Without a region the clients have nothing to ask IAM.
func clientOperations(t *testing.T, endpoint, id string) []clientOperation {
	t.Helper()
	build := func(b *core.HcHttpClientBuilder) *core.HcHttpClient {
		credential, err := global.NewCredentialsBuilder().WithAk("ak").WithSk("sk").WithDomainId(id).SafeBuild()
		require.NoError(t, err)
		client, err := b.WithEndpoints([]string{endpoint}).WithCredential(credential).SafeBuild()
		require.NoError(t, err)
		return client
	}
	return append(
		clientMethods(t, "bssintl", bssintlv2.NewBssintlClient(build(bssintlv2.BssintlClientBuilder())), id),
		clientMethods(t, "bss", bssv2.NewBssClient(build(bssv2.BssClientBuilder())), id)...)
}

// clientMethods returns the operations of a client. It has a second method for each, which ends in Invoker
// and sends the same request later.
func clientMethods(t *testing.T, name string, client any, id string) (operations []clientOperation) {
	t.Helper()
	v := reflect.ValueOf(client)
	for i := range v.NumMethod() {
		o := clientOperation{client: name, name: v.Type().Method(i).Name, method: v.Method(i)}
		if strings.HasSuffix(o.name, "Invoker") {
			continue
		}
		in := o.method.Type().In(0).Elem()
		require.Equal(t, o.name+"Request", in.Name())
		o.request = reflect.New(in)
		clientFill(o.request.Elem(), id)
		operations = append(operations, o)
	}
	return operations
}

// clientFill sets the required texts of a request, among which are its path parameters, and its body.
func clientFill(request reflect.Value, id string) {
	for i := range request.NumField() {
		switch field := request.Field(i); {
		case field.Kind() == reflect.String:
			field.SetString(id)
		case request.Type().Field(i).Name == "Body":
			field.Set(reflect.New(field.Type().Elem()))
		}
	}
}

// clientDenied returns what the client should say where a permission is missing: what the table gives as
// the body of a denial.
func clientDenied(t *testing.T) clientFailure {
	t.Helper()
	var table struct {
		Denied struct {
			Body struct {
				Code    string `yaml:"error_code"`
				Message string `yaml:"error_msg"`
			}
		}
	}
	require.NoError(t, yaml.Unmarshal(read(t, "../spec/bss.yaml"), &table))
	body := table.Denied.Body
	require.Equal(t, "CBC.0151", body.Code)
	return clientFailure{http.StatusForbidden, body.Code, body.Message}
}
