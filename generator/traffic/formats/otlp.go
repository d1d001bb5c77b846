package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// otlp is OTLP JSON of OpenTelemetry: spans and log records.
func otlp() Format {
	return Format{
		Name:    "otlp",
		About:   "OTLP JSON of OpenTelemetry: spans of servers, and log records with the attributes of HTTP; each counts as a line",
		By:      []string{byUser, byAddress},
		OtherBy: "any attribute of the span, the record or the resource",
		Sample: Sample{
			Log: `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[
{"name":"GET /v1/orders","kind":2,"attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":{"stringValue":"/v1/orders"}},{"key":"url.query","value":{"stringValue":"x=1"}},{"key":"client.address","value":{"stringValue":"192.0.2.7"}}]},
{"kind":"SPAN_KIND_SERVER","attributes":[{"key":"http.method","value":{"stringValue":"GET"}},{"key":"http.target","value":{"stringValue":"/v1/orders/7"}}]}]}]}]}
{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"key":"http.request.method","value":{"stringValue":"PUT"}},{"key":"url.full","value":{"stringValue":"https://shop.example/v1/orders/7"}}]}]}]}]}
`,
			By: byAddress, Values: []string{"192.0.2.7", "", ""},
		},
		tells: func(start []byte) bool {
			compact := bytes.Join(bytes.Fields(start[:min(len(start), 4096)]), nil)
			return bytes.HasPrefix(compact, []byte(`{"resourceSpans":[`)) || bytes.HasPrefix(compact, []byte(`{"resourceLogs":[`))
		},
		entries: readOTLP,
	}
}

// The names of attributes, the most telling first. Older conventions have the later ones.
var (
	otlpMethods = []string{"http.request.method_original", "http.request.method", "http.method"}
	otlpTargets = []string{"url.path", "http.target", "url.full", "http.url"}
	otlpHosts   = []string{"server.address", "http.host", "net.host.name"}
	otlpBy      = map[string][]string{
		byUser:    {"enduser.id", "user.id", "user.name"},
		byAddress: {"client.address", "http.client_ip", "net.sock.peer.addr", "network.peer.address"},
	}
)

// An otlpValue is one of what a request to a collector holds.
type otlpValue struct {
	ResourceSpans []struct {
		Resource   otlpRecord
		ScopeSpans []struct{ Spans []json.RawMessage }
	}
	ResourceLogs []struct {
		Resource  otlpRecord
		ScopeLogs []struct{ LogRecords []json.RawMessage }
	}
}

// An otlpRecord is a span, a log record or a resource.
type otlpRecord struct {
	Kind       any
	Attributes []struct {
		Key   string
		Value struct {
			StringValue                      *string
			IntValue, BoolValue, DoubleValue json.RawMessage
		}
	}
}

// readOTLP reads value by value. They stand one behind the other, usually one a line.
func readOTLP(input io.Reader, w Wanted, give func(Raw)) error {
	d := json.NewDecoder(input)
	for {
		var value otlpValue
		err := d.Decode(&value)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("no OTLP JSON: %w", err)
		}
		given := 0
		count := func(raw Raw) {
			given++
			give(raw)
		}
		for _, r := range value.ResourceSpans {
			for _, s := range r.ScopeSpans {
				giveOTLP(s.Spans, &r.Resource, w, count)
			}
		}
		for _, r := range value.ResourceLogs {
			for _, s := range r.ScopeLogs {
				giveOTLP(s.LogRecords, &r.Resource, w, count)
			}
		}
		if given == 0 {
			give(Raw{Outcome: NoHTTP}) // such as metrics
		}
	}
}

func giveOTLP(records []json.RawMessage, resource *otlpRecord, w Wanted, give func(Raw)) {
	for _, text := range records {
		raw := Raw{Text: text}
		var r otlpRecord
		if json.Unmarshal(text, &r) == nil {
			raw.Outcome = r.request(&raw.Entry, resource, w)
		}
		give(raw)
	}
}

// request reads the request of a span or a log record.
func (r *otlpRecord) request(e *Entry, resource *otlpRecord, w Wanted) Outcome {
	e.Method, e.Target, e.Host = r.value(otlpMethods...), r.value(otlpTargets...), r.value(otlpHosts...)
	by := otlpBy[w.By]
	if by == nil {
		by = []string{w.By}
	}
	if e.By = r.value(by...); e.By == nil {
		e.By = resource.value(by...)
	}
	kind := strings.TrimPrefix(strings.ToLower(fmt.Sprint(r.Kind)), "span_kind_")
	switch {
	case len(e.Method) == 0:
		return NoHTTP
	case kind == "3" || kind == "client":
		return Outgoing
	case len(e.Target) == 0:
		e.Why = "it has a method, and no " + strings.Join(otlpTargets, ", ")
		return Malformed
	case len(w.Hosts) > 0:
		return w.reaches(e)
	}
	return Request
}

// value returns the value of the first of these attributes that has one.
func (r *otlpRecord) value(names ...string) []byte {
	for _, name := range names {
		for _, a := range r.Attributes {
			v := a.Value
			switch {
			case a.Key != name:
			case v.StringValue != nil:
				return []byte(*v.StringValue)
			case len(v.IntValue)+len(v.BoolValue)+len(v.DoubleValue) > 0:
				return bytes.Trim(slices.Concat(v.IntValue, v.BoolValue, v.DoubleValue), `"`) // it has one of them
			}
		}
	}
	return nil
}
