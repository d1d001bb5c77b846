package traffic

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
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
