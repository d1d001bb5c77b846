package formats

func nginx() Format {
	return jsonFormat(Format{
		Name:  "nginx",
		About: "JSON of nginx with request_method and request_uri, or with request",
		By:    []string{"user", "address", "key"},
		Sample: Sample{
			Log: `{"remote_user":"ann","request":"GET /v1/orders?x=1 HTTP/1.1","status":200,"upstream":[1,{"b":null}]}
{"request_method":"GET","request_uri":"\/v1\/orders\/\u0037","remote_user":"-"}
{"request_uri":"/v1/orders/7", "request_method":"PUT"}
`,
			By: "user", Values: []string{"ann", "-", ""},
		},
	}, jsonFields{
		Method: "request_method", Target: "request_uri", Host: "host", Request: "request",
		by: map[string]string{"user": "remote_user", "address": "remote_addr", "key": "http_x_api_key"},
	})
}
