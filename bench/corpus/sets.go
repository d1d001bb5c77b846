package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/permroute/permroute/generator/model"
)

// A source is where a set comes from.
type source struct {
	set  Set
	read func() ([]Route, error)
}

// small returns the sources that go test needs: this repository, and tests of dependencies.
func small() []source {
	list := func(modulePath, file, variable string) func() ([]Route, error) {
		return func() ([]Route, error) { return listed(modulePath, file, variable) }
	}
	return []source{
		{Set{Name: "bss", Title: "ours", Source: "spec/bss.yaml"}, ours},
		{Set{Name: "gplus", Title: "Google+", Source: echoModule}, list(echoModule, "router_test.go", "googlePlusAPI")},
		{Set{Name: "parse", Title: "Parse", Source: echoModule}, list(echoModule, "router_test.go", "parseAPI")},
		{Set{Name: "static", Title: "static", Source: echoModule}, list(echoModule, "router_test.go", "staticRoutes")},
		{Set{Name: "adversarial", Title: "adversarial", Source: "made up"}, func() ([]Route, error) { return Adversarial(10).Routes, nil }},
		{Set{Name: "github203", Title: "GitHub 203", Source: ginModule}, list(ginModule, "githubapi_test.go", "githubAPI")},
	}
}

// Adversarial returns 2 to the power of depth routes of that many segments that are x or a parameter, and
// a last one that names the route: every prefix goes on with a literal and with a parameter, and nothing
// but the last segment tells the routes apart.
func Adversarial(depth int) Set {
	s := Set{Name: "adversarial", Title: "adversarial", Source: "made up"}
	for n := range 1 << depth {
		var b strings.Builder
		for i := range depth {
			if n>>(depth-1-i)&1 == 0 {
				b.WriteString("/x")
			} else {
				fmt.Fprintf(&b, "/{p%d}", i)
			}
		}
		fmt.Fprintf(&b, "/r%d", n)
		s.Routes = append(s.Routes, Route{Method: "GET", Path: b.String(), Name: fmt.Sprintf("route %d", n)})
	}
	return clean(s)
}

// large returns the sources that have to be downloaded for the benchmark alone.
func large() []source {
	return []source{
		{Set{Name: "kubernetes", Title: "Kubernetes", Source: kubernetesModule.String()}, kubernetes},
		{Set{Name: "github", Title: "GitHub now", Source: "@octokit/openapi"}, githubNow},
		{Set{Name: "huawei", Title: "Huawei Cloud", Source: huaweiModule.String()}, huawei},
		{Set{Name: "google", Title: "Google", Source: googleModule.String()}, google},
		{Set{Name: "huaweiplain", Title: "Huawei Cloud, plain", Source: huaweiModule.String(), plain: true}, huawei},
		{Set{Name: "googleplain", Title: "Google, plain", Source: googleModule.String(), plain: true}, google},
	}
}

// Small returns the small sets, the smallest first but for ours.
func Small() ([]Set, error) { return read(small()) }

// Large returns the large sets.
func Large() ([]Set, error) { return read(large()) }

// All returns all sets, the small ones first.
func All() ([]Set, error) { return read(append(small(), large()...)) }

func read(sources []source) ([]Set, error) {
	var sets []Set
	for _, s := range sources {
		routes, err := s.read()
		if err != nil {
			return nil, fmt.Errorf("the route set %s: %w", s.set.Name, err)
		}
		s.set.Routes = routes
		sets = append(sets, clean(s.set))
	}
	return sets, nil
}

// OurSpec is the file of the table that is this project's own, below the module bench.
const OurSpec = "../spec/bss.yaml"

// ours returns the rows of spec/bss.yaml.
func ours() ([]Route, error) {
	file := filepath.Join(Folder(), OurSpec)
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	api, err := Resolve(file, data)
	if err != nil {
		return nil, err
	}
	var routes []Route
	for _, r := range api.Routes {
		routes = append(routes, Route{Method: r.Method, Path: r.Pattern.String(), Name: r.ID})
	}
	return routes, nil
}

// Resolve reads a spec.
func Resolve(file string, spec []byte) (*model.API, error) {
	api, list := model.Load(file, spec)
	if len(list) > 0 {
		return nil, list
	}
	return api, nil
}

// PerAPI returns a set for each API of a set that has several, in their order. A plain set has none: the
// set that it is a part of has them.
func (s Set) PerAPI() []Set {
	if s.plain {
		return nil
	}
	var sets []Set
	at := map[string]int{}
	rows := append([]Route{}, s.Routes...)
	for _, d := range s.Drops {
		rows = append(rows, d.Route)
	}
	for _, r := range rows {
		if r.API == "" {
			continue
		}
		i, known := at[r.API]
		if !known {
			i = len(sets)
			at[r.API] = i
			sets = append(sets, Set{Name: packageName(s.Name, r.API), Title: r.API, Source: s.Source})
		}
		sets[i].Routes = append(sets[i].Routes, r)
	}
	for i := range sets {
		sets[i] = clean(sets[i])
	}
	return sets
}

// First returns the set of the first n routes.
func (s Set) First(n int) Set {
	s.Name, s.Title = fmt.Sprintf("%s%d", s.Name, n), fmt.Sprintf("%s, the first %d", s.Title, n)
	s.Routes = s.Routes[:n]
	return s
}
