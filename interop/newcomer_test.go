package interop

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator"
)

// TestNewcomer follows the README: it starts with an empty folder, writes the spec and the program that the README
// shows, and asks the service.
func TestNewcomer(t *testing.T) {
	readme := string(read(t, "../README.md"))
	block := func(begin string) string {
		m := regexp.MustCompile("(?s)```[a-z]+\n(" + begin + ".*?)```").FindStringSubmatch(readme)
		require.NotNil(t, m, begin)
		return m[1]
	}
	folder := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	out, err := generator.Generate("permissions.yaml", []byte(block("permroute: 1")))
	require.NoError(t, err)
	for _, f := range out.Files {
		put("shop/"+f.Name, string(f.Data))
	}
	chi := regexp.MustCompile(`github.com/go-chi/chi/v5 \S+`).FindString(string(read(t, "go.mod")))
	put("go.mod", "module example.com/shop\n\ngo 1.23\n\nrequire "+chi+"\n")
	put("go.sum", string(read(t, "go.sum")))
	address := freeAddress(t)
	put("main.go", strings.Replace(block("package main"), "localhost:8080", address, 1))
	build := exec.Command("go", "build", "-o", "service", ".")
	build.Dir, build.Env = folder, append(os.Environ(), "GOFLAGS=-mod=mod")
	text, err := build.CombinedOutput()
	require.NoError(t, err, "%s", text)
	service := exec.Command(filepath.Join(folder, "service"))
	require.NoError(t, service.Start())
	defer func() { service.Process.Kill(); service.Wait() }()
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
		}
		return err == nil
	}, 20*time.Second, 20*time.Millisecond)
	for _, c := range []struct {
		method, path, token string
		status              int
	}{
		{"GET", "/orders/7", "reader", 200},
		{"GET", "/orders/7", "", 401},
		{"POST", "/orders/7:cancel", "reader", 403},
		{"POST", "/orders/7:cancel", "", 401},
		{"GET", "/orders", "reader", 404}, // the router has no handler
		{"POST", "/login", "", 404},       // public, and the router has no handler
		{"GET", "/elsewhere", "reader", 403},
		{"DELETE", "/orders/7", "reader", 405},
		{"GET", "//orders/7", "reader", 400},
	} {
		r, err := http.NewRequest(c.method, "http://"+address+c.path, nil)
		require.NoError(t, err)
		if c.token != "" {
			r.Header.Set("Authorization", "Bearer "+c.token)
		}
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		answer.Body.Close()
		assert.Equal(t, c.status, answer.StatusCode, "%+v", c)
	}
}

// freeAddress returns an address on which nothing listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}
