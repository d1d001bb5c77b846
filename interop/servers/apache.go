package servers

import (
	"os"
	"slices"
	"text/template"
)

// apacheModules is where Debian has the modules of Apache.
const apacheModules = "/usr/lib/apache2/modules"

// Apache returns Apache's set-ups as a proxy: a section for each shape of the table, or one rule for all
// that hands on the path as Apache reads it, or as it came. Its files go to folder. The error wraps
// ErrMissing if Apache is not installed.
func Apache(folder string) (setups []Setup, err error) {
	binary, err := look("apache2")
	if err != nil {
		return nil, err
	}
	apache := &program{binary: binary, folder: folder, network: "tcp", arguments: func(folder string) []string {
		return []string{"-X", "-d", folder, "-f", folder + "/config"}
	}}
	const before, raw = `ProxyPass "/" "unix:{{.Stub}}|http://stub/"`, ` nocanon
AllowEncodedSlashes NoDecode`
	return []Setup{
		gateway{"apache", "apache", apache, apacheConfig(before), nil}.setup(),
		gateway{"apache+raw", "apache", apache, apacheConfig(before + raw), nil}.setup(),
		gateway{"apache+sections", "apache", apache, apacheConfig(apacheSections + before), lastFirst(placesOf)}.setup(),
	}, nil
}

// lastFirst turns the order of places around, where the last one that matches is the one that counts.
func lastFirst(places placing) placing {
	return func(t Table, way Way) ([]endpoint, []place) {
		endpoints, all := places(t, way)
		slices.Reverse(all)
		return endpoints, all
	}
}

// apacheConfig returns a configuration with these directives.
func apacheConfig(directives string) *template.Template {
	user := ""
	if os.Getuid() == 0 {
		user = "User www-data\nGroup www-data\n"
	}
	return template.Must(template.New("apache").Parse(`ServerName front.test
Listen {{.Listen}}
PidFile {{.Folder}}/pid
DefaultRuntimeDir {{.Folder}}
Mutex posixsem
ErrorLog /dev/null
LogLevel crit
LoadModule mpm_event_module ` + apacheModules + `/mod_mpm_event.so
LoadModule authz_core_module ` + apacheModules + `/mod_authz_core.so
LoadModule headers_module ` + apacheModules + `/mod_headers.so
LoadModule proxy_module ` + apacheModules + `/mod_proxy.so
LoadModule proxy_http_module ` + apacheModules + `/mod_proxy_http.so
` + user + directives + "\n"))
}

// apacheSections name methods by an expression, for Require method HEAD lets GET pass as well.
const apacheSections = `RequestHeader unset ` + endpointHeader + `
{{range .Places}}
<LocationMatch "{{.Expression}}">
	RequestHeader set ` + endpointHeader + ` {{.Number}}
	{{with .Methods}}Require expr "%{REQUEST_METHOD} =~ /^({{range $i, $m := .}}{{if $i}}|{{end}}{{$m}}{{end}})$/"{{else}}Require all granted{{end}}
</LocationMatch>
{{end}}
`
