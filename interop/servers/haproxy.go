package servers

import (
	"net/http"
	"text/template"
)

// HAProxy returns HAProxy's set-ups: a condition for each row of the table, or none, with the path as it
// came or normalised. Its files go to folder. The error wraps ErrMissing if HAProxy is not installed.
func HAProxy(folder string) (setups []Setup, err error) {
	binary, err := look("haproxy")
	if err != nil {
		return nil, err
	}
	haproxy := &program{binary: binary, folder: folder, network: "unix", arguments: func(folder string) []string {
		return []string{"-db", "-f", folder + "/config"}
	}}
	return []Setup{
		gateway{"haproxy", "haproxy", haproxy, haproxyConfig(haproxyConditions), conditions}.setup(),
		gateway{"haproxy+raw", "haproxy", haproxy, haproxyConfig(""), nil}.setup(),
		gateway{"haproxy+normal", "haproxy", haproxy, haproxyConfig(haproxyNormal), nil}.setup(),
	}, nil
}

// conditions returns a place for each endpoint, with the methods that it is for.
func conditions(t Table, way Way) ([]endpoint, []place) {
	all := endpoints(t, way)
	var places []place
	for _, e := range all {
		p := place{Expression: expression(e), Number: e.number}
		switch e.method {
		case "":
		case http.MethodGet:
			p.Methods = []string{http.MethodGet, http.MethodHead}
		default:
			p.Methods = []string{e.method}
		}
		places = append(places, p)
	}
	return all, places
}

// haproxyConfig returns a configuration with these rules of its frontend.
func haproxyConfig(rules string) *template.Template {
	return template.Must(template.New("haproxy").Parse(`global
	maxconn 64
	expose-experimental-directives
defaults
	mode http
	timeout connect 10s
	timeout client 10s
	timeout server 10s
frontend front
	bind unix@{{.Listen}}
` + rules + `
	default_backend stub
backend stub
	server stub unix@{{.Stub}}
`))
}

const haproxyConditions = `	http-request del-header ` + endpointHeader + `
{{range .Places}}
	http-request set-header ` + endpointHeader + ` {{.Number}} if { path -m reg '{{.Expression}}' } {{with .Methods}}{ method{{range .}} {{.}}{{end}} } {{end}}!{ req.hdr(` + endpointHeader + `) -m found }
{{end}}`

const haproxyNormal = `	http-request normalize-uri fragment-strip
	http-request normalize-uri percent-decode-unreserved
	http-request normalize-uri path-strip-dot
	http-request normalize-uri path-strip-dotdot full
	http-request normalize-uri path-merge-slashes`
