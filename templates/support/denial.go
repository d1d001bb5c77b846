package support

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// deny answers a request that may not pass.
func (g *Guard) deny(w http.ResponseWriter, r *http.Request, d Decision) {
	h, status := w.Header(), d.Status()
	h.Set("Cache-Control", "no-store")
	switch {
	case status == http.StatusMethodNotAllowed:
		h.Set("Allow", strings.Join(allowed(*r), ", "))
	case status == http.StatusUnauthorized && g.Challenge != "":
		h.Set("WWW-Authenticate", g.Challenge)
	}
	if g.Deny != nil {
		answer := &denial{ResponseWriter: w, status: status}
		g.Deny(answer, r, d)
		answer.begin()
		return
	}
	contentType, body := g.body(d)
	h.Set("Content-Type", contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		io.WriteString(w, body) // the caller is gone if this fails
	}
}

// allowed returns the methods with which the request would be Listed or, where there is none, with which
// rows could be meant.
func allowed(r http.Request) []string {
	var listed, refused []string
	for _, r.Method = range methods {
		switch _, v := MatchRequest(&r); v {
		case Listed:
			listed = append(listed, r.Method)
		case Refused:
			refused = append(refused, r.Method)
		}
	}
	if listed == nil {
		return refused
	}
	return listed
}

// A problem is a body by RFC 9457 of a type that says no more than the status.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
}

// An explanation is what Explain adds to a body.
type explanation struct {
	Route   Route    `json:"route"`
	Missing []string `json:"missing,omitempty"`
}

// body returns the body of a denial, a JSON object with members, and its type.
func (g *Guard) body(d Decision) (contentType, body string) {
	status := d.Status()
	contentType, body = "application/problem+json", object(problem{"about:blank", http.StatusText(status), status})
	if status == http.StatusForbidden && deniedBody != "" {
		contentType, body = "application/json", deniedBody
	}
	if g.Explain && status == http.StatusForbidden && d.Verdict == Listed {
		body = body[:len(body)-1] + "," + object(explanation{d.Route, d.Missing.codes()})[1:]
	}
	return contentType, body
}

// object returns a struct of strings and numbers as JSON.
func object(members any) string {
	text, err := json.Marshal(members)
	if err != nil {
		panic(err) // a Listed decision has a route of the table
	}
	return string(text)
}

// A denial is the answer that Deny writes. It begins with the decision's status if Deny does not say
// another one, where net/http would say 200. It has no Unwrap: what an http.ResponseController does
// below it, such as to flush, would say 200 too.
type denial struct {
	http.ResponseWriter
	status int
	begun  bool
}

func (d *denial) begin() {
	if !d.begun {
		d.WriteHeader(d.status)
	}
}

// WriteHeader begins the answer with a status. Those below 200 begin nothing.
func (d *denial) WriteHeader(status int) {
	d.begun = d.begun || status >= 200
	d.ResponseWriter.WriteHeader(status)
}

// Write begins the answer if nothing has, and writes.
func (d *denial) Write(p []byte) (int, error) {
	d.begin()
	return d.ResponseWriter.Write(p)
}
