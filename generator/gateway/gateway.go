// Package gateway answers a gateway's questions about requests, as Guard.Endpoint of a generated package does, for those
// who have no Go code of their own. The permissions of a caller stand in a header that the gateway sets.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package gateway

import (
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/analysis/roles"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic"
	"github.com/permroute/permroute/templates/support"
)

// Options say how a gateway asks.
type Options struct {
	Method   string // the header with the method of the request that a question is about
	URI      string // the header with its target
	Grants   string // the header with the codes of the caller, separated by blanks or commas
	Statuses []int  // the statuses below 500 that the gateway passes on, with 200; nil for all. Instead of another one the answer has 403
}

// Path is where questions go. A question for Path itself has the method and the target in two headers. In a question for
// a path below, these are the method and the rest of the path itself.
const Path = "/check"

// A Decision is the answer to a question.
type Decision struct {
	Method  string `json:"method"`
	Target  string `json:"target"`
	Status  int    `json:"status"`
	Verdict string `json:"verdict"`
	Route   string `json:"route,omitempty"`
	Why     string `json:"why,omitempty"` // why the question is refused, if the table was not asked
}

// A Table decides.
type Table struct {
	api     *model.API
	answers *traffic.Answerer
}

// NewTable returns the table of a spec.
func NewTable(api *model.API) *Table { return &Table{api, traffic.NewAnswerer(api)} }

// Decide answers a question.
func (o Options) Decide(t *Table, question *http.Request) Decision {
	header := question.Header.Clone()
	d := Decision{Status: http.StatusBadRequest, Verdict: route.Refused.String()}
	codes, known, problem := o.caller(header)
	if problem != "" {
		d.Why = problem
		return d
	}
	if d.Method, d.Target, d.Why = o.described(question, header); d.Why != "" {
		return d
	}
	for name := range header {
		if support.IsOverrideHeader(name) {
			d.Why = "the request has the header " + name
			return d
		}
	}
	t.decide(&d, codes, known)
	return d
}

// caller removes the header with the codes and returns them. known is false if there is none.
func (o Options) caller(h http.Header) (codes []string, known bool, problem string) {
	if there(h, o.Grants) == 0 {
		return nil, false, ""
	}
	value, problem := taken(h, o.Grants)
	codes = strings.FieldsFunc(value, func(c rune) bool { return c == ' ' || c == ',' || c == '\t' })
	return codes, len(codes) > 0, problem
}

// described returns the request that a question is about, or why there is none.
func (o Options) described(question *http.Request, h http.Header) (method, target, problem string) {
	method = question.Method
	if question.URL.Path == Path {
		if method, problem = taken(h, o.Method); problem != "" {
			return "", "", problem
		}
		target, problem = taken(h, o.URI)
	} else {
		target = strings.TrimPrefix(question.RequestURI, Path)
	}
	switch {
	case problem != "":
		return "", "", problem
	case !strings.HasPrefix(target, "/"), strings.HasPrefix(target, "//"):
		return method, target, "the target does not begin with one slash"
	}
	return method, target, ""
}

// taken removes a header and returns its value, or what is wrong: it must be there once, and not be empty.
func taken(h http.Header, name string) (value, problem string) {
	switch n := there(h, name); {
	case n == 0:
		return "", "the header " + name + " is missing"
	case n > 1:
		return "", "the header " + name + " is there " + strconv.Itoa(n) + " times"
	}
	key := textproto.CanonicalMIMEHeaderKey(name)
	value = h.Get(key)
	if _, ok := h[key]; !ok {
		return "", "the header " + name + " is written in another way"
	}
	if delete(h, key); value == "" {
		return "", "the header " + name + " is empty"
	}
	return value, ""
}

// there counts the values of a header, under all names that some server takes for it.
func there(h http.Header, name string) (n int) {
	for other, values := range h {
		if hyphened(other) == hyphened(name) {
			n += len(values)
		}
	}
	return n
}

// hyphened returns the name of a header as CGI takes it: each byte that is no letter or digit counts as a hyphen.
func hyphened(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, strings.ToLower(name))
}

// decide asks the table.
func (t *Table) decide(d *Decision, codes []string, known bool) {
	answer := t.answers.Answer(d.Method, d.Target)
	d.Verdict = answer.Verdict.String()
	request := roles.Request{Verdict: answer.Verdict, Known: known}
	if answer.Verdict == route.Listed {
		request.Row = t.api.Routes[answer.Row]
		d.Route = request.Row.ID
		request.Held, _ = t.api.Grants.Grants(codes)
	}
	d.Status = request.Status(t.api)
}

// Answer writes a decision.
func (o Options) Answer(w http.ResponseWriter, d Decision) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Permroute-Status", strconv.Itoa(d.Status))
	if d.Status == http.StatusOK {
		h.Set("X-Permroute-Route", d.Route)
		return
	}
	status := d.Status
	if o.Statuses != nil && !slices.Contains(o.Statuses, status) {
		status = http.StatusForbidden
	}
	if status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", "Bearer")
	}
	http.Error(w, http.StatusText(d.Status), status)
}
