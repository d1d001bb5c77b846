package expect

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// Text writes the failures, the rows that no expectation touches, and a last line with the figures.
func (r *Report) Text(w io.Writer, style report.Style) error {
	failed := r.Failed()
	for _, f := range failed {
		if _, err := fmt.Fprintf(w, "%s: %s: %s\n", f.Pos, style.Paint(report.Red, "failed"), diag.Inert(f.message())); err != nil {
			return err
		}
	}
	for _, row := range r.Untouched {
		if _, err := fmt.Fprintf(w, "%s: no expectation touches %s %s (%s)\n", row.Position(), row.Method, row.Pattern, diag.Inert(row.ID)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d expectations hold; they touch %d of %d rows (%d%%)\n",
		len(r.Results)-len(failed), len(r.Results), len(r.API.Routes)-len(r.Untouched), len(r.API.Routes), r.Cover())
	return err
}

// message says what a request gets and what was expected.
func (r Result) message() string {
	want := r.Want
	if r.Row != "" {
		want += " by " + r.Row
	}
	return fmt.Sprintf("as %s, %s %s gets %s; expected: %s", r.Caller.Name, r.Method, r.Target, r.got(), want)
}

// got says what the request gets.
func (r Result) got() string {
	if r.Decides == nil {
		return fmt.Sprintf("%d (%s)", r.Status, r.Verdict)
	}
	return fmt.Sprintf("%d by %s, which needs %s", r.Status, r.Decides.ID, report.Requirement(r.Decides))
}

// Findings returns the failures, at their tests, and the rows that no expectation touches.
func (r *Report) Findings() (findings []report.Finding) {
	for _, f := range r.Failed() {
		findings = append(findings, report.Finding{Rule: "expectation", Level: report.Error, Place: report.PlaceOf(f.Pos), Message: f.message()})
	}
	for _, row := range r.Untouched {
		findings = append(findings, report.Finding{Rule: "untouched", Level: report.Info, Place: report.PlaceOf(row.Position()), Message: "no expectation touches " + row.Method + " " + row.Pattern.String()})
	}
	return findings
}

// A suite is a test suite of JUnit.
type suite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string   `xml:"classname,attr"`
	Name    string   `xml:"name,attr"`
	File    string   `xml:"file,attr"`
	Line    int      `xml:"line,attr"`
	Failure *failure `xml:"failure"`
}

type failure struct {
	Message string `xml:"message,attr"`
}

// JUnit writes the results as a test suite of JUnit.
func (r *Report) JUnit(w io.Writer) error {
	s := suite{Name: r.API.Spec, Tests: len(r.Results), Failures: len(r.Failed())}
	for _, result := range r.Results {
		c := junitCase{Class: "as " + result.Caller.Name, Name: result.Method + " " + result.Target, File: result.Pos.File, Line: result.Pos.Line}
		if !result.Fulfilled() {
			c.Failure = &failure{result.message()}
		}
		s.Cases = append(s.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// A jsonResult is a result as JSON.
type jsonResult struct {
	report.Place
	Caller    string `json:"caller"`
	Method    string `json:"method"`
	Target    string `json:"target"`
	Expected  string `json:"expected"`
	Row       string `json:"row,omitempty"` // the expected one
	Status    int    `json:"status"`
	Verdict   string `json:"verdict"`
	Decides   string `json:"decides,omitempty"`
	Fulfilled bool   `json:"fulfilled"`
}

// JSON writes the results, the rows that no expectation touches, and the figure.
func (r *Report) JSON(w io.Writer) error {
	results, untouched := []jsonResult{}, []*report.Row{}
	for _, x := range r.Results {
		j := jsonResult{report.PlaceOf(x.Pos), x.Caller.Name, x.Method, x.Target, x.Want, x.Row, x.Status, x.Verdict, "", x.Fulfilled()}
		if x.Decides != nil {
			j.Decides = x.Decides.ID
		}
		results = append(results, j)
	}
	for _, row := range r.Untouched {
		untouched = append(untouched, report.RowOf(row))
	}
	return report.JSON(w, map[string]any{"results": results, "untouched": untouched, "cover": r.Cover()})
}
