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
	"github.com/permroute/permroute/generator/traffic/formats"
)

const shop = `permroute: 1
package: shop
unlisted: {path: public, method: nobody}
permissions: [{code: "o:view"}, {code: "o:edit"}, {code: "o:admin"}, {code: "b:view"}]
groups:
  - name: Rows
    routes:
      - {id: List, route: GET /v1/orders, require: "o:view"}
      - {id: Show, route: "GET /v1/orders/{id}", require: "o:view"}
      - {id: Edit, route: "PUT /v1/orders/{id}", require: {any: ["o:edit", "o:admin"]}}
      - {id: Drop, route: "DELETE /v1/orders/{id}", require: {any: [{all: ["o:edit", "b:view"]}, "o:admin"]}}
      - {id: Bills, route: "GET /v1/bills/**", require: "b:view"}
      - {id: Ping, route: GET /ping, require: authenticated}
      - {id: Never, route: POST /v1/bills/close, require: nobody}
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
	assert.Equal(t, r.Lines, r.Calls()+r.Malformed+left(r))
	return r
}

// left returns the number of lines that are left out.
func left(r *Result) (n int64) {
	for _, lines := range r.LeftOut {
		n += lines
	}
	return n
}

// TestFormats reads the sample of each format: detected and named, with each end of line, and packed.
func TestFormats(t *testing.T) {
	for _, f := range formats.All() {
		t.Run(f.Name, func(t *testing.T) {
			detected := ""
			o := Options{Wanted: formats.Wanted{By: f.Sample.By}, Detect: func(name string) { detected = name }}
			r := read(t, f.Sample.Log, o)
			assert.Equal(t, f.Name, detected)
			var calls []Use
			for _, u := range r.Uses {
				calls = append(calls, Use{Row: u.Row, Calls: u.Calls})
			}
			assert.Equal(t, []Use{{Row: 0, Calls: 1}, {Row: 1, Calls: 1}, {Row: 2, Calls: 1}}, calls)
			assert.Zero(t, r.Malformed, r.Bad)
			assert.Equal(t, counted(f.Sample.Values), groups(r))

			o.Format = f.Name
			assert.Equal(t, r, read(t, f.Sample.Log, o), "the format that is named")
			o.Format = ""
			assert.Equal(t, r, read(t, strings.TrimSuffix(f.Sample.Log, "\n"), o), "without the last end of line")
			assert.Equal(t, r, read(t, strings.ReplaceAll(f.Sample.Log, "\n", "\r\n"), o), "with carriage returns")
			assert.Equal(t, r, read(t, packed(t, f.Sample.Log), o), "packed")
			assert.Equal(t, r, read(t, "\ufeff"+f.Sample.Log, o), "with a byte order mark")
		})
	}
}

func counted(values []string) map[string]int64 {
	count := map[string]int64{}
	for _, v := range values {
		count[v]++
	}
	return count
}

func groups(r *Result) map[string]int64 {
	count := map[string]int64{}
	for _, g := range r.Groups {
		count[g.Value] = g.Calls()
	}
	return count
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

// TestGroups asserts which fields a log of each format can be grouped by.
func TestGroups(t *testing.T) {
	for _, c := range []struct{ format, by, want string }{
		{"combined", "key", `log: no field "key" in the format combined; allowed: user, address`},
		{"plain", "user", `log: no field "user" in the format plain: it has none to group by`},
		{"alb", "user", `log: no field "user" in the format alb as text; allowed: address`},
		{"nginx", "anything", ""},
		{"har", "anything", ""},
		{"none", "", `no log format "none"; allowed: ` + strings.Join(formats.Names(), ", ")},
	} {
		f, _ := formats.Find(c.format)
		_, err := Count(api(t, shop), []Log{{"log", strings.NewReader(f.Sample.Log)}}, Options{Format: c.format, Wanted: formats.Wanted{By: c.by}})
		if c.want == "" {
			assert.NoError(t, err)
		} else {
			assert.EqualError(t, err, c.want)
		}
	}
}

func TestJSONFields(t *testing.T) {
	text := `{"http":{"verb":"GET","u":"/v1/orders"},"verb":"PUT"}` + "\n" + `{"http":{"verb":"PUT"}}` + "\n[]\n{\n" + `{"http":{"verb":"GET","u":"/v1/bills"}}x`
	r := read(t, text, Options{Format: "json", Wanted: formats.Wanted{Method: "http.verb", Target: "http.u"}})
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
	assert.EqualValues(t, len(bad)-1, r.Malformed)
	assert.EqualValues(t, 1, r.LeftOut[formats.Blank])
	require.Len(t, r.Bad, 5)
	assert.Equal(t, Sample{Place{0, 4}, "x", ""}, r.Bad[0])
	assert.Equal(t, []Use{{5, int64(len(bad) + 1), Place{0, 1}}}, r.Uses)
	for _, s := range r.Bad {
		assert.LessOrEqual(t, len(s.Text), sampleLength+len("…"))
	}
}

func TestEscapedRequests(t *testing.T) {
	line := func(request string) string {
		return `1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "` + request + `" 200 5` + "\n"
	}
	r := read(t, line(`GET /v1/orders/\x22 HTTP/1.1`)+line(`GET /v1/orders/\" HTTP/1.1`)+line(`GET /v1/orders/a b HTTP/1.1`)+line(`GET /v1/\x6frders HTTP/1.1`)+line(`GET /v1/orders`), Options{Format: "combined"})
	assert.EqualValues(t, 3, r.Verdicts[route.Refused])
	assert.Equal(t, []Use{{0, 2, Place{0, 4}}}, r.Uses)
	assert.Equal(t, []Sample{{Place{0, 1}, `GET /v1/orders/"`, ""}, {Place{0, 3}, "GET /v1/orders/a b", ""}}, r.Samples[route.Refused])
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
	one := read(t, text.String(), Options{Wanted: formats.Wanted{By: "user"}})
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
		r, err := Count(api(t, shop), []Log{{"log", &slow{strings.NewReader(text.String()), chunk}}}, Options{Wanted: formats.Wanted{By: "user"}, Workers: 5})
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

func TestPacked(t *testing.T) {
	for magic, want := range map[string]string{"\x28\xb5\x2f\xfdx": "log is packed by zstd; write: zstdcat FILE | permroute least SPEC -", "BZh9": "bzcat", "\xfd7zXZ": "xzcat", "\x1f\x8bxx": "cannot read log: "} {
		_, err := Count(api(t, shop), []Log{{"log", strings.NewReader(magic)}}, Options{})
		assert.ErrorContains(t, err, want)
	}
	_, err := Count(api(t, shop), []Log{{"log", strings.NewReader("what is this\n")}}, Options{})
	assert.ErrorContains(t, err, "log: no known format; name it with --input-format")
	r, err := Count(api(t, shop), []Log{{"log", strings.NewReader("")}}, Options{})
	require.NoError(t, err)
	assert.Zero(t, r.Lines)
}
