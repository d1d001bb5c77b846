package shop_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/permroute/permroute/generated/shop"
)

func ExampleParseScope() {
	granted, err := shop.ParseScope("openid order:write")
	fmt.Println(granted)
	fmt.Println(err)
	// Output:
	// order:read,order:write
	// permission codes "openid": not in the table
}

func ExampleParseGrants() {
	granted, err := shop.ParseGrants("invoice:*", "*:read", "shipment:*")
	fmt.Println(granted)
	fmt.Println(err)
	// Output:
	// order:read,invoice:read,invoice:write,user:read
	// permission codes "shipment:*": not in the table
}

func ExampleParseRoles() {
	granted, err := shop.ParseRoles("clerk", "offline_access")
	fmt.Println(granted)
	fmt.Println(shop.Authorize("POST", "/orders", granted).Allowed(), shop.Authorize("GET", "/users", granted).Missing)
	var unknown *shop.UnknownRolesError
	fmt.Println(errors.As(err, &unknown), err)
	// Output:
	// order:read,order:write,invoice:read
	// true user:read
	// true roles "offline_access": not in the table
}

func ExampleParseRole() {
	role, err := shop.ParseRole("auditor")
	fmt.Println(role == shop.RoleAuditor, role.Description(), err)
	// Output: true Reads everything <nil>
}

func ExampleRoles() {
	for role := range shop.Roles() {
		fmt.Println(role, role.Set().Len())
	}
	// Output:
	// clerk 3
	// auditor 3
	// admin 6
}

func ExampleRole_Set() {
	fmt.Println(shop.RoleClerk.Set())
	fmt.Println(shop.RoleAuditor.Set().Union(shop.NewSet(shop.OrderWrite)) == shop.RoleClerk.Set().Union(shop.RoleAuditor.Set()))
	// Output:
	// order:read,order:write,invoice:read
	// true
}

func ExampleParsePolicies() {
	granted, err := shop.ParsePolicies([]byte(`{
		"Version": "5.0",
		"Statement": [
			{"Effect": "Allow", "Action": ["order:*", "invoice:*"]},
			{"Effect": "Deny", "Action": ["invoice:write"]},
			{"Effect": "Allow", "Action": ["user:*"], "Condition": {"Bool": {"g:MFAPresent": ["true"]}}}
		]
	}`))
	fmt.Println(granted)
	var wrong *shop.PolicyError
	if errors.As(err, &wrong) {
		for _, fault := range wrong.Faults {
			fmt.Println(fault)
		}
	}
	// Output:
	// order:read,order:write,invoice:read
	// policy 1, statement 3: an Allow with a Condition: it grants nothing
}

// Issuers send the permissions of a caller as a list or as one text. A field of type Set reads both.
func ExampleSet_UnmarshalJSON() {
	for _, token := range []string{`{"scope": "openid order:read"}`, `{"scope": ["order:write", "offline_access"]}`} {
		var claims struct {
			Scope shop.Set `json:"scope"`
		}
		err := json.Unmarshal([]byte(token), &claims)
		fmt.Println(claims.Scope, err)
	}
	// Output:
	// order:read <nil>
	// order:read,order:write <nil>
}

// Taking away a permission takes away those that imply it: they would bring it back.
func ExampleSet_Minus() {
	granted := shop.NewSet(shop.OrderWrite, shop.InvoiceRead)
	fmt.Println(granted)
	fmt.Println(granted.Minus(shop.NewSet(shop.OrderRead)))
	// Output:
	// order:read,order:write,invoice:read
	// invoice:read
}
