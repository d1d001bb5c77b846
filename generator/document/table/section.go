package table

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/source"
)

// A heading is a heading of a page.
type heading struct {
	level int
	cell  source.Cell
}

// headings holds the headings above a place, the highest first.
type headings []heading

// under returns the headings above what stands below h.
func (list headings) under(h heading) headings {
	n := len(list)
	for n > 0 && list[n-1].level >= h.level {
		n--
	}
	return append(list[:n:n], h)
}

// A section is where a table stands: below headings, perhaps with a caption.
type section struct {
	headings []source.Cell
	caption  source.Cell // its name, without "Table 2"
	groups   []source.Cell
}

// sectionOf returns where a table stands that has this caption. A table may have it in the line before.
func (r *reading) sectionOf(caption source.Cell) *section {
	s := &section{}
	for _, h := range r.headings {
		s.headings = append(s.headings, h.cell)
	}
	for _, c := range []source.Cell{caption, r.before} {
		if name := captionName(c.Text); name != "" {
			s.caption = source.Cell{Text: name, Pos: c.Pos}
			return s
		}
	}
	if !captionForm.MatchString(caption.Text) {
		s.caption = caption
	}
	return s
}

// captionForm is the number of a table, with what stands behind it.
var captionForm = regexp.MustCompile(`(?i)^(?:表|table|tabla|tableau|tabelle|tabela|таблица)\s*\d+(?:[-.]\d+)*[.:：]?(?:\s*(.*))?$`)

// captionName returns the name in a caption: Node of "Table 2 Node".
func captionName(s string) string {
	if m := captionForm.FindStringSubmatch(source.OneLine(s)); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// name returns the innermost heading.
func (s *section) name() source.Cell {
	switch {
	case !s.caption.Empty():
		return s.caption
	case len(s.headings) > 0:
		return s.headings[len(s.headings)-1]
	}
	return source.Cell{}
}

// settleSections decides which headings group the rows of a page: those that not all of its tables have.
// Tables with the same headings are told by their captions.
func settleSections(all []*section) {
	if len(all) < 2 {
		return
	}
	common := len(all[0].headings)
	for _, s := range all {
		common = min(common, shared(all[0].headings, s.headings))
	}
	seen := map[string]int{}
	for _, s := range all {
		s.groups = s.headings[common:]
		seen[joined(s.groups)]++
	}
	for _, s := range all {
		if seen[joined(s.groups)] > 1 && !s.caption.Empty() {
			s.groups = append(s.groups[:len(s.groups):len(s.groups)], s.caption)
		}
	}
}

// shared returns how many headings two lists begin with together.
func shared(a, b []source.Cell) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

var baseForm = regexp.MustCompile(`(?i)^(?:(?:api\s+)?base\s*(?:path|url|uri)|(?:common\s+)?(?:path|uri|url)\s+prefix|基础路径|基本路径|根路径|公共路径|路径前缀|URI\s*前缀|URL\s*前缀|接口前缀|请求前缀)\s*(?:is\b|为|是)?\s*[:：]?\s*(\S+)$`)

// baseIn returns the path that a line says that all paths stand below, or "".
func baseIn(line string) string {
	m := baseForm.FindStringSubmatch(strings.Trim(line, "*` "))
	if m == nil {
		return ""
	}
	r := notation.ReadRoutes(strings.Trim(m[1], "`。."), "GET", "")
	if len(r.List) != 1 || r.Reason != "" || r.List[0].Path == "/" {
		return ""
	}
	return r.List[0].Path
}

// headingBase returns the path that the innermost heading is, if it is one and no path of the table begins
// as it does: they are taken to stand below it.
func (r *reading) headingBase(a *assignment) string {
	if len(r.headings) == 0 {
		return ""
	}
	cell := r.headings[len(r.headings)-1].cell
	if !notation.PathLike(cell.Text) {
		return ""
	}
	h := notation.ReadRoutes(cell.Text, "GET", "")
	if len(h.List) != 1 || h.Reason != "" || h.List[0].Path == "/" {
		return ""
	}
	base := h.List[0].Path
	first, _, _ := strings.Cut(base[1:], "/")
	if a.fitting(a.index(roleRoute), func(s string) bool { return strings.Contains(s, "/"+first) }) > 0 {
		return ""
	}
	r.question(cell.Pos, fmt.Sprintf("the heading is a path: the paths of its table are read as paths below %s", base), "say another base with --base")
	return base
}
