package notation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestReadCodes reads cells of codes: alternatives are joined by |, and what is needed together by +.
func TestReadCodes(t *testing.T) {
	for _, c := range []struct {
		cell, want string
		joined     bool
		said       int
	}{
		{"a:view", "a:view", false, 0},
		{"a:view\nb:view", "a:view+b:view", true, 0},
		{"a:view, b:view", "a:view+b:view", true, 0},
		{"a:view、b:view；c:view", "a:view+b:view+c:view", true, 1},
		{"a:view|b:view", "a:view|b:view", false, 0},
		{"a:view |\nb:view", "a:view|b:view", false, 0},
		{"a:view or b:view", "a:view|b:view", false, 0},
		{"a:view\nor\nb:view", "a:view|b:view", false, 0},
		{"a:view或b:view", "a:view|b:view", false, 0},
		{"Any one of the following: a:view, b:view", "a:view|b:view", false, 0},
		{"任意一个：a:view、b:view", "a:view|b:view", false, 1},
		{"a:view、b:view任一", "a:view|b:view", false, 0},
		{"a:view and b:view", "a:view+b:view", false, 0},
		{"Both a:view and b:view are required", "a:view+b:view", false, 0},
		{"a:view + b:view | c:view", "a:view+b:view|c:view", false, 0},
		{"a:view|b:view\nc:view", "a:view+c:view|b:view+c:view", true, 1},
		{"a：view", "a:view", false, 1},
		{"a: view", "a:view", false, 1},
		{"a:view（待下线）", "a:view", false, 0},
		{"a:view (deprecated)\nb:view", "a:view+b:view", true, 0},
		{"BPC_ITEM_1|BPC_ITEM_2", "BPC_ITEM_1|BPC_ITEM_2", false, 0},
		{"repo", "repo", false, 0},
		{"repo, user", "repo+user", true, 0},
		{"User.Read.All", "User.Read.All", false, 0},
		{"a:view。", "a:view", false, 1},
		{"• a:view\n• b:view", "a:view+b:view", true, 0},
		{"a:view see also", "a:view", false, 2},
		{"-", "none", false, 1},
		{"无", "none", false, 1},
		{"", "", false, 0},
	} {
		n := ReadRequirement(c.cell)
		var alternatives []string
		for _, set := range n.Alternatives {
			alternatives = append(alternatives, strings.Join(set, "+"))
		}
		got := strings.Join(alternatives, "|")
		if n.Open {
			got = "none"
		}
		assert.Equal(t, fmt.Sprint(c.want, c.joined, c.said), fmt.Sprint(got, n.Joined, len(n.Said)), "%q: %v", c.cell, n.Said)
	}
}

// TestRoutes reads cells of routes.
func TestRoutes(t *testing.T) {
	for _, c := range []struct{ route, method, want string }{
		{"GET /a", "", "GET /a"},
		{"GET/a", "", "GET /a"},
		{"get /a", "", "GET /a"},
		{"ＧＥＴ　／ａ", "", "GET /a"},
		{"GET: /a", "", "GET /a"},
		{"POTS /a", "", "POST /a"},
		{"GET /a/ b", "", "GET /a/b"},
		{"GET /a 说明", "", "GET /a"},
		{"GET /a/", "", "GET /a"},
		{"GET //a", "", "GET /a"},
		{"GET /a?x={y}", "", "GET /a"},
		{"GET https://h.example.com/a", "", "GET /a"},
		{"GET {Endpoint}/a", "", "GET /a"},
		{"GET https://{endpoint}/a", "", "GET /a"},
		{"GET /a/{b c}", "", "GET /a/{b_c}"},
		{"GET /a/{b", "", "GET /a/{b}"},
		{"GET /a/:b/c", "", "GET /a/{b}/c"},
		{"GET /a/<b>", "", "GET /a/{b}"},
		{"GET /a/${b}", "", "GET /a/{b}"},
		{"GET /a/{id}/b/{id}", "", "GET /a/{id}/b/{id_4}"},
		{"GET /a/*", "", "GET /a/**"},
		{"GET /a/*/b", "", "GET /a/{any2}/b"},
		{"GET /a/**", "", "GET /a/**"},
		{"GET /a/{b}:cancel", "", "GET /a/{b}:cancel"},
		{"GET/POST /a", "", "GET /a, POST /a"},
		{"GET /a\nPOST /b", "", "GET /a, POST /b"},
		{"/a", "PUT", "PUT /a"},
		{"/a", "GET, PUT", "GET /a, PUT /a"},
		{"/a（待下线）", "put", "PUT /a"},
		{"/a", "", ""},
		{"see below", "GET", ""},
		{"GET /a*b", "", ""},
	} {
		list, problem, _ := Routes(c.route, c.method)
		var got []string
		for _, m := range list {
			got = append(got, m.Method+" "+m.Path)
		}
		assert.Equal(t, c.want, strings.Join(got, ", "), "%q %q: %s", c.route, c.method, problem)
	}
}
