package explain_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generated/bss"
	"github.com/permroute/permroute/generator/analysis/explain"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/internal/routetest"
	"github.com/permroute/permroute/internal/testsize"
	"github.com/permroute/permroute/templates/support"
)

func table(t *testing.T, spec string) *model.API {
	t.Helper()
	source, err := os.ReadFile(spec)
	require.NoError(t, err)
	api, list := model.Load(spec, source)
	require.NoError(t, list.Err())
	return api
}

// A decision is what Authorize and explain both say.
type decision struct {
	Allowed bool
	Verdict string
	Status  int
	Route   string
	Missing []string
}

// TestAgreesWithAuthorize explains random requests by random callers, and authorizes them with the
// compiled package.
func TestAgreesWithAuthorize(t *testing.T) {
	requests := testsize.Of(5000, 100_000)
	for spec, authorize := range map[string]func(method, path string, have []string) (json.Marshaler, int, string){
		"../../../spec/bss.yaml": func(method, path string, have []string) (json.Marshaler, int, string) {
			granted, _ := bss.ParseSet(have...)
			d := bss.Authorize(method, path, granted)
			return d, d.Status(), d.Refusal().String()
		},
		"../../../templates/support.yaml": func(method, path string, have []string) (json.Marshaler, int, string) {
			granted, _ := support.ParseSet(have...)
			d := support.Authorize(method, path, granted)
			return d, d.Status(), d.Refusal().String()
		},
	} {
		api := table(t, spec)
		x := explain.For(api)
		random := rand.New(rand.NewPCG(40, 41))
		seen, rules := map[string]int{}, map[string]bool{}
		for range requests {
			method, path := routetest.Request(random, api.Table)
			have := randomCodes(random, api)
			held, unknown := api.Grants.Codes(have)
			e := x.Explain(explain.Request{Method: method, Target: path, Held: held, Unknown: unknown})
			d, status, because := authorize(method, path, have)
			want := decision{Status: status}
			data, err := d.MarshalJSON()
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(data, &want))
			require.Equal(t, want, decision{e.Allowed, e.Verdict, e.Status, e.Route, e.Missing}, "%s %s %v", method, path, have)
			if e.Verdict == "Refused" && path != "" {
				require.Equal(t, e.Because, because, "%s %s", method, path)
				rules[because[strings.LastIndex(because, ": ")+1:]] = true
			}
			seen[e.Verdict]++
			if len(e.Missing) > 0 {
				seen["missing"]++
			}
		}
		for _, what := range []string{"Listed", "Unlisted", "MethodUnlisted", "Refused", "missing"} {
			assert.Greater(t, seen[what], requests/100, "%s %s", spec, what)
		}
		assert.Greater(t, len(rules), 5, "%s: different reasons", spec)
	}
}

func randomCodes(random *rand.Rand, api *model.API) (have []string) {
	for _, p := range api.Permissions {
		if random.IntN(3) == 0 {
			have = append(have, p.Code)
		}
	}
	if random.IntN(5) == 0 {
		have = append(have, "other:service:view")
	}
	return have
}

// TestAgreesOnTargets does the same with whole targets.
func TestAgreesOnTargets(t *testing.T) {
	api := table(t, "../../../spec/bss.yaml")
	x := explain.For(api)
	random := rand.New(rand.NewPCG(42, 43))
	prefixes := []string{"http://host", "https://u@host:8080", "x:", "HTTP://[::1]", "//host", "*", "", "http:", "http://ho st", "http://", "x:y"}
	suffixes := []string{"", "", "?a=b", "?a=/b", "#f", "?", "%zz", "!", "'(", "%21", "%20x", "/%2f"}
	listed := 0
	for range 50_000 {
		method, path := routetest.Request(random, api.Table)
		target := prefixes[random.IntN(len(prefixes))] + path + suffixes[random.IntN(len(suffixes))]
		e := x.Explain(explain.Request{Method: method, Target: target})
		r, verdict := bss.MatchTarget(method, target)
		require.Equal(t, verdict.String(), e.Verdict, "%s %s", method, target)
		if verdict == bss.Listed {
			listed++
			require.Equal(t, r.String(), e.Route, "%s %s", method, target)
		}
		require.True(t, e.Verdict != "Refused" || e.Refusal != nil || len(e.Reached) > 1, target)
	}
	assert.Greater(t, listed, 1000)
}

// TestRefusalByte asserts that what is refused for a byte is right without what begins there: the byte
// is the first that is wrong.
func TestRefusalByte(t *testing.T) {
	x := explain.For(table(t, "../../../spec/bss.yaml"))
	for target, at := range map[string]int{"/a//b": 3, "/a/%2Fb": 3, "/a/x;y": 4, "/a/.": 3, "/a/é": 3} {
		e := x.Explain(explain.Request{Method: "GET", Target: target})
		require.NotNil(t, e.Refusal, target)
		assert.Equal(t, at, e.Refusal.Byte, target)
		before := strings.TrimSuffix(target[:at], "/")
		assert.Nil(t, x.Explain(explain.Request{Method: "GET", Target: before}).Refusal, before)
	}
}
