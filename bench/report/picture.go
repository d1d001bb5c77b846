package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/permroute/permroute/bench/contest"
)

// pictured are the sets that the picture has, all of the same kind: APIs with parameters, and none that
// most routers cannot write.
var pictured = []string{"gplus", "bss", "github203", "github", "huaweiplain", "googleplain"}

// The picture's measures, in pixels.
const (
	width, height          = 880, 560
	left, right, top, foot = 56, 128, 60, 56
	labelHeight            = 14
)

// colours tell the lines of the peers apart, on light and on dark ground.
var colours = []string{
	"#c2703d", "#4f8fc0", "#8a6fbf", "#b8902f", "#c05f86", "#3f9f8f", "#7f8f3f", "#a0705f", "#5f7fd0", "#9f5fa8", "#6f9f5f", "#c07f7f", "#5f93a0",
}

const style = `<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.title { font-size: 15px; fill: #6e7781 }
.ours { font-weight: bold; fill: #1a7f37 }
.grid { stroke: #8c959f; stroke-opacity: .25 }
.line { fill: none; stroke-width: 1.5; stroke-linejoin: round }
.oursline { fill: none; stroke: #1a7f37; stroke-width: 4; stroke-linejoin: round }
.limit { fill: none; stroke: #8c959f; stroke-width: 1.5; stroke-dasharray: 5 4 }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1 } .ours { fill: #3fb950 } .oursline { stroke: #3fb950 }
}
</style>
`

// A curve is what somebody needed for tables of several sizes.
type curve struct {
	name   string
	kind   string
	points [][2]float64 // rows and ns
	label  float64      // where the name stands, in pixels from the top
}

// Picture returns a drawing of the lookup time over the size of the table, in random order, with a line
// for each who takes a set and answers it right.
func Picture(r *contest.Results) string {
	curves := curvesOf(r)
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Lookup time over the size of the table\">\n%s", width, height, style)
	fmt.Fprintf(&b, "<text class=\"title\" x=\"%d\" y=\"24\">Lookup of a request: time by size of the table</text>\n", left)
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"40\">requests in random order; a line ends where a router rejects the larger tables or answers them wrong</text>\n", left)
	if len(curves) > 0 {
		s := scaleOf(curves)
		s.grid(&b, r)
		s.labels(curves)
		for i, c := range curves {
			s.draw(&b, c, colours[i%len(colours)])
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// curvesOf returns the curves, ours last, so that it is drawn above the others.
func curvesOf(r *contest.Results) []*curve {
	var curves []*curve
	for _, name := range pictured {
		set := r.Set(name)
		heat := set.Heat("random")
		if heat == nil {
			continue
		}
		for _, e := range heat.Entrants {
			if !shown(set, e) {
				continue
			}
			i := slices.IndexFunc(curves, func(c *curve) bool { return c.name == e.Name })
			if i < 0 {
				i = len(curves)
				curves = append(curves, &curve{name: e.Name, kind: e.Kind})
			}
			curves[i].points = append(curves[i].points, [2]float64{float64(set.Routes), e.Ns})
		}
	}
	slices.SortStableFunc(curves, func(a, b *curve) int {
		return cmp.Compare(fmt.Sprint(a.kind == contest.Ours), fmt.Sprint(b.kind == contest.Ours))
	})
	return curves
}

// shown reports whether an entrant's figure belongs into the picture. ogen's router is shown although
// it cannot know **, which our own table has in a row.
func shown(s *contest.SetResult, e contest.Entrant) bool {
	switch e.Kind {
	case contest.Limit:
		return e.Name == "memequal"
	case contest.Ours:
		return e.Name == "permroute"
	case contest.Peer:
		return s.Right(e.Name)
	}
	return true
}

// A scale turns rows and nanoseconds into pixels.
type logScale struct{ rows, ns [2]float64 }

// scaleOf returns the scale that has room for the curves.
func scaleOf(curves []*curve) logScale {
	s := logScale{[2]float64{math.Inf(1), 0}, [2]float64{math.Inf(1), 0}}
	for _, c := range curves {
		for _, p := range c.points {
			s.rows = [2]float64{min(s.rows[0], p[0]), max(s.rows[1], p[0])}
			s.ns = [2]float64{min(s.ns[0], p[1]), max(s.ns[1], p[1])}
		}
	}
	s.rows[1] = max(s.rows[1], s.rows[0]*10)
	s.ns = [2]float64{math.Pow(10, math.Floor(math.Log10(s.ns[0]))), math.Pow(10, math.Ceil(math.Log10(s.ns[1])))}
	return s
}

func (s logScale) x(rows float64) float64 {
	return left + (width-left-right)*math.Log(rows/s.rows[0])/math.Log(s.rows[1]/s.rows[0])
}

func (s logScale) y(ns float64) float64 {
	return height - foot - (height-foot-top)*math.Log(ns/s.ns[0])/math.Log(s.ns[1]/s.ns[0])
}

// grid draws a line for each power of ten and for each set.
func (s logScale) grid(b *strings.Builder, r *contest.Results) {
	for ns := s.ns[0]; ns <= s.ns[1]*1.01; ns *= 10 {
		y := s.y(ns)
		fmt.Fprintf(b, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n", left, width-right, y, y)
		fmt.Fprintf(b, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", left-6, y+4, duration(ns))
	}
	for _, name := range pictured {
		if set := r.Set(name); set != nil {
			x := s.x(float64(set.Routes))
			fmt.Fprintf(b, "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n", x, x, top, height-foot)
			anchor := "middle"
			if name == pictured[len(pictured)-2] {
				anchor = "end" // it stands close to the last one
			} else if name == pictured[len(pictured)-1] {
				anchor = "start"
			}
			fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%d</text>\n", x, height-foot+18, anchor, set.Routes)
			title, _, _ := strings.Cut(set.Title, ",")
			fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n", x, height-foot+34, anchor, title)
		}
	}
}

func duration(ns float64) string {
	switch {
	case ns >= 1e6:
		return fmt.Sprintf("%.0f ms", ns/1e6)
	case ns >= 1e3:
		return fmt.Sprintf("%.0f µs", ns/1e3)
	}
	return fmt.Sprintf("%.0f ns", ns)
}

// labels gives the names places beside the ends of the curves, none upon another.
func (s logScale) labels(curves []*curve) {
	order := slices.SortedFunc(slices.Values(curves), func(a, b *curve) int { return cmp.Compare(s.end(a), s.end(b)) })
	for i, c := range order {
		c.label = s.end(c)
		if i > 0 {
			c.label = max(c.label, order[i-1].label+labelHeight)
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		most := float64(height - foot)
		if i < len(order)-1 {
			most = order[i+1].label - labelHeight
		}
		order[i].label = min(order[i].label, most)
	}
}

// end returns where a curve ends, in pixels from the top.
func (s logScale) end(c *curve) float64 { return s.y(c.points[len(c.points)-1][1]) }

// draw draws a curve and its name.
func (s logScale) draw(b *strings.Builder, c *curve, colour string) {
	class, stroke, label := "line", " stroke=\""+colour+"\"", " style=\"fill:"+colour+"\""
	switch c.kind {
	case contest.Ours:
		class, stroke, label, colour = "oursline", "", " class=\"ours\"", "none"
	case contest.Limit:
		class, stroke, label, colour = "limit", "", "", "none"
	}
	var points []string
	for _, p := range c.points {
		points = append(points, fmt.Sprintf("%.1f,%.1f", s.x(p[0]), s.y(p[1])))
	}
	fmt.Fprintf(b, "<polyline class=\"%s\"%s points=\"%s\"/>\n", class, stroke, strings.Join(points, " "))
	last := c.points[len(c.points)-1]
	fmt.Fprintf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n", s.x(last[0]), s.y(last[1]), colour)
	fmt.Fprintf(b, "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n", s.x(last[0]), s.y(last[1]), width-right+10, c.label)
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%.1f\"%s>%s</text>\n", width-right+14, c.label+4, label, c.name)
}
