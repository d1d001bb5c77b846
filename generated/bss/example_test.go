package bss_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/permroute/permroute/generated/bss"
)

func Example() {
	granted, err := bss.ParseSet("bss:order:view", "bss:balance:view", "ecs:servers:list")
	fmt.Println(granted, "-", err)

	for _, request := range [][2]string{
		{"GET", "/v2/orders/customer-orders"},
		{"POST", "/v2/orders/customer-orders/pay"},
		{"PATCH", "/v2/orders/customer-orders"},
		{"GET", "/v2//orders/customer-orders"},
		{"GET", "/v2/products"},
	} {
		d := bss.Authorize(request[0], request[1], granted)
		fmt.Printf("%d %v %v [%v]\n", d.Status(), d.Verdict, d.Route, d.Missing)
	}
	// Output:
	// bss:balance:view,bss:order:view - permission codes "ecs:servers:list": not in the table
	// 200 Listed ListCustomerOrders []
	// 403 Listed PayCustomerOrders [bss:order:pay]
	// 405 MethodUnlisted Route(0) []
	// 400 Refused Route(0) []
	// 200 Unlisted Route(0) []
}

func ExampleMatch() {
	route, verdict := bss.Match("GET", "/v2/orders/customer-orders/details/CS2211")
	fmt.Println(route, verdict)
	// Output: ShowCustomerOrderDetails Listed
}

func ExampleMatchRequest() {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route, verdict := bss.MatchRequest(r)
		fmt.Println(route, verdict)
	})
	for _, target := range []string{"/v2/accounts/customer-accounts/balances?currency=CNY", "/v2/accounts/customer-accounts/%62alances"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", target, nil))
	}
	// Output:
	// ShowCustomerAccountBalances Listed
	// Route(0) Refused
}

func ExampleAuthorize() {
	d := bss.Authorize("PUT", "/v2/orders/customer-orders/cancel", bss.NewSet(bss.OrderView))
	fmt.Println(d.Allowed(), d.Status(), d.Missing)
	// Output: false 403 bss:order:update
}

func ExampleAuthorizeRequest() {
	middleware := func(w http.ResponseWriter, r *http.Request) {
		d := bss.AuthorizeRequest(r, bss.NewSet(bss.OrderView))
		fmt.Println(d.Status(), d.Verdict)
	}
	r := httptest.NewRequest("GET", "/v2/orders/customer-orders?limit=10", nil)
	middleware(httptest.NewRecorder(), r)
	r.Header.Set("X-HTTP-Method-Override", "POST")
	middleware(httptest.NewRecorder(), r)
	// Output:
	// 200 Listed
	// 400 Refused
}

func ExampleIsOverrideHeader() {
	for _, name := range []string{"X-HTTP-Method-Override", "x_original_url", "X-Forwarded-For"} {
		fmt.Println(name, bss.IsOverrideHeader(name))
	}
	// Output:
	// X-HTTP-Method-Override true
	// x_original_url true
	// X-Forwarded-For false
}

func ExampleGuard() {
	guard := bss.Guard{
		Granted: func(r *http.Request) (bss.Set, error) {
			if r.Header.Get("X-Auth-Token") != "secret" {
				return bss.Set{}, bss.ErrUnauthenticated
			}
			return bss.NewSet(bss.OrderView), nil
		},
	}
	server := httptest.NewServer(guard.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d, _ := bss.FromContext(r.Context())
		fmt.Fprint(w, d.Route)
	})))
	defer server.Close()
	for _, request := range []struct{ method, path, token string }{
		{"GET", "/v2/orders/customer-orders", "secret"},
		{"GET", "/v2/orders/customer-orders", ""},
		{"POST", "/v2/orders/customer-orders/pay", "secret"},
		{"PATCH", "/v2/orders/customer-orders/pay", "secret"},
	} {
		r, _ := http.NewRequest(request.method, server.URL+request.path, nil)
		r.Header.Set("X-Auth-Token", request.token)
		answer, err := server.Client().Do(r)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(answer.Body)
		fmt.Printf("%d %s%s\n", answer.StatusCode, body, answer.Header.Get("Allow"))
	}
	// Output:
	// 200 ListCustomerOrders
	// 401 {"type":"about:blank","title":"Unauthorized","status":401}
	// 403 {"error_code":"CBC.0151","error_msg":"Access denied."}
	// 405 {"type":"about:blank","title":"Method Not Allowed","status":405}POST
}

// Deny writes its own answer. OnDecision writes a log, with details that callers should not see.
func ExampleGuard_deny() {
	guard := bss.Guard{
		Granted: func(*http.Request) (bss.Set, error) { return bss.Set{}, nil },
		Deny: func(w http.ResponseWriter, _ *http.Request, d bss.Decision) {
			fmt.Fprintf(w, "denied: %d", d.Status())
		},
		OnDecision: func(r *http.Request, d bss.Decision) {
			fmt.Println(r.Method, r.URL.Path, d.Err())
		},
	}
	w := httptest.NewRecorder()
	guard.Wrap(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("POST", "/v2/orders/customer-orders/pay", nil))
	fmt.Println(w.Code, w.Body)
	// Output:
	// POST /v2/orders/customer-orders/pay request denied: PayCustomerOrders needs bss:order:pay
	// 403 denied: 403
}

func ExampleFromContext() {
	ctx := bss.NewContext(context.Background(), bss.Authorize("GET", "/v2/orders/customer-orders", bss.NewSet(bss.OrderView)))
	d, ok := bss.FromContext(ctx)
	fmt.Println(d.Route, d.Allowed(), ok)
	// Output: ListCustomerOrders true true
}

func ExampleDecision_Err() {
	err := bss.Authorize("GET", "/v1.0/d1/payments/intl-invoices", bss.Set{}).Err()
	var denied *bss.DeniedError
	if errors.As(err, &denied) {
		fmt.Println(err)
		fmt.Println(denied.Decision.Status(), denied.Decision.Missing)
	}
	// Output:
	// request denied: ListInvoices needs bss:invoice:update
	// 403 bss:invoice:update
}

func ExampleParsePermission() {
	p, err := bss.ParsePermission("bss:order:pay")
	fmt.Println(p == bss.OrderPay, p.Description(), err)
	_, err = bss.ParsePermission("bss:order:Pay")
	fmt.Println(err)
	// Output:
	// true 订单支付。 <nil>
	// permission code "bss:order:Pay": not in the table
}

func ExamplePermissions() {
	for p := range bss.Permissions() {
		fmt.Println(p)
	}
	// Output:
	// bss:discount:view
	// bss:balance:view
	// bss:coupon:view
	// bss:order:view
	// bss:order:update
	// bss:order:pay
	// bss:bill:view
	// bss:billDetail:view
	// bss:costanalysis:view
	// bss:invoice:update
}

func ExampleParseSet() {
	granted, err := bss.ParseSet("bss:bill:view", "iam:users:list")
	var unknown *bss.UnknownCodesError
	fmt.Println(granted, errors.As(err, &unknown), unknown.Codes)
	// Output: bss:bill:view true [iam:users:list]
}

func ExampleSet() {
	viewer := bss.NewSet(bss.OrderView, bss.BillView)
	clerk := viewer.Union(bss.NewSet(bss.OrderUpdate))
	fmt.Println(clerk, clerk.Len(), clerk.HasAll(viewer))
	fmt.Println(clerk.Minus(viewer), clerk == viewer)
	// Output:
	// bss:order:view,bss:order:update,bss:bill:view 3 true
	// bss:order:update false
}

func ExampleRoutes() {
	for r := range bss.Routes() {
		if r.Method() == http.MethodDelete {
			fmt.Println(r.Pattern(), r.Name(), r.Group())
		}
	}
	// Output: /v2/orders/subscriptions/resources/autorenew/{resource_id} 取消包年/包月资源自动续费 管理交易 > 管理包年/包月资源
}

func ExampleRoute_Alternatives() {
	for needed := range bss.RouteShowCustomerMonthlyBill.Alternatives() {
		fmt.Println(needed)
	}
	// Output: bss:bill:view
}

func ExampleRoute_Param() {
	fmt.Println(bss.RouteShowCustomerOrderDetails.Param("/v2/orders/customer-orders/details/CS2211", "order_id"))
	// Output: CS2211 true
}

func ExampleParseRoute() {
	r, err := bss.ParseRoute("PayOrders")
	fmt.Println(r.Method(), r.Pattern(), err)
	// Output: POST /v3/orders/customer-orders/pay <nil>
}
