package formats

// gcp is the log of Google Cloud's load balancers, Cloud Run and others that fill httpRequest.
func gcp() Format {
	return jsonFormat(Format{
		Name:  "gcp",
		About: "JSON of Google Cloud with httpRequest.requestMethod and httpRequest.requestUrl, by line or as an array",
		By:    []string{"address"},
		Sample: Sample{
			Log: `{"httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example/v1/orders?x=1","remoteIp":"192.0.2.7","status":200},"resource":{"type":"http_load_balancer"}}
{"httpRequest":{"requestMethod":"GET","requestUrl":"https://shop.example/v1/orders/7","remoteIp":"192.0.2.8"}}
{"httpRequest":{"requestMethod":"PUT","requestUrl":"https://shop.example/v1/orders/7"}}
`,
			By: "address", Values: []string{"192.0.2.7", "192.0.2.8", ""},
		},
	}, jsonFields{
		Method: "httpRequest.requestMethod", Target: "httpRequest.requestUrl",
		by: map[string]string{"address": "httpRequest.remoteIp"},
	})
}
