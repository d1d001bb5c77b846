package servers

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"text/template"
)

// ErrMissing says that a server is not installed.
var ErrMissing = errors.New("not installed")

// A gateway is a set-up of a proxy that is a program of its own. Each table gets a process, and behind
// it a stub of ours that marks what runs.
type gateway struct {
	name, upstream string
	program        *program
	config         *template.Template // of a gatewayConfig
	places         placing            // nil: it leaves it to the stub to choose an endpoint
}

// A program is an installed proxy, and the folder for its files.
type program struct {
	binary, folder string
	network        string // where it can listen: unix, or tcp
	arguments      func(folder string) []string
	count          atomic.Int64
}

// A gatewayConfig is what a configuration is made of.
type gatewayConfig struct {
	Folder, Listen, Stub string
	Places               []place // in the order in which to look at them
}

// A placing returns the endpoints of a table and what has a gateway choose among them.
type placing func(Table, Way) ([]endpoint, []place)

// A place is a part of the configuration that sends requests to one endpoint.
type place struct {
	Expression string   // of the paths
	Exact      string   // the only path, or empty
	Methods    []string // the only methods that it lets pass; nil for all
	Number     int
}

// endpointHeader tells the stub which endpoint a gateway chose.
const endpointHeader = "X-Endpoint"

// look returns the program of that name, which may be where only the superuser's PATH leads.
func look(name string) (binary string, err error) {
	for _, path := range []string{name, "/usr/sbin/" + name} {
		if found, err := exec.LookPath(path); err == nil {
			return found, nil
		}
	}
	return "", fmt.Errorf("%w: %s", ErrMissing, name)
}

func (g gateway) setup() Setup {
	return Setup{Name: g.name, Upstream: g.upstream, Connected: true, host: func(t Table, way Way) (hosted Hosted, err error) {
		for range 3 { // a port may be taken before the proxy has it
			if hosted, err = g.hosting(t, way); err == nil {
				return hosted, nil
			}
		}
		panic(fmt.Sprintf("%s, %s: %v", g.name, t.Name, err))
	}}
}

func (g gateway) hosting(t Table, way Way) (hosted Hosted, err error) {
	defer func() {
		if err != nil {
			hosted.Close()
		}
	}()
	hosted.endpoints = endpoints(t, way)
	handler := newExact(hosted.endpoints)
	config := gatewayConfig{Folder: filepath.Join(g.program.folder, g.upstream+strconv.FormatInt(g.program.count.Add(1), 10))}
	if g.places != nil {
		hosted.endpoints, config.Places = g.places(t, way)
		handler = chosen(hosted.endpoints)
	}
	if err := os.Mkdir(config.Folder, 0o755); err != nil {
		return hosted, err
	}
	hosted.close = append(hosted.close, func() { os.RemoveAll(config.Folder) })
	config.Stub = filepath.Join(config.Folder, "stub")
	end, err := serveStub(config.Stub, handler)
	if err != nil {
		return hosted, err
	}
	hosted.close = append(hosted.close, end)
	if config.Listen, err = g.program.address(config.Folder); err != nil {
		return hosted, err
	}
	end, err = g.start(config)
	if err != nil {
		return hosted, err
	}
	hosted.close, hosted.handler = append(hosted.close, end), over(g.program.network, config.Listen, "")
	return hosted, nil
}

// serveStub serves the handler on a socket.
func serveStub(path string, handler http.Handler) (end func(), err error) {
	socket, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o777); err != nil { // a proxy may run as another user
		return nil, err
	}
	server := &http.Server{ErrorLog: silent, Handler: handler}
	go server.Serve(socket)
	return func() { server.Close() }, nil
}

// start starts the gateway with the configuration.
func (g gateway) start(config gatewayConfig) (end func(), err error) {
	file, err := os.Create(filepath.Join(config.Folder, "config"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if err := g.config.Execute(file, config); err != nil {
		return nil, err
	}
	p, err := start(exec.Command(g.program.binary, g.program.arguments(config.Folder)...))
	if err != nil {
		return nil, err
	}
	if err := p.listening(g.program.network, config.Listen); err != nil {
		p.end()
		return nil, err
	}
	return p.end, nil
}

func (p *program) address(folder string) (string, error) {
	if p.network == "unix" {
		return filepath.Join(folder, "proxy"), nil
	}
	return freePort()
}

// placesOf returns an endpoint and a place for each shape, which names the methods of the rows where
// these are registered by method.
func placesOf(t Table, way Way) ([]endpoint, []place) {
	shapes := endpoints(t, Way{ByPath, way.Open})
	routed := map[string]bool{}
	for _, e := range endpoints(t, way) {
		routed[e.pattern.Shape()] = e.method == ""
	}
	var places []place
	for _, e := range shapes {
		p := place{Expression: expression(e), Number: e.number}
		if e.pattern.Static() {
			p.Exact = e.pattern.String()
		}
		if p.Methods = e.named(); slices.Contains(p.Methods, http.MethodGet) && !slices.Contains(p.Methods, http.MethodHead) {
			p.Methods = append(p.Methods, http.MethodHead)
		}
		if routed[e.pattern.Shape()] {
			p.Methods = nil
		}
		places = append(places, p)
	}
	return shapes, places
}

// chosen returns a stub that runs the endpoint which the gateway chose.
func chosen(endpoints []endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i, err := strconv.Atoi(r.Header.Get(endpointHeader)); err == nil {
			endpoints[i].ServeHTTP(w, r)
		}
	})
}
