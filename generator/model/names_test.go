package model

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/syntax"
	"github.com/permroute/permroute/templates"
)

func TestGoName(t *testing.T) {
	for text, want := range map[string]string{
		"bss:discount:view":                     "DiscountView",
		"bss:billDetail:view":                   "BillDetailView",
		"bss":                                   "Bss",
		"bss:bss":                               "Bss",
		"BSS:view":                              "BSSView",
		"Billing::activeEPFinance":              "BillingActiveEPFinance",
		"s3:GetObject":                          "S3GetObject",
		"Mail.Read":                             "MailRead",
		"BPC_ITEM_FINANCE_060100":               "BPCITEMFINANCE060100",
		"https://www.googleapis.com/auth/drive": "HttpsWwwGoogleapisComAuthDrive",
		"订单:查看":                                 "订单查看",
		"élan:ünder":                            "ÉlanÜnder",
		"ǆ":                                     "Ǆ",
		"***":                                   "",
		"":                                      "",
	} {
		assert.Equal(t, want, goName(text, "bss"), text)
	}
	assert.Equal(t, "BssView", goName("bss:view", ""))
}

func TestClaim(t *testing.T) {
	require.Contains(t, templates.Reserved(), "Match")
	names := newNamespace()
	at := func(line int) diag.Position { return diag.Position{File: "s", Line: line, Column: 1} }
	claim := func(name string, line int, given string) string {
		var list diag.List
		o := owner{what: "code", text: "c:" + name, pos: at(line)}
		if given != "" {
			o.given = syntax.Text{Value: given, Pos: at(line + 1)}
		}
		names.claim(&list, name, o)
		return list.Error()
	}
	const remedy = "; give it another name with const:"
	assert.Empty(t, claim("View", 5, ""))
	assert.Empty(t, claim("Pay", 7, "Pay"))
	assert.Equal(t, `s:9:1: the Go name "View" of the code "c:View" cannot be used: the code "c:View" has the same Go name (first at line 5)`+remedy, claim("View", 9, ""))
	assert.Equal(t, `s:2:1: the Go name "View" of the code "c:View" cannot be used: the code "c:View" has the same Go name (also at line 5)`+remedy, claim("View", 2, ""))
	assert.Equal(t, `s:9:1: the Go name "Pay" of the code "c:Pay" cannot be used: the code "c:Pay" has the same Go name (first at line 8)`+remedy, claim("Pay", 9, ""))
	assert.Equal(t, `s:10:1: the const "View" cannot be used: the code "c:View" has the same Go name (first at line 5); choose another name`, claim("View", 9, "View"))
	assert.Equal(t, `s:10:1: the const "Match" cannot be used: every generated package declares this name; choose another name`, claim("Match", 9, "Match"))
	assert.Equal(t, `s:9:1: the Go name "Match" of the code "c:Match" cannot be used: every generated package declares this name`+remedy, claim("Match", 9, ""))
	assert.Equal(t, `s:9:1: the Go name "view" of the code "c:view" cannot be used: it is not an exported Go name`+remedy, claim("view", 9, ""))
	assert.Equal(t, `s:9:1: the Go name "" of the code "c:" cannot be used: it is not an exported Go name`+remedy, claim("", 9, ""))
	assert.Equal(t, `s:10:1: the Go name "RouteA-B" of the const "A-B" cannot be used: it is not an exported Go name; write letters, digits and _, the first a capital letter`, claim("RouteA-B", 9, "A-B"))
}

func TestPackageName(t *testing.T) {
	const remedy = "; write a Go identifier in small letters, such as orders"
	for name, want := range map[string]string{
		"orders": "", "订单": "", "_x": "", "Orders2": "",
		"_":    `2:10: the package name "_" is not allowed in Go` + remedy,
		"main": `2:10: the package name "main" cannot be imported` + remedy,
		"func": `2:10: the package name "func" is not allowed in Go` + remedy,
		"a.b":  `2:10: the package name "a.b" is not allowed in Go` + remedy,
	} {
		text := "permroute: 1\npackage: " + name + rows("GET /x a")[len("permroute: 1\npackage: demo"):]
		if want == "" {
			assert.Equal(t, name, resolved(t, text).Package)
		} else {
			assert.Equal(t, want, errorsOf(t, text))
		}
	}
}

func TestSchemeErrors(t *testing.T) {
	for scheme, want := range map[string]string{
		"t: {type: mutualTLS}":                          "",
		"t: {type: apiKey, in: query, name: n}":         "",
		"t: {type: oauth2, flows: {}}":                  "",
		"t: {type: openIdConnect, openIdConnectUrl: u}": "",
		"a b: {type: http, scheme: basic}":              `1:30: the security scheme "a b"; allowed in its name: letters, digits and . _ -`,
		"t: {}":                                         `1:30: the security scheme "t" has no type; allowed: apiKey, http, mutualTLS, oauth2, openIdConnect`,
		"t: {type: htpp}":                               `1:34: the type "htpp" of the security scheme "t"; allowed: apiKey, http, mutualTLS, oauth2, openIdConnect; did you mean "http"?`,
		"t: {type: [http]}":                             `1:34: the type of the security scheme "t"; allowed: apiKey, http, mutualTLS, oauth2, openIdConnect`,
		"t: {type: apiKey}":                             "1:30: the security scheme \"t\" of type apiKey has no in\n1:30: the security scheme \"t\" of type apiKey has no name",
		"t: {type: apiKey, in: path, name: n}":          `1:48: the in "path" of the security scheme "t"; allowed: header, query, cookie`,
		"t: {type: http, scheme: 7}":                    `1:46: the scheme of the security scheme "t"; allowed: a string of at least one character`,
		"t: {type: oauth2, flows: all}":                 `1:48: the flows "all" of the security scheme "t"; allowed: a mapping`,
		"t: {type: openIdConnect, openIdConnectUrl: ~}": `1:55: the openIdConnectUrl of the security scheme "t"; allowed: a string of at least one character`,
	} {
		text := "openapi: {securitySchemes: { " + scheme + "}}\n" + rows("GET /x a")
		if want == "" {
			assert.Len(t, resolved(t, text).Schemes, 1)
		} else {
			assert.Equal(t, want, errorsOf(t, text), scheme)
		}
	}
}

func TestSlugErrors(t *testing.T) {
	group := func(name string, i int) string {
		return "{name: " + name + ", routes: [{id: R" + string(rune('0'+i)) + ", route: GET /" + string(rune('0'+i)) + ", require: a}]}"
	}
	for groups, want := range map[string]string{
		group("订单, slug: orders", 1) + ", " + group("Bills", 2): "",
		group("A, slug: A", 1):                        `5:26: the slug "A"; allowed: small letters, digits and single hyphens between them`,
		group("订单", 1):                                `5:17: no slug follows from the name "订单"; the file of a top-level group is named after its slug; add slug: with small letters, digits and hyphens`,
		group("A", 1) + ", " + group("A", 2):          `5:75: the slug "a" of the name "A" is taken (first at line 5); give one of them another slug`,
		group("A", 1) + ", " + group("B, slug: a", 2): `5:84: the slug "a" is taken (first at line 5); give one of them another slug`,
		"{name: A, groups: [" + group("一", 1) + ", " + group("一", 2) + "]}":                        `5:94: the name "一" is taken (first at line 5); give one of them another slug`,
		"{name: A, groups: [" + group("一/二", 1) + ", {name: 一, groups: [" + group("二", 2) + "]}]}": `5:115: the name "二" is taken (first at line 5); give one of them another slug`,
	} {
		text := head + "groups: [" + groups + "]\n"
		if want == "" {
			resolved(t, text)
		} else {
			assert.Equal(t, want, errorsOf(t, text), groups)
		}
	}
}
