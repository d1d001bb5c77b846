package formats

func caddy() Format {
	return jsonFormat(Format{
		Name:  "caddy",
		About: "JSON of Caddy with request.method and request.uri",
		By:    []string{"user", "address", "key"},
		Sample: Sample{
			Log: `{"level":"info","request":{"remote_ip":"1.2.3.4","method":"GET","host":"shop.example","uri":"/v1/orders?x=1","headers":{"X-Api-Key":["k"]}}}
{"request":{"method":"GET","uri":"/v1/orders/7","remote_ip":"::1"}}
{"request":{"method":"PUT","uri":"/v1/orders/7"}}
`,
			By: "address", Values: []string{"1.2.3.4", "::1", ""},
		},
	}, jsonFields{
		Method: "request.method", Target: "request.uri", Host: "request.host",
		by: map[string]string{"user": "user_id", "address": "request.remote_ip", "key": "request.headers.X-Api-Key"},
	})
}
