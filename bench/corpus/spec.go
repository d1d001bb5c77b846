package corpus

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Spec returns the set as a spec, and the spec of our own table as it is. Permissions are as a real
// table has them, so that neighbouring rows often need different ones.
func (s Set) Spec() ([]byte, error) {
	if s.Name == "bss" {
		return os.ReadFile(filepath.Join(Folder(), OurSpec))
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "permroute: 1\npackage: %s\ntitle: %q\n", s.Name, s.Title)
	b.WriteString("unlisted: {path: public, method: nobody}\npermissions:\n")
	codes, err := s.answerable(s.codes())
	if err != nil {
		return nil, err
	}
	for _, code := range slices.Sorted(maps.Values(distinct(codes))) {
		fmt.Fprintf(&b, "  - code: %q\n", code)
	}
	b.WriteString("groups:\n")
	for _, g := range s.groups() {
		fmt.Fprintf(&b, "  - name: %q\n    slug: %q\n    routes:\n", g.name, g.slug)
		for _, i := range g.routes {
			r := s.Routes[i]
			fmt.Fprintf(&b, "      - {id: %s, route: %q, require: %q}\n", r.ID, r.Method+" "+r.Path, codes[i])
		}
	}
	return b.Bytes(), nil
}

// most returns how many permissions the table has at the most. One of up to 64 keeps a set of them in
// a word.
func (s Set) most() int {
	if len(s.Routes) > 2000 {
		return 512
	}
	return 64
}

// codes returns the permission of each route: <service>:<resource>:view for what only reads, and
// :update for the rest.
func (s Set) codes() []string {
	codes := make([]string, len(s.Routes))
	for i, r := range s.resources() {
		action := "update"
		if method := s.Routes[i].Method; method == "GET" || method == "HEAD" || method == "OPTIONS" {
			action = "view"
		}
		codes[i] = r.service + ":" + r.name + ":" + action
	}
	return codes
}

// A resource is what a permission is about.
type resource struct{ service, name string }

// resources returns what each route is about. There are as many resources as leave room for two
// permissions each: those with the most routes stand for themselves, as many as there is room for, the
// others of a service share one, and so do the smallest services.
func (s Set) resources() []resource {
	each := make([]resource, len(s.Routes))
	for i, r := range s.Routes {
		each[i] = resourceOf(r)
	}
	room := s.most() / 2
	shared := each
	for n := room; len(counted(shared)) > room && n > 0; n-- {
		shared = merged(each, n, func(r resource) resource { return resource{r.service, "other"} })
	}
	if len(counted(shared)) > room {
		shared = merged(each, room/2, func(r resource) resource { return resource{r.service, "other"} })
		shared = merged(shared, room-1, func(resource) resource { return resource{"other", "other"} })
	}
	return shared
}

// merged leaves the n most frequent resources as they are and puts the others into wider ones.
func merged(each []resource, n int, wider func(resource) resource) []resource {
	count := counted(each)
	order := slices.SortedFunc(maps.Keys(count), func(a, b resource) int {
		return cmp.Or(count[b]-count[a], strings.Compare(a.service, b.service), strings.Compare(a.name, b.name))
	})
	kept := map[resource]bool{}
	for _, r := range order[:min(n, len(order))] {
		kept[r] = true
	}
	each = slices.Clone(each)
	for i, r := range each {
		if !kept[r] {
			each[i] = wider(r)
		}
	}
	return each
}

func counted(each []resource) map[resource]int {
	count := map[resource]int{}
	for _, r := range each {
		count[r]++
	}
	return count
}

// distinct returns the codes by themselves.
func distinct(codes []string) map[string]string {
	set := map[string]string{}
	for _, c := range codes {
		set[c] = c
	}
	return set
}

// common are literals that name no resource: versions, and what stands in every path of an API.
var common = regexp.MustCompile(`^([vV]?[0-9][0-9a-z.]*|v[0-9].*|apis?|rest|watch|namespaces|projects|locations|zones|regions)$`)

// resourceOf returns the service and the resource that a route is about, by the literals of its path.
func resourceOf(r Route) resource {
	var words []string
	for s := range strings.SplitSeq(r.Path, "/") {
		if s != "" && !strings.ContainsAny(s, "{*") && !common.MatchString(s) {
			words = append(words, word(s))
		}
	}
	if r.Service != "" && (len(words) == 0 || words[0] != word(r.Service)) {
		words = append([]string{word(r.Service)}, words...)
	}
	return resource{cmp.Or(at(words, 0), "root"), cmp.Or(at(words, 1), at(words, 0), "root")}
}

func at(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return ""
}

// word returns the small letters and digits of a text: what is left is a part of a Go name whatever
// stood between, and no two codes differ in less.
func word(text string) string {
	return strings.Map(func(r rune) rune {
		if isAlphanumeric(r) {
			return r
		}
		return -1
	}, strings.ToLower(text))
}

// A group is a heading of a spec.
type group struct {
	name, slug string
	routes     []int
}

// groups gives each service a heading, and all of a set without services one.
func (s Set) groups() []group {
	var groups []group
	index := map[string]int{}
	for i, r := range s.Routes {
		g, known := index[r.Service]
		if !known {
			g = len(groups)
			index[r.Service] = g
			slug := cmp.Or(word(r.Service), "all")
			groups = append(groups, group{cmp.Or(r.Service, "All"), slug, nil})
		}
		groups[g].routes = append(groups[g].routes, i)
	}
	return groups
}

// packageName makes a Go package's name of an API's.
func packageName(prefix, api string) string { return prefix + word(api) }
