package servers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// A scripted server is a process of another language that hosts tables as it is told. It listens on one
// address. A POST whose numberHeader is "new" has a table as JSON, a scriptedTable, and is answered with
// the table's number; requests with that number are the table's. What runs says so as ranHeader has it.
type scripted struct{ network, address string }

// A scriptedTable is what a script is told: the framework, its options, and what to register in order.
type scriptedTable struct {
	Framework string             `json:"framework"`
	Options   map[string]any     `json:"options"`
	Endpoints []scriptedEndpoint `json:"endpoints"`
}

type scriptedEndpoint struct {
	Number int      `json:"number"`
	Method string   `json:"method"` // empty: all methods
	Paths  []string `json:"paths"`
}

// A framework is a set-up of a scripted server.
type framework struct {
	name, upstream string
	script         string // the name in scriptedTable
	options        map[string]any
	dialect        dialect
}

// setups returns the frameworks' set-ups on the server.
func (s scripted) setups(all []framework) []Setup {
	var setups []Setup
	for _, f := range all {
		setups = append(setups, Setup{Name: f.name, Upstream: f.upstream, Connected: true, Careless: f.name == fastifyShort || f.name == symfonyOverride, host: func(t Table, way Way) (Hosted, error) {
			all := endpoints(t, way)
			number, err := s.tell(f, all)
			if _, unable := err.(Unable); err != nil && !unable {
				panic(fmt.Sprintf("%s, %s: %v", f.name, t.Name, err))
			}
			return Hosted{handler: over(s.network, s.address, number), endpoints: all}, err
		}})
	}
	return setups
}

// tell has the server host the endpoints, and returns their number there. The error is an Unable if the framework
// does not take them.
func (s scripted) tell(f framework, all []endpoint) (number string, err error) {
	table := scriptedTable{Framework: f.script, Options: f.options}
	for _, e := range all {
		table.Endpoints = append(table.Endpoints, scriptedEndpoint{e.number, e.method, f.dialect.paths(e)})
	}
	body, err := json.Marshal(table)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequest(http.MethodPost, "http://upstream/", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	client := http.Client{Transport: dialing(s.network, s.address), Timeout: startTimeout}
	defer client.CloseIdleConnections()
	request.Header.Set(numberHeader, "new")
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if _, err := strconv.Atoi(string(text)); err != nil {
		return "", Unable(fmt.Sprintf("%s: %.500s", answer.Status, text))
	}
	return string(text), nil
}
