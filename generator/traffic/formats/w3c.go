package formats

import (
	"bytes"
	"slices"
)

// w3c is the Extended Log File Format of the W3C, as IIS and CloudFront write it.
func w3c() Format {
	return Format{
		Name:    "w3c",
		About:   "the W3C extended format of IIS, CloudFront and others, with a #Fields line that has cs-method and cs-uri-stem or cs-uri",
		By:      []string{"user", "address"},
		OtherBy: "any column",
		Sample: Sample{
			Log: `#Software: Microsoft Internet Information Services 10.0
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status
2024-11-23 10:00:00 10.0.0.1 GET /v1/orders x=1 443 ann 192.0.2.7 curl/8.5.0 200
#Version: 1.0
#Fields: date	time	x-edge-location	c-ip	cs-method	cs(Host)	cs-uri-stem	sc-status	cs-uri-query
2024-11-23	10:00:01	FRA2	192.0.2.8	GET	d1.example.net	/v1/orders/7	200	-
2024-11-23	10:00:02	FRA2	192.0.2.8	PUT	d1.example.net	/v1/orders/7	200	-
`,
			By: "address", Values: []string{"192.0.2.7", "192.0.2.8", "192.0.2.8"},
		},
		heading: []byte(w3cFields),
		tells:   func(start []byte) bool { return anyLine(start, (&w3cReader{}).read) },
		lines: func(_ []byte, w Wanted) (Reader, error) {
			return (&w3cReader{wanted: w.By}).read, nil
		},
	}
}

const w3cFields = "#Fields:"

// The names of columns, the most telling first.
var (
	w3cTargets = []string{"cs-uri-stem", "cs-uri"}
	w3cHosts   = []string{"x-host-header", "cs(host)", "cs-host"}
	w3cBy      = map[string]string{"user": "cs-username", "address": "c-ip"}
)

// A w3cReader reads lines by the #Fields line that it has read last.
type w3cReader struct {
	wanted                   string
	columns                  int // their number; 0 before a #Fields line
	method, target, host, by int // the indexes of columns; -1 for none
}

func (r *w3cReader) read(line []byte, e *Entry) Outcome {
	if bytes.HasPrefix(line, []byte("#")) {
		if names, ok := bytes.CutPrefix(line, []byte(w3cFields)); ok {
			r.fields(names)
		}
		return Heading
	}
	switch {
	case r.columns == 0:
		e.Why = "no #Fields line stands before it"
		return Malformed
	case r.method < 0 || r.target < 0:
		e.Why = "its #Fields line has no cs-method, or no cs-uri-stem and no cs-uri"
		return Malformed
	}
	n := 0
	for rest := line; len(rest) > 0; n++ {
		var value []byte
		value, rest = w3cValue(rest)
		switch n {
		case r.method:
			e.Method = value
		case r.target:
			e.Target = value
		case r.host:
			e.Host = value
		}
		if n == r.by {
			e.By = value
		}
	}
	return requestIf(n == r.columns && isMethod(e.Method) && isTarget(e.Target))
}

// fields reads the names of the columns.
func (r *w3cReader) fields(text []byte) {
	var names []string
	for _, name := range bytes.Fields(bytes.ToLower(text)) {
		names = append(names, string(name))
	}
	first := func(wanted ...string) int {
		for _, name := range wanted {
			if at := slices.Index(names, name); at >= 0 {
				return at
			}
		}
		return -1
	}
	r.columns, r.method, r.target, r.host = len(names), first("cs-method"), first(w3cTargets...), first(w3cHosts...)
	by := r.wanted
	if column := w3cBy[by]; column != "" {
		by = column
	}
	r.by = first(string(bytes.ToLower([]byte(by))))
}

// w3cValue returns the first value of a line and the values behind it. A value in quotes may have blanks.
func w3cValue(line []byte) (value, rest []byte) {
	if line[0] == '"' {
		if end := bytes.IndexByte(line[1:], '"'); end >= 0 {
			return line[1 : 1+end], bytes.TrimLeft(line[2+end:], " \t")
		}
	}
	end := bytes.IndexAny(line, " \t")
	if tab := bytes.IndexByte(line, '\t'); tab >= 0 {
		end = tab // where tabs separate, a value may have blanks
	}
	if end < 0 {
		return line, nil
	}
	return line[:end], bytes.TrimLeft(line[end:], " \t")
}
