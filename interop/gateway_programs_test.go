package interop

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A gatewayProgram is a gateway whose settings stand in docs/gateways.md. The folder that it runs in has the settings,
// in the file config, and what the program writes.
type gatewayProgram struct {
	name      string
	listens   string // the address in the settings; HOST:PORT and PORT stand in with for the real one
	with      string
	before    string // what stands before the settings and after them, to run as a program of a test
	after     string
	script    string // the file that holds the script of docs/gateways.md, if there is one
	arguments []string
}

var gatewayPrograms = []gatewayProgram{
	{
		name: "nginx", listens: "listen 8000;", with: "listen HOST:PORT;",
		before: "daemon off;\nmaster_process off;\npid pid;\nerror_log error.log crit;\nevents {}\nhttp {\naccess_log off;\n" +
			"client_body_temp_path body;\nproxy_temp_path proxied;\nfastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n",
		after:     "}\n",
		arguments: []string{"-p", ".", "-c", "config", "-e", "error.log"},
	},
	{
		name: "caddy", listens: ":8000 {", with: "http://:PORT {\n\tbind HOST",
		before:    "{\n\tadmin off\n\tauto_https off\n}\n",
		arguments: []string{"run", "--adapter", "caddyfile", "--config", "config"},
	},
	{
		name: "haproxy", listens: "bind :8000", with: "bind HOST:PORT",
		script:    "/etc/haproxy/permroute.lua",
		arguments: []string{"-db", "-f", "config"},
	},
}

// start starts a gateway with its settings of docs/gateways.md.
func (g *gatewayTrial) start(t *testing.T, p gatewayProgram) {
	binary, err := exec.LookPath(p.name)
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("%s is not installed", p.name)
	}
	require.NoError(t, err)
	folder, err := os.MkdirTemp("", "gateway")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	g.address = freeAddress(t)
	g.configure(t, p, folder)
	if p.name == "nginx" { // it wants a whole path
		p.arguments[1], p.arguments[3] = folder, filepath.Join(folder, "config")
	}
	command := exec.Command(binary, p.arguments...)
	command.Dir = folder
	command.Env = append(os.Environ(), "HOME="+folder)
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", g.address)
		if err == nil {
			conn.Close()
		}
		return err == nil
	}, 20*time.Second, 20*time.Millisecond, "%s does not listen", p.name)
}

// configure writes the settings of docs/gateways.md, with the addresses of this trial and the codes of its tables.
func (g *gatewayTrial) configure(t *testing.T, p gatewayProgram, folder string) {
	host, port, err := net.SplitHostPort(g.address)
	require.NoError(t, err)
	replace := strings.NewReplacer(
		"127.0.0.1:8080", strings.TrimPrefix(g.endpoint.URL, "http://"),
		"127.0.0.1:3000", strings.TrimPrefix(g.upstream.URL, "http://"),
		p.listens, strings.NewReplacer("HOST", host, "PORT", port).Replace(p.with),
		"order:view", "p0 p1 p2 p3",
		"/etc/haproxy/", folder+"/",
	)
	settings := settingsOf(t, p.name)
	require.Contains(t, settings, p.listens)
	config := p.before + replace.Replace(settings) + p.after
	require.NoError(t, os.WriteFile(filepath.Join(folder, "config"), []byte(config), 0o600))
	if p.script != "" {
		require.Contains(t, settings, p.script)
		script := replace.Replace(settingsOf(t, "lua"))
		require.NoError(t, os.WriteFile(filepath.Join(folder, filepath.Base(p.script)), []byte(script), 0o600))
	}
}

// settingsOf returns a block of docs/gateways.md in this language.
func settingsOf(t *testing.T, language string) string {
	_, after, found := strings.Cut(string(read(t, "../docs/gateways.md")), "\n```"+language+"\n")
	require.True(t, found, language)
	settings, _, _ := strings.Cut(after, "\n```\n")
	return settings + "\n"
}
