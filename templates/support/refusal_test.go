package support

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

// withoutCause returns a decision without what tells why a request is Refused.
func withoutCause(d Decision) Decision {
	d.outcome.why = nil
	return d
}

func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		method, path string
		reason       Reason
		offset       int
		routes       []Route
		words        string
	}{
		{"get", "/ping", ReasonMethod, 0, nil, `byte 0 of the method: "g": a method is made of capital letters and hyphens`},
		{"", "/ping", ReasonMethod, 0, nil, `byte 0 of the method: the end of "": a method is made of capital letters and hyphens`},
		{"TRACE", "/ping", ReasonMethodNever, 0, nil, `byte 0 of the method: "T": CONNECT has no path and TRACE only echoes: neither is answered`},
		{"GET", "ping", ReasonNoSlash, 0, nil, `byte 0 of the path: "p": a path begins with a slash`},
		{"GET", "/things//7", ReasonEmptySegment, 8, nil, `byte 8 of the path: "/": a segment is not empty: most servers clean // up, some do not`},
		{"GET", "/things/..", ReasonFinalDot, 9, nil, `byte 9 of the path: ".": a segment does not end in a dot: some servers drop it, and . and .. are steps`},
		{"GET", "/things/;", ReasonByte, 8, nil, `byte 8 of the path: ";": a segment is made of letters, digits and - _ . ~ : @ $ & + , = ! ' ( ) *`},
		{"PUT", "/files/a/%zz", ReasonEscape, 9, nil, `byte 9 of the path: "%zz": an escape is % and two hexadecimal digits`},
		{"PUT", "/files/a/%ff", ReasonEscapeText, 9, nil, `byte 9 of the path: "%ff": escapes stand for UTF-8`},
		{"PUT", "/files/a/b%20", ReasonEscapeBlank, 10, nil, `byte 10 of the path: "%20": no blank stands at either end of a segment`},
		{"PUT", "/files/a/%2F", ReasonEscapeByte, 9, nil, `byte 9 of the path: "%2F": no escape stands for a control, a slash or another byte that servers read in more ways than one`},
		{"PUT", "/files/a/%61", ReasonEscapeSame, 9, nil, `byte 9 of the path: "%61": no escape stands for a letter, a digit, - _ or a dot`},
		{"GET", "/things/%E4%BD%A0", ReasonEncoded, 8, nil, `byte 8 of the path: "%E4": escapes stand for what encoded: allows, for the table or for the row`},
		{"GET", "/x.php/things", ReasonScript, 1, nil, `byte 1 of the path: "x": a first segment ends in .php only where a row says so: some servers drop it`},
		{"GET", "/things/MINE", ReasonRivals, 0, []Route{RouteShowThing, RouteShowMine}, "a server could run GET /things/{id} or GET /things/mine, whose requirements differ"},
	} {
		d := Authorize(c.method, c.path, Set{})
		r := d.Refusal()
		assert.Equal(t, Refused, d.Verdict, c.path)
		assert.Equal(t, c.reason, r.Reason, c.path)
		assert.Equal(t, c.offset, r.Offset, c.path)
		assert.Equal(t, c.routes, r.Routes, c.path)
		assert.Equal(t, c.words, r.String(), c.path)
		assert.EqualError(t, d.Err(), "request refused: "+c.words)
	}
	for _, d := range []Decision{{}, Authorize("GET", "/ping", Set{}), Authorize("GET", "/other", Set{}), Authorize("GET", "/things/mine", Set{})} {
		assert.Zero(t, d.Refusal())
		assert.Empty(t, d.Refusal().String())
	}
	assert.Equal(t, "rivals", ReasonRivals.String())
	assert.Equal(t, "Reason(0)", Reason(0).String())
	assert.Equal(t, "Reason(99)", Reason(99).String())
}

// TestRefusalOfRequests asserts what is said of requests of net/http.
func TestRefusalOfRequests(t *testing.T) {
	request := func(change func(*http.Request)) *http.Request {
		r := httptest.NewRequest("GET", "/ping", nil)
		change(r)
		return r
	}
	for _, c := range []struct {
		want Refusal
		r    *http.Request
	}{
		{Refusal{Reason: ReasonHeader, Header: "X-Original-Url"}, request(func(r *http.Request) { r.Header.Set("X-Rewrite-URL", "/x"); r.Header.Set("X-Original-URL", "/x") })},
		{Refusal{Reason: ReasonHeader, Header: "Upgrade"}, request(func(r *http.Request) { r.Header.Set("Upgrade", "h2c") })},
		{Refusal{Reason: ReasonTarget}, request(func(r *http.Request) { r.URL = &url.URL{Opaque: "x"} })},
	} {
		got := AuthorizeRequest(c.r, Set{}).Refusal()
		assert.Equal(t, c.want, got)
		assert.NotEmpty(t, got.String())
	}
	assert.Equal(t, ReasonTarget, AuthorizeRequest(nil, Set{}).Refusal().Reason)
	escaped := AuthorizeRequest(httptest.NewRequest("PUT", "/files/a/%61", nil), Set{}).Refusal()
	assert.Equal(t, Refusal{Reason: ReasonEscapeSame, Offset: 9, Text: "/files/a/%61"}, escaped)
}

// TestEveryRefusal asserts that each request that is Refused has a reason.
func TestEveryRefusal(t *testing.T) {
	for _, method := range []string{"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "get", "TRACE", ""} {
		for _, path := range []string{"", "/", "//", "/things", "/things/", "/things/mine", "/things/mine/", "/things/Mine.x", "/THINGS/7", "/files/a/b", "/files/a/../b", "/jobs/7:stop",
			"/jobs/7%3Astop", "/jobs/7:stop:stop", "/jobs/%37:stop", "/x.php", "/x.php/things/7", "/files/a%20b/c", "/files/%20/c", "/files/\x00", "/things/7%", "/login/", "/LOGIN", "/ping.json"} {
			d := Authorize(method, path, Set{})
			assert.Equal(t, d.Verdict == Refused, d.Refusal().Reason != 0, "%s %s", method, path)
			assert.Equal(t, d.Verdict == Refused, d.Refusal().String() != "", "%s %s", method, path)
		}
	}
}
