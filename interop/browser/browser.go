// Package browser drives Debian's chromium without a window, for tests of what people see on a page.
package browser

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A Browser is one that runs until its test ends.
type Browser struct {
	ctx context.Context

	mu       sync.Mutex
	requests []string
}

// Open starts a browser that finds loopback alone. Where no chromium is installed the test is left out, with a line
// that says so; in CI it fails.
func Open(t *testing.T) *Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal("no chromium: apt-get install chromium")
	}
	if err != nil {
		t.Skip("left out without chromium: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 1000),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.WSURLReadTimeout(2*time.Minute)) // the machine may be busy
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(cancel)
	b := &Browser{ctx: ctx}
	chromedp.ListenTarget(ctx, func(event any) {
		if sent, ok := event.(*network.EventRequestWillBeSent); ok {
			b.mu.Lock()
			b.requests = append(b.requests, sent.Request.URL)
			b.mu.Unlock()
		}
	})
	require.NoError(t, chromedp.Run(ctx, network.Enable()))
	return b
}

// Run runs actions.
func (b *Browser) Run(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	require.NoError(t, chromedp.Run(b.ctx, actions...))
}

// Requests returns the URLs that pages have asked for so far.
func (b *Browser) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.requests...)
}

// Text returns the text of the page that can be seen, once it has a phrase so many times.
func (b *Browser) Text(t *testing.T, phrase string, times int) (text string) {
	t.Helper()
	require.Eventually(t, func() bool {
		b.Run(t, chromedp.Evaluate("document.body ? document.body.innerText : ''", &text))
		return strings.Count(text, phrase) >= times
	}, 2*time.Minute, 200*time.Millisecond, "the page never shows %q %d times", phrase, times)
	return text
}
