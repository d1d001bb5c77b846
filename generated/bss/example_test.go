package bss_test

import (
	"errors"
	"fmt"
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
