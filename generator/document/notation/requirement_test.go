package notation

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestReadRequirement reads cells. The want is the expression, or the kind in brackets. A ! stands behind
// it for each doubt that can change who may call, and a . for each other doubt.
func TestReadRequirement(t *testing.T) {
	for cell, want := range map[string]string{
		// codes
		"a:view":                    "a:view",
		"User.Read.All":             "User.Read.All",
		"BPC_ITEM_1":                "BPC_ITEM_1",
		"read_orders":               "read_orders",
		"s3:Get*":                   "s3:Get* !",
		"a:*:*":                     "a:*:* !",
		"Vendor.Compute/disks/read": "Vendor.Compute/disks/read",
		"`a:view`":                  "a:view",
		"\"a:view\"":                "a:view",
		"a:view.":                   "a:view",
		"a:view。":                   "a:view",
		"a：view":                    "a:view .",
		"• a:view":                  "a:view",
		"a:view（待下线）":               "a:view .",
		"a:view (deprecated)":       "a:view .",
		"api:deprecated":            "api:deprecated",

		// lists
		"a:view\nb:view":              "a:view, b:view",
		"a:view, b:view":              "a:view, b:view",
		"a:view,b:view,":              "a:view, b:view",
		"a:view b:view":               "a:view, b:view",
		"a:view、b:view；c:view":        "a:view, b:view, c:view",
		"• a:view\n• b:view":          "a:view, b:view",
		"1. a:view\n2. b:view":        "a:view, b:view",
		"(a:view, b:view)":            "a:view, b:view",
		"a:view (deprecated)\nb:view": "a:view, b:view .",
		"permissions: a:view, b:view": "a:view, b:view",
		"Requires a:view":             "a:view",
		"a:view, b:view\nc:view":      "a:view, b:view, c:view",

		// alternatives
		"a:view|b:view":                            "a:view or b:view",
		"a:view || b:view":                         "a:view or b:view",
		"a:view |\nb:view":                         "a:view or b:view",
		"a:view or b:view":                         "a:view or b:view",
		"a:view OR b:view":                         "a:view or b:view",
		"either a:view or b:view":                  "a:view or b:view",
		"a:view\nor\nb:view":                       "a:view or b:view",
		"a:view\nor b:view":                        "a:view or b:view",
		"a:view或b:view":                            "a:view or b:view",
		"a:view或者b:view":                           "a:view or b:view",
		"a:view或b:view即可":                          "a:view or b:view",
		"Any one of the following: a:view, b:view": "a:view or b:view",
		"any of a:view, b:view":                    "a:view or b:view",
		"One of:\na:view\nb:view":                  "a:view or b:view",
		"任意一个：a:view、b:view":                       "a:view or b:view",
		"以下任一：\na:view\nb:view":                    "a:view or b:view",
		"a:view、b:view任一":                          "a:view or b:view",
		"a:view\nb:view\n任一即可":                     "a:view or b:view",
		"a:view、b:view其中之一":                        "a:view or b:view",
		"a:view, b:view, or c:view":                "a:view or b:view or c:view",
		"a:view, b:view or c:view":                 "a:view or b:view or c:view !",
		"a:view、b:view或c:view":                     "a:view or b:view or c:view !",
		"any of a:view, b:view, or c:view":         "a:view or b:view or c:view",

		// all
		"a:view and b:view":                    "a:view and b:view",
		"a:view & b:view":                      "a:view and b:view",
		"a:view && b:view":                     "a:view and b:view",
		"a:view + b:view":                      "a:view and b:view",
		"a:view且b:view":                        "a:view and b:view",
		"a:view和b:view":                        "a:view and b:view",
		"a:view以及b:view":                       "a:view and b:view",
		"both a:view and b:view":               "a:view and b:view",
		"Both a:view and b:view are required":  "a:view and b:view",
		"All of the following: a:view, b:view": "a:view and b:view",
		"all of:\na:view\nb:view":              "a:view and b:view",
		"同时具备a:view、b:view":                    "a:view and b:view",
		"同时需要：a:view\nb:view":                  "a:view and b:view",
		"a:view、b:view缺一不可":                    "a:view and b:view",
		"a:view和b:view均需要":                     "a:view and b:view",
		"a:view, b:view and c:view":            "a:view and b:view and c:view",
		"a:view, b:view, and c:view":           "a:view and b:view and c:view",

		// both
		"a:view and (b:view or c:view)":                  "a:view and (b:view or c:view)",
		"a:view和（b:view或c:view）":                         "a:view and (b:view or c:view)",
		"(a:view and b:view) or c:view":                  "(a:view and b:view) or c:view",
		"a:view and b:view or c:view":                    "(a:view and b:view) or c:view !",
		"a:view or b:view and c:view":                    "a:view or (b:view and c:view) !",
		"a:view + b:view | c:view":                       "(a:view and b:view) or c:view !",
		"a:view & (b:view | (c:view & d:view))":          "a:view and (b:view or (c:view and d:view))",
		"a:view|b:view\nc:view":                          "(a:view or b:view), c:view !",
		"a:view, b:view|c:view":                          "a:view, (b:view or c:view) !",
		"a:view, (b:view or c:view)":                     "a:view, (b:view or c:view)",
		"any of:\na:view and b:view\nc:view":             "(a:view and b:view) or c:view",
		"one of a:view and b:view":                       "a:view and b:view !",
		"all of: a:view, b:view\nany of: c:view, d:view": "(a:view and b:view), (c:view or d:view)",
		"a:view or b:view, and c:view":                   "(a:view or b:view) and c:view",

		// sayings
		"Not supported":          "[nobody]",
		"不支持":                    "[nobody]",
		"Any authenticated user": "[authenticated]",
		"登录用户":                   "[authenticated]",
		"Public":                 "[public]",
		"公开":                     "[public]",
		"（公开）":                   "[public]",
		"无需授权":                   "[authenticated] !",
		"None":                   "[authenticated] !",
		"None.":                  "[authenticated] !",
		"无":                      "[authenticated] !",
		"No permission required": "[authenticated]",
		"Same as above":          "[above]",
		"同上":                     "[above]",

		// not understood
		"":                              "[no code]",
		"-":                             `["-" does not say who may call]`,
		"—":                             `["—" does not say who may call]`,
		"No permission":                 `["No permission" does not say who may call]`,
		"无权限":                           `["无权限" does not say who may call]`,
		"N/A":                           `["N/A" does not say who may call]`,
		"不涉及":                           `["不涉及" does not say who may call]`,
		"Yes":                           `["Yes" does not say who may call]`,
		"x:view1 (self-service)":        `[the word "self-service"]`,
		"x:view1 (x:view2)":             `["(" at this place]`,
		"optional: x:b":                 `["optional:"]`,
		"x:a (optional)":                `[the word "optional"]`,
		"x:a unless x:b":                `[the word "unless"]`,
		"x:a is not required":           `[the word "is"]`,
		"not x:a":                       `[the word "not"]`,
		"x:a, x:b (admin)":              `["admin" says how much is allowed, not of what]`,
		"x:a/x:b":                       `["x:a/x:b"]`,
		"x:a and/or x:b":                `["and/or"]`,
		"x:a x:b or x:c":                "x:a, (x:b or x:c) !",
		"x:a or":                        `[nothing after "or"]`,
		"or x:a":                        `["or" at this place]`,
		"x:a and":                       `[nothing after "and"]`,
		"(x:a":                          `[nothing after "x:a"]`,
		"x:a)":                          `[")" at this place]`,
		"x:a ()":                        `["(" at this place]`,
		"x:a (x:b) x:c":                 `["(" at this place]`,
		"(x:a) x:b":                     `["x:b" at this place]`,
		"either x:a":                    `["either" without or]`,
		"both x:a":                      `["both" without and]`,
		"all of: x:a or x:b":            `["all of" with alternatives]`,
		"all of: x:a, x:b or x:c":       `["all of" with alternatives] !`,
		"x:a, or x:b, x:c":              `["x:c" in a list with several words that join its items]`,
		"x:a, or x:b, and x:c":          `["x:c" in a list with several words that join its items]`,
		"Read":                          `["Read" says how much is allowed, not of what]`,
		"repo":                          `[the word "repo"]`,
		"lib:a^2^":                      `["lib:a^2^"]`,
		"lib:<name>:read":               `["lib:<name>:read"]`,
		"lib:{name}:read":               `["lib:{name}:read"]`,
		"~~x:a~~":                       `["~~x:a~~"]`,
		"a: view":                       `["a:"]`,
		"x:a [1]":                       `["1"]`,
		"x:a*":                          "x:a* !",
		"x:*a*":                         `["x:*a*"]`,
		"x:a...":                        `["x:a..."]`,
		"e.g. x:a":                      `["e.g."]`,
		"x:a. Also needs x:b":           `["."]`,
		"参见说明":                          `["参"]`,
		"x:a（管理员）":                      `["管"]`,
		"https://example.com/a":         `["https://example.com/a"]`,
		strings.Repeat("(", 30) + "x:a": `["(" at this place]`,
	} {
		assert.Equal(t, want, spell(ReadRequirement(cell, Options{})), "%q", cell)
	}
}

// spell returns what TestReadRequirement wants.
func spell(r Requirement) string {
	s := map[Kind]string{Authenticated: "[authenticated]", Public: "[public]", Nobody: "[nobody]", Above: "[above]"}[r.Kind]
	switch r.Kind {
	case Codes:
		s = r.Expr.String()
	case Closed:
		s = "[" + r.Reason + "]"
	}
	signs := ""
	for _, d := range r.Doubts {
		if d.Access {
			signs += "!"
		} else {
			signs += "."
		}
	}
	return strings.TrimSpace(s + " " + signs)
}
