package traffic

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// TestLongestLine asserts that lines of up to 1 MiB are read, wherever they stand in a block.
func TestLongestLine(t *testing.T) {
	line := func(length int) string {
		return "GET /v1/orders?" + strings.Repeat("x", length-len("GET /v1/orders?"))
	}
	for _, before := range []int{0, 1, 1000, longestLine - 1, longestLine} {
		for _, end := range []string{"\n", "\r\n", ""} {
			prefix := ""
			if before > 0 {
				prefix = strings.Repeat("#", before-1) + "\n"
			}
			for length, malformed := range map[int]int64{longestLine - 1: 0, longestLine: 0, longestLine + 1: 1, longestLine + 2: 1, 2*longestLine + 1: 1} {
				r := read(t, prefix+line(length)+end, Options{Format: "plain"})
				if before > 1 {
					malformed++
				}
				assert.Equal(t, malformed, r.Malformed, "%d bytes behind %d, end %q", length, before, end)
			}
		}
	}
}

// TestLongFirstLine asserts that the format is detected if the first line is as long as a line may be.
func TestLongFirstLine(t *testing.T) {
	before, after := `192.0.2.7 - - [10/Oct/2026:13:55:36 +0000] "GET /v1/orders?`, ` HTTP/1.1" 200 1`
	for _, length := range []int{peeked, peeked + 1, longestLine} {
		for _, end := range []string{"", "\n", "\n" + before + after + "\n"} {
			r := read(t, before+strings.Repeat("x", length-len(before+after))+after+end, Options{})
			assert.Zero(t, r.Malformed, "%d bytes, end %q", length, end)
			assert.Equal(t, r.Lines, r.Calls())
		}
	}
}

// TestColumns asserts that the lines of W3C are read by the last #Fields line, however the log falls into blocks.
func TestColumns(t *testing.T) {
	var text strings.Builder
	for i := range 30000 {
		if i%7919 == 0 {
			text.WriteString("#Fields: time cs-method c-ip cs-uri-stem\n")
		}
		if i%7919 == 4000 {
			text.WriteString("#Fields: cs-uri-stem x time x cs-method c-ip\n")
		}
		if i%7919 < 4000 {
			fmt.Fprintf(&text, "10:00:00 GET 192.0.2.%d /v1/orders\n", i%5)
		} else {
			fmt.Fprintf(&text, "/v1/orders %s 10:00:00 x PUT 192.0.2.%d\n", strings.Repeat("x", 1+i%200), i%5)
		}
	}
	one := read(t, text.String(), Options{Wanted: formats.Wanted{By: "address"}})
	assert.Zero(t, one.Malformed)
	assert.EqualValues(t, 8, one.LeftOut[formats.Heading])
	assert.EqualValues(t, 4*4000, one.Uses[0].Calls)
	assert.EqualValues(t, 30000-4*4000, one.Verdicts[route.MethodUnlisted])
	assert.Len(t, one.Groups, 5)
	for _, chunk := range []int{1000, 70001} {
		r, err := Count(api(t, shop), []Log{{"log", &slow{strings.NewReader(text.String()), chunk}}}, Options{Wanted: formats.Wanted{By: "address"}, Workers: 3})
		require.NoError(t, err)
		assert.Equal(t, one, r, chunk)
	}
}

// TestHosts asserts which calls --host and the site of a HAR leave out.
func TestHosts(t *testing.T) {
	vhost := func(host, target string) string {
		return host + ` 10.0.0.2 - - [10/Oct/2000:13:55:36 -0700] "GET ` + target + ` HTTP/1.1" 200 1` + "\n"
	}
	text := vhost("a.example:80", "/ping") + vhost("A.example:81", "/ping") + vhost("b.example:80", "/ping") + vhost("c.example:80", "http://a.example/ping") +
		`10.0.0.2 - - [10/Oct/2000:13:55:36 -0700] "GET https://[::1]:8443/ping?://a.example HTTP/1.1" 200 1` + "\n" +
		`10.0.0.2 - - [10/Oct/2000:13:55:36 -0700] "GET /ping HTTP/1.1" 200 1` + "\n"
	r := read(t, text, Options{Wanted: formats.Wanted{Hosts: []string{"a.example", "[::1]"}}})
	assert.EqualValues(t, 3, r.Calls())
	assert.EqualValues(t, 2, r.LeftOut[formats.OtherHost])
	assert.EqualValues(t, 1, r.LeftOut[formats.NoHost])
	assert.Equal(t, []string{"b.example:80", "c.example:80"}, r.Hosts)
	assert.EqualValues(t, 1, read(t, text, Options{Wanted: formats.Wanted{Hosts: []string{"a.example:80"}}}).Calls())
	assert.EqualValues(t, 6, read(t, text, Options{}).Calls())

	entry := func(url string) string { return `{"request":{"method":"GET","url":"` + url + `"}},` }
	har := `{"log":{"entries":[` + entry("chrome-extension://x/y.js") + entry("https://www.shop.co.uk/ping") + entry("https://api.shop.co.uk:8443/ping") + entry("https://other.co.uk/ping") +
		entry("data:text/plain,x") + entry("https://cdn.example/ping") + `{"request":{"method":"GET","url":"/ping"}}]}}`
	r = read(t, har, Options{})
	assert.EqualValues(t, 3, r.Calls())
	assert.EqualValues(t, 2, r.LeftOut[formats.NoHTTP])
	assert.EqualValues(t, 2, r.LeftOut[formats.OtherHost])
	assert.Equal(t, []string{"other.co.uk", "cdn.example"}, r.Hosts)
	assert.EqualValues(t, 1, read(t, har, Options{Wanted: formats.Wanted{Hosts: []string{"cdn.example"}}}).Calls())
}

// TestArrays asserts that an array of objects is read as its elements are, one a line.
func TestArrays(t *testing.T) {
	for _, f := range formats.All() {
		if !strings.HasPrefix(f.Sample.Log, "{") || f.Document() {
			continue
		}
		lines := strings.Split(strings.TrimSpace(f.Sample.Log), "\n")
		o := Options{Wanted: formats.Wanted{By: f.Sample.By}}
		want := read(t, f.Sample.Log, o)
		for _, text := range []string{"[" + strings.Join(lines, ",") + "]", "\ufeff [\n  " + strings.Join(lines, " ,\n ") + "\n]\n"} {
			assert.Equal(t, want, read(t, text, o), "%s: %s", f.Name, text)
		}
	}
	r := read(t, `[{"method":"GET","target":"/ping"},7,{"method":"GET"},[]]`, Options{})
	assert.EqualValues(t, 1, r.Calls())
	assert.EqualValues(t, 3, r.Malformed)
	_, err := Count(api(t, shop), []Log{{"log", strings.NewReader(`[{"method":"GET","target":"/ping"},{`)}}, Options{})
	assert.EqualError(t, err, "log: no array of JSON: unexpected EOF")
}

// TestHints asserts what is said of JSON whose fields no format has.
func TestHints(t *testing.T) {
	for text, want := range map[string]string{
		`{"http.verb":"GET","u":{"referer":"https://x","full":"https://a/b"}}`: "write: --method-field http.verb --target-field u.full",
		`[{"m":"POST","to":"/a"}]`:                 "write: --method-field m --target-field to",
		`{"msg":"GET /a HTTP/1.1","size":1}`:       "write: --request-field msg",
		`{"b":{"c":1},"a":[]}`:                     "its first object has the fields a, b.c",
		`{"verb":"GET","route":"/a/{id} handler"}`: "its first object has the fields route, verb",
		`[1,2]`: "name it with --input-format",
	} {
		_, err := Count(api(t, shop), []Log{{"log", strings.NewReader(text + "\n")}}, Options{})
		assert.EqualError(t, err, "log: no known format; "+want)
	}
	r := read(t, `{"verb":"GET","url":"/a"}`+"\n", Options{Format: "json", Wanted: formats.Wanted{Method: "v", Target: "u"}})
	assert.Equal(t, "write: --method-field verb --target-field url", r.Hint)
	_, err := Count(api(t, shop), []Log{{"log", strings.NewReader("\xff\xfeG\x00")}}, Options{})
	assert.EqualError(t, err, "log is UTF-16; write: iconv -f UTF-16 -t UTF-8 FILE | permroute least SPEC -")
}

// FuzzReaders asserts that nothing panics on a log in whatever format, and that each line is counted.
func FuzzReaders(f *testing.F) {
	all := formats.All()
	for i, format := range all {
		f.Add(format.Sample.Log, byte(i))
	}
	f.Add(`1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET /ping \x22\" HTTP/1.1" 200 5`, byte(1))
	f.Add(`{"a":{"method":"GET","path":["\u0041",1e5,null]},"request":{}}`, byte(len(all)-2))
	f.Add("GET /x\n\nPUT", byte(len(all)-1))
	shop := api(f, shop)
	f.Fuzz(func(t *testing.T, text string, n byte) {
		format := all[int(n)%len(all)]
		r, err := Count(shop, []Log{{"log", strings.NewReader(text)}}, Options{Format: format.Name, Workers: 1})
		if err != nil || format.Whole([]byte(strings.TrimPrefix(text, "\ufeff"))) {
			return // its entries are not its lines
		}
		text = strings.TrimPrefix(text, "\ufeff")
		lines := int64(strings.Count(text, "\n"))
		if text != "" && !strings.HasSuffix(text, "\n") {
			lines++
		}
		require.Equal(t, lines, r.Lines)
		require.Equal(t, lines, r.Calls()+r.Malformed+left(r))
	})
}
