package formats

// apiGateway is the access log of an AWS API Gateway whose log format has these names.
func apiGateway() Format {
	return jsonFormat(Format{
		Name:  "apigateway",
		About: "JSON of AWS API Gateway with httpMethod and path ($context.path, which begins with the stage)",
		By:    []string{"user", "address"},
		Sample: Sample{
			Log: `{"requestId":"a-1","ip":"192.0.2.7","user":"ann","httpMethod":"GET","path":"/v1/orders?x=1","status":"200","protocol":"HTTP/1.1"}
{"requestId":"a-2","ip":"192.0.2.8","user":"-","httpMethod":"GET","path":"/v1/orders/7"}
{"requestId":"a-3","ip":"192.0.2.8","user":"-","httpMethod":"PUT","path":"/v1/orders/7"}
`,
			By: "user", Values: []string{"ann", "-", "-"},
		},
	}, jsonFields{
		Method: "httpMethod", Target: "path", Host: "domainName",
		by: map[string]string{"user": "user", "address": "ip"},
	})
}
