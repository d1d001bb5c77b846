package interop

// A variant is a part of spec and what may stand in its place, and what may not.
type variant struct {
	old       string
	good, bad []string
}

func variants() []variant {
	return []variant{
		{"permroute: 1", []string{"permroute: 1 # now"}, []string{"permroute: 2", `permroute: "1"`, "permroute:", "permroute: [1]"}},
		{"package: demo", []string{"package: 订单", "package: _p1", "package: Demo"},
			[]string{"package: order-service", "package: 1a", "package: main", "package: _", `package: ""`, "package: a b", `package: "a\n"`}},
		{"title: T", []string{`title: "2023"`, "title: 查看", ""}, []string{`title: ""`, "title: 2023", "title:", "title: [a]"}},
		{"source: {document: D, updated: 2023-06-14}",
			[]string{`source: {document: D, updated: "2023-06-14"}`, "source: {document: D}", ""},
			[]string{"source: {}", "source: D", "source: {updated: 2023-06-14}", "source: {document: D, updated: 2023}", "source: {document: D, updated: 2023-6-14}",
				"source: {document: D, updated: 2023-06-14 10:00:00}", "source: {document: D, updated: [2023-06-14]}", "source: {document: D, date: 2023-06-14}"}},
		{"combine: all", []string{"combine: any", `combine: "any"`}, []string{"combine: both", "combine: All", "combine: [all]", "combine:"}},
		{"unlisted: {path: public, method: nobody}", []string{"unlisted: {method: public, path: nobody}", "unlisted: nobody", "unlisted: public"},
			[]string{"", "unlisted: {path: public}", "unlisted: deny", "unlisted: {path: yes, method: no}", "unlisted: {path: public, method: nobody, host: deny}"}},
		{"denied: {body: {code: E.1}}",
			[]string{"", "denied: {body: {a: b, c: 1, d: [true, ~, -7, {e: []}], 订单: {}}}", `denied: {body: {"": "1.5"}}`, "denied: {body: {a: 9007199254740991, b: 2023-06-14}}"},
			[]string{"denied:", "denied: {}", "denied: []", "denied: {body: }", "denied: {body: x}", "denied: {body: [x]}", "denied: {body: {}}", "denied: {body: {a: b}, status: 403}",
				"denied: {body: {a: 1.5}}", "denied: {body: {a: [{b: .inf}]}}", "denied: {body: {a: 9007199254740992}}", "denied: {body: {a: [-9007199254740992]}}",
				"denied: {body: {route: x}}", "denied: {body: {a: b, missing: []}}"}},
		{`code: "CODE"`,
			[]string{"code: 订单:查看", "code: https://www.googleapis.com/auth/drive", "code: s3:GetObject", "code: Mail.Read", "code: Billing::activeEPFinance",
				"code: BPC_ITEM_FINANCE_060100", `code: "060100"`, `code: "true"`, `code: " "`, `code: "a\nb"`, `code: "*"`, `code: "None"`, "code: a, text: 查看"},
			[]string{"code: 060100", "code: 1.5", "code: true", "code: null", "code: ~", `code: ""`, "code: public", "code: nobody", "code: [a]", "code: {a: b}", "text: a", "code: a, txt: b", `code: a, text: ""`}},
		{"permissions:\n  - {code: \"CODE\", const: Const}\n  - {code: b}\n", []string{"permissions: [b]\n", "permissions: {b: See}\n", "permissions: {b: }\n", "permissions: {b: {text: See, const: B, accept: {overlap: a}}}\n", "permissions: {b: {}}\n"},
			[]string{"permissions: {}\n", "permissions: []\n", "permissions: b\n", "permissions: {b: [c]}\n", "permissions: {public: x, b: y}\n", "permissions: {b: {code: c}}\n", "permissions: {b: 1}\n", "permissions: [b, nobody]\n", "permissions: {b: \"\"}\n"}},
		{"    routes:\n      - {id: Id, const: Id, route: \"GET /ROUTE\", require: [b]}\n", []string{"    routes: {GET /a: b}\n", "    routes: {GET /a: public, POST /a: [b], PUT /a: {any: [b, CODE]}}\n", "    routes: {GET /a: {require: b, id: A}, GET /b: {name: n, require: {all: [b]}}}\n",
			"    routes: [{route: GET /a, require: b}]\n", "    groups: [{name: A, routes: {GET /a: b}}]\n"},
			[]string{"    routes: {}\n", "    routes: {GET /a: }\n", "    routes: {GET /a: {}}\n", "    routes: {GET /a: {id: A}}\n", "    routes: {GET /a: {require: b, all: [b]}}\n", "    routes: {GET /a: {route: GET /b, require: b}}\n", "    routes: {a: b}\n", "    routes: {get /a: b}\n", "    routes: {GET /a: 1}\n",
				"    routes: GET /a\n", "    routes: [{GET /a: b}]\n"}},
		{"groups:\n  - name: Group\n    slug: slug\n    routes:\n      - {id: Id, const: Id, route: \"GET /ROUTE\", require: [b]}\n", []string{"routes: {GET /a: b}\n", "routes: {GET /a: b}\ngroups: [{name: A, routes: {GET /b: b}}]\n"}, []string{"", "routes:\n"}},
		{"{code: b}", []string{"{code: b, accept: {unused-code: It is for later.}}", "{code: b, accept: {overlap: a, spelling-style: b}}"},
			[]string{"{code: b, accept: }", "{code: b, accept: {}}", "{code: b, accept: overlap}", "{code: b, accept: [overlap]}", "{code: b, accept: {overlop: a}}", `{code: b, accept: {overlap: ""}}`,
				"{code: b, accept: {overlap: [a]}}", "{code: b, accept: {overlap: }}", "{code: b, accept: {unreachable-row: a}}"}},
		{"require: [b]", []string{"require: b, accept: {overlap: a}"}, []string{"require: b, accept: {}", "require: b, accept: {wrong-spec: a}"}},
		{"title: T", []string{"accept: {overlap: a}"}, []string{"accept: {}", "accept: {overlap: 1}"}},
		{"const: Const", []string{"const: A", "const: A_1", "const: Ä", "const: A查看"}, []string{"const: const", "const: _A", "const: A-B", "const: A B", `const: ""`, "const: 1", "const: 1A"}},
		{"scheme: bearer", []string{"scheme: basic, description: d, x-more: [1, {a: true}]"}, []string{"schema: bearer", `scheme: ""`, "scheme: [a]", "scheme:"}},
		{"type: http, scheme: bearer",
			[]string{"type: mutualTLS", "type: apiKey, in: header, name: n", "type: apiKey, in: cookie, name: n", "type: oauth2, flows: {}", "type: openIdConnect, openIdConnectUrl: u"},
			[]string{"", "type: https", "type: apiKey, in: header", "type: apiKey, in: path, name: n", "type: oauth2", "type: oauth2, flows: f", "type: openIdConnect", "type: [http]"}},
		{"{token: {type: http, scheme: bearer}}", []string{"{a.b-c_D1: {type: mutualTLS}}"}, []string{"{}", "[a]", "{token: http}", "{a b: {type: mutualTLS}}", "{查看: {type: mutualTLS}}", `{"": {type: mutualTLS}}`}},
		{"openapi: {securitySchemes", []string{"openapi: {version: 3.0.4, securitySchemes", "openapi: {version: 3.2.0, outputs: [paths], securitySchemes", "openapi: {outputs: [json, document], securitySchemes", "openapi: {outputs: [], securitySchemes"},
			[]string{"openapi: {version: 3.1, securitySchemes", "openapi: {version: , securitySchemes", "openapi: {outputs: [docs], securitySchemes", "openapi: {outputs: [json, json], securitySchemes"}},
		{"require: [b]}", []string{"require: [b], deprecated: true}", "require: [b], deprecated: false}"}, []string{"require: [b], deprecated: 1}", "require: [b], deprecated: }", "require: [b], deprecated: 'true'}"}},
		{"openapi: {securitySchemes: {token: {type: http, scheme: bearer}}}", []string{"openapi: {}", ""}, []string{"openapi:", "openapi: []", "openapi: {security: {}}"}},
		{"slug: slug", []string{"slug: a-1-b", ""}, []string{"slug: A", "slug: a--b", "slug: -a", "slug: a_b", "slug: 订单", `slug: ""`, `slug: "a\n"`}},
		{"name: Group\n    slug: slug", []string{"name: 订单\n    slug: orders", "name: Orders & more 1", `name: "a\nb"`},
			[]string{"name: 订单", "name: Größe", `name: "***"`, "name: \u212a", "name: \u0130", "slug: orders", `name: ""`, "name: G\n    title: T", "name: G\n    groups: []", "name: G\n    groups: [{name: A}]"}},
		{"id: Id,", []string{"", `id: "1",`, "id: list orders,", `id: "***",`, "id: 查询,"}, []string{`id: "",`, "id: 1,", "id: [a],"}},
		{"const: Id,", []string{"", `const: "1",`, "const: _a,", "const: a查看,"}, []string{"const: a b,", `const: "",`, "const: a-b,"}},
		{`route: "GET /ROUTE"`, quoted("GET /", "GET /**", "GET /a", "M-SEARCH /a", "GET /a/{b}", "GET /{a}/{b}/**", "GET /{a.b-c_d}", "GET /a/**", "GET /-_.~:@$&+,=!'()", "GET /v1.0/.a", "GET /a..b", "GET /a/", "GET /{a}b/",
			"GET /{a}b", "GET /v{a}", "GET /.{a}", "GET /v.{a}", "GET /{a}.b", "GET /-_.~:@$&+,=!'(){a}-_.~:@$&+,=!'()", "GET /v{a}/{b}:c/**", "GET /{a.b-c_d}..e/f"),
			quoted("", "GET", "/a", "GET/a", "get /a", "GET  /a", "GET a", " GET /a", "GET /a ", "GET /a/**/", "GET //", "GET /a//b", "GET /a/**/b", "GET /*", "GET /a*", "GET /{}", "GET /{a b}",
				"GET /a.", "GET /..", "GET /订单", "GET /%41", "GET /a?b", "GET /a;b", "GET /a#b", `GET /a\\b`, `GET /a\n`, `GET /a\t`, "CONNECT /a", "TRACE /a", "GET,POST /a", "* /a", "GÉT /a", "GET /a/***", "GET /a/{b", "GET ",
				"GET /{a}{b}", "GET /{a}-{b}", "GET /{a}*", "GET /*{a}", "GET /{a}**", "GET /**{a}", "GET /v{a}.", "GET /{a}.", "GET /{a}b.", "GET /v{}", "GET /{}b", "GET /v{a b}", "GET /v{a", "GET /va}", "GET /}a{b}", "GET /{a}}", "GET /{{a}",
				"GET /{a}%41", "GET /é{a}", "GET /{a}?b", "GET /{a};b", "GET /{a}b//", "GET /{a}:b/**/c")},
		{"require: [b]",
			[]string{"require: b", "require: authenticated", "require: nobody", "require: {all: [b]}", "require: {any: [b]}", "require: {any: [{all: [b]}]}", "require: [b, CODE]", "require: {any: [b, CODE, {all: [CODE, b]}]}", "require: {any: [{all: [b]}, {all: [b]}]}", `require: ["CODE"]`},
			[]string{"", "require:", "require: []", "require: {}", "require: 1", `require: ""`, "require: [public]", "require: [b, nobody]", "require: [b, b]", "require: [[b]]", "require: [{all: [b]}]", "require: {all: b}", "require: {all: []}",
				"require: {all: [b, b]}", "require: {all: [authenticated]}", "require: {all: [b], any: [b]}", "require: {one: [b]}", "require: {any: []}", "require: {any: [nobody]}", "require: {any: [{any: [b]}]}", "require: {any: [{}]}", "require: {any: [[b]]}",
				"require: {any: [{all: []}]}", "require: {any: [{all: [nobody]}]}", "require: {any: b}", "require: true", "require: [~]"}},
		{"require: [b]", []string{"require: b, name: n, printed: {name: a, route: b, require: c, text: d}", "require: b, printed: {}"}, []string{"require: b, printed: p", "require: b, printed: {id: a}", `require: b, name: ""`, `require: b, printed: {text: ""}`}},
	}
}

// quoted returns the routes as entries of the row.
func quoted(routes ...string) (entries []string) {
	for _, r := range routes {
		entries = append(entries, `route: "`+r+`"`)
	}
	return entries
}
