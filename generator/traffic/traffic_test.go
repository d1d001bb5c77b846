package traffic

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/internal/routetest"
)

const shop = `permroute: 1
package: shop
unlisted: {path: allow, method: deny}
permissions: [{code: "o:view"}, {code: "o:edit"}, {code: "o:admin"}, {code: "b:view"}]
groups:
  - name: Rows
    routes:
      - {id: List, route: GET /v1/orders, require: "o:view"}
      - {id: Show, route: "GET /v1/orders/{id}", require: "o:view"}
      - {id: Edit, route: "PUT /v1/orders/{id}", require: {any: ["o:edit", "o:admin"]}}
      - {id: Drop, route: "DELETE /v1/orders/{id}", require: {any: [{all: ["o:edit", "b:view"]}, "o:admin"]}}
      - {id: Bills, route: "GET /v1/bills/**", require: "b:view"}
      - {id: Ping, route: GET /ping, require: none}
      - {id: Never, route: POST /v1/bills/close, require: never}
`

func api(t testing.TB, text string) *model.API {
	t.Helper()
	api, list := model.Load("shop.yaml", []byte(text))
	require.NoError(t, list.Err())
	return api
}

func read(t *testing.T, text string, o Options) *Result {
	t.Helper()
	o.Workers = max(o.Workers, 2)
	r, err := Count(api(t, shop), []Log{{"log", strings.NewReader(text)}}, o)
	require.NoError(t, err)
	assert.Equal(t, r.Lines, r.Calls()+r.Malformed)
	return r
}

func TestFormats(t *testing.T) {
	want := []Use{{0, 1, Place{0, 1}}, {1, 1, Place{0, 2}}, {2, 1, Place{0, 3}}}
	for name, c := range map[string]struct {
		text, by string
		groups   []string
	}{
		"combined": {"10.0.0.1 - ann [10/Oct/2000:13:55:36 -0700] \"GET /v1/orders?x=1 HTTP/1.1\" 200 2326 \"-\" \"curl \\\"x\\\"\"\n" +
			"10.0.0.2 - - [10/Oct/2000:13:55:36 -0700] \"GET /v1/orders/7 HTTP/2.0\" 200 - \"http://a/b\" \"Mozilla/5.0 (X11)\"\r\n" +
			"example.com:80 10.0.0.2 - - [10/Oct/2000:13:55:36.123 -0700] \"PUT /v1/orders/7 HTTP/1.1\" 200 1", "address", []string{"10.0.0.1", "10.0.0.2"}},
		"plain": {"GET /v1/orders\nGET /v1/orders/7?q HTTP/1.1\n PUT  /v1/orders/7", "", nil},
		"nginx": {`{"remote_user":"ann","request":"GET /v1/orders HTTP/1.1","a":[1,{"b":null}]}` + "\n" +
			`{"request_method":"GET","request_uri":"\/v1\/orders\/\u0037","remote_user":"-"}` + "\n" + `{"request_uri":"/v1/orders/7", "request_method":"PUT"}`, "user", []string{"", "-", "ann"}},
		"envoy": {`{"method":"GET","path":"/v1/orders","user":"a"}` + "\n" + `{"path":"/v1/orders/7","method":"GET","user":7}` + "\n" + `{"method":"PUT","path":"/v1/orders/7","user":true}`, "user", []string{"7", "a", "true"}},
		"caddy": {`{"level":"info","request":{"remote_ip":"1.2.3.4","method":"GET","uri":"/v1/orders"}}` + "\n" +
			`{"request":{"method":"GET","uri":"/v1/orders/7","remote_ip":"::1"}}` + "\n" + `{"request":{"method":"PUT","uri":"/v1/orders/7"}}`, "address", []string{"", "1.2.3.4", "::1"}},
		"alb": {albLine("GET", "https://www.example.com:443/v1/orders?x") + albLine("GET", "http://a:80/v1/orders/7") + albLine("PUT", "https://a:443/v1/orders/7"), "address", []string{"192.168.131.39"}},
		"har": {`{"log": {"version": "1.2", "pages": [{}], "entries": [` +
			`{"request":{"method":"GET","url":"https://a/v1/orders#top","headers":[{"name":"X-Api-Key","value":"k"}]}},` +
			`{"request":{"method":"GET","url":"https://a/v1/orders/7"}},{"request":{"method":"PUT","url":"https://a/v1/orders/7"}}]}}`, "x-api-key", []string{"", "k"}},
	} {
		t.Run(name, func(t *testing.T) {
			detected := ""
			r := read(t, c.text, Options{By: c.by, Detect: func(f Format) { detected = f.Name }})
			assert.Equal(t, name, detected)
			assert.Equal(t, want, r.Uses)
			assert.Zero(t, r.Malformed, r.Bad)
			var groups []string
			for _, g := range r.Groups {
				groups = append(groups, g.Value)
			}
			assert.Equal(t, c.groups, groups)

			named := read(t, c.text, Options{By: c.by, Format: FormatOf(name, Fields{By: c.by})})
			assert.Equal(t, r, named, "the format that is named")

			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			_, err := z.Write([]byte(c.text))
			require.NoError(t, err)
			require.NoError(t, z.Close())
			assert.Equal(t, r, read(t, packed.String(), Options{By: c.by}), "packed")
		})
	}
}

func albLine(method, url string) string {
	return `https 2018-07-02T22:23:00.186641Z app/my-lb/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "` +
		method + " " + url + ` HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x "Root=1-58337281"` + "\n"
}

func TestJSONFields(t *testing.T) {
	text := `{"http":{"verb":"GET","u":"/v1/orders"},"verb":"PUT"}` + "\n" + `{"http":{"verb":"PUT"}}` + "\n[]\n{\n" + `{"http":{"verb":"GET","u":"/v1/bills"}}x`
	r := read(t, text, Options{Format: FormatOf("json", Fields{Method: "http.verb", Target: "http.u"})})
	assert.Equal(t, []Use{{0, 1, Place{0, 1}}}, r.Uses)
	assert.EqualValues(t, 4, r.Malformed)
}

// Lines that are no requests are counted, and the first five shown.
func TestMalformed(t *testing.T) {
	good := `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET /ping HTTP/1.1" 200 5` + "\n"
	bad := []string{
		``, `x`, `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "-" 400 0`, `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "" 400 0`,
		`1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "\x16\x03\x01" 400 0`, `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1`,
		`1.1.1.1 - - 10/Oct/2000:13:55:36] "GET / HTTP/1.1" 200 1`, `- - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1`,
		`1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1" 20 1`, `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1"`,
		strings.Repeat("y", 3*longestLine),
	}
	text := good
	for _, b := range bad {
		text += b + "\n" + good
	}
	r := read(t, text, Options{})
	assert.EqualValues(t, 2*len(bad)+1, r.Lines)
	assert.EqualValues(t, len(bad), r.Malformed)
	require.Len(t, r.Bad, 5)
	assert.Equal(t, Sample{Place{0, 4}, "x"}, r.Bad[1])
	assert.Equal(t, []Use{{5, int64(len(bad) + 1), Place{0, 1}}}, r.Uses)
	for _, s := range r.Bad {
		assert.LessOrEqual(t, len(s.Text), sampleLength+len("…"))
	}
}

func TestEscapedRequests(t *testing.T) {
	line := func(request string) string {
		return `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "` + request + `" 200 5` + "\n"
	}
	r := read(t, line(`GET /v1/orders/\x22 HTTP/1.1`)+line(`GET /v1/orders/\" HTTP/1.1`)+line(`GET /v1/orders/a b HTTP/1.1`)+line(`GET /v1/\x6frders HTTP/1.1`)+line(`GET /v1/orders`), Options{Format: FormatOf("combined", Fields{})})
	assert.EqualValues(t, 3, r.Verdicts[route.Refused])
	assert.Equal(t, []Use{{0, 2, Place{0, 4}}}, r.Uses)
	assert.Equal(t, []Sample{{Place{0, 1}, `GET /v1/orders/"`}, {Place{0, 3}, "GET /v1/orders/a b"}}, r.Samples[route.Refused])
}

// TestBlocks asserts that what is counted does not depend on how a log falls into blocks, nor on how many
// are counted at once.
func TestBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	requests := []string{"GET /v1/orders", "GET /v1/orders/7", "PUT /v1/orders/7", "GET /v1/orders/./7", "GET /other", "PATCH /v1/orders", "x", "POST /v1/bills/close"}
	want := map[string]int64{}
	for i := range 200000 {
		r := requests[min(random.IntN(1+i/50), random.IntN(len(requests)), len(requests)-1)]
		want[r]++
		fmt.Fprintf(&text, "10.0.%d.%d - u%d [10/Oct/2000:13:55:36 -0700] \"%s HTTP/1.1\" 200 %d\n", i%7, i%200, i%13, r, i)
	}
	one := read(t, text.String(), Options{By: "user"})
	assert.EqualValues(t, 200000, one.Lines)
	assert.Equal(t, want["x"], one.Malformed)
	assert.Equal(t, want["GET /v1/orders"], one.Uses[0].Calls)
	assert.Len(t, one.Groups, 13)
	sum := int64(0)
	for _, g := range one.Groups {
		sum += g.Calls()
	}
	assert.Equal(t, one.Calls(), sum)
	for _, chunk := range []int{1000, 70001, 1 << 19} {
		r, err := Count(api(t, shop), []Log{{"log", &slow{strings.NewReader(text.String()), chunk}}}, Options{By: "user", Workers: 5})
		require.NoError(t, err)
		assert.Equal(t, one, r, chunk)
	}
	two, err := Count(api(t, shop), []Log{{"a", strings.NewReader(text.String())}, {"b", strings.NewReader(text.String())}}, Options{Workers: 2})
	require.NoError(t, err)
	assert.Equal(t, 2*one.Lines, two.Lines)
	assert.Equal(t, one.Uses[0].First, two.Uses[0].First)
}

// slow reads in small pieces.
type slow struct {
	*strings.Reader
	n int
}

func (s *slow) Read(p []byte) (int, error) { return s.Reader.Read(p[:min(len(p), s.n)]) }

// WriteTo would give all at once.
func (s *slow) WriteTo() {}

// TestMatcher holds the matcher against the reference, on tables that are made so that their rows meet.
func TestMatcher(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	verdicts := map[route.Verdict]int{}
	for range 8000 {
		table := routetest.Table(random)
		c := newCache(newMatcher(table.Views()))
		for range 40 {
			method, path := routetest.Request(random, table)
			if random.IntN(8) == 0 {
				path = []string{"http://h", "x:", "//", "*", "", "http://[::1]"}[random.IntN(6)] + path
			}
			if random.IntN(4) == 0 {
				path += "?q=/"
			}
			row, verdict := table.MatchTarget(method, path)
			answer := c.answer(&entry{method: []byte(method), target: []byte(path)})
			require.Equal(t, verdict, verdictOf(answer), "%v\n%s %s", table, method, path)
			if verdict == route.Listed {
				require.Equal(t, row, answer, "%v\n%s %s", table, method, path)
			}
			verdicts[verdict]++
		}
	}
	for v := range route.Verdict(4) {
		assert.Greater(t, verdicts[v], 5000, v)
	}
}

func TestLeast(t *testing.T) {
	api := api(t, shop)
	uses := func(rows ...int) (list []Use) {
		for _, r := range rows {
			list = append(list, Use{Row: r, Calls: 1})
		}
		return list
	}
	for _, c := range []struct {
		rows []int
		have string
		want string
	}{
		{[]int{0, 1}, "", "o:view"},
		{[]int{2}, "", "o:edit"},
		{[]int{2}, "o:admin", "o:admin"},
		{[]int{2, 3}, "", "o:admin"},
		{[]int{2, 3, 4}, "", "o:edit b:view"},
		{[]int{2, 3, 4}, "o:admin", "o:admin b:view"},
		{[]int{2, 3, 4}, "o:edit", "o:edit b:view"},
		{[]int{0, 3}, "", "o:view o:admin"},
		{[]int{5, 6}, "", ""},
	} {
		have := map[*model.Permission]bool{}
		for _, p := range api.Permissions {
			have[p] = p.Code == c.have
		}
		g := Least(api, uses(c.rows...), have)
		var codes []string
		for _, n := range g.Needed {
			codes = append(codes, n.Permission.Code)
		}
		assert.Equal(t, c.want, strings.Join(codes, " "), c)
		assert.True(t, g.Smallest)
	}
	g := Least(api, uses(5, 6), nil)
	assert.Equal(t, []int{5, 6}, []int{g.Free[0].Row, g.Never[0].Row})
}

// TestLeastIsSmallest tries every set of permissions.
func TestLeastIsSmallest(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		api := &model.API{}
		for i := range 6 {
			api.Permissions = append(api.Permissions, &model.Permission{Number: i + 1, Code: fmt.Sprint(i)})
		}
		var uses []Use
		for i := range 1 + random.IntN(6) {
			row := &model.Route{}
			for range 1 + random.IntN(3) {
				var set []*model.Permission
				for _, j := range random.Perm(6)[:1+random.IntN(3)] {
					set = append(set, api.Permissions[j])
				}
				row.Alternatives = append(row.Alternatives, set)
			}
			api.Routes = append(api.Routes, row)
			uses = append(uses, Use{Row: i, Calls: 1})
		}
		smallest := 7
		for bits := range 64 {
			set, size := map[*model.Permission]bool{}, 0
			for j, p := range api.Permissions {
				if bits>>j&1 == 1 {
					set[p] = true
					size++
				}
			}
			all := true
			for _, row := range api.Routes {
				all = all && used(row.Alternatives, set) != nil
			}
			if all {
				smallest = min(smallest, size)
			}
		}
		assert.Len(t, Least(api, uses, nil).Needed, smallest)
	}
}

func TestPacked(t *testing.T) {
	for magic, want := range map[string]string{"\x28\xb5\x2f\xfdx": "log is packed by zstd; write: zstdcat FILE | permroute least SPEC -", "BZh9": "bzcat", "\xfd7zXZ": "xzcat", "\x1f\x8bxx": "cannot read log: "} {
		_, err := Count(api(t, shop), []Log{{"log", strings.NewReader(magic)}}, Options{})
		assert.ErrorContains(t, err, want)
	}
	_, err := Count(api(t, shop), []Log{{"log", strings.NewReader("what is this\n")}}, Options{})
	assert.ErrorContains(t, err, "log: no known format; name it with --format")
	r, err := Count(api(t, shop), []Log{{"log", strings.NewReader("")}}, Options{})
	require.NoError(t, err)
	assert.Zero(t, r.Lines)
}

// FuzzReaders asserts that no line makes a reader panic, and that each line is counted.
func FuzzReaders(f *testing.F) {
	f.Add(`1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET /ping \x22\" HTTP/1.1" 200 5`)
	f.Add(`{"a":{"method":"GET","path":["\u0041",1e5,null]},"request":{}}`)
	f.Add(albLine("GET", "http://a/b"))
	f.Add("GET /x\n\nPUT")
	shop := api(f, shop)
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range FormatNames() {
			if name == "har" {
				continue
			}
			r, err := Count(shop, []Log{{"log", strings.NewReader(text)}}, Options{Format: FormatOf(name, Fields{}), Workers: 1})
			if err != nil {
				continue
			}
			lines := int64(strings.Count(text, "\n"))
			if text != "" && !strings.HasSuffix(text, "\n") {
				lines++
			}
			require.Equal(t, lines, r.Lines, name)
			require.Equal(t, lines, r.Calls()+r.Malformed, name)
		}
	})
}
