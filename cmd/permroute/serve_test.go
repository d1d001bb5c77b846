//go:build unix

package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An output is a buffer that goroutines share.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// TestServe serves with 64 connections while the spec is read again, right and wrong, and stops by a signal.
func TestServe(t *testing.T) {
	spec := filepath.Join(t.TempDir(), "shop.yaml")
	shop, err := os.ReadFile("testdata/shop.yaml")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(spec, shop, 0o644))
	var stdout, stderr output
	ended := make(chan int, 1)
	go func() {
		ended <- runWith([]string{"serve", spec, "--listen", "127.0.0.1:0"}, strings.NewReader(""), &stdout, &stderr)
	}()
	said := func(text string) func() bool { return func() bool { return strings.Contains(stderr.String(), text) } }
	require.Eventually(t, said("the header X-Scopes of everyone who can connect is believed"), 10*time.Second, 5*time.Millisecond)
	url := regexp.MustCompile(`http://\S+/check`).FindString(stderr.String())
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	ask := func(path string) int {
		request, err := http.NewRequest("GET", url+path, nil)
		require.NoError(t, err)
		request.Header.Set("X-Scopes", "order:view")
		response, err := client.Do(request)
		if !assert.NoError(t, err) {
			return 0
		}
		_, _ = io.Copy(io.Discard, response.Body)
		response.Body.Close()
		return response.StatusCode
	}
	require.Equal(t, 200, ask("/orders/7"))
	require.Equal(t, 403, ask("/metrics"))

	stop := make(chan struct{})
	var group sync.WaitGroup
	for range 64 {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					assert.Equal(t, 200, ask("/orders/7"))
				}
			}
		})
	}
	require.NoError(t, os.WriteFile(spec, bytes.Replace(shop, []byte("require: nobody"), []byte("require: public"), 1), 0o644))
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
	require.Eventually(t, said("is read again: 9 rows"), 10*time.Second, 5*time.Millisecond)
	assert.Equal(t, 200, ask("/metrics"))
	require.NoError(t, os.WriteFile(spec, []byte("permroute: 1\n"), 0o644))
	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
	require.Eventually(t, said("the old table stays"), 10*time.Second, 5*time.Millisecond)
	assert.Contains(t, stderr.String(), "shop.yaml:1:1: ")
	assert.Equal(t, 200, ask("/metrics"))
	close(stop)
	group.Wait()

	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	assert.Equal(t, 0, <-ended)
	assert.Contains(t, stdout.String(), `{"method":"GET","target":"/metrics","status":403,"verdict":"Listed","route":"Metrics"}`)
}

// TestServeWithoutReader asserts that decisions go on when nobody reads standard output any more.
func TestServeWithoutReader(t *testing.T) {
	cmd := process(t, roleCommand, "serve", "testdata/shop.yaml", "--listen", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	var stderr output
	cmd.Stderr = &stderr
	require.NoError(t, cmd.Start())
	defer func() { _ = cmd.Process.Kill() }()
	require.Eventually(t, func() bool { return strings.Contains(stderr.String(), "is believed") }, 10*time.Second, 5*time.Millisecond)
	require.NoError(t, stdout.Close())
	server := strings.TrimSuffix(regexp.MustCompile(`http://\S+/check`).FindString(stderr.String()), "/check")
	for _, c := range [][2]string{{"/check/anything", ""}, {"/check/terms", "Unauthorized\n"}, {"/debug/vars", `"unlogged": 2`}} {
		response, err := http.Get(server + c[0])
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		response.Body.Close()
		assert.Contains(t, string(body), c[1])
	}
}

func TestServeCalls(t *testing.T) {
	for flags, want := range map[string]string{
		"--grants X-Scopes":                  `--grants "X-Scopes"; allowed: header:NAME, such as header:X-Scopes`,
		"--grants header:X_Scopes":           `--grants "header:X_Scopes"; allowed: header:NAME, such as header:X-Scopes`,
		"--method-header X-Forwarded-Uri":    `--uri-header "X-Forwarded-Uri"; allowed: the name of a header that no other flag names`,
		"--method-header x-scopes":           `--method-header "x-scopes"; allowed: the name of a header that no other flag names`,
		"--statuses 200":                     "--statuses 200; allowed: 400 to 499",
		"--listen 127.0.0.1:nothing --quiet": "cannot listen on 127.0.0.1:nothing: ",
	} {
		got := permroute(append([]string{"serve", "testdata/shop.yaml"}, strings.Fields(flags)...)...)
		assert.Equal(t, exitNoAnswer, got.code)
		assert.Contains(t, got.stderr, want)
	}
	assert.Equal(t, exitNoAnswer, permroute("serve", "-").code)
}
