package document_test

import (
	"encoding/csv"
	"html"
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/diag"
)

// writers holds how a table of cells is written in each format. The first row is the header; line feeds
// separate the lines of a cell.
var writers = map[string]func(rows [][]string) string{
	"table.csv":  writeCSV(','),
	"table.tsv":  writeCSV('\t'),
	"table.html": writeHTML,
	"table.md":   writeMarkdown,
	"table.rst":  writeGrid,
	"grid.md":    func(rows [][]string) string { return "# Table\n\n" + writeGrid(rows) },
	"list.rst":   writeListTable,
	"table.txt":  writeFlat,
}

// canSay reports whether a format can say the rows. A flat text has neither empty cells nor cells with
// lines, and a cell of two lines would be two cells.
func canSay(name string, rows [][]string) bool {
	bad := func(c string) bool { return c == "" || strings.Contains(c, "\n") }
	return name != "table.txt" || !slices.ContainsFunc(rows, func(row []string) bool { return slices.ContainsFunc(row, bad) })
}

func writeCSV(comma rune) func([][]string) string {
	return func(rows [][]string) string {
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = comma
		_ = w.WriteAll(rows)
		return b.String()
	}
}

func writeHTML(rows [][]string) string {
	var b strings.Builder
	b.WriteString("<table>\n")
	for i, row := range rows {
		tag := "td"
		if i == 0 {
			tag = "th"
		}
		b.WriteString("<tr>")
		for _, c := range row {
			b.WriteString("<" + tag + ">" + strings.ReplaceAll(html.EscapeString(c), "\n", "<br>") + "</" + tag + ">")
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "</table>\n"
}

func writeMarkdown(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		for _, c := range row {
			c = strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", "<br>", "*", `\*`).Replace(c)
			b.WriteString("| " + c + " ")
		}
		b.WriteString("|\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}

// writeGrid writes a grid table.
func writeGrid(rows [][]string) string {
	escape := strings.NewReplacer(`*`, `\*`, "`", "\\`")
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, c := range row {
			for line := range strings.SplitSeq(escape.Replace(c), "\n") {
				widths[i] = max(widths[i], diag.Width(line))
			}
		}
	}
	border := func(sign string) string {
		line := "+"
		for _, w := range widths {
			line += strings.Repeat(sign, w+2) + "+"
		}
		return line + "\n"
	}
	text := border("-")
	for n, row := range rows {
		height := 1
		for _, c := range row {
			height = max(height, 1+strings.Count(c, "\n"))
		}
		for y := range height {
			text += "|"
			for i, c := range row {
				line := ""
				if lines := strings.Split(escape.Replace(c), "\n"); y < len(lines) {
					line = lines[y]
				}
				text += " " + line + strings.Repeat(" ", widths[i]-diag.Width(line)) + " |"
			}
			text += "\n"
		}
		text += border(map[bool]string{true: "=", false: "-"}[n == 0])
	}
	return text
}

func writeListTable(rows [][]string) string {
	escape := strings.NewReplacer(`*`, `\*`, "`", "\\`")
	text := ".. list-table:: Table\n   :header-rows: 1\n\n"
	for _, row := range rows {
		for i, c := range row {
			sign := "     - "
			if i == 0 {
				sign = "   * - "
			}
			text += sign + strings.ReplaceAll(escape.Replace(c), "\n", "\n       ") + "\n"
		}
	}
	return text
}

func writeFlat(rows [][]string) string {
	var cells []string
	for _, row := range rows {
		cells = append(cells, row...)
	}
	return strings.Join(cells, "\n\n") + "\n"
}
