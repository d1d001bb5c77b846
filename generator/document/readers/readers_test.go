package readers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document/source"
)

// shown returns a page as lines: headings with #, and tables with the place and the text of each cell.
func shown(p *Page) string {
	var b strings.Builder
	if !p.Title.Empty() {
		fmt.Fprintf(&b, "title %s\n", p.Title.Text)
	}
	showParts(&b, p.Parts, "")
	for _, c := range p.Flat {
		fmt.Fprintf(&b, "%d:%d %q\n", c.Pos.Line, c.Pos.Column, c.Text)
	}
	return b.String()
}

func showParts(b *strings.Builder, parts []Part, indent string) {
	for _, part := range parts {
		switch part.Kind {
		case Line:
			fmt.Fprintf(b, "%s%d:%d %s\n", indent, part.Cell.Pos.Line, part.Cell.Pos.Column, part.Cell.Text)
		case Heading:
			fmt.Fprintf(b, "%s%d:%d %s %s\n", indent, part.Cell.Pos.Line, part.Cell.Pos.Column, strings.Repeat("#", part.Level), part.Cell.Text)
		case Table:
			fmt.Fprintf(b, "%stable %s\n", indent, part.Grid.Caption.Text)
			for _, row := range part.Grid.Rows {
				fmt.Fprint(b, indent, []string{" ", "H", "F"}[row.Kind], map[bool]string{true: "+", false: ""}[row.Apart])
				for _, c := range row.Cells {
					fmt.Fprintf(b, " [%d:%d %s]", c.Pos.Line, c.Pos.Column, strings.ReplaceAll(c.Text, "\n", "/"))
				}
				fmt.Fprintln(b)
			}
			showParts(b, part.Grid.Inside, indent+"  ")
		}
	}
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ about, name, text, want string }{
		{"HTML", "a.html", "<title>T</title><h1>Head</h1><p>a <b>b</b>\nc<br>d</p>\n<table><caption>C</caption><tr><th>x<th>y</tr><tr><td>1<td><p>2</p><p>3</p></table>e",
			"title Head\n1:21 # Head\n1:33 a b c\n2:6 d\ntable C\nH [3:36 x] [3:41 y]\n  [3:55 1] [3:63 2/3]\n3:84 e\n"},
		{"HTML without end tags, with sections", "a.html", "<table><thead><tr><th>x<tbody><tr><td>1<tfoot><tr><td>2</table>",
			"table \nH [1:23 x]\n  [1:39 1]\nF [1:55 2]\n"},
		{"merged cells", "a.html", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table>",
			"table \n  [1:26 a] [1:41 b] [1:41 b]\n  [1:26 a] [1:50 c] [1:55 d]\n  [1:64 e]\n"},
		{"a merged cell beyond a short row", "a.html", "<table><tr><td>a<td rowspan=2>b<tr></table>",
			"table \n  [1:16 a] [1:31 b]\n  [1:31 ] [1:31 b]\n"},
		{"a rowspan of 0 ends with its section", "a.html", "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>",
			"table \n  [1:33 a] [1:38 b]\n  [1:33 a] [1:47 c]\n  [1:63 d]\n"},
		{"a table in a cell", "a.html", "<table><tr><td>a<h2>h</h2><table><tr><td>b</table>c<td>d</table>",
			"table \n  [1:16 a/h/b/c] [1:56 d]\n  1:16 a\n  1:21 ## h\n  table \n    [1:42 b]\n  1:51 c\n  1:56 d\n"},
		{"markup", "a.html", "<table><tr><td>x<sup>2</sup><td>x<sub>2</sub><td><s>x</s><td>a<i>b</i>c<td><i>x</i><td><code>x</code><td>a <em>b</em> c</table>",
			"table \n  [1:16 x^2^] [1:33 x~2~] [1:53 ~~x~~] [1:62 a<b>c] [1:79 x] [1:94 x] [1:106 a b c]\n"},
		{"what is not shown", "a.html", "<script>var a = '<table>'</script><style>x</style><svg/><p>a<template><b>no</b></template></p><table><tr><td>b</table>",
			"1:60 a\ntable \n  [1:110 b]\n"},
		{"preformatted text", "a.html", "<table><tr><td><pre>a\nb</pre></table>", "table \n  [1:21 a/b]\n"},

		{"Markdown", "a.md", "# Head #\n\ntext **bold**\n\nSub\n---\n\n| a | b |\n|---|---|\n| `1` | 2<br>3 |\n| 4\\|5 |\n\nend",
			"title Head\n1:3 # Head\n3:1 text bold\n5:1 ## Sub\ntable \nH [8:3 a] [8:7 b]\n  [10:3 1] [10:9 2/3]\n  [11:3 4|5]\n13:1 end\n"},
		{"Markdown without bars at the ends", "a.md", "a | b\n--|--\n1 | 2\n", "table \nH [1:1 a] [1:5 b]\n  [3:1 1] [3:5 2]\n"},
		{"a row over several lines", "a.md", "| a | b |\n|---|---|\n| 1 | x and\ny | \n| 2 | z |\n", "table \nH [1:3 a] [1:7 b]\n  [3:3 1] [3:7 x and/y]\n  [5:3 2] [5:7 z]\n"},
		{"a code block", "a.md", "```\n| a | b |\n|---|---|\n```\n\n| c | d |\n|---|---|\n", "2:1 | a | b |\n3:1 |---|---|\ntable \nH [6:3 c] [6:7 d]\n"},
		{"HTML in Markdown", "a.md", "text\n<table>\n<tr><td>a\n</table>\nend", "1:1 text\ntable \n  [3:9 a]\n5:1 end\n"},
		{"markup in Markdown", "a.md", "| a | b |\n|---|---|\n| x<sup>2</sup> | ~~y~~ |\n| *z* | _w_ |\n| **a** or **b** | [t](u) |\n| /a/** | \\*1 |\n",
			"table \nH [1:3 a] [1:7 b]\n  [3:3 x^2^] [3:19 ~~y~~]\n  [4:3 z] [4:9 w]\n  [5:3 a or b] [5:20 t]\n  [6:3 /a/**] [6:11 *1]\n"},

		{"reStructuredText", "a.rst", "====\nHead\n====\n\nSub\n---\n\ntext ``code`` and `link <u>`_\n\n+---+-------+\n| a | b     |\n+===+=======+\n| 1 | 订    |\n|   | 单    |\n+---+-------+\n| 2         |\n+---+-------+\n",
			"title Head\n2:1 # Head\n5:1 ## Sub\n8:1 text code and link\ntable \nH [11:3 a] [11:7 b]\n  [13:3 1] [13:7 订/单]\n  [16:3 2] [16:3 2]\n"},
		{"a cell over rows", "a.rst", "+---+---+\n| a | b |\n+---+   |\n| c |   |\n+---+---+\n", "table \n  [2:3 a] [2:7 b]\n  [4:3 c] [2:7 b]\n"},
		{"a simple table", "a.rst", ".. table:: C\n\n   ===  =====\n   a    b\n   ===  =====\n   1    x and\n        y\n   2    z\n   ===  =====\n",
			"table C\nH [4:4 a] [4:9 b]\n  [6:4 1] [6:9 x and/y]\n  [8:4 2] [8:9 z]\n"},
		{"a list table", "a.rst", ".. list-table:: C\n   :header-rows: 1\n\n   * - a\n     - b\n   * - 1\n     - x and\n       y\n\nend\n",
			"table C\nH [4:8 a] [5:8 b]\n  [6:8 1] [7:8 x and/y]\n10:1 end\n"},

		{"CSV", "a.csv", "a,b\n\n1,\"x\ny\"\n", "table \n  [1:1 a] [1:3 b]\n + [3:1 1] [3:3 x/y]\n"},
		{"CSV with semicolons", "a.csv", "a;b;c\n1;2;3,4\n", "table \n  [1:1 a] [1:3 b] [1:5 c]\n  [2:1 1] [2:3 2] [2:5 3,4]\n"},
		{"TSV", "a.tsv", "a\tb\n", "table \n  [1:1 a] [1:3 b]\n"},
		{"TSV with quotes in values", "a.tsv", "a\tb\n\n\"x\" y\t\"z\n", "table \n  [1:1 a] [1:3 b]\n + [3:1 \"x\" y] [3:7 \"z]\n"},
		{"rows with tabs", "a.txt", "Name\tURL\tCode\nx\tGET /a\ty\nGET /b\tx\ty\n", "table \n  [1:1 Name] [1:6 URL] [1:10 Code]\n  [2:1 x] [2:3 GET /a] [2:10 y]\n  [3:1 GET /b] [3:8 x] [3:10 y]\n"},
		{"a flat text", "a.txt", "a\n\nb\nc\n\n---|---\n\nd |\n\ne\n", "1:1 \"a\"\n3:1 \"b\\nc\"\n8:1 \"d\"\n10:1 \"e\"\n"},
		{"a flat text named as Markdown", "a.md", "a\n\nb\n", "1:1 \"a\"\n3:1 \"b\"\n"},
	} {
		t.Run(c.about, func(t *testing.T) {
			page, wrong := Read(File{Name: c.name, Data: []byte(c.text)})
			require.NoError(t, wrong.Err())
			assert.Equal(t, c.want, shown(page))
		})
	}
}

func TestReadWrong(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a.csv":  {"a,\"b\n", `a.csv:2:1: not CSV: extraneous or missing " in quoted-field; quote each value that holds quotes, and double the quotes in it`},
		"a.txt":  {"\xff", "a.txt:1:1: the byte 0xff is not UTF-8; save the document as UTF-8"},
		"a.html": {"<table><tr>" + strings.Repeat("<td rowspan=9999 colspan=64>x", 20) + strings.Repeat("<tr>", 2000) + "</table>", "a.html:1:1: the tables have more cells than can be read; look for a cell with a wrong rowspan or colspan"},
	} {
		page, wrong := Read(File{Name: name, Data: []byte(c.text)})
		assert.Nil(t, page)
		assert.EqualError(t, wrong.Err(), c.want)
	}
}

func TestFormatOf(t *testing.T) {
	for _, c := range []struct{ name, format, text, want string }{
		{"a.HTM", "", "", "html"}, {"a", "", "<html><TABLE>", "html"}, {"a", "", "| a | b |\n|---|---|\n", "markdown"}, {"a.rst", "", "", "rst"},
		{"a.csv", "", "", "csv"}, {"a.tab", "", "", "tsv"}, {"a", "", "x", "text"}, {"a.html", "csv", "", "csv"}, {"a.txt", "", "<p>", "text"},
	} {
		text, problem := source.New(c.name, []byte(c.text))
		require.Nil(t, problem)
		assert.Equal(t, c.want, formatOf(File{Name: c.name, Format: c.format}, text).name, c.name)
	}
	assert.Equal(t, []string{"html", "markdown", "rst", "csv", "tsv", "text"}, Formats())
}
