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
	}, jsonFields{Method: "method", Target: "target"})
}

// jsonFields name the fields of JSON objects that hold a request. A dot goes into an object:
// request.method.
type jsonFields struct {
	Method, Target string
	Request        string            // holds METHOD target HTTP/1.1, in place of the two
	by             map[string]string // the fields that the names under By stand for
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
	return isJSON(start) && anyLine(start, f.reader(Wanted{}))
}

// isJSON reports whether a log begins as an object does.
func isJSON(start []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) }

// reader returns the reader of lines. Fields that the caller names come before those of the format.
func (f jsonFields) reader(w Wanted) Reader {
	if w.Method+w.Target+w.Request != "" {
		f.Method, f.Target, f.Request = w.Method, w.Target, w.Request
	}
	by := w.By
	if field := f.by[w.By]; field != "" {
		by = field
	}
	paths := [4][]string{split(f.Method), split(f.Target), split(f.Request), split(by)}
	return func(line []byte, e *Entry) bool {
		o := object{text: line, e: e, paths: paths}
		e.scratch = e.scratch[:0]
		o.blanks()
		if !o.value(0, [4]bool{true, true, true, true}) {
			return false
		}
		o.blanks()
		if o.at != len(line) || len(line) == 0 {
			return false
		}
		if f.Request != "" && o.found[2] != nil && !e.requestLine(o.found[2]) {
			return false
		}
		if f.Request == "" || o.found[2] == nil {
			e.Method, e.Target = o.found[0], o.found[1]
		}
		e.By = o.found[3]
		return len(e.Method) > 0 && len(e.Target) > 0
	}
}
