package route

import (
	"slices"
	"strings"

	"github.com/permroute/permroute/generator/method"
)

// A Row is one row of a permission table.
type Row struct {
	Method  string
	Pattern Pattern
	Demand  Demand   // normalised
	Encoded Encoding // what escapes may stand for in a path for which the row decides
}

// A Table is a permission table. No two rows have the same method and the same shape. The order of the rows does
// not matter.
type Table struct {
	Rows []Row

	// Excluded holds what the servers behind are known not to do. The zero value fits any server.
	Excluded Equivalence

	// Encoded is what escapes may stand for in a path for which no row decides.
	Encoded Encoding
}

// Views holds the views of a table by method. A view is made when it is first needed and keeps what it learns
// about its rows, so all who ask about one table share its Views. They must not be used by several goroutines at
// once.
type Views struct {
	Table
	views map[string]*View
}

// Views returns the views of the table. The table must not be changed after that.
func (t Table) Views() *Views { return &Views{t, map[string]*View{}} }

// Of returns the table as requests of this method see it.
func (v *Views) Of(method string) *View {
	if v.views[method] == nil {
		v.views[method] = v.View(method)
	}
	return v.views[method]
}

// HasReserved reports whether a literal of some pattern has a byte that Reserved is about. If none has, a path means
// the same whether servers decode these bytes or not.
func (t Table) HasReserved() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Pattern.segments, func(s Segment) bool {
			return s.Kind == Literal && strings.ContainsAny(s.Text, reserved) || strings.ContainsAny(s.Prefix+s.Suffix, reserved)
		})
	})
}

// Only returns the table with these rows alone, in this order.
func (t Table) Only(rows ...int) Table {
	part := t
	part.Rows = make([]Row, len(rows))
	for i, row := range rows {
		part.Rows[i] = t.Rows[row]
	}
	return part
}

// Does returns what the servers behind may do.
func (t Table) Does() Equivalence { return AnyServer &^ t.Excluded }

// Columns returns the methods of the rows, in the order of their first row. Methods whose requests get the same answers
// form one column: HEAD stands with GET unless it has rows of its own or a server may route by path alone. A HEAD without
// rows of its own that does not stand with GET has the column after it. All methods that are in no column get the
// answers of UnlistedMethod.
func (t Table) Columns() (columns [][]string) {
	seen := map[string]bool{}
	for _, r := range t.Rows {
		if !seen[r.Method] {
			seen[r.Method] = true
			columns = append(columns, []string{r.Method})
		}
	}
	for i := range columns {
		switch {
		case columns[i][0] != "GET" || seen["HEAD"]:
		case t.Does()&OtherMethods != 0:
			return slices.Insert(columns, i+1, []string{"HEAD"})
		default:
			columns[i] = append(columns[i], "HEAD")
		}
	}
	return columns
}

// UnlistedMethod returns a method that no row of the tables has, a common one if possible. It stands for all
// such methods. It is never HEAD, which has the rows of GET.
func UnlistedMethod(tables ...Table) string {
	listed := func(method string) bool {
		return slices.ContainsFunc(tables, func(t Table) bool {
			return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Method == method })
		})
	}
	for _, known := range method.Answered() {
		if known != "HEAD" && !listed(known) {
			return known
		}
	}
	other := "OTHER"
	for listed(other) {
		other += "-"
	}
	return other
}
