package formats

// traefik is the access log of Traefik with format: json.
func traefik() Format {
	return jsonFormat(Format{
		Name:  "traefik",
		About: "JSON of Traefik with RequestMethod and RequestPath; its text is read as `combined`",
		By:    []string{"user", "address"},
		Sample: Sample{
			Log: `{"ClientHost":"192.0.2.7","ClientUsername":"ann","RequestHost":"shop.example","RequestMethod":"GET","RequestPath":"/v1/orders?x=1","DownstreamStatus":200}
{"ClientHost":"192.0.2.8","ClientUsername":"-","RequestHost":"shop.example","RequestMethod":"GET","RequestPath":"/v1/orders/7"}
{"ClientHost":"192.0.2.8","ClientUsername":"-","RequestHost":"shop.example","RequestMethod":"PUT","RequestPath":"/v1/orders/7"}
`,
			By: "user", Values: []string{"ann", "-", "-"},
		},
	}, jsonFields{
		Method: "RequestMethod", Target: "RequestPath", Host: "RequestHost",
		by: map[string]string{"user": "ClientUsername", "address": "ClientHost"},
	})
}
