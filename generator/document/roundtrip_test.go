package document_test

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/syntax"
)

const bss = "../../spec/bss.yaml"

func parse(t *testing.T, name string, data []byte) *syntax.Spec {
	t.Helper()
	spec, list := syntax.Parse(name, data)
	require.NoError(t, list.Err())
	return spec
}

// A line is a row of a document: its cells from the left, and whether those of the groups are new.
type line struct {
	cells      [6]string
	top, below bool
}

// printedLines returns the rows of the spec as their document prints them.
func printedLines(spec *syntax.Spec) (lines []line) {
	texts := map[string]string{}
	for _, p := range spec.Permissions {
		texts[p.Code.Value] = p.Text.Value
	}
	or := func(printed, meant string) string {
		if printed != "" {
			return printed
		}
		return meant
	}
	for _, top := range spec.Groups {
		for i, g := range top.Groups {
			for j, r := range g.Routes {
				lines = append(lines, line{[6]string{top.Name.Value, g.Name.Value, or(r.Printed.Name.Value, r.Name.Value),
					or(r.Printed.Route.Value, r.Route.Value), r.Require.Code, or(r.Printed.Text.Value, texts[r.Require.Code])}, i+j == 0, j == 0})
			}
		}
	}
	return lines
}

var header = [6]string{"场景", "子场景", "接口名称", "接口URL", "权限码", "权限项名称"}

const before = `文档首页> 客户运营能力> API参考> API调用方式> API调用授权(客户)
更新时间:2023-06-14 GMT+08:00

`

const rules = `接口对应的权限项如下表,只要有其中一条权限项为无权限即不可调用。

未在表里的接口不需要做细粒度权限校验,客户账号均可调用。

`

// printers holds how a table is printed in each format.
var printers = map[string]func([]line) string{
	"page.txt": func(lines []line) string {
		text := before + rules + "表1\n\n" + strings.Join(header[:], "\n\n") + "\n\n"
		for _, l := range lines {
			from := 2
			if l.below {
				from = 1
			}
			if l.top {
				from = 0
			}
			text += strings.Join(l.cells[from:], "\n\n") + "\n\n"
		}
		return strings.TrimSpace(text)
	},
	"page.html": func(lines []line) string {
		text := "<html><body><div>" + strings.ReplaceAll(html.EscapeString(before+rules), "\n", "<br>") + "</div><table><tr><th>" + strings.Join(header[:], "</th><th>") + "</th></tr>"
		for i, l := range lines {
			text += "<tr>"
			for c, cell := range l.cells {
				switch {
				case c == 0 && l.top:
					text += fmt.Sprintf("<td rowspan=%d>%s</td>", reach(lines[i:], func(l line) bool { return l.top }), cell)
				case c == 1 && l.below:
					text += fmt.Sprintf("<td rowspan=\"%d\"><p>%s</p></td>", reach(lines[i:], func(l line) bool { return l.below }), cell)
				case c > 1:
					text += "<td>\n" + html.EscapeString(cell) + "\n</td>"
				}
			}
			text += "</tr>\n"
		}
		return text + "</table></body></html>"
	},
	"page.md": func(lines []line) string {
		text := before + rules + "| " + strings.Join(header[:], " | ") + " |\n|---|---|---|---|---|---|\n"
		for _, l := range lines {
			text += "| " + strings.Join(leftOut(l), " | ") + " |\n"
		}
		return text
	},
	"table.csv": func(lines []line) string {
		text := strings.ReplaceAll(before, "\n", ",,,,,\n") + quotedLines(rules) + strings.Join(header[:], ",") + "\n"
		for _, l := range lines {
			text += strings.Join(leftOut(l), ",") + "\n"
		}
		return text
	},
}

// quotedLines quotes the lines of a text that are not empty.
func quotedLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			line = `"` + line + `",,,,,`
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// reach returns how many lines a merged cell covers.
func reach(lines []line, next func(line) bool) int {
	n := 1
	for n < len(lines) && !next(lines[n]) {
		n++
	}
	return n
}

// leftOut returns the cells with those of groups empty that are merged with the ones above.
func leftOut(l line) []string {
	cells := l.cells
	if !l.top {
		cells[0] = ""
	}
	if !l.below {
		cells[1] = ""
	}
	return cells[:]
}

// TestPrinted prints spec/bss.yaml as its document does and reads it back, from each format: it is the
// same spec, up to ids, to comments and to what a document does not say, and each of its four oddities
// is a doubt.
func TestPrinted(t *testing.T) {
	data, err := os.ReadFile(bss)
	require.NoError(t, err)
	want := parse(t, bss, data)
	for name, print := range printers {
		t.Run(name, func(t *testing.T) {
			text := print(printedLines(want))
			read, wrong := document.Read([]readers.File{{Name: name, Data: []byte(text)}}, table.Options{})
			require.NoError(t, wrong.Err(), text)
			assert.Len(t, read.Rows, 26)
			assert.Len(t, read.Permissions, 10)
			assert.Zero(t, read.LeftOut)
			var oddities []string
			for _, d := range read.Doubts {
				assert.NotZero(t, d.Pos.Line)
				shown := strings.Split(text, "\n")[d.Pos.Line-1]
				assert.Contains(t, string([]rune(shown)[d.Pos.Column-1:]), strings.Split(d.Message, `"`)[1], "the position is that of the cell")
				oddities = append(oddities, d.Message)
			}
			assert.Equal(t, []string{
				`the text "查看折扣、价格信息" of "bss:discount:view" lacks the full stop of other rows`,
				`"GET/v2/accounts/customer-accounts/balances" lacks the blank of "GET /v2/accounts/customer-accounts/balances"`,
				`"POST/v2/orders/customer-orders/pay" lacks the blank of "POST /v2/orders/customer-orders/pay"`,
				`"POST/v3/payments/free-resources/query" lacks the blank of "POST /v3/payments/free-resources/query"`,
			}, oddities)
			got := merge.Spec(read, merge.Target{})
			assert.Equal(t, said(want), said(parse(t, "got.yaml", got)))
			merged, wrong := merge.Into(read, bss, data, merge.Origin{})
			require.NoError(t, wrong.Err())
			assert.Equal(t, read.Doubts, merged.Doubts, "the merge adds no doubt")
			assert.Equal(t, string(data), string(merged.Spec), "what a spec has already is not touched")
		})
	}
}

// said returns all that a document can say of a spec, without ids.
func said(s *syntax.Spec) []string {
	all := []string{s.Package.Value, s.Title.Value, s.Source.Document.Value, s.Source.Updated.Value, s.Combine.Value, s.Unlisted.Path.Value, s.Unlisted.Method.Value}
	for _, p := range s.Permissions {
		all = append(all, p.Code.Value+" "+p.Text.Value)
	}
	var groups func(string, []syntax.Group)
	groups = func(above string, list []syntax.Group) {
		for _, g := range list {
			at := above + " > " + g.Name.Value + " (" + g.Slug.Value + ")"
			for _, r := range g.Routes {
				all = append(all, fmt.Sprint(at, ": ", r.Name.Value, r.Route.Value, r.Require.Form, r.Require.Code, codes(r.Require.Items),
					r.Printed.Name.Value, r.Printed.Route.Value, r.Printed.Require.Value, r.Printed.Text.Value))
			}
			groups(at, g.Groups)
		}
	}
	groups("", s.Groups)
	return all
}

func codes(items []syntax.Require) (list []string) {
	for _, item := range items {
		list = append(list, item.Code)
	}
	return list
}
