package traffic

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A harEntry is what is read of an entry of a HAR.
type harEntry struct {
	ServerIPAddress string `json:"serverIPAddress"`
	Request         struct {
		Method  string `json:"method"`
		URL     string `json:"url"`
		Headers []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"headers"`
	} `json:"request"`
}

// har counts a HAR, entry by entry. A field to group by is a header of the request.
func (s *source) har(t *total, m *matcher, input io.Reader) error {
	d := json.NewDecoder(input)
	wrong := func(err error) error {
		return fmt.Errorf("%s is no HAR: %w", s.Name, err)
	}
	if err := enter(d, "log", "entries"); err != nil {
		return wrong(err)
	}
	w := &worker{cache: newCache(m), by: s.options.By != ""}
	for line := int64(0); d.More(); line++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return wrong(err)
		}
		b := &block{all: newTally(len(m.table.Rows)), lines: 1}
		var h harEntry
		if err := json.Unmarshal(raw, &h); err != nil || h.Request.Method == "" || h.Request.URL == "" {
			b.wrong(raw)
		} else {
			url, _, _ := strings.Cut(h.Request.URL, "#") // it is not sent
			w.e.method, w.e.target, w.e.by = []byte(h.Request.Method), []byte(url), []byte(h.field(s.options.By))
			w.add(b)
		}
		t.add(b, s.index, line)
	}
	return nil
}

// field returns the value of a request header.
func (h *harEntry) field(name string) string {
	for _, header := range h.Request.Headers {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}

// enter goes on to the start of the list that keys lead to.
func enter(d *json.Decoder, keys ...string) error {
	for _, key := range keys {
		if err := expect(d, json.Delim('{')); err != nil {
			return err
		}
		for {
			token, err := d.Token()
			if err != nil {
				return err
			}
			if token == key {
				break
			}
			if _, isKey := token.(string); !isKey {
				return fmt.Errorf("no %q in it", key)
			}
			if err := d.Decode(&json.RawMessage{}); err != nil {
				return err
			}
		}
	}
	return expect(d, json.Delim('['))
}

func expect(d *json.Decoder, want json.Delim) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%v where %v should stand", token, want)
	}
	return nil
}
