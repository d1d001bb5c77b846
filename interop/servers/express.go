package servers

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// An express is one of Express's set-ups as the script under node/ takes it.
type express struct {
	Name     string          `json:"name"`
	Express  string          `json:"express"`
	Settings map[string]bool `json:"settings"`
	Override bool            `json:"override"`
	Mount    bool            `json:"mount"` // a router for each first segment that is a literal
	byPath   bool
}

func expresses() []express {
	strict := map[string]bool{"strict routing": true, "case sensitive routing": true}
	return []express{
		{Name: "express4", Express: "express4"},
		{Name: "express4+strict", Express: "express4", Settings: strict},
		{Name: "express5", Express: "express5"},
		{Name: "express5+strict", Express: "express5", Settings: strict},
		{Name: "express5+override", Express: "express5", Override: true},
		{Name: "express5+mount", Express: "express5", Mount: true},
		{Name: "express5+all", Express: "express5", byPath: true},
	}
}

var (
	express4Dialect = dialect{param: ":P", quote: escaping("$+():", ""), rests: []string{"*"}, root: "/"}
	express5Dialect = dialect{param: ":P", quote: escaping("+():!", ""), rests: []string{"", "*rest"}, root: "/"}
)

func (x express) dialect() dialect {
	if x.Express == "express4" {
		return express4Dialect
	}
	return express5Dialect
}

type expressEndpoint struct {
	Method   string         `json:"method"`
	Paths    []string       `json:"paths"`
	Rows     map[string]int `json:"rows"`
	Fallback int            `json:"fallback"`
}

func (x express) endpoints(t Table) []expressEndpoint {
	all := byMethod(t)
	if x.byPath {
		all = byPath(t, false)
	}
	var endpoints []expressEndpoint
	for _, e := range all {
		endpoints = append(endpoints, expressEndpoint{e.method, x.dialect().paths(e), e.rows, e.fallback})
	}
	return endpoints
}

// Express starts Node with every set-up of Express for the tables. folder is where the script and
// node_modules are; the error wraps ErrMissing if Node or Express is not installed.
func Express(folder string, tables []Table) (setups []Setup, end func(), err error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, nil, fmt.Errorf("%w: node", ErrMissing)
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "express5")); err != nil {
		return nil, nil, fmt.Errorf("%w: express; run npm ci in %s", ErrMissing, folder)
	}
	type server struct {
		express
		Endpoints []expressEndpoint `json:"endpoints"`
	}
	var all []server
	for _, x := range expresses() {
		for _, t := range tables {
			all = append(all, server{x, x.endpoints(t)})
		}
	}
	ports, p, err := startNode(node, folder, all)
	if err != nil {
		return nil, nil, err
	}
	for i, x := range expresses() {
		addresses := map[string][]string{}
		for j, t := range tables {
			addresses[t.Name] = []string{fmt.Sprintf("127.0.0.1:%d", ports[i*len(tables)+j])}
		}
		setups = append(setups, Setup{Name: x.Name, Upstream: "express", Connected: true, Routed: x.byPath, Host: hostedAt(addresses)})
	}
	return setups, p.end, nil
}

// startNode starts the script with the servers, which it takes as JSON, and returns their ports.
func startNode(node, folder string, servers any) ([]int, *process, error) {
	config, err := json.Marshal(servers)
	if err != nil {
		return nil, nil, err
	}
	command := exec.Command(node, "servers.js")
	command.Dir, command.Stderr = folder, os.Stderr
	command.Env = append(os.Environ(), "NODE_ENV=production")
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	p, err := start(command)
	if err != nil {
		return nil, nil, err
	}
	var ports []int
	_, err = p.stdin.Write(append(config, '\n'))
	if err == nil {
		err = json.NewDecoder(bufio.NewReader(stdout)).Decode(&ports)
	}
	if err != nil {
		p.end()
		return nil, nil, fmt.Errorf("node: %w", err)
	}
	return ports, p, nil
}

// hostedAt returns a Host function for tables whose servers listen at these addresses.
func hostedAt(addresses map[string][]string) func(Table) Hosted {
	return func(t Table) Hosted {
		if addresses[t.Name] == nil {
			panic("started for " + fmt.Sprint(slices.Sorted(maps.Keys(addresses))) + ", not for " + t.Name)
		}
		var hosted Hosted
		for _, address := range addresses[t.Name] {
			hosted.add(overTCP(address), func() {})
		}
		return hosted
	}
}
