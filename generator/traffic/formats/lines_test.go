package formats

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLines asserts what single lines are, and what is read of them.
func TestLines(t *testing.T) {
	const apache = ` [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.1" 200 1`
	const proxy = `192.0.2.2:33317 [06/Feb/2024:12:14:14.655] in srv/a 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 `
	alb := func(request string) string { return strings.Replace(albLine("GET", "x"), "GET x HTTP/1.1", request, 1) }
	elb := func(request string) string { return strings.Replace(elbLine("GET", "x"), "GET x HTTP/1.1", request, 1) }
	for _, c := range []struct{ format, by, line, want string }{
		{"combined", "user", "10.0.0.1 - Ann van Lee" + apache, "GET /a by Ann van Lee"},
		{"combined", "address", "10.0.0.1 - Ann van Lee" + apache, "GET /a by 10.0.0.1"},
		{"combined", "user", "shop.example:80 client.example - Ann Lee" + apache, "GET /a by Ann Lee at shop.example:80"},
		{"combined", "address", "shop.example 2001:db8::1 - -" + apache, "GET /a by 2001:db8::1 at shop.example"},
		{"combined", "user", "2001:db8::1 - Ann Lee" + apache, "GET /a by Ann Lee"},
		{"combined", "user", "- -" + apache, "malformed"},
		{"combined", "user", `10.0.0.1 - x\" [y` + apache, `GET /a by x\" [y`},
		{"combined", "", `10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "- - -" 400 0`, "malformed"},
		{"combined", "", `10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET - HTTP/1.1" 400 0`, "malformed"},
		{"combined", "", " \t", "blank"},
		{"alb", "address", alb("GET https://a:443/b HTTP/1.1"), "GET https://a:443/b by 192.0.2.39"},
		{"alb", "", alb("- - -"), "malformed"},
		{"alb", "", alb("- http://a:80- -"), "malformed"},
		{"alb", "", proxy + `"GET /a HTTP/1.1"`, "malformed"},
		{"elb", "", elb("- - -"), "malformed"},
		{"haproxy", "address", proxy + `"GET /a#22#23b HTTP/1.1"`, `GET /a"#b by 192.0.2.2`},
		{"haproxy", "", proxy + `{a b|c} {"} "GET /a HTTP/1.1"`, "malformed"},
		{"haproxy", "", proxy + `{a b|c} "GET /a HTTP/1.1" 0/0/0`, "GET /a"},
		{"haproxy", "", proxy + `"GET /cut`, "malformed"},
		{"haproxy", "", proxy + `"<BADREQ>"`, "malformed"},
		{"haproxy", "", "Feb  6 12:14:14 edge haproxy[14389]: Proxy in started.", "malformed"},
		{"haproxy", "address", `unix:1 [06/Feb/2024:12:14:14.655] in in/<NOSRV> -1/-1/-1/-1/+109 400 +0 - - PR-- 1/1/0/0/3 0/0 "GET /a HTTP/1.1"`, "GET /a by unix"},
		{"w3c", "", "2024-11-23 GET /a", "malformed: no #Fields line stands before it"},
		{"w3c", "", "#Version: 1.0", "heading"},
		{"envoy", "address", `[2024-04-15T20:17:00.310Z] "- - -" 400 DPE 0 11 0 - "-" "-" "-" "-" "-"`, "malformed"},
		{"envoy", "address", `[2024-04-15T20:17:00.310Z] "GET /a HTTP/2" 200 - via_upstream - "-" 0 5 1 0 "192.0.2.1,10.0.0.1" "curl" "id" "shop.example" "10.0.0.9:80" outbound - -`, "GET /a by 192.0.2.1,10.0.0.1 at shop.example"},
		{"json", "a.b", `{"method":"GET","target":"/a","a":{"b":"deep"},"a.b":"literal"}`, "GET /a by literal"},
		{"json", "a.b", `{"method":"GET","target":"/a","a.b":"literal","a":{"b":"deep"}}`, "GET /a by literal"},
		{"json", "a.b.c", `{"method":"GET","target":"/a","a":{"b":{"c":1},"b.c":2}}`, "GET /a by 2"},
		{"json", "a.b.c", `{"method":"GET","target":"/a","a.b":{"c":3},"a":{"b":{"c":1}}}`, "GET /a by 3"},
		{"json", "a", `{"method":"GET","target":"/a","a":["x","y"]}`, "GET /a by x"},
		{"json", "a", `{"method":"GET","target":"/a","a":[{"a":"y"}]}`, "GET /a"},
		{"json", "", `{"method":"-","target":"/a"}`, "malformed"},
		{"json", "", `["GET","/a"]`, "malformed"},
		{"kubernetes", "user", `{"stage":"Panic","verb":"deletecollection","requestURI":"/a","user":{"username":"x"}}`, "DELETE /a by x"},
		{"kubernetes", "", `{"stage":"ResponseComplete","verb":"patch","requestURI":"/a"}`, "PATCH /a"},
		{"kubernetes", "", `{"stage":"ResponseComplete","verb":"watch","requestURI":"/a"}`, "GET /a"},
		{"kubernetes", "", `{"stage":"ResponseStarted","verb":"watch","requestURI":"/a"}`, "stage"},
		{"kubernetes", "", `{"verb":"proxy","requestURI":"/a"}`, `malformed: the verb "proxy" stands for no method`},
		{"kubernetes", "", `{"verb":"connect","requestURI":"/a"}`, `malformed: the verb "connect" stands for no method`},
	} {
		f, ok := Find(c.format)
		require.True(t, ok)
		read, err := f.Lines([]byte(c.line), Wanted{By: c.by})
		require.NoError(t, err)
		var e Entry
		assert.Equal(t, c.want, said(read([]byte(strings.TrimSuffix(c.line, "\n")), &e), &e, c.by), "%s: %s", c.format, c.line)
	}
}

// said says in words what a line is.
func said(o Outcome, e *Entry, by string) string {
	switch o {
	case Request:
		text := string(e.Method) + " " + string(e.Target)
		if by != "" && len(e.By) > 0 {
			text += " by " + string(e.By)
		}
		if len(e.Host) > 0 && string(e.Host) != "-" {
			text += " at " + string(e.Host)
		}
		return text
	case Malformed:
		if e.Why != "" {
			return "malformed: " + e.Why
		}
		return "malformed"
	}
	return map[Outcome]string{Blank: "blank", Heading: "heading", OtherStage: "stage"}[o]
}

// TestOTLP asserts which spans and records of OpenTelemetry are calls.
func TestOTLP(t *testing.T) {
	attribute := func(key, value string) string { return `{"key":"` + key + `","value":{"stringValue":"` + value + `"}}` }
	record := func(kind string, attributes ...string) string {
		return `{"kind":` + kind + `,"attributes":[` + strings.Join(attributes, ",") + `]}`
	}
	get, path := attribute("http.request.method", "GET"), attribute("url.path", "/a")
	spans := strings.Join([]string{
		record("2", get, path, `{"key":"user.id","value":{"intValue":"7"}}`),
		record("3", get, path), record(`"SPAN_KIND_CLIENT"`, get, path), record("1", attribute("db.system", "x")), record("2", get, attribute("http.route", "/a/{id}")),
		record("2", attribute("http.request.method", "_OTHER"), attribute("http.request.method_original", "PURGE"), path),
	}, ",")
	text := `{"resourceSpans":[{"resource":{"attributes":[` + attribute("user.id", "r") + `]},"scopeSpans":[{"spans":[` + spans + `]}]}]}`
	var got []string
	require.NoError(t, otlp().Entries(reader(text+text), Wanted{By: byUser}, func(raw Raw) {
		got = append(got, said(raw.Outcome, &raw.Entry, byUser))
	}))
	want := []string{"GET /a by 7", "", "", "", "malformed: it has a method, and no url.path, http.target, url.full, http.url", "PURGE /a by r"}
	assert.Equal(t, append(want, want...), got)
	var others []Outcome
	require.NoError(t, otlp().Entries(reader(`{"resourceMetrics":[{}]}{"resourceSpans":[{"scopeSpans":[{"spans":[]}]}]}`), Wanted{}, func(raw Raw) {
		others = append(others, raw.Outcome)
	}))
	assert.Equal(t, []Outcome{NoHTTP, NoHTTP}, others, "what has neither spans nor records is counted too")
	assert.EqualError(t, otlp().Entries(reader("{"), Wanted{}, func(Raw) {}), "no OTLP JSON: unexpected EOF")
}

// FuzzLines asserts that no text makes a reader panic, that a request has a method and a target, and that no other
// format takes a bare line of HAProxy.
func FuzzLines(f *testing.F) {
	all := All()
	for _, format := range all {
		f.Add(format.Sample.Log)
	}
	f.Add(`[{"method":"GET","target":"/a"},{`)
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = Detect([]byte(text))
		_ = Hint([]byte(text))
		for _, format := range all {
			w := Wanted{By: format.Sample.By, Hosts: []string{"a"}}
			if format.Whole([]byte(text)) {
				_ = format.Entries(reader(text), w, func(Raw) {})
				continue
			}
			read, err := format.Lines([]byte(text), w)
			if err != nil {
				continue
			}
			for line := range strings.Lines(text) {
				line = strings.TrimRight(line, "\r\n")
				var e Entry
				if o := read([]byte(line), &e); o == Request {
					require.NotEmpty(t, e.Method)
					require.NotEmpty(t, e.Target)
				}
				client, _, bare := strings.Cut(line, " [")
				if bare && !strings.Contains(client, " ") && readHAProxy([]byte(line), &e) == Request {
					require.NotEqual(t, Request, readALB([]byte(line), &e))
				}
			}
		}
	})
}
