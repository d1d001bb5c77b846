package formats

import "bytes"

// Named returns the format whose fields the caller can name.
func Named() Format {
	return jsonFormat(Format{
		Name:  "json",
		About: "JSON with method and target, or with the fields that are named",
		Sample: Sample{
			Log: `{"time":"2024-11-23T10:00:00Z","method":"GET","target":"/v1/orders?x=1","client":{"id":"ann"}}
{"method":"GET","target":"/v1/orders/7","client":{"id":"bob"}}
{"method":"PUT","target":"/v1/orders/7","client":{}}
`,
			By: "client.id", Values: []string{"ann", "bob", ""},
		},
	}, jsonFields{Method: "method", Target: "target", Host: "host"})
}

// jsonFields name the fields of JSON objects that hold a request. A dot goes into an object, or is part of a name:
// request.method.
type jsonFields struct {
	Method, Target string
	Request        string // holds METHOD target HTTP/1.1, in place of the two
	Host           string
	by             map[string]string // the fields that the names under By stand for

	Check string                               // a field that check reads; empty for none
	check func(e *Entry, value []byte) Outcome // has the last word on a request; nil for none
}

// jsonFormat completes a format of lines that are JSON objects.
func jsonFormat(f Format, fields jsonFields) Format {
	f.OtherBy = "any field"
	f.tells = fields.tell
	f.lines = func(_ []byte, w Wanted) (Reader, error) { return fields.reader(w), nil }
	return f
}

// tell reports whether a line has the fields.
func (f jsonFields) tell(start []byte) bool {
	if f.check != nil { // any value of its field tells the format
		f.check = func(*Entry, []byte) Outcome { return Request }
	}
	return isJSON(start) && anyLine(start, f.reader(Wanted{}))
}

// isJSON reports whether a log begins as an object does.
func isJSON(start []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) }

// reader returns the reader of lines. Fields that the caller names come before those of the format.
func (f jsonFields) reader(w Wanted) Reader {
	if w.Method+w.Target+w.Request != "" {
		f.Method, f.Target, f.Request = w.Method, w.Target, w.Request
	}
	if w.Host != "" {
		f.Host = w.Host
	}
	by := w.By
	if field := f.by[w.By]; field != "" {
		by = field
	}
	paths := [looked]string{f.Method, f.Target, f.Request, f.Host, by, f.Check}
	return func(line []byte, e *Entry) Outcome {
		o := object{text: line, e: e, paths: paths}
		e.scratch = e.scratch[:0]
		if !o.read() {
			return Malformed
		}
		request := o.found[2]
		e.Method, e.Target, e.Host, e.By = o.found[0], o.found[1], o.found[3], o.found[4]
		if f.Request != "" && request != nil && !e.requestLine(request) {
			return Malformed
		}
		if !isMethod(e.Method) || len(e.Target) == 0 {
			return Malformed
		}
		if f.check != nil {
			return f.check(e, o.found[5])
		}
		return Request
	}
}
