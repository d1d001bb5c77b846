package formats

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAll asserts that each format says what it is, and that its sample has what Sample promises and is
// told from the samples of all others.
func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range All() {
		t.Run(f.Name, func(t *testing.T) {
			assert.Regexp(t, `^[a-z0-9-]+$`, f.Name)
			assert.False(t, seen[f.Name])
			seen[f.Name] = true
			assert.NotEmpty(t, f.About)
			found, ok := Find(f.Name)
			require.True(t, ok)
			assert.Equal(t, f.Name, found.Name)
			detected, ok := Detect([]byte(f.Sample.Log))
			require.True(t, ok)
			assert.Equal(t, f.Name, detected.Name)

			w := Wanted{By: f.Sample.By}
			requests, values := sampleOf(t, f, w)
			assert.Equal(t, []string{"GET /v1/orders", "GET /v1/orders/7", "PUT /v1/orders/7"}, requests)
			assert.Contains(t, f.Sample.Log, "x=1", "a query")
			if w.By == "" {
				assert.Empty(t, append(f.By, f.Sample.Values...))
			} else {
				assert.Equal(t, f.Sample.Values, values)
			}
			for _, by := range f.By {
				if f.Document() {
					continue
				}
				_, err := f.Lines([]byte(f.Sample.Log), Wanted{By: by})
				assert.NoError(t, err, by)
			}
		})
	}
}

func reader(text string) *bufio.Reader { return bufio.NewReader(strings.NewReader(text)) }

// sampleOf returns the requests of a sample without host and query, and their values of the field to group
// by.
func sampleOf(t *testing.T, f Format, w Wanted) (requests, values []string) {
	t.Helper()
	add := func(e Entry) {
		target := string(e.Target)
		if _, rest, absolute := strings.Cut(target, "://"); absolute {
			target = rest[strings.IndexByte(rest, '/'):]
		}
		target, _, _ = strings.Cut(target, "?")
		requests, values = append(requests, string(e.Method)+" "+target), append(values, string(e.By))
	}
	if f.Document() {
		require.NoError(t, f.Entries(reader(f.Sample.Log), w, func(raw Raw) {
			require.Equal(t, Request, raw.Outcome)
			add(raw.Entry)
		}))
		return requests, values
	}
	read, err := f.Lines([]byte(f.Sample.Log), w)
	require.NoError(t, err)
	for line := range strings.Lines(f.Sample.Log) {
		var e Entry
		switch read(bytes.TrimRight([]byte(line), "\n"), &e) {
		case Request:
			add(e)
		case Malformed:
			assert.Fail(t, "malformed", line)
		}
	}
	return requests, values
}

// TestDetect asserts what else tells a format, and what does not.
func TestDetect(t *testing.T) {
	plain := "GET /a\nGET /b\n"
	for text, want := range map[string]string{
		"":                                  "",
		"what is this\n":                    "",
		plain + "x\n":                       "plain",
		plain + "x\ny\n":                    "",
		"x\n" + combined().Sample.Log:       "combined",
		"{\"url\": \"http://a/b\"}\n":       "",
		" \n" + caddy().Sample.Log:          "caddy",
		"{ \"log\" :\n{\n\"entries\": []}}": "har",
		"{\"log\":\"GET /a\"}\n":            "",
		"{\"request_verb\":\"GET\",\"request_url\":\"http://a:80/\"}\n": "alb",
		"GET /a\nGET": "plain",
	} {
		f, ok := Detect([]byte(text))
		assert.Equal(t, want, f.Name, "%q", text)
		assert.Equal(t, want != "", ok, "%q", text)
	}
}

// TestEntries asserts what is said of a document that is none.
func TestEntries(t *testing.T) {
	for text, want := range map[string]string{
		``:                                 "no HAR: EOF",
		`{"a": 1}`:                         `no HAR: no "log" in it`,
		`{"log": {"entries": {}}}`:         "no HAR: { where [ should stand",
		`{"log": {"entries": [{}, {"reque`: "no HAR: unexpected EOF",
	} {
		assert.EqualError(t, har().Entries(reader(text), Wanted{}, func(Raw) {}), want)
	}
	var got []bool
	text := `{"log": {"entries": [{}, 7, {"request": {"method": "GET", "url": "/a"}}, {"request": {"method": "GET"}}]}}`
	require.NoError(t, har().Entries(reader(text), Wanted{}, func(raw Raw) { got = append(got, raw.Outcome == Request) }))
	assert.Equal(t, []bool{false, false, true, false}, got)
}
