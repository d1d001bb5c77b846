package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// isArray reports whether a log begins as an array of JSON objects does.
func isArray(start []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(start), []byte("["))
	return ok && isJSON(rest)
}

// elements returns the objects with which an array begins, one a line.
func elements(start []byte) []byte {
	var lines bytes.Buffer
	d := json.NewDecoder(bytes.NewReader(start))
	if expect(d, json.Delim('[')) != nil {
		return nil
	}
	for d.More() {
		var text json.RawMessage
		if d.Decode(&text) != nil {
			break // the start ends within it
		}
		_ = json.Compact(&lines, text) // Decode has found it valid
		lines.WriteByte('\n')
	}
	return lines.Bytes()
}

// readArray reads an array of JSON objects, each as a line.
func readArray(input io.Reader, read Reader, give func(Raw)) error {
	d := json.NewDecoder(input)
	if err := expect(d, json.Delim('[')); err != nil {
		return fmt.Errorf("no array of JSON: %w", err)
	}
	for d.More() {
		var text json.RawMessage
		if err := d.Decode(&text); err != nil {
			return fmt.Errorf("no array of JSON: %w", err)
		}
		raw := Raw{Text: text}
		raw.Outcome = read(text, &raw.Entry)
		give(raw)
	}
	return nil
}
