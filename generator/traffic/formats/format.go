// Package formats lists the formats of access logs that permroute reads. Each is defined in a file of its
// own: what it is, what tells it, how it is read, and a sample that tests and documents use.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package formats

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// All returns the formats, in the order in which a log is tested for them.
func All() []Format {
	return []Format{
		w3c(), combined(), alb(), elb(), huawei(), s3(), haproxy(), har(), otlp(), kubernetes(), caddy(), nginx(),
		cloudflare(), gcp(), traefik(), apiGateway(), envoy(), Named(), plain(),
	}
}

// A Format is one way to write access logs: lines with a request each, or a whole document.
type Format struct {
	Name    string
	About   string   // what it reads, for people
	By      []string // names that every log of the format can be grouped by: user, address, key
	OtherBy string   // in words, what else it can be grouped by; empty for nothing
	Sample  Sample

	heading []byte // the start of a line that says how the lines behind it are read; nil for none
	tells   func(start []byte) bool
	lines   func(start []byte, w Wanted) (Reader, error)          // nil for a document
	entries func(input io.Reader, w Wanted, give func(Raw)) error // nil for lines
}

// A Sample is a log with three requests: GET /v1/orders?x=1, GET /v1/orders/7 and PUT /v1/orders/7, the
// first of them in the usual form.
type Sample struct {
	Log    string
	By     string   // a name to group by; empty if the format has none
	Values []string // that the requests have of it
}

// An Entry is a request of a log. Its texts are valid until the next entry is read.
type Entry struct {
	Method, Target []byte
	By             []byte // the value of the field to group by
	Host           []byte // the host, where the log names it beside the target
	Why            string // of a malformed line: what is wrong with it, where there is more to say

	scratch []byte // for texts that were written with escapes
}

// A Reader reads an entry from a line without its end, and says what the line is.
type Reader func(line []byte, e *Entry) Outcome

// Raw is an entry of a document.
type Raw struct {
	Text []byte // as it is written
	Entry
	Outcome
}

// Wanted says what is read of each request.
type Wanted struct {
	By                            string   // the field to group by; empty for none
	Method, Target, Request, Host string   // the fields of JSON, where the caller names them
	Hosts                         []string // the hosts whose requests count, with or without a port; empty for all
}

// Names returns the names of the formats.
func Names() (names []string) {
	for _, f := range All() {
		names = append(names, f.Name)
	}
	return names
}

// Find returns the format of that name, and whether there is one.
func Find(name string) (Format, bool) {
	return find(func(f Format) bool { return f.Name == name })
}

// Detect returns the format of a log from its first bytes, and whether it is known. Of a text that ends
// within a line that line is left out.
func Detect(start []byte) (Format, bool) {
	if isArray(start) {
		start = elements(start)
	} else if i := bytes.LastIndexByte(start, '\n'); i >= 0 {
		start = start[:i]
	}
	return find(func(f Format) bool { return f.tells(start) })
}

func find(is func(Format) bool) (Format, bool) {
	all := All()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	return Format{}, false
}

// Document reports whether a log of the format is one document, not lines.
func (f Format) Document() bool { return f.entries != nil }

// Lines returns the reader of the lines of a log that begins with start.
func (f Format) Lines(start []byte, w Wanted) (Reader, error) {
	if err := f.check(w); err != nil {
		return nil, err
	}
	if isArray(start) {
		start = elements(start)
	}
	read, err := f.lines(start, w)
	if err != nil {
		return nil, err
	}
	return w.only(withoutBlank(read)), nil
}

// withoutBlank returns a reader that tells lines without text from malformed ones.
func withoutBlank(read Reader) Reader {
	return func(line []byte, e *Entry) Outcome {
		o := read(line, e)
		if o == Malformed && len(bytes.TrimSpace(line)) == 0 {
			return Blank
		}
		return o
	}
}

// Heading returns the start of lines that say how the lines behind them are read; nil if the format has none. A reader
// of such a format remembers the last one that it has read.
func (f Format) Heading() []byte { return f.heading }

// Whole reports whether a log that begins with start is read by Entries, not by Lines.
func (f Format) Whole(start []byte) bool { return f.Document() || isArray(start) }

// Entries reads a document, or an array of JSON objects of which each is a line of the format, and gives each entry.
func (f Format) Entries(input *bufio.Reader, w Wanted, give func(Raw)) error {
	if err := f.check(w); err != nil {
		return err
	}
	if f.Document() {
		return f.entries(input, w, give)
	}
	start, _ := input.Peek(input.Size())
	read, err := f.Lines(start, w)
	if err != nil {
		return err
	}
	return readArray(input, read, give)
}

// check refuses a field to group by that no log of the format has.
func (f Format) check(w Wanted) error {
	if w.By != "" && f.OtherBy == "" && !slices.Contains(f.By, w.By) {
		return noField(f.Name, w.By, f.By)
	}
	return nil
}

func noField(format, by string, allowed []string) error {
	if len(allowed) == 0 {
		return fmt.Errorf("no field %q in the format %s: it has none to group by", by, format)
	}
	return fmt.Errorf("no field %q in the format %s; allowed: %s", by, format, strings.Join(allowed, ", "))
}

// anyLine reports whether a reader can read some line.
func anyLine(text []byte, read Reader) bool {
	var e Entry
	for line := range bytes.Lines(text) {
		if read(bytes.TrimRight(line, "\r\n"), &e) == Request {
			return true
		}
	}
	return false
}
