package peers

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/bench/corpus"
)

// Every router takes the small sets, and answers their requests as the reference does. What is measured
// of a router is what it is meant to do.
func TestPeersAnswer(t *testing.T) {
	sets, err := corpus.Small()
	require.NoError(t, err)
	for _, s := range sets {
		spec, err := s.Spec()
		require.NoError(t, err)
		api, err := corpus.Resolve(s.Name+".yaml", spec)
		require.NoError(t, err)
		requests, err := corpus.Invent(corpus.NewReference(api))
		require.NoError(t, err)
		var rows []Row
		for _, r := range api.Routes {
			rows = append(rows, Row{r.Method, r.Pattern.String()})
		}
		for _, p := range All() {
			if s.Name == "adversarial" && p.Name != "ServeMux" {
				continue // made for ServeMux; most others answer it wrong, or never
			}
			router, err := p.Make(NewTable(rows, time.Now().Add(time.Minute)))
			require.NoError(t, err, "%s, %s", p.Name, s.Name)
			for _, q := range append(requests.Random[:300:300], requests.Cyclic...) {
				require.Equal(t, q.Row, router.Answer(Line{q.Method, q.Path}), "%s, %s: %v", p.Name, s.Name, q)
			}
			for _, q := range append(requests.Near[:100:100], requests.Foreign[:100]...) {
				require.Equal(t, -1, router.Answer(Line{q.Method, q.Path}), "%s, %s: %v", p.Name, s.Name, q)
			}
		}
	}
}

// Each router runs over lines in an order, and is kept from leaving the work out.
func TestPeersRun(t *testing.T) {
	rows := []Row{{"GET", "/a"}, {"GET", "/b/{id}"}, {"POST", "/b/{id}"}}
	lines := []Line{{"GET", "/a"}, {"GET", "/b/7"}, {"POST", "/b/7"}}
	for _, p := range All() {
		router, err := p.Make(NewTable(rows, time.Now().Add(time.Minute)))
		require.NoError(t, err, p.Name)
		require.NotEqual(t, router.Run(lines, nil), router.Run(lines, []uint16{2, 1, 2}), p.Name)
	}
}

func TestRefusalsAreErrors(t *testing.T) {
	made := func(p Peer, rows ...Row) error {
		_, err := p.Make(NewTable(rows, time.Now().Add(time.Minute)))
		return err
	}
	for _, p := range All() {
		switch p.Name {
		case "httprouter":
			require.ErrorContains(t, made(p, Row{"GET", "/{a}/x"}, Row{"GET", "/b/{c}"}), "conflicts")
		case "denco":
			require.ErrorContains(t, made(p, Row{"GET", "/{a}:x"}), "no literal can stand after a parameter")
			require.ErrorContains(t, made(p, Row{"GET", "/v{a}"}), "no literal can stand before a parameter")
			require.ErrorContains(t, made(p, Row{"GET", "/a:b"}), "means something else")
		case "chi":
			require.NoError(t, made(p, Row{"GET", "/v{a}/{b}:x"}))
			_, err := p.Make(NewTable([]Row{{"GET", "/a"}}, time.Now().Add(-time.Second)))
			require.ErrorContains(t, err, "too long")
		}
	}
}

func TestPatternsAreWritten(t *testing.T) {
	s := syntax{param: ":p%d", rest: "*", special: ":", escape: `\`, prefix: true}
	for path, want := range map[string][]string{
		"/":             {"/"},
		"/a/{b}/c/{d}":  {"/a/:p0/c/:p1"},
		"/v{b}/x:y":     {`/v:p0/x\:y`},
		"/a/{b}/**":     {"/a/:p0", "/a/:p0/*"},
		"/a/{b}/c/{d}/": {"/a/:p0/c/:p1/"},
	} {
		got, err := s.write(path)
		require.NoError(t, err)
		require.Equal(t, want, got, path)
	}
}
