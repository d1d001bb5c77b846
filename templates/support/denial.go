package support

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// deny answers a request that is denied.
func (g *Guard) deny(w http.ResponseWriter, r *http.Request, d Decision) {
	h, status := w.Header(), d.Status()
	h.Set("Cache-Control", "no-store")
	switch {
	case status == http.StatusMethodNotAllowed:
		h.Set("Allow", strings.Join(allowedMethods(*r), ", "))
	case status == http.StatusUnauthorized && g.Challenge != "":
		h.Set("WWW-Authenticate", g.Challenge)
	case g.InsufficientScope && !d.Missing.IsEmpty():
		h.Set("WWW-Authenticate", g.insufficientScope(d))
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
		_, _ = io.WriteString(w, body) // if this fails, the client is gone
	}
}

// insufficientScope returns the challenge of a 403 for missing permissions.
func (g *Guard) insufficientScope(d Decision) string {
	challenge := "Bearer "
	if strings.HasPrefix(g.Challenge, challenge) { // it has a realm
		challenge = g.Challenge + ", "
	}
	challenge += `error="insufficient_scope"`
	var codes []string
	for _, p := range d.Route.alternatives()[d.outcome.nearest] {
		code := p.String()
		if strings.ContainsFunc(code, func(c rune) bool { return c <= ' ' || c == '"' || c == '\\' || c > '~' }) {
			return challenge
		}
		codes = append(codes, code)
	}
	return challenge + `, scope="` + strings.Join(codes, " ") + `"`
}

// allowedMethods returns the methods with which the request would be Listed. If there are none, it returns
// the methods with which it would be Refused.
func allowedMethods(r http.Request) []string {
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

// A problem is a body of RFC 9457 that says no more than the status.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
}

// An explanation is what Guard.Explain adds to a body.
type explanation struct {
	Route   Route    `json:"route"`
	Missing []string `json:"missing,omitempty"`
}

// A refusalExplanation is what Guard.Explain adds to the body of a 400.
type refusalExplanation struct {
	Reason string `json:"reason"`
	Detail string `json:"detail"`
}

// body returns the body of a denial, which is a JSON object with at least one member, and its media type.
func (g *Guard) body(d Decision) (contentType, body string) {
	status := d.Status()
	contentType, body = "application/problem+json", object(problem{"about:blank", http.StatusText(status), status})
	if status == http.StatusForbidden && deniedBody != "" {
		contentType, body = "application/json", deniedBody
	}
	switch {
	case !g.Explain:
	case status == http.StatusForbidden && d.Verdict == Listed:
		body = body[:len(body)-1] + "," + object(explanation{d.Route, d.Missing.codes()})[1:]
	case status == http.StatusBadRequest:
		r := d.Refusal()
		body = body[:len(body)-1] + "," + object(refusalExplanation{r.Reason.String(), r.String()})[1:]
	}
	return contentType, body
}

// object returns a struct as a JSON object.
func object(members any) string {
	text, err := json.Marshal(members)
	if err != nil {
		panic(err) // all its fields can be encoded
	}
	return string(text)
}

// A denial is the ResponseWriter of Guard.Deny. If Deny writes no status, it writes the decision's, where
// net/http would write 200. It has no method Unwrap, so that an http.ResponseController cannot flush the
// writer below it, which would also write 200.
type denial struct {
	http.ResponseWriter
	status int
	begun  bool
}

// begin writes the decision's status if there is no status yet.
func (d *denial) begin() {
	if !d.begun {
		d.WriteHeader(d.status)
	}
}

// WriteHeader writes a status. One below 200 is informational: another one follows.
func (d *denial) WriteHeader(status int) {
	d.begun = d.begun || status >= 200
	d.ResponseWriter.WriteHeader(status)
}

// Write writes a part of the body, after the status.
func (d *denial) Write(p []byte) (int, error) {
	d.begin()
	return d.ResponseWriter.Write(p)
}
