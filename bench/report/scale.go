package report

import (
	"fmt"
	"strings"
)

// ScaleFile is where the command scale leaves what it has measured, below the module bench.
const ScaleFile = ".cache/scale.json"

// Scale is what generating and compiling tables of several sizes takes.
type Scale struct {
	Go     string
	Cores  int
	Tables []Table
}

// A Table is one of them.
type Table struct {
	Name           string // of the route set
	Title          string
	Routes         int
	Generate       float64 // seconds
	GenerateMemory float64 // MiB, at the most
	Compile        float64 // seconds, of the package alone, with nothing but the standard library cached
	CompileMemory  float64 // MiB, of the compiler at the most
	Source         int     // bytes of Go
	Own            int     // bytes of Go without the files that every output has
}

// goals returns the goals for tables of several sizes.
func (s *Scale) goals() []goal {
	if s == nil || len(s.Tables) == 0 {
		return []goal{{what: "generating and compiling (make scale)"}}
	}
	var all []goal
	first := s.Tables[0]
	for _, t := range s.Tables[1:] {
		if t.Routes > 10_000 {
			all = append(all,
				goal{"generating " + t.Title + ": time for a route, by that of " + first.Title, 1.5, "", t.each(t.Generate) / first.each(first.Generate), true, ""},
				goal{"generating " + t.Title + ": memory for a route, by that of " + first.Title, 1.5, "", t.each(t.GenerateMemory) / first.each(first.GenerateMemory), true, ""},
			)
		}
	}
	last := s.Tables[len(s.Tables)-1]
	all = append(all,
		goal{"compiling " + first.Title, 1, " s", first.Compile, true, ""},
		goal{"compiling 10,000 routes, between the tables beside", 12, " s", s.compileAt(10_000), true, ""},
		goal{"compiling " + last.Title + ": time for a route, by that of " + first.Title, 1.5, "", last.each(last.Compile) / first.each(first.Compile), true, ""},
	)
	for _, t := range s.Tables {
		all = append(all, goal{"compiling " + t.Title + ": memory", 1536, " MiB", t.CompileMemory, true, ""})
	}
	for _, t := range s.Tables {
		if t.Name == "huawei" {
			all = append(all, goal{"source of " + t.Title + " without the support files, for a route", 220, " bytes", t.each(float64(t.Own)), true, ""})
		}
	}
	return all
}

// each returns the share of one route.
func (t Table) each(of float64) float64 { return of / float64(t.Routes) }

// compileAt returns the seconds for a table of n routes, drawn straight between two that were measured.
func (s *Scale) compileAt(n int) float64 {
	for i := 1; i < len(s.Tables); i++ {
		if low, high := s.Tables[i-1], s.Tables[i]; n <= high.Routes {
			part := float64(n-low.Routes) / float64(high.Routes-low.Routes)
			return low.Compile + part*(high.Compile-low.Compile)
		}
	}
	return s.Tables[len(s.Tables)-1].Compile
}

// Markdown returns the tables' figures.
func (s *Scale) Markdown() string {
	if s == nil {
		return "`make scale` has not been run.\n"
	}
	var b strings.Builder
	b.WriteString("| table | routes | generate | MiB | compile | MiB | ms a route | Go source | bytes a route | without support |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, t := range s.Tables {
		fmt.Fprintf(&b, "| %s | %d | %.2f s | %.0f | %.2f s | %.0f | %.2f | %.1f MB | %.0f | %.0f |\n", t.Title, t.Routes, t.Generate, t.GenerateMemory,
			t.Compile, t.CompileMemory, t.each(t.Compile)*1000, float64(t.Source)/1e6, t.each(float64(t.Source)), t.each(float64(t.Own)))
	}
	return b.String()
}
