package servers

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"github.com/permroute/permroute/generator/route"
)

// ErrMissing says that a server is not installed.
var ErrMissing = errors.New("not installed")

// nginxServer is one server block: a table in one set-up.
type nginxServer struct {
	Address   string
	Locations []nginxLocation
	stub      http.Handler
}

// nginxLocation is a location block and what follows the upstream's name in its proxy_pass.
type nginxLocation struct {
	Match, Pass string
	Index       int // of the endpoint behind it; -1: the stub finds out by itself
}

// nginxSetups are the ways to stand before the stub: a location for each shape of the table, or one
// for all that hands on the path as it came, or as nginx reads it.
var nginxSetups = []struct {
	name   string
	server func(t Table, last bool) nginxServer
}{
	{"nginx", func(t Table, last bool) nginxServer { return nginxByLocation(byPath(t, last)) }},
	{"nginx+raw", func(t Table, _ bool) nginxServer { return nginxBefore(t, "") }},
	{"nginx+uri", func(t Table, _ bool) nginxServer { return nginxBefore(t, "/") }},
}

func nginxByLocation(endpoints []endpoint) nginxServer {
	server := nginxServer{stub: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i, err := strconv.Atoi(r.Header.Get("X-Endpoint")); err == nil {
			endpoints[i].ServeHTTP(w, r)
		}
	})}
	for i, e := range endpoints {
		match := `~ "` + expression(e.pattern) + `"`
		if e.pattern.Static() {
			match = "= " + e.pattern.String()
		}
		server.Locations = append(server.Locations, nginxLocation{match, "", i})
	}
	return server
}

func nginxBefore(t Table, pass string) nginxServer {
	return nginxServer{Locations: []nginxLocation{{"/", pass, -1}}, stub: newExact(byMethod(t))}
}

// expression returns the regular expression for a pattern.
func expression(p route.Pattern) string {
	var b strings.Builder
	b.WriteString("^")
	for _, s := range p.Segments() {
		switch s.Kind {
		case route.Literal:
			b.WriteString("/" + regexp.QuoteMeta(s.Text))
		case route.Param:
			b.WriteString("/" + regexp.QuoteMeta(s.Prefix) + "[^/]+" + regexp.QuoteMeta(s.Suffix))
		case route.Rest:
			b.WriteString("(/.*)?")
		}
	}
	if b.Len() == 1 {
		b.WriteString("/")
	}
	return b.String() + "$"
}

// Nginx starts nginx with every set-up for the tables. Its files go to folder, an empty one. The error
// wraps ErrMissing if nginx is not installed.
func Nginx(folder string, tables []Table) (setups []Setup, end func(), err error) {
	binary, err := lookNginx()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: nginx", ErrMissing)
	}
	n := &nginx{binary: binary, folder: folder, ends: nil}
	for attempt := 0; attempt < 3; attempt++ { // a port may be taken before nginx has it
		if setups, err = n.start(tables); err == nil {
			return setups, n.end, nil
		}
		n.end()
	}
	return nil, nil, err
}

func lookNginx() (string, error) {
	if found, err := exec.LookPath("nginx"); err == nil {
		return found, nil
	}
	return exec.LookPath("/usr/sbin/nginx")
}

type nginx struct {
	binary, folder string
	ends           []func()
}

func (n *nginx) end() {
	for _, end := range n.ends {
		end()
	}
	n.ends = nil
}

func (n *nginx) start(tables []Table) ([]Setup, error) {
	addresses, err := freePorts(len(nginxSetups) * len(tables) * 2)
	if err != nil {
		return nil, err
	}
	var setups []Setup
	var all []nginxServer
	for _, s := range nginxSetups {
		at := map[string][]string{}
		for _, t := range tables {
			for _, last := range []bool{false, true} {
				server := s.server(t, last)
				server.Address = addresses[len(all)]
				all, at[t.Name] = append(all, server), append(at[t.Name], server.Address)
				if s.name != "nginx" {
					break // the stub tells methods apart
				}
			}
		}
		setups = append(setups, Setup{Name: s.name, Upstream: "nginx", Connected: true, Host: hostedAt(at)})
	}
	return setups, n.run(all)
}

// run starts the stub and nginx before it.
func (n *nginx) run(all []nginxServer) error {
	stubs := map[string]http.Handler{}
	for _, s := range all {
		stubs[s.Address] = s.stub
	}
	stub, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{ErrorLog: silent, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stubs[r.Header.Get("X-Server")].ServeHTTP(w, r)
	})}
	go server.Serve(stub)
	n.ends = append(n.ends, func() { server.Close() })
	config := filepath.Join(n.folder, "nginx.conf")
	file, err := os.Create(config)
	if err != nil {
		return err
	}
	defer file.Close()
	data := map[string]any{"Folder": n.folder, "Stub": stub.Addr().String(), "Servers": all}
	if err := nginxConfig.Execute(file, data); err != nil {
		return err
	}
	command := exec.Command(n.binary, "-p", n.folder, "-c", config, "-e", filepath.Join(n.folder, "error.log"))
	p, err := start(command)
	if err != nil {
		return err
	}
	n.ends = append(n.ends, p.end)
	return p.listening(all[0].Address)
}

var nginxConfig = template.Must(template.New("nginx.conf").Parse(`daemon off;
master_process off;
pid {{.Folder}}/nginx.pid;
error_log {{.Folder}}/error.log crit;
events { worker_connections 512; }
http {
	access_log off;
	client_body_temp_path {{.Folder}}/body;
	proxy_temp_path {{.Folder}}/proxy;
	fastcgi_temp_path {{.Folder}}/fastcgi;
	uwsgi_temp_path {{.Folder}}/uwsgi;
	scgi_temp_path {{.Folder}}/scgi;
	upstream stub {
		server {{.Stub}};
		keepalive 8;
	}
	proxy_http_version 1.1;
	proxy_set_header Connection "";
{{range $server := .Servers}}
	server {
		listen {{.Address}};
{{range .Locations}}
		location {{.Match}} {
			proxy_set_header Connection "";
			proxy_set_header X-Server {{$server.Address}};
			proxy_set_header X-Endpoint {{.Index}};
			proxy_pass http://stub{{.Pass}};
		}
{{end}}
	}
{{end}}
}
`))
