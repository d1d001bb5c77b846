package document_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
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
)

// A randomTable is rows and how a document prints them.
type randomTable struct {
	printed [][]string
	want    []string
}

// TestRandomTables writes random tables in each format: reading gives back exactly their rows, in their
// groups, with nothing left out and no row closed.
func TestRandomTables(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		x := newRandomTable(r)
		for name, write := range writers {
			if !canSay(name, x.printed) {
				continue
			}
			text := write(x.printed)
			read, wrong := document.Read([]readers.File{{Name: name, Data: []byte(text)}}, table.Options{})
			require.NoError(t, wrong.Err(), "%s %d\n%s", name, seed, text)
			var got []string
			for _, row := range read.Rows {
				got = append(got, fmt.Sprint(path(row.Group), " / ", row.Name, " / ", row.Method, " ", row.Path, " / ", requirementOf(row, "all")))
			}
			require.Equal(t, x.want, got, "%s %d\n%s\n%s", name, seed, text, rendered(read.Doubts))
			require.Zero(t, read.LeftOut)
		}
	}
}

// newRandomTable returns a table of a random layout: the columns stand in any order, method and path in
// one column or in two, perhaps with columns that are not read.
func newRandomTable(r *rand.Rand) randomTable {
	layout := []string{"Group", "Name", "Permission Code", "Description"}
	if r.IntN(2) == 0 {
		layout = append(layout, "URL")
	} else {
		layout = append(layout, "Method", "Path")
	}
	if r.IntN(3) == 0 {
		layout = append(layout, "Remarks")
	}
	if r.IntN(3) == 0 {
		layout = append(layout, "Dependencies")
	}
	r.Shuffle(len(layout), func(i, j int) { layout[i], layout[j] = layout[j], layout[i] })
	x := randomTable{printed: [][]string{layout}}
	groups := []string{"Orders", "Bills", "账单", "Users and roles"}
	var texts []string
	for n := range 1 + r.IntN(12) {
		method, path := []string{"GET", "POST", "PUT", "PATCH", "DELETE"}[r.IntN(5)], fmt.Sprintf("/v1/things%d", n)
		if r.IntN(2) == 0 {
			path += "/{id}"
		}
		cell, want := randomNeed(r)
		if n == 0 {
			cell, want = "shop:order:view", "shop:order:view" // a table has a code
		}
		group := groups[min(n/3, 3)]
		name := []string{"List things", "查询资源", "Show (all) things", "Set a thing"}[r.IntN(4)] + fmt.Sprint(n)
		texts = append(texts, group+" / "+name+" / "+method+" "+path+" / "+want)
		cells := map[string]string{"Group": group, "Name": name, "Permission Code": cell, "Description": "Sees things.", "URL": method + " " + path,
			"Method": method, "Path": path, "Remarks": "none so far", "Dependencies": "x:dep:read"}
		var row []string
		for _, column := range layout {
			row = append(row, cells[column])
		}
		x.printed = append(x.printed, row)
	}
	x.want = texts
	return x
}

// randomNeed returns a cell and what it asks for.
func randomNeed(r *rand.Rand) (cell, want string) {
	code := func() string {
		return "shop:" + []string{"order", "bill", "user"}[r.IntN(3)] + ":" + []string{"view", "edit", "close", "open"}[r.IntN(4)]
	}
	a, b := code(), code()
	for a == b {
		b = code()
	}
	switch r.IntN(9) {
	case 0:
		return a + " or " + b, a + "|" + b
	case 1:
		return a + " and " + b, a + "+" + b
	case 2:
		return a + "或" + b, a + "|" + b
	case 3:
		return a + "\n" + b, a + "+" + b
	case 4:
		return "Any one of the following: " + a + ", " + b, a + "|" + b
	case 5:
		return "Any authenticated user", "authenticated"
	case 6:
		return "Not supported", "nobody"
	}
	return a, a
}

// orWords is every way in which a document can say that one of several codes is enough. It is written
// without a look at the grammar.
var orWords = regexp.MustCompile(`(?i)or|\||或|any|either|one|任|之一|其一|选一`)

// FuzzRead asserts of every input: nothing panics; the spec that is written parses; no row needs less than
// all codes in its cells, unless a word of the document says that one is enough; every row of the table is
// written, and merging twice changes nothing.
func FuzzRead(f *testing.F) {
	for name, write := range writers {
		for seed := range uint64(3) {
			f.Add(name, write(newRandomTable(rand.New(rand.NewPCG(seed, 2))).printed))
		}
	}
	for _, d := range slices.Concat(columnCases, requirementCases, accountCases, pageCases) {
		if d.file != "" {
			f.Add(d.file, d.text)
		} else {
			f.Add("table.csv", writers["table.csv"](d.cells()))
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		read, wrong := document.Read([]readers.File{{Name: name, Data: []byte(text)}}, table.Options{})
		if len(wrong) > 0 {
			require.Nil(t, read)
			return
		}
		or := orWords.MatchString(text)
		for _, row := range read.Rows {
			assert.Empty(t, read.Weaker(row), "%s %s", row.Method, row.Path)
			if !or {
				assertAll(t, row)
			}
		}
		spec := merge.Spec(read, merge.Target{})
		written := parse(t, "got.yaml", spec)
		assert.Len(t, said(written), 7+len(written.Permissions)+len(read.Rows))
		again, wrong := merge.Into(read, "got.yaml", spec, merge.Origin{})
		require.NoError(t, wrong.Err(), string(spec))
		assert.Equal(t, string(spec), string(again.Spec))
		_, _ = merge.Into(read, "other.yaml", []byte(specText), merge.Origin{})
	})
}

// assertAll asserts that a row needs every code in its cells, or lets nobody in.
func assertAll(t *testing.T, row *table.Row) {
	for _, needed := range row.Alternatives("all") {
		for _, c := range row.Cells {
			for word := range strings.FieldsFuncSeq(c.Text, func(r rune) bool {
				return r == ' ' || r == '\n' || r == ',' || r == ';' || r == '、' || r == '；' || r == '，'
			}) {
				if notation.IsCode(word) {
					assert.Contains(t, needed, word, "%s %s: %q", row.Method, row.Path, c.Text)
				}
			}
		}
	}
}
