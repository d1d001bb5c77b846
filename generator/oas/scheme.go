package oas

import "slices"

// A SchemeType is a type of security schemes.
type SchemeType struct {
	Name    string
	Fields  []string // that a scheme of the type must have
	Scopes  bool     // a security requirement lists scopes for it; for other types it lists roles
	OpenAPI string   // the minor version that has the type first
}

// SchemeTypes returns the types of security schemes, by name.
func SchemeTypes() []SchemeType {
	return []SchemeType{
		{Name: "apiKey", Fields: []string{"name", "in"}, OpenAPI: "3.0"},
		{Name: "http", Fields: []string{"scheme"}, OpenAPI: "3.0"},
		{Name: "mutualTLS", OpenAPI: "3.1"},
		{Name: "oauth2", Fields: []string{"flows"}, Scopes: true, OpenAPI: "3.0"},
		{Name: "openIdConnect", Fields: []string{"openIdConnectUrl"}, Scopes: true, OpenAPI: "3.0"},
	}
}

// SchemeTypeOf returns the type of that name, and whether there is one.
func SchemeTypeOf(name string) (SchemeType, bool) {
	all := SchemeTypes()
	if i := slices.IndexFunc(all, func(t SchemeType) bool { return t.Name == name }); i >= 0 {
		return all[i], true
	}
	return SchemeType{}, false
}

// KeyPlaces returns the places of a request where a scheme of type apiKey can find its key.
func KeyPlaces() []string { return []string{"header", "query", "cookie"} }

// A Flow is a way to get a token of an oauth2 scheme.
type Flow struct {
	Name    string
	URLs    []string // the fields that a flow must have
	OpenAPI string   // the minor version that has the flow first
}

// Flows returns the flows of oauth2 schemes.
func Flows() []Flow {
	return []Flow{
		{Name: "implicit", URLs: []string{"authorizationUrl"}, OpenAPI: "3.0"},
		{Name: "password", URLs: []string{"tokenUrl"}, OpenAPI: "3.0"},
		{Name: "clientCredentials", URLs: []string{"tokenUrl"}, OpenAPI: "3.0"},
		{Name: "authorizationCode", URLs: []string{"authorizationUrl", "tokenUrl"}, OpenAPI: "3.0"},
		{Name: "deviceAuthorization", URLs: []string{"deviceAuthorizationUrl", "tokenUrl"}, OpenAPI: "3.2"},
	}
}

// FlowOf returns the flow of that name, and whether there is one.
func FlowOf(name string) (Flow, bool) {
	all := Flows()
	if i := slices.IndexFunc(all, func(f Flow) bool { return f.Name == name }); i >= 0 {
		return all[i], true
	}
	return Flow{}, false
}
