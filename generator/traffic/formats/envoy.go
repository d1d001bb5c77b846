package formats

func envoy() Format {
	return jsonFormat(Format{
		Name:  "envoy",
		About: "JSON of Envoy with method and path",
		By:    []string{"user", "address", "key"},
		Sample: Sample{
			Log: `{"method":"GET","path":"/v1/orders?x=1","user":"a"}
{"path":"/v1/orders/7","method":"GET","user":7}
{"method":"PUT","path":"/v1/orders/7","user":true}
`,
			By: "user", Values: []string{"a", "7", "true"},
		},
	}, jsonFields{
		Method: "method", Target: "path",
		by: map[string]string{"user": "user", "address": "downstream_remote_address", "key": "x_api_key"},
	})
}
