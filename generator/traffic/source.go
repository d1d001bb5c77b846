package traffic

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// A Log is a log to read.
type Log struct {
	Name   string // as errors name it
	Reader io.Reader
}

// A source is a log that is being read.
type source struct {
	Log
	index   int
	options Options
}

const (
	blockSize   = 1 << 20
	longestLine = 1 << 20 // a longer one is malformed
	peeked      = 64 << 10
)

// count counts a log.
func count(t *total, m *matcher, s *source) error {
	input, err := s.open()
	if err != nil {
		return err
	}
	start, err := input.Peek(peeked)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return s.failed(err)
	}
	format := s.options.Format
	if format.Name == "" {
		name := detect(start)
		if name == "" && len(bytes.TrimSpace(start)) == 0 {
			return nil
		}
		if name == "" {
			return fmt.Errorf("%s: no known format; name it with --format, and the fields of JSON with --method-field and --target-field", s.Name)
		}
		format = FormatOf(name, Fields{By: s.options.By})
		if s.options.Detect != nil {
			s.options.Detect(format)
		}
	}
	if format.Name == "har" {
		return s.har(t, m, input)
	}
	read, err := s.reader(format, start)
	if err != nil {
		return err
	}
	return s.lines(t, m, input, read)
}

func (s *source) failed(err error) error { return fmt.Errorf("cannot read %s: %w", s.Name, err) }

// open returns the log's text, which is unpacked if it is packed by gzip.
func (s *source) open() (*bufio.Reader, error) {
	raw := bufio.NewReaderSize(&counting{s.Reader, s.options.Read}, blockSize)
	magic, err := raw.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, s.failed(err)
	}
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		unpacked, err := gzip.NewReader(raw)
		if err != nil {
			return nil, s.failed(err)
		}
		return bufio.NewReaderSize(unpacked, blockSize), nil
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return nil, fmt.Errorf("%s is packed by zstd; write: zstdcat FILE | permroute least SPEC -", s.Name)
	case bytes.HasPrefix(magic, []byte("BZh")):
		return nil, fmt.Errorf("%s is packed by bzip2; write: bzcat FILE | permroute least SPEC -", s.Name)
	case bytes.HasPrefix(magic, []byte{0xfd, '7', 'z', 'X'}):
		return nil, fmt.Errorf("%s is packed by xz; write: xzcat FILE | permroute least SPEC -", s.Name)
	}
	return raw, nil
}

// A counting reader tells how much was read.
type counting struct {
	io.Reader
	read func(n int)
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.read != nil {
		c.read(n)
	}
	return n, err
}

// reader returns the reader of a format's lines.
func (s *source) reader(f Format, start []byte) (reader, error) {
	by := s.options.By
	switch f.Name {
	case "combined":
		column, known := map[string]int{"": 0, "user": 1, "address": 3}[by]
		if !known {
			return nil, fmt.Errorf("%s: no field %q in a Common or Combined log; allowed: user, address", s.Name, by)
		}
		return readCombined(column), nil
	case "plain":
		if by != "" {
			return nil, fmt.Errorf("%s: no field %q in lines of METHOD target", s.Name, by)
		}
		return readPlain, nil
	case "alb":
		if !bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) {
			column, known := map[string]int{"": 0, "address": 4}[by]
			if !known {
				return nil, fmt.Errorf("%s: no field %q in a log of a load balancer; allowed: address", s.Name, by)
			}
			return readALB(column), nil
		}
	}
	return readJSON(f.Fields), nil
}

// A block is whole lines of a log, and what was counted of them.
type block struct {
	text []byte
	long bool // its last line is the start of one that is too long
	done chan struct{}

	lines, malformed int64
	bad              []Sample
	all              *tally
	groups           map[string]*tally
	order            []string // the groups' values in the order of their first lines
}

// lines counts a log of lines.
func (s *source) lines(t *total, m *matcher, input io.Reader, read reader) error {
	workers := max(1, s.options.Workers)
	work, ordered := make(chan *block, workers), make(chan *block, 2*workers)
	free := make(chan *block, 4*workers+4)
	for range cap(free) {
		free <- &block{all: newTally(len(m.table.Rows))}
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			w := &worker{cache: newCache(m), read: read, by: s.options.By != ""}
			for b := range work {
				w.count(b)
				close(b.done)
			}
		})
	}
	added := make(chan struct{})
	go func() {
		line := int64(0)
		for b := range ordered {
			<-b.done
			t.add(b, s.index, line)
			line += b.lines
			free <- b
		}
		close(added)
	}()
	err := s.cut(input, free, func(b *block) {
		b.done = make(chan struct{})
		ordered <- b
		work <- b
	})
	close(work)
	close(ordered)
	group.Wait()
	<-added
	return err
}

// cut cuts a log into blocks of whole lines.
func (s *source) cut(input io.Reader, free chan *block, give func(*block)) error {
	var left []byte // the start of a line
	skipping := false
	for {
		b := <-free
		b.text = append(b.text[:0], left...)
		b.long = false
		from := len(b.text)
		b.text = slices.Grow(b.text, blockSize)
		n, err := input.Read(b.text[from : from+blockSize])
		b.text = b.text[:from+n]
		if skipping {
			end := bytes.IndexByte(b.text, '\n')
			if end < 0 {
				b.text = b.text[:0]
			} else {
				b.text, skipping = b.text[:copy(b.text, b.text[end+1:])], false
			}
		}
		left = left[:0]
		if err == nil {
			end := bytes.LastIndexByte(b.text, '\n') + 1
			left = append(left, b.text[end:]...)
			b.text = b.text[:end]
			if len(left) > longestLine {
				b.text, b.long, skipping = append(append(b.text, left[:sampleLength]...), '\n'), true, true
				left = left[:0]
			}
		}
		give(b)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return s.failed(err)
		}
	}
}

// A worker counts blocks.
type worker struct {
	*cache
	read reader
	by   bool
	e    entry
}

func (w *worker) count(b *block) {
	b.lines, b.malformed, b.bad = 0, 0, nil
	b.all.reset()
	b.groups, b.order = nil, b.order[:0]
	for rest := b.text; len(rest) > 0; {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		b.lines++
		w.e.by = nil
		if b.long && len(rest) == 0 || !w.read(trimReturn(line), &w.e) {
			b.wrong(line)
			continue
		}
		w.add(b)
	}
}

func trimReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// wrong counts a line that is no request.
func (b *block) wrong(line []byte) {
	b.malformed++
	if len(b.bad) < shown {
		b.bad = append(b.bad, Sample{Place{Line: b.lines}, cutSample(string(line))})
	}
}

// add counts the request that was read last.
func (w *worker) add(b *block) {
	answer := w.answer(&w.e)
	if answer >= 0 {
		b.all.listed(answer, b.lines)
	} else {
		b.all.unanswered(answer, b.lines, &w.e)
	}
	if !w.by {
		return
	}
	g := b.groups[string(w.e.by)]
	if g == nil {
		if b.groups == nil {
			b.groups = map[string]*tally{}
		}
		value := string(w.e.by)
		g = newTally(0)
		b.groups[value] = g
		b.order = append(b.order, value)
	}
	if answer >= 0 {
		g.listed(answer, b.lines)
	} else {
		g.unanswered(answer, b.lines, &w.e)
	}
}

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
