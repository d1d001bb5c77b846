package interop

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/bss"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// A sender is how clients write a value as one segment of a path.
type sender struct {
	name    string
	plain   string // what it does not escape, beside letters and digits
	blank   string // what it writes for a blank
	command string // runs it: writes the JSON array of texts that its argument is, each escaped; empty: it is not run
}

// senders are what the documentation of these functions says they do.
func senders() []sender {
	const unreserved = "-_.~"
	return []sender{
		{"JavaScript `encodeURIComponent`", unreserved + "!*'()", "%20", `node -p JSON.stringify(JSON.parse(process.argv[1]).map(encodeURIComponent))`},
		{"Go `url.PathEscape`", unreserved + "$&+:=@", "%20", ""}, // it is called
		{"Python `quote(…, safe='')`", unreserved, "%20", `python3 -c import|json,sys,urllib.parse;print(json.dumps([urllib.parse.quote(x,safe='')for|x|in|json.loads(sys.argv[1])]))`},
		{"PHP `rawurlencode`", unreserved, "%20", `php -r echo|json_encode(array_map('rawurlencode',json_decode($argv[1])));`},
		{"C# `Uri.EscapeDataString`", unreserved, "%20", ""},
		{"Java `URLEncoder`", "-_.*", "+", ""}, // meant for forms, and often used for paths
		{"Spring `encodePathSegment`", unreserved + "!$&'()*+,;=:@", "%20", ""},
	}
}

// escape returns the value as the sender writes it.
func (s sender) escape(value string) string {
	var b strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case c == ' ':
			b.WriteString(s.blank)
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(s.plain, c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// sentValues are what values in the paths of APIs are, by kind.
var sentValues = [][2]string{
	{"e-mail address", "ada@example.com"}, {"e-mail address", "ada+list@example.com"},
	{"timestamp", "2026-03-01T10:00:00Z"}, {"timestamp", "2026-03-01T10:00:00+02:00"},
	{"URN", "urn:isbn:9780131103627"}, {"base64url", "aGVsbG8="}, {"digest", "sha256:9f86d081"},
	{"name", "Annual report 2026"}, {"name", "Zürich"}, {"name", "東京"}, {"name", "O'Neill & Sons"}, {"name", "c++"},
	{"list", "id,name,size"}, {"OData key", "Orders(7)"}, {"OData key", "Orders('A7')"}, {"Matrix room", "!room:server.example"}, {"money", "$5"}, {"home", "~ada"},
	{"project of GitLab", "group/project"}, {"package of npm", "@scope/name"}, {"path of Windows", `C:\temp`},
	{"name", "C#"}, {"name", "who?"}, {"share", "50%"}, {"filter", "tags[0]"}, {"template", "{id}"}, {"name", `"A"`}, {"comparison", "a<b"}, {"list", "a|b"},
	{"matrix parameter", "v;q=1"}, {"company", "Example Inc."}, {"two lines", "a\nb"}, {"no UTF-8", "\xff"},
}

// shown writes a value into a cell.
var shown = strings.NewReplacer("|", `\|`, "\n", `\n`, "\xff", `\xff`)

// A sent is a value as a client sends it, and the rule that refuses it; empty if the guard passes it on.
type sent struct {
	segment string
	refused route.Rule
}

// send asks a guard with everything at its defaults.
func send(t *testing.T, s sender, value string) sent {
	t.Helper()
	segment := s.escape(value)
	r, err := parsed(line{method: "GET", target: "/v2/orders/customer-orders/details/" + segment}.text())
	require.NoError(t, err, segment)
	passed := false
	guard := bss.Guard{Granted: func(*http.Request) (bss.Set, error) { return bss.NewSet(slices.Collect(bss.Permissions())...), nil }}
	answer := httptest.NewRecorder()
	guard.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		d, _ := bss.FromContext(r.Context())
		passed = d.Verdict == bss.Listed
	})).ServeHTTP(answer, r)
	_, wrong := route.ReadSegment(segment)
	if passed {
		assert.Nil(t, wrong, segment)
		return sent{segment: segment}
	}
	assert.Equal(t, http.StatusBadRequest, answer.Code, segment)
	if !assert.NotNil(t, wrong, "%s is refused for no rule", segment) {
		return sent{segment, "no rule"}
	}
	return sent{segment, wrong.Rule}
}

// TestSentValues records what the guard answers to what clients send, and asserts that only these bytes are refused.
func TestSentValues(t *testing.T) {
	count, rules := map[route.Rule]int{}, map[route.Rule]bool{}
	var b strings.Builder
	b.WriteString("| value |")
	for _, s := range senders() {
		b.WriteString(" " + s.name + " |")
	}
	b.WriteString(" refused because |\n" + strings.Repeat("| --- ", len(senders())+2) + "|\n")
	for _, v := range sentValues {
		var why []string
		fmt.Fprintf(&b, "| %s `%s` |", v[0], shown.Replace(v[1]))
		for _, s := range senders() {
			got := send(t, s, v[1])
			assert.Equal(t, strings.ContainsAny(v[1], "/\\;%[]{}<>\"#?|\n\xff") || strings.HasSuffix(v[1], "."), got.refused != "", "%s: %s", s.name, got.segment)
			if got.refused == "" {
				b.WriteString(" yes |")
				continue
			}
			b.WriteString(" 400 |")
			count[got.refused]++
			rules[got.refused] = true
			if !slices.Contains(why, string(got.refused)) {
				why = append(why, string(got.refused))
			}
		}
		b.WriteString(" " + strings.Join(why, "; ") + " |\n")
	}
	b.WriteString("\n| refused because | lines |\n| --- | --- |\n")
	for _, rule := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&b, "| %s | %d |\n", rule, count[rule])
	}
	compare(t, "all: clients", b.String())
	for rule := range rules {
		assert.True(t, slices.ContainsFunc(prices, func(p price) bool { return slices.Contains(p.rules, rule) }), "no line of the table says %q", rule)
	}
}

// TestSenders asserts that the clients that are installed write what is said of them.
func TestSenders(t *testing.T) {
	var values []string
	for _, v := range sentValues {
		if v[1] != "\xff" { // JSON has no such text
			values = append(values, v[1])
		}
	}
	for _, s := range senders() {
		var want []string
		for _, v := range values {
			want = append(want, s.escape(v))
			if strings.HasPrefix(s.name, "Go ") {
				assert.Equal(t, url.PathEscape(v), s.escape(v), v)
			}
		}
		if s.command == "" {
			continue
		}
		words := strings.Split(s.command, " ")
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], "|", " ")
		}
		if _, err := exec.LookPath(words[0]); err != nil {
			if !missing(t, fmt.Errorf("%w: %s", servers.ErrMissing, words[0])) {
				t.FailNow()
			}
			continue
		}
		text, err := json.Marshal(values)
		require.NoError(t, err)
		output, err := exec.Command(words[0], append(words[1:], string(text))...).Output()
		require.NoError(t, err, s.name)
		var got []string
		require.NoError(t, json.Unmarshal(output, &got), "%s: %s", s.name, output)
		assert.Equal(t, want, got, s.name)
	}
}

// A price is legitimate traffic that is refused, and what to do.
type price struct {
	what     string
	examples []string // METHOD /path
	rules    []route.Rule
	verdict  route.Verdict
	because  string
	instead  string
}

// prices are the lines of the README's table.
var prices = []price{
	{"a slash, `\\`, `;`, `%`, control, bracket, quote or bytes that are no UTF-8 in a value", []string{"GET /files/a%2Fb", "GET /files/a%3Bb", "GET /files/a%5B0%5D", "GET /files/a;b"},
		[]route.Rule{route.RuleEscapeByte, route.RuleByte, route.RuleEscapeText}, route.Refused, "some servers take it for a slash, or cut the path there", "put such values into the query"},
	{"a dot at the end of a value", []string{"GET /files/a."}, []route.Rule{route.RuleFinalDot}, route.Refused, "some servers drop it", "put such values into the query"},
	{"a blank at the end of a value", []string{"GET /files/a%20"}, []route.Rule{route.RuleEscapeBlank}, route.Refused, "some servers drop it", "trim it"},
	{"letters, digits, `-`, `_` or a dot as escapes", []string{"GET /files/%61"}, []route.Rule{route.RuleEscapeSame}, route.Refused, "the escape is needless, and some servers see `a`", "send them without escapes; clients do"},
	{"`//`, `/./`, `/../`", []string{"GET /files//a", "GET /files/../a"}, []route.Rule{route.RuleEmptySegment, route.RuleFinalDot}, route.Refused, "most servers clean them up, some do not", "send clean paths; clients do"},
	{"`OPTIONS` of a listed path, unless a row has it", []string{"OPTIONS /files/a"}, nil, route.MethodUnlisted, "it is another method", "let the CORS middleware answer before the guard"},
	{"a value that is a literal beside it but for case or extension", []string{"GET /users/ME", "GET /users/me.json"}, nil, route.Refused, "a server could take it for the literal", "name the servers behind"},
}

// TestPrices holds the table of what is refused in docs/rules.md.
func TestPrices(t *testing.T) {
	table := tableFor(table(t, "prices", "GET /files/{id} A", "GET /users/{id} A", "GET /users/me B"), servers.Setup{})
	text := "| refused | for example | because | what to do |\n| --- | --- | --- | --- |\n"
	for _, p := range prices {
		var examples []string
		for _, example := range p.examples {
			method, path, _ := strings.Cut(example, " ")
			_, verdict := table.Match(method, path)
			assert.Equal(t, p.verdict, verdict, example)
			_, ok := route.ParsePath(path)
			assert.Equal(t, len(p.rules) == 0, ok, example)
			examples = append(examples, "`"+strings.TrimPrefix(example, "GET ")+"`")
		}
		text += fmt.Sprintf("| %s | %s | %s | %s |\n", p.what, strings.Join(examples, ", "), p.because, p.instead)
	}
	compareTable(t, "../docs/rules.md", text)
}
