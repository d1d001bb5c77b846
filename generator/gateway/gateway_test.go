package gateway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
)

func shop(t *testing.T) *Table {
	t.Helper()
	source, err := os.ReadFile("../../cmd/permroute/testdata/shop.yaml")
	require.NoError(t, err)
	api, wrong := model.Load("shop.yaml", source)
	require.NoError(t, wrong.Err())
	return NewTable(api)
}

var forwarded = Options{Method: "X-Forwarded-Method", URI: "X-Forwarded-Uri", Grants: "X-Scopes"}

// ask asks: METHOD and target of the question, then its headers as Name:value, where + stands for a blank.
func ask(h http.Handler, question string) *httptest.ResponseRecorder {
	f := strings.Fields(question)
	r := httptest.NewRequest(f[0], f[1], nil)
	for _, header := range f[2:] {
		name, value, _ := strings.Cut(header, ":")
		r.Header[name] = append(r.Header[name], strings.ReplaceAll(value, "+", " "))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestServer(t *testing.T) {
	s := NewServer(forwarded, shop(t), nil)
	const get = "GET /check X-Forwarded-Method:GET X-Forwarded-Uri:"
	for question, status := range map[string]int{
		"GET /check/orders/7 X-Scopes:order:view":                        200,
		"GET /check/orders/7?a=b X-Scopes:other+order:view":              200,
		"GET /check/orders/7 X-Scopes:user:view,order:view":              200,
		"GET /check/orders/7 X-Scopes:order:*":                           200,
		"GET /check/orders/7":                                            401,
		"GET /check/orders/7 X-Scopes:":                                  400,
		"GET /check/orders/7 X-Scopes:+":                                 401,
		"GET /check/orders/7 X-Scopes:user:view":                         403,
		"GET /check/orders/7 X-Scopes:order:view X-Scopes:order:view":    400,
		"GET /check/orders/7 X_Scopes:order:view":                        400,
		"GET /check/orders/7 X-Scopes:order:view X_Scopes:order:view":    400,
		"GET /check/orders/7 X.Scopes:order:view":                        400,
		"GET /check/orders/7 x-scopes:order:view":                        400,
		"GET /check/orders/7 X-Scopes:order:view X-Forwarded-Uri:/terms": 400,
		"GET /check/orders/7 X-Scopes:order:view X-Original-URL:/terms":  400,
		"PATCH /check/orders/7 X-Scopes:order:view":                      405,
		"GET /check/orders/%37 X-Scopes:order:view":                      400,
		"GET /check//orders/7 X-Scopes:order:view":                       400,
		"GET /check/ X-Scopes:order:view":                                200, // unlisted: public
		"GET /check/terms X-Scopes:x":                                    200,
		"GET /check/terms":                                               401,
		"GET /check/metrics X-Scopes:order:view":                         403,
		get + "/orders/7 X-Scopes:order:view":                            200,
		get + "/orders/7":                                                401,
		get + "/orders/7 X-Forwarded-Uri:/terms X-Scopes:order:view":     400,
		get + "/orders/7 X_Forwarded_Uri:/terms X-Scopes:order:view":     400,
		get + "http://a/orders/7 X-Scopes:order:view":                    400,
		get + " X-Scopes:order:view":                                     400,
		get + "/orders/7 X-Scopes:order:view X-HTTP-Method-Override:PUT": 400,
		"GET /check X-Forwarded-Uri:/orders/7 X-Scopes:order:view":       400,
		"GET /check X-Forwarded-Method:GET X-Scopes:order:view":          400,
		"GET /check X-Forwarded-Method:PATCH X-Forwarded-Uri:/orders/7":  405,
		"GET /healthz":     200,
		"GET /debug/vars":  200,
		"GET /other":       404,
		"GET /checkorders": 404,
	} {
		assert.Equal(t, status, ask(s, question).Code, question)
	}
	w := ask(s, "GET /check/orders/7 X-Scopes:order:view")
	assert.Equal(t, http.Header{"Cache-Control": {"no-store"}, "X-Permroute-Status": {"200"}, "X-Permroute-Route": {"ShowOrder"}}, w.Header())
	assert.Equal(t, "Bearer", ask(s, "GET /check/orders/7").Header().Get("WWW-Authenticate"))
	var counts map[string]int
	require.NoError(t, json.Unmarshal(ask(s, "GET /debug/vars").Body.Bytes(), &counts))
	assert.Equal(t, 34, counts["decisions"])
	assert.Equal(t, counts["decisions"], counts["verdict_Listed"]+counts["verdict_Refused"]+counts["verdict_Unlisted"]+counts["verdict_MethodUnlisted"])
}

func TestStatuses(t *testing.T) {
	o := forwarded
	o.Statuses = []int{401, 403}
	s := NewServer(o, shop(t), nil)
	for question, status := range map[string]string{"PATCH /check/orders/7": "403 405", "GET /check/orders/%37": "403 400", "GET /check/orders/7": "401 401", "GET /check/orders/7 X-Scopes:x": "403 403"} {
		w := ask(s, question)
		assert.Equal(t, status, fmt.Sprint(w.Code, " ", w.Header().Get("X-Permroute-Status")), question)
	}
}

// TestReload replaces the table while questions are answered.
func TestReload(t *testing.T) {
	var log bytes.Buffer
	s := NewServer(forwarded, shop(t), &log)
	server := httptest.NewServer(s)
	defer server.Close()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 50 {
				request, _ := http.NewRequest("GET", server.URL+"/check/orders/7", nil)
				request.Header.Set("X-Scopes", "order:view")
				response, err := http.DefaultClient.Do(request)
				if !assert.NoError(t, err) {
					return
				}
				_, _ = io.Copy(io.Discard, response.Body)
				response.Body.Close()
				assert.Equal(t, 200, response.StatusCode)
			}
		})
	}
	for range 5 {
		s.Set(shop(t))
	}
	group.Wait()
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	assert.Len(t, lines, 800)
	assert.Equal(t, `{"method":"GET","target":"/orders/7","status":200,"verdict":"Listed","route":"ShowOrder"}`, lines[0])
}
