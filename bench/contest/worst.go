package contest

import (
	"slices"
	"strings"
	"time"

	"github.com/permroute/permroute/bench/peers"
)

// worst measures the requests for the adversarial table one by one: the random ones, and for each row
// the one whose every segment could be the literal and the parameter.
func (f *field) worst() *Worst {
	var mux *entered
	for _, r := range f.routers {
		if r.name == "ServeMux" {
			mux = r
		}
	}
	if mux == nil {
		return nil
	}
	var w Worst
	lines := linesOf(f.requests.Random)
	random := make([]float64, len(lines))
	for i, l := range lines {
		random[i] = single(l, mux.Run)
	}
	w.Median = quantile(random, 0.5)
	for _, l := range slices.Concat(lines, f.dark()) {
		if ns := single(l, f.compiled.Match.Run); ns > w.Ours {
			w.Ours, w.Path, w.ServeMux = ns, l.Path, single(l, mux.Run)
		}
	}
	return &w
}

// dark returns the requests of the adversarial table whose every segment but the last is the literal.
func (f *field) dark() []peers.Line {
	var lines []peers.Line
	for _, r := range f.api.Routes {
		segments := strings.Split(r.Pattern.String(), "/")
		for i, s := range segments {
			if strings.HasPrefix(s, "{") {
				segments[i] = "x"
			}
		}
		path := strings.Join(segments, "/")
		lines = append(lines, peers.Line{Method: r.Method, Path: path}, peers.Line{Method: r.Method, Path: path + "x"})
	}
	return lines
}

// single returns the ns that one request takes when it is the only one: the best of a few tries, so
// that what the machine does besides is left out.
func single(l peers.Line, run course) float64 {
	lines, order := []peers.Line{l}, make([]uint16, 32)
	best := time.Hour
	for range 7 {
		start := time.Now()
		sink += run(lines, order)
		best = min(best, time.Since(start))
	}
	return float64(best.Nanoseconds()) / float64(len(order))
}
