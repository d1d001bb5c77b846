// Package routetest makes random tables and requests, for tests that compare two readings of a table.
package routetest

import (
	"math/rand/v2"
	"strings"

	"github.com/permroute/permroute/generator/route"
)

// Table returns a table of up to six rows over a small alphabet, so that its rows meet in every way.
func Table(random *rand.Rand) route.Table {
	rows := route.Table{Encoded: randomEncoding(random)}
	if random.IntN(2) == 0 {
		rows.Excluded = route.Equivalence(random.IntN(int(route.AnyServer) + 1))
	}
	methods := []string{"GET", "GET", "POST", "HEAD"}
	if random.IntN(2) == 0 {
		methods = methods[:3] // then GET may answer HEAD everywhere
	}
	seen := map[string]bool{}
	for range 1 + random.IntN(6) {
		method := pick(random, methods...)
		text := randomPattern(random)
		if n := len(rows.Rows); n > 0 && random.IntN(4) == 0 {
			text = sibling(random, rows.Rows[random.IntN(n)].Pattern)
		}
		pattern, err := route.ParsePattern(text)
		if key := method + pattern.Shape(); err == nil && !seen[key] {
			seen[key] = true
			rows.Rows = append(rows.Rows, route.Row{Method: method, Pattern: pattern, Demand: randomDemand(random), Encoded: randomEncoding(random)})
		}
	}
	return rows
}

func randomPattern(random *rand.Rand) string {
	var b strings.Builder
	for i := range random.IntN(4) {
		b.WriteString("/" + pick(random, "a", "b", "B", "a.b", "ab", "1", "{p"+string(rune('0'+i))+"}", "{q"+string(rune('0'+i))+"}",
			"a{p"+string(rune('0'+i))+"}", "{p"+string(rune('0'+i))+"}b", "{p"+string(rune('0'+i))+"}.b", "a{q"+string(rune('0'+i))+"}:b",
			"a.{p"+string(rune('0'+i))+"}", "a({q"+string(rune('0'+i))+"})"))
	}
	if b.Len() == 0 || random.IntN(4) == 0 {
		b.WriteString(pick(random, "/**", "/a", "/b"))
	}
	switch random.IntN(30) {
	case 0:
		return "/"
	case 1, 2, 3, 4:
		return b.String() + "/" // no pattern, if it ends in **
	case 5:
		return "/" + pick(random, "a.php", "{p}.php", "{p}x.PHP") + b.String()
	}
	return b.String()
}

// sibling returns a pattern like p, perhaps with fewer segments, and with other literals after its parameters.
func sibling(random *rand.Rand, p route.Pattern) string {
	segments := p.Segments()
	segments = segments[:len(segments)-random.IntN(1+min(2, len(segments)))]
	var b strings.Builder
	for i, s := range segments {
		b.WriteByte('/')
		switch s.Kind {
		case route.Literal:
			b.WriteString(pick(random, s.Text, s.Text, "{s"+string(rune('0'+i))+"}"))
		case route.Param:
			b.WriteString(s.Prefix + "{s" + string(rune('0'+i)) + "}" + pick(random, s.Suffix, "", "b", "1", ":b"))
		case route.Rest:
			b.WriteString(pick(random, "**", "a"))
		}
	}
	if p.EndsInSlash() {
		b.WriteByte('/')
	}
	return b.String()
}

func randomDemand(random *rand.Rand) route.Demand {
	return pick(random,
		route.Demand{{1}}, route.Demand{{2}}, route.Demand{{1, 2}}, route.Demand{{1}, {2}}, route.Demand{{3}}, route.Demand{{1, 3}, {2}}, route.Demand{{}}, route.Demand{})
}

func randomEncoding(random *rand.Rand) route.Encoding {
	return pick(random, 0, 0, route.Space, route.UTF8, route.Space|route.UTF8, route.Reserved, route.EveryEncoding)
}

// Request returns a method and a path. Mostly some row of the table names the path, or one that is similar.
func Request(random *rand.Rand, rows route.Table) (method, path string) {
	method = pick(random, "GET", "GET", "GET", "HEAD", "POST", "PUT", "get", "TRACE")
	var b strings.Builder
	if len(rows.Rows) > 0 && random.IntN(4) > 0 {
		row := rows.Rows[random.IntN(len(rows.Rows))]
		if random.IntN(4) > 0 {
			method = row.Method
		}
		for _, s := range row.Pattern.Segments() {
			switch s.Kind {
			case route.Literal:
				b.WriteString("/" + mutated(random, s.Text))
			case route.Param:
				barred := s.Barred()
				value := pick(random, "a", "b", "a.b", "x", "1", barred[:min(1, len(barred))]+"1", "x"+barred[len(barred)/2:], "a/x", "x/b/1")
				b.WriteString("/" + mutated(random, s.Prefix+mutated(random, value)+s.Suffix))
			}
		}
	}
	path = b.String()
	b.Reset()
	if random.IntN(30) == 0 {
		path = "/" + pick(random, "a.php", "a.PHP", "x.php", ".php") + path
	}
	b.WriteString(path)
	for range random.IntN(3) {
		b.WriteString("/" + mutated(random, pick(random, "a", "b", "a.b", "x", "1")))
	}
	if b.Len() == 0 || random.IntN(6) == 0 {
		b.WriteString("/")
	}
	return method, b.String()
}

func mutated(random *rand.Rand, segment string) string {
	switch random.IntN(12) {
	case 0:
		return otherCase(segment)
	case 1:
		return segment + pick(random, ".b", ".b.c", "x", ".", "%20", "%20x", "%E4%BD%A0", "%61", "%3A", "%28x%29", "%3ab", "%40")
	case 2:
		return pick(random, "", ".", "..", "~")
	case 3:
		return strings.NewReplacer(":", "%3A", "(", "%28", ")", "%29").Replace(segment)
	}
	return segment
}

// otherCase returns a segment in capital letters or, if it is written so, in small ones.
func otherCase(segment string) string {
	if upper := strings.ToUpper(segment); upper != segment {
		return upper
	}
	return strings.ToLower(segment)
}

func pick[T any](random *rand.Rand, from ...T) T { return from[random.IntN(len(from))] }
