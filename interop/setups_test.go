package interop

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/interop/servers"
)

// allSetups returns the set-ups of all servers that are installed, with handlers registered in the usual
// way.
func allSetups(t *testing.T) []servers.Setup {
	t.Helper()
	return careful(append(servers.InProcess(), processes(t)...))
}

// inProcess returns the set-ups that need no process of their own.
func inProcess() []servers.Setup { return careful(servers.InProcess()) }

// careful leaves out the set-ups that nobody must have.
func careful(setups []servers.Setup) []servers.Setup {
	return slices.DeleteFunc(setups, func(s servers.Setup) bool { return s.Careless })
}

// processes returns the set-ups of servers that are processes, careless ones too, and ends them when the test ends. One that
// is not installed is left out, or fails the test in CI.
func processes(t *testing.T) []servers.Setup {
	t.Helper()
	folder, err := os.MkdirTemp("", "web") // the path of a socket must be short
	require.NoError(t, err)
	require.NoError(t, os.Chmod(folder, 0o755)) // a proxy may run as another user
	t.Cleanup(func() { os.RemoveAll(folder) })
	var all []servers.Setup
	for _, start := range []func() ([]servers.Setup, func(), error){
		gateways(servers.Nginx, folder), gateways(servers.Apache, folder), gateways(servers.HAProxy, folder),
		func() ([]servers.Setup, func(), error) { return servers.Node("node") },
		func() ([]servers.Setup, func(), error) { return servers.Python("python", folder) },
		func() ([]servers.Setup, func(), error) { return servers.PHP("php/index.php", folder) },
	} {
		setups, end, err := start()
		if missing(t, err) {
			continue
		}
		t.Cleanup(end)
		all = append(all, setups...)
	}
	return all
}

// gateways returns a function that starts nothing, for each table has a process of its own.
func gateways(of func(string) ([]servers.Setup, error), folder string) func() ([]servers.Setup, func(), error) {
	return func() ([]servers.Setup, func(), error) {
		setups, err := of(folder)
		return setups, func() {}, err
	}
}

func missing(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	if os.Getenv("CI") != "" || *update {
		require.NoError(t, err)
	}
	require.ErrorIs(t, err, servers.ErrMissing)
	t.Logf("left out: %v", err)
	return true
}

// host hosts the table on a server that can have it.
func host(t testing.TB, s servers.Setup, table servers.Table) servers.Hosted {
	t.Helper()
	hosted, err := s.Host(table)
	require.NoError(t, err, "%s, %s", s, table.Name)
	t.Cleanup(hosted.Close)
	return hosted
}

// upstreams returns the names of the set-ups' upstreams, each once, in their order.
func upstreams(setups []servers.Setup) (names []string) {
	for _, s := range setups {
		if !slices.Contains(names, s.Upstream) {
			names = append(names, s.Upstream)
		}
	}
	return names
}

// complete reports whether the set-ups are of all upstreams that a spec can name. In CI they must be.
func complete(t *testing.T, setups []servers.Setup) bool {
	t.Helper()
	named := slices.DeleteFunc(route.UpstreamNames(), func(name string) bool { return name == "all-methods" })
	there := upstreams(setups)
	if os.Getenv("CI") != "" || *update {
		require.ElementsMatch(t, named, there)
	}
	return len(there) == len(named)
}

// setupsOf returns the set-ups of one upstream.
func setupsOf(setups []servers.Setup, upstream string) (all []servers.Setup) {
	for _, s := range setups {
		if s.Upstream == upstream {
			all = append(all, s)
		}
	}
	return all
}
