package page

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/access"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/page"
	"github.com/permroute/permroute/interop/browser"
)

// opened writes a page into a file and opens it.
func opened(t *testing.T, b *browser.Browser, text []byte) time.Duration {
	t.Helper()
	file := filepath.Join(t.TempDir(), "permissions.html")
	require.NoError(t, os.WriteFile(file, text, 0o644))
	start := time.Now()
	b.Run(t, chromedp.Navigate("file://"+file), chromedp.WaitReady("body"))
	return time.Since(start)
}

// evaluate returns the value of an expression of the page.
func evaluate[T any](t *testing.T, b *browser.Browser, expression string) (value T) {
	t.Helper()
	b.Run(t, chromedp.Evaluate(expression, &value, chromedp.EvalAsValue))
	return value
}

// TestTicks ticks random codes on the pages of tables. Each answer is that of the table. It also looks for the search, for
// filters, and for requests that leave the page: there are none.
func TestTicks(t *testing.T) {
	needTools(t)
	b := browser.Open(t)
	answers := 0
	for name, spec := range tables(t, "html") {
		api, text := loaded(t, spec, "permissions.html")
		load := opened(t, b, text)
		random := rand.New(rand.NewPCG(3, 4))
		for range 12 {
			codes := random.Perm(len(api.Permissions))[:random.IntN(min(6, len(api.Permissions))+1)]
			got := ticked(t, b, codes)
			held := api.Grants.None()
			for _, code := range codes {
				held[code] = true
			}
			held = api.Grants.Closed(held)
			require.Len(t, got, len(api.Routes), name)
			for _, r := range api.Routes {
				want := "allowed"
				if lacks := missing(held, r); r.Is(access.Nobody) {
					want = "nobody"
				} else if len(lacks) > 0 {
					want = "missing: " + strings.Join(lacks, ", ")
				}
				if name != "texts" { // its codes are shown with escapes
					require.Equal(t, want, got[r.Number-1], "%s: %s %v", name, r.ID, codes)
				}
				answers++
			}
		}
		if len(api.Routes) > 200 && len(api.Roles) > 0 { // who has printed has built the matrix
			cells := evaluate[int](t, b, `document.querySelectorAll("#roles details.later td").length`)
			assert.Equal(t, len(api.Routes)*len(api.Roles), cells, name)
		}
		opened(t, b, text) // anew: rows are built when they are shown
		keystroke := search(t, b, api)
		t.Logf("%s: %d rows, %d KB, opened in %v, a keystroke takes %.1f ms", name, len(api.Routes), len(text)>>10, load.Round(time.Millisecond), keystroke)
	}
	stays(t, b)
	t.Logf("%d answers are those of the tables", answers)
}

// stays asserts that no request has left the pages.
func stays(t *testing.T, b *browser.Browser) {
	t.Helper()
	require.NotEmpty(t, b.Requests())
	for _, url := range b.Requests() {
		assert.True(t, strings.HasPrefix(url, "file://") && strings.HasSuffix(url, "/permissions.html") || url == "about:blank", url)
	}
}

// screenshot keeps what the window shows, for people to look at. git ignores the folder.
func screenshot(t *testing.T, b *browser.Browser, name string) {
	t.Helper()
	var png []byte
	b.Run(t, chromedp.CaptureScreenshot(&png))
	require.NoError(t, os.MkdirAll("screenshots", 0o755))
	require.NoError(t, os.WriteFile(filepath.Join("screenshots", name+".png"), png, 0o644))
}

// TestHuge opens the page of a table with 26,000 rows.
func TestHuge(t *testing.T) {
	api, list := model.Load("huge.yaml", large(26000))
	require.NoError(t, list.Err())
	b := browser.Open(t)
	text := page.File(api)
	load := opened(t, b, text)
	t.Logf("%d rows, %d KB, opened in %v, a keystroke takes %.1f ms", len(api.Routes), len(text)>>10, load.Round(time.Millisecond), search(t, b, api))
	last := api.Routes[len(api.Routes)-1]
	assert.Contains(t, evaluate[string](t, b, `[...document.querySelectorAll("li.route")].at(-1).innerText`), last.Pattern.String(), "a link has led to it")
	b.Run(t, chromedp.Evaluate(`document.querySelector("details.later").open = true`, nil), chromedp.Sleep(200*time.Millisecond))
	assert.Contains(t, evaluate[string](t, b, `document.querySelector("details.later").innerText`), "/things10/{id}")
	stays(t, b)
}

// ticked ticks codes alone, and returns what the page says of each row, in the order of the table.
func ticked(t *testing.T, b *browser.Browser, codes []int) []string {
	t.Helper()
	list, err := json.Marshal(append([]int{}, codes...))
	require.NoError(t, err)
	return evaluate[[]string](t, b, `(() => {
		const codes = `+string(list)+`;
		document.getElementById("caller").checked = true;
		for (const box of document.querySelectorAll(".tick")) box.checked = codes.includes(Number(box.value));
		document.querySelector(".tick").dispatchEvent(new Event("input", {bubbles: true}));
		dispatchEvent(new Event("beforeprint")); // who prints sees all rows
		return [...document.querySelectorAll("li.route .answer")].map((p) => p.hidden ? "hidden" : p.textContent);
	})()`)
}

// search types the path of a row, as people do, and returns how long the page takes for a keystroke, in milliseconds.
func search(t *testing.T, b *browser.Browser, api *model.API) float64 {
	t.Helper()
	last := api.Routes[len(api.Routes)-1]
	shown := `Number(document.getElementById("count").textContent.split(" ")[0])`
	b.Run(t, chromedp.Evaluate("document.activeElement.blur()", nil), chromedp.KeyEvent("/"),
		chromedp.Evaluate(`document.getElementById("search").value = ""`, nil)) // the driver types what a person would not
	assert.Equal(t, "search", evaluate[string](t, b, "document.activeElement.id"), "the key / leads to the search")
	b.Run(t, chromedp.KeyEvent(strings.ToUpper(strings.TrimPrefix(last.Pattern.String(), "/"))))
	want := 0
	for _, r := range api.Routes {
		if strings.Contains(strings.ToLower(r.Method+" "+r.Pattern.String()+" "+r.ID+" "+r.Name+" "+r.Group.Path), strings.ToLower(last.Pattern.String()[1:])) {
			want++
		}
	}
	assert.Equal(t, want, evaluate[int](t, b, shown), "%s: the box has %q", last.Pattern, evaluate[string](t, b, `document.getElementById("search").value`))
	assert.Equal(t, min(want, 200), evaluate[int](t, b, `[...document.querySelectorAll("li.route")].filter((row) => row.checkVisibility()).length`))
	took := evaluate[float64](t, b, `(() => {
		const box = document.getElementById("search");
		const times = ["t", "th", "thi", "", "9"].map((text) => {
			const start = performance.now();
			box.value = text;
			box.dispatchEvent(new Event("input", {bubbles: true}));
			document.body.offsetHeight; // the layout counts
			return performance.now() - start;
		});
		return Math.max(...times);
	})()`)
	b.Run(t, chromedp.Evaluate(`document.querySelector("button[type=reset]").click()`, nil), chromedp.Sleep(100*time.Millisecond))
	assert.Equal(t, len(api.Routes), evaluate[int](t, b, shown))
	target := `[...document.querySelectorAll("li.route")].at(-1)`
	b.Run(t, chromedp.Evaluate(`location.hash = "#" + `+target+`.id`, nil), chromedp.Sleep(200*time.Millisecond))
	assert.True(t, evaluate[bool](t, b, target+".checkVisibility()"), "a link to a row shows it")
	b.Run(t, chromedp.Evaluate(`(() => { const m = document.getElementById("method"); m.value = m.options[1].value; m.dispatchEvent(new Event("input", {bubbles: true})); })()`, nil))
	assert.Equal(t, "0", evaluate[string](t, b, `String([...document.querySelectorAll("li.route:not(.out) .method")].filter((m) => m.textContent !== document.getElementById("method").value).length)`))
	return took
}

// violations returns what axe-core finds on the page.
func violations(t *testing.T, b *browser.Browser, axe []byte) (found []string) {
	t.Helper()
	b.Run(t, chromedp.Evaluate(string(axe), nil))
	b.Run(t, chromedp.Evaluate(`axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))`, &found,
		func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return found
}

// TestAccessible asks axe-core what keeps people from the page: light and dark, on a wide screen and on a phone, in both
// languages. It finds nothing. It also prints the page.
func TestAccessible(t *testing.T) {
	needTools(t)
	axe, err := os.ReadFile(filepath.Join(tools, "node_modules/axe-core/axe.min.js"))
	require.NoError(t, err)
	b := browser.Open(t)
	api, _ := loaded(t, tables(t, "html")["shop"], "permissions.html")
	var document []byte
	for i, scheme := range []string{"light", "dark", "light", "dark"} {
		lang := page.Langs()[i/2]
		document = page.Print(api, page.Options{Lang: lang, Ask: i/2 > 0})
		for _, width := range []int64{1280, 360} {
			b.Run(t, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.EmulateViewport(width, 800))
			opened(t, b, document)
			b.Run(t, chromedp.Evaluate(`document.querySelector("details").open = true`, nil))
			ticked(t, b, []int{0})
			assert.Empty(t, violations(t, b, axe), "%s, %s, %d wide", lang, scheme, width)
			screenshot(t, b, fmt.Sprintf("shop-%s-%s-%d", lang, scheme, width))
			assert.LessOrEqual(t, evaluate[int64](t, b, "document.documentElement.scrollWidth"), width, "no need to scroll to the side")
		}
	}
	long, list := model.Load("long.yaml", large(250)) // more rows than are shown at once
	require.NoError(t, list.Err())
	opened(t, b, page.File(long))
	ticked(t, b, []int{0})
	b.Run(t, chromedp.Evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`, nil),
		chromedp.Click("#more", chromedp.ByID))
	assert.Empty(t, violations(t, b, axe), "a large table")
	document = page.File(api)
	b.Run(t, emulation.SetEmulatedMedia(), chromedp.EmulateViewport(1000, 1000))
	opened(t, b, document)
	b.Run(t, chromedp.Evaluate(`document.querySelector("details").open = true`, nil))
	ticked(t, b, []int{1})
	b.Run(t, chromedp.SendKeys("#search", "orders"))
	screenshot(t, b, "shop") // docs/page.png is this one
	b.Run(t, emulation.SetEmulatedMedia().WithMedia("print"))
	assert.Equal(t, "none", evaluate[string](t, b, `getComputedStyle(document.getElementById("filters")).display`))
	var pdf []byte
	b.Run(t, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = cdp.PrintToPDF().Do(ctx)
		return err
	}))
	assert.Greater(t, len(pdf), 5000)
	stays(t, b)
}

// TestScriptless reads pages without script: all rows can be read, also those that script builds when it shows them.
func TestScriptless(t *testing.T) {
	b := browser.Open(t)
	b.Run(t, emulation.SetScriptExecutionDisabled(true))
	all := tables(t, "html")
	for _, name := range []string{"shop", "large"} {
		api, document := loaded(t, all[name], "permissions.html")
		opened(t, b, document)
		var text string
		b.Run(t, chromedp.TextContent("main", &text, chromedp.ByQuery))
		for _, word := range []string{"denied (403)", "Routes that need it"} {
			assert.True(t, strings.Contains(text, word), word)
		}
		for _, r := range api.Routes {
			require.True(t, strings.Contains(text, r.Pattern.String()), r.Pattern)
		}
		var form bool
		b.Run(t, chromedp.Evaluate(`document.getElementById("filters").checkVisibility()`, &form))
		assert.False(t, form, "what needs script is not shown")
		var rows, seen int
		b.Run(t, chromedp.Evaluate(`document.querySelectorAll("li.route .path").length`, &rows),
			chromedp.Evaluate(`[...document.querySelectorAll("li.route")].filter((row) => row.checkVisibility()).length`, &seen))
		assert.Equal(t, []int{len(api.Routes), len(api.Routes)}, []int{rows, seen}, name)
	}
	b.Run(t, chromedp.KeyEvent(kb.Tab))
	assert.Equal(t, "A", evaluate[string](t, b, "document.activeElement.tagName"))
	stays(t, b)
}
