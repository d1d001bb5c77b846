package traffic

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/permroute/permroute/generator/traffic/formats"
)

// A block is some whole lines of a log, and the counts of them.
type block struct {
	text []byte
	long bool // its last line is the start of a line that is too long
	done chan struct{}

	lines, malformed int64
	bad              []Sample
	all              *tally
	groups           map[string]*tally
	order            []string // the groups' values in the order of their first lines
}

// lines counts a log of lines.
func (s *source) lines(t *total, m *matcher, input io.Reader, read formats.Reader) error {
	workers := max(1, s.options.Workers)
	work, ordered := make(chan *block, workers), make(chan *block, 2*workers)
	free := make(chan *block, 4*workers+4)
	for range cap(free) {
		free <- &block{all: newTally(len(m.table.Rows))}
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			w := &worker{cache: newCache(m), read: read, by: s.options.Wanted.By != ""}
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
	var left []byte // the start of the next block's first line
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
	read formats.Reader
	by   bool
	e    formats.Entry
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
		w.e.By = nil
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
	answer := w.answer(w.e.Method, w.e.Target)
	if answer >= 0 {
		b.all.listed(answer, b.lines)
	} else {
		b.all.unanswered(answer, b.lines, &w.e)
	}
	if !w.by {
		return
	}
	g := b.groups[string(w.e.By)]
	if g == nil {
		if b.groups == nil {
			b.groups = map[string]*tally{}
		}
		value := string(w.e.By)
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
