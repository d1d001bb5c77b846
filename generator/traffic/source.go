package traffic

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/permroute/permroute/generator/traffic/formats"
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
	format, err := s.format(start)
	if err != nil || format.Name == "" {
		return err
	}
	if format.Document() {
		return s.document(t, m, input, format)
	}
	read, err := format.Lines(start, s.options.Wanted)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	return s.lines(t, m, input, read)
}

// format returns the log's format. Its name is empty for a log without text.
func (s *source) format(start []byte) (formats.Format, error) {
	if name := s.options.Format; name != "" {
		f, ok := formats.Find(name)
		if !ok {
			return f, fmt.Errorf("no log format %q; allowed: %s", name, strings.Join(formats.Names(), ", "))
		}
		return f, nil
	}
	f, ok := formats.Detect(start)
	switch {
	case ok && s.options.Detect != nil:
		s.options.Detect(f.Name)
	case !ok && len(bytes.TrimSpace(start)) > 0:
		return f, fmt.Errorf("%s: no known format; name it with --format, and the fields of JSON with --method-field and --target-field", s.Name)
	}
	return f, nil
}

// document counts a document, entry by entry.
func (s *source) document(t *total, m *matcher, input io.Reader, format formats.Format) error {
	w := &worker{cache: newCache(m), by: s.options.Wanted.By != ""}
	line := int64(0)
	err := format.Entries(input, s.options.Wanted, func(raw formats.Raw) {
		b := &block{all: newTally(len(m.table.Rows)), lines: 1}
		if w.e = raw.Entry; raw.Request {
			w.add(b)
		} else {
			b.wrong(raw.Text)
		}
		t.add(b, s.index, line)
		line++
	})
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	return nil
}

func (s *source) failed(err error) error { return fmt.Errorf("cannot read %s: %w", s.Name, err) }

// open returns the log's text. It unpacks gzip.
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

// A counting reader reports each piece that was read.
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
