package traffic

import (
	"bufio"
	"bytes"
	"cmp"
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
	input   *bufio.Reader // the text of the log, unpacked
}

const (
	blockSize   = 1 << 20
	longestLine = 1 << 20 // a longer one is malformed
	peeked      = 64 << 10
)

// count counts a log.
func count(t *total, j judge, s *source) error {
	var err error
	if s.input, err = s.open(); err != nil {
		return err
	}
	start, err := s.start()
	if err != nil {
		return err
	}
	format, err := s.format(start)
	if err != nil {
		return err
	}
	calls, hint := t.calls(), formats.Hint(start) // the start is gone when the log is read
	if format.Whole(start) {
		err = s.document(t, j, format)
	} else {
		err = s.lines(t, j, format, start)
	}
	if t.calls() == calls && t.hint == "" && t.out.lines[formats.Malformed] > 0 {
		t.hint = hint
	}
	return err
}

// start returns the first lines of the log, and leaves them to be read. It has the whole first line, if that is not too long.
func (s *source) start() ([]byte, error) {
	start, err := s.input.Peek(peeked)
	if err == nil && bytes.IndexByte(start, '\n') < 0 {
		start, err = s.input.Peek(longestLine)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, s.failed(err)
	}
	return start, nil
}

// format returns the log's format. A log without text has any.
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
		return f, fmt.Errorf("%s: no known format; %s", s.Name, cmp.Or(formats.Hint(start), "name it with --input-format"))
	case !ok:
		return formats.Named(), nil
	}
	return f, nil
}

// document counts a document, entry by entry.
func (s *source) document(t *total, j judge, format formats.Format) error {
	w := &worker{asker: j.asker(), by: s.options.Wanted.By != ""}
	line := int64(0)
	err := format.Entries(s.input, s.options.Wanted, func(raw formats.Raw) {
		b := &block{all: newTally(j.rows()), lines: 1}
		w.e = raw.Entry
		w.take(b, raw.Outcome, raw.Text)
		t.add(b, s.index, line)
		line++
	})
	if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	return nil
}

func (s *source) failed(err error) error { return fmt.Errorf("cannot read %s: %w", s.Name, err) }

// open returns the log's text without a byte order mark. It unpacks gzip.
func (s *source) open() (*bufio.Reader, error) {
	input, err := s.unpacked()
	if err != nil {
		return nil, err
	}
	mark, err := input.Peek(3)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, s.failed(err)
	case bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")):
		_, err = input.Discard(3)
		return input, err
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		return nil, fmt.Errorf("%s is UTF-16; write: iconv -f UTF-16 -t UTF-8 FILE | permroute least SPEC -", s.Name)
	}
	return input, nil
}

// unpacked returns the log's bytes, without gzip.
func (s *source) unpacked() (*bufio.Reader, error) {
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
