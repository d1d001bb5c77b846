package document_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/document"
	"github.com/permroute/permroute/generator/document/merge"
	"github.com/permroute/permroute/generator/document/notation"
	"github.com/permroute/permroute/generator/document/readers"
	"github.com/permroute/permroute/generator/document/table"
	"github.com/permroute/permroute/generator/model"
)

// A smallDocument is a document and what a careful person reads in it.
type smallDocument struct {
	about   string
	columns string
	base    string

	// The document: a table that is written in every format that can say it, with │ between the cells and
	// ↵ between the lines of a cell; or the text of a file.
	rows []string
	not  string // a format that cannot say it
	file string
	text string

	want []string // METHOD /path requirement; with a group in brackets where groups matter
	open []string // a part of each doubt that can change who may call
	left int      // rows that are left out
}

// TestSmallDocuments reads each document in every format that can say it.
func TestSmallDocuments(t *testing.T) {
	all := slices.Concat(columnCases, requirementCases, accountCases, pageCases)
	require.GreaterOrEqual(t, len(all), 80)
	for _, d := range all {
		t.Run(d.about, func(t *testing.T) {
			if d.file != "" {
				d.check(t, d.file, d.text)
				return
			}
			cells := d.cells()
			for name, write := range writers {
				if name != d.not && canSay(name, cells) {
					t.Run(name, func(t *testing.T) { d.check(t, name, write(cells)) })
				}
			}
		})
	}
}

func (d smallDocument) cells() (rows [][]string) {
	for _, row := range d.rows {
		var cells []string
		for c := range strings.SplitSeq(row, "│") {
			cells = append(cells, strings.ReplaceAll(strings.TrimSpace(c), "↵", "\n"))
		}
		rows = append(rows, cells)
	}
	return rows
}

func (d smallDocument) check(t *testing.T, name, text string) {
	options := table.Options{Base: d.base}
	for one := range strings.SplitSeq(d.columns, ",") {
		if role, column, found := strings.Cut(one, "="); found {
			options.Columns = append(options.Columns, table.Column{Role: role, Name: column})
		}
	}
	read, wrong := document.Read([]readers.File{{Name: name, Data: []byte(text)}}, options)
	if d.want == nil {
		require.Nil(t, read, text)
		assert.NotEmpty(t, wrong)
		return
	}
	require.NoError(t, wrong.Err(), text)
	assert.Equal(t, d.want, d.rowsOf(read), "%s\n%s", text, rendered(read.Doubts))
	assert.Equal(t, d.left, read.LeftOut, "rows left out\n%s", rendered(read.Doubts))
	var open []string
	for _, doubt := range read.Doubts {
		if doubt.Access {
			open = append(open, doubt.String())
		}
	}
	assert.Len(t, open, len(d.open), "%s\n%s", text, strings.Join(open, "\n"))
	for _, part := range d.open {
		assert.True(t, slices.ContainsFunc(open, func(s string) bool { return strings.Contains(s, part) }), "%q\n%s", part, strings.Join(open, "\n"))
	}
	spec := merge.Spec(read, merge.Target{})
	_, list := model.Inspect("spec.yaml", spec)
	assert.NoError(t, list.Err(), string(spec))
}

// rowsOf returns the rows as want has them.
func (d smallDocument) rowsOf(read *table.Table) (rows []string) {
	grouped := slices.ContainsFunc(d.want, func(s string) bool { return strings.HasSuffix(s, "]") })
	for _, row := range read.Rows {
		line := row.Method + " " + row.Path + " " + requirementOf(row, read.Combine)
		if grouped {
			line += " [" + path(row.Group) + "]"
		}
		rows = append(rows, line)
	}
	return rows
}

func requirementOf(row *table.Row, combine string) string {
	switch row.Need.Kind {
	case notation.Closed:
		return "closed"
	case notation.Authenticated:
		return "authenticated"
	case notation.Public:
		return "public"
	case notation.Nobody:
		return "nobody"
	}
	var alternatives []string
	for _, set := range row.Alternatives(combine) {
		alternatives = append(alternatives, strings.Join(set, "+"))
	}
	return strings.Join(alternatives, "|")
}

func path(g *table.Group) string {
	if g.Parent == nil {
		return g.Name
	}
	return fmt.Sprintf("%s > %s", path(g.Parent), g.Name)
}
