package service

import (
	"strings"

	"github.com/permroute/permroute/generator/syntax"
)

// swaggerFlows are the flows of Swagger 2.0 under their names in OpenAPI 3.
var swaggerFlows = map[string]string{"implicit": "implicit", "password": "password", "application": "clientCredentials", "accessCode": "authorizationCode"}

// fromSwagger returns a security scheme of Swagger 2.0 as OpenAPI 3 has it. A scheme of an unknown type stays as it is.
func fromSwagger(object syntax.Map) (scheme syntax.Map) {
	kind, _ := object.Get("type").(string)
	switch kind {
	case "basic":
		scheme = syntax.Map{{Key: "type", Value: "http"}, {Key: "scheme", Value: "basic"}}
	case "oauth2":
		var flow syntax.Map
		for _, key := range []string{"authorizationUrl", "tokenUrl", "scopes"} {
			if value := object.Get(key); value != nil {
				flow.Add(key, value)
			}
		}
		name, _ := object.Get("flow").(string)
		if known := swaggerFlows[name]; known != "" {
			name = known
		}
		scheme = syntax.Map{{Key: "type", Value: kind}, {Key: "flows", Value: syntax.Map{{Key: name, Value: flow}}}}
	default:
		return object
	}
	if text := object.Get("description"); text != nil {
		scheme.Add("description", text)
	}
	return scheme
}

// ToSwagger returns a security scheme of OpenAPI 3 as Swagger 2.0 has it. It reports false if Swagger 2.0 has no such scheme.
func ToSwagger(object syntax.Map) (scheme syntax.Map, ok bool) {
	kind, _ := object.Get("type").(string)
	switch flows, _ := object.Get("flows").(syntax.Map); {
	case kind == "apiKey":
		return object, object.Get("in") != "cookie"
	case kind == "http":
		name, _ := object.Get("scheme").(string)
		scheme, ok = syntax.Map{{Key: "type", Value: "basic"}}, strings.EqualFold(name, "basic")
	case kind == "oauth2" && len(flows) == 1:
		for name, other := range swaggerFlows {
			if flow, isMap := flows[0].Value.(syntax.Map); isMap && other == flows[0].Key {
				scheme, ok = append(syntax.Map{{Key: "type", Value: kind}, {Key: "flow", Value: name}}, flow...), true
			}
		}
	}
	if text := object.Get("description"); ok && text != nil {
		scheme.Add("description", text)
	}
	return scheme, ok
}
