package traffic

import (
	"bytes"
	"errors"
	"fmt"
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

	heading []byte // the last line before it that says how the lines are read; nil if the format has none
	lines   int64
	out     leftOut
	all     *tally
	groups  map[string]*tally
	order   []string // the groups' values in the order of their first lines
}

// lines counts a log of lines. start is the text that it starts with.
func (s *source) lines(t *total, j judge, format formats.Format, start []byte) error {
	if _, err := format.Lines(start, s.options.Wanted); err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	start = bytes.Clone(start)
	p := newPool(max(1, s.options.Workers), j)
	p.start(func() *worker {
		w := &worker{asker: j.asker(), by: s.options.Wanted.By != ""}
		w.read, _ = format.Lines(start, s.options.Wanted) // the error is known
		return w
	})
	line := int64(0)
	wait := p.collect(func(b *block) {
		t.add(b, s.index, line)
		line += b.lines
	})
	c := &cutter{input: s.input, mark: format.Heading()}
	err := c.cut(p.free, p.give)
	if err != nil {
		err = s.failed(err)
	}
	wait()
	return err
}

// A pool is several workers that count blocks at once. The blocks are added up in the order in which they are given.
type pool struct {
	workers int
	work    chan *block
	ordered chan *block
	free    chan *block // blocks to fill
	group   sync.WaitGroup
}

func newPool(workers int, j judge) *pool {
	p := &pool{workers: workers, work: make(chan *block, workers), ordered: make(chan *block, 2*workers), free: make(chan *block, 4*workers+4)}
	for range cap(p.free) {
		p.free <- &block{all: newTally(j.rows())}
	}
	return p
}

// start starts the workers.
func (p *pool) start(worker func() *worker) {
	for range p.workers {
		p.group.Go(func() {
			w := worker()
			for b := range p.work {
				if b.heading != nil {
					w.read(b.heading, &w.e)
				}
				w.count(b)
				close(b.done)
			}
		})
	}
}

// give gives a block to the workers.
func (p *pool) give(b *block) {
	b.done = make(chan struct{})
	p.ordered <- b
	p.work <- b
}

// collect calls add with each counted block, and returns a function that waits for the last one.
func (p *pool) collect(add func(*block)) (wait func()) {
	added := make(chan struct{})
	go func() {
		for b := range p.ordered {
			<-b.done
			add(b)
			p.free <- b
		}
		close(added)
	}()
	return func() {
		close(p.work)
		close(p.ordered)
		p.group.Wait()
		<-added
	}
}

// A cutter cuts a log into blocks of whole lines.
type cutter struct {
	input    io.Reader
	left     []byte // the start of the next block's first line
	skipping bool   // the line that left would belong to is too long
	mark     []byte // the start of headings; nil if the format has none
	heading  []byte // the last heading so far
}

func (c *cutter) cut(free chan *block, give func(*block)) error {
	for {
		b := <-free
		err := c.fill(b)
		b.heading = c.heading
		c.head(b.text)
		give(b)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// fill reads the next lines.
func (c *cutter) fill(b *block) error {
	b.text = append(b.text[:0], c.left...)
	b.long = false
	from := len(b.text)
	b.text = slices.Grow(b.text, blockSize)
	n, err := c.input.Read(b.text[from : from+blockSize])
	b.text = b.text[:from+n]
	if c.skipping {
		end := bytes.IndexByte(b.text, '\n')
		if end < 0 {
			b.text = b.text[:0]
		} else {
			b.text, c.skipping = b.text[:copy(b.text, b.text[end+1:])], false
		}
	}
	c.left = c.left[:0]
	if err == nil {
		end := bytes.LastIndexByte(b.text, '\n') + 1
		c.left = append(c.left, b.text[end:]...)
		b.text = b.text[:end]
		if len(c.left) > longestLine+1 { // the last byte may be a carriage return
			b.text, b.long, c.skipping = append(append(b.text, c.left[:sampleLength]...), '\n'), true, true
			c.left = c.left[:0]
		}
	}
	return err
}

// head looks for the last heading of a text.
func (c *cutter) head(text []byte) {
	if c.mark == nil {
		return
	}
	at := bytes.LastIndex(text, append([]byte("\n"), c.mark...)) + 1
	if at == 0 && !bytes.HasPrefix(text, c.mark) {
		return
	}
	line, _, _ := bytes.Cut(text[at:], []byte("\n"))
	c.heading = bytes.Clone(trimReturn(line))
}

// A worker counts blocks.
type worker struct {
	asker
	read formats.Reader
	by   bool
	e    formats.Entry
}

func (w *worker) count(b *block) {
	b.lines, b.out = 0, leftOut{}
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
		line = trimReturn(line)
		w.e.By, w.e.Host, w.e.Why = nil, nil, ""
		outcome := formats.Malformed
		if b.long && len(rest) == 0 || len(line) > longestLine {
			w.e.Why = "it has more than 1 MiB"
		} else {
			outcome = w.read(line, &w.e)
		}
		w.take(b, outcome, line)
	}
}

func trimReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// take counts a line or an entry.
func (w *worker) take(b *block, outcome formats.Outcome, text []byte) {
	if outcome == formats.Request {
		w.add(b)
	} else {
		b.out.add(outcome, &w.e, Sample{Place{Line: b.lines}, string(text[:min(len(text), sampleLength+1)]), w.e.Why})
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
