package servers

import "text/template"

// Nginx returns nginx's set-ups: a location for each shape of the table, or one for all that hands on the
// path as it came, or as nginx reads it. Its files go to folder, an empty one whose name is short. The
// error wraps ErrMissing if nginx is not installed.
func Nginx(folder string) (setups []Setup, err error) {
	binary, err := look("nginx")
	if err != nil {
		return nil, err
	}
	nginx := &program{binary: binary, folder: folder, network: "unix", arguments: func(folder string) []string {
		return []string{"-p", folder, "-c", folder + "/config", "-e", folder + "/error.log"}
	}}
	return []Setup{
		gateway{"nginx", "nginx", nginx, nginxProxy(nginxLocations), placesOf}.setup(),
		gateway{"nginx+raw", "nginx", nginx, nginxProxy("location / { proxy_pass http://stub; }"), nil}.setup(),
		gateway{"nginx+uri", "nginx", nginx, nginxProxy("location / { proxy_pass http://stub/; }"), nil}.setup(),
	}, nil
}

// nginxProxy returns the configuration of a proxy with these locations.
func nginxProxy(locations string) *template.Template {
	return nginxConfig(locations, `upstream stub {
		server unix:{{.Stub}};
		keepalive 8;
	}
	proxy_http_version 1.1;
	proxy_set_header Connection "";`)
}

// nginxConfig returns a configuration with these locations, and what goes before the server.
func nginxConfig(locations, before string) *template.Template {
	return template.Must(template.New("nginx").Parse(`daemon off;
master_process off;
pid {{.Folder}}/pid;
error_log {{.Folder}}/error.log crit;
events { worker_connections 128; }
http {
	access_log off;
	client_body_temp_path {{.Folder}}/body;
	proxy_temp_path {{.Folder}}/proxied;
	fastcgi_temp_path {{.Folder}}/fastcgi;
	uwsgi_temp_path {{.Folder}}/uwsgi;
	scgi_temp_path {{.Folder}}/scgi;
	` + before + `
	server {
		listen unix:{{.Listen}};
		` + locations + `
	}
}
`))
}

const nginxLocations = `{{range .Places}}
		location {{if .Exact}}= {{.Exact}}{{else}}~ "{{.Expression}}"{{end}} {
			{{with .Methods}}limit_except{{range .}} {{.}}{{end}} { deny all; }{{end}}
			proxy_set_header Connection "";
			proxy_set_header ` + endpointHeader + ` {{.Number}};
			proxy_pass http://stub;
		}
{{end}}`
