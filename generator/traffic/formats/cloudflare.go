package formats

// cloudflare is the data set of HTTP requests that Cloudflare's Logpush writes.
func cloudflare() Format {
	return jsonFormat(Format{
		Name:  "cloudflare",
		About: "JSON of Cloudflare's Logpush with ClientRequestMethod and ClientRequestURI",
		By:    []string{"address"},
		Sample: Sample{
			Log: `{"ClientIP":"192.0.2.7","ClientRequestHost":"shop.example","ClientRequestMethod":"GET","ClientRequestURI":"/v1/orders?x=1","EdgeResponseStatus":200}
{"ClientIP":"192.0.2.8","ClientRequestHost":"shop.example","ClientRequestMethod":"GET","ClientRequestURI":"/v1/orders/7"}
{"ClientIP":"192.0.2.8","ClientRequestHost":"shop.example","ClientRequestMethod":"PUT","ClientRequestURI":"/v1/orders/7"}
`,
			By: "address", Values: []string{"192.0.2.7", "192.0.2.8", "192.0.2.8"},
		},
	}, jsonFields{
		Method: "ClientRequestMethod", Target: "ClientRequestURI", Host: "ClientRequestHost",
		by: map[string]string{"address": "ClientIP"},
	})
}
