package traffic

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/traffic/formats"
)

// TestReplay asserts that a replay is what both tables answer, line by line.
func TestReplay(t *testing.T) {
	var tables [2]*model.API
	for i, name := range []string{"shop.yaml", "shop-new.yaml"} {
		source, err := os.ReadFile("../../cmd/permroute/testdata/" + name)
		require.NoError(t, err)
		api, wrong := model.Load(name, source)
		require.NoError(t, wrong.Err())
		tables[i] = api
	}
	var log strings.Builder
	type key struct {
		old, new Answer
		user     string
	}
	want, first, n := map[key]int64{}, map[[2]Answer]int64{}, int64(0)
	answer := func(api *model.API, method, target string) Answer {
		row, verdict := api.Table.MatchTarget(method, target)
		return Answer{verdict, row}
	}
	for round := range 3 {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"} {
			for _, target := range []string{"/", "/orders", "/orders/", "/ORDERS", "/orders/7", "/orders/7?x=1", "/orders/report.csv", "/payments/7", "/users/me", "/users/7", "/users/7/roles", "/terms", "/metrics", "/x/../y", "http://a/orders/7"} {
				user := fmt.Sprint("u", len(target)%4)
				n++
				fmt.Fprintf(&log, "192.0.2.7 - %s [23/Nov/2024:10:00:%02d +0000] \"%s %s HTTP/1.1\" 200 5 \"-\" \"-\"\n", user, round, method, target)
				k := key{answer(tables[0], method, target), answer(tables[1], method, target), user}
				want[k]++
				if pair := [2]Answer{k.old, k.new}; first[pair] == 0 {
					first[pair] = n
				}
			}
		}
	}
	for _, workers := range []int{1, 3} {
		r, err := Replay(tables[0], tables[1], []Log{{"a.log", strings.NewReader(log.String())}}, Options{Workers: workers, Wanted: formats.Wanted{By: "user"}})
		require.NoError(t, err)
		got := map[key]int64{}
		for _, tr := range r.Transitions {
			sum := int64(0)
			for _, c := range tr.Callers {
				got[key{tr.Old, tr.New, c.Value}] = c.Calls
				sum += c.Calls
			}
			assert.Equal(t, tr.Calls, sum)
			assert.Equal(t, Place{0, first[[2]Answer{tr.Old, tr.New}]}, tr.First)
			assert.Equal(t, tr.Old.Verdict == route.Listed, tr.Old.Row >= 0)
		}
		assert.Equal(t, want, got)
		assert.Equal(t, n, r.Result.Lines)
		assert.Greater(t, len(r.Transitions), 8)
	}
}
