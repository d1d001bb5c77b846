package main

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
)

// A progress shows on a terminal how much was read, how fast, and how long the rest takes. If standard
// error is no terminal, it shows nothing.
type progress struct {
	w     io.Writer
	size  int64 // of what is read, in bytes; 0 if that is not known
	bytes atomic.Int64
	stop  chan struct{}
	ended chan struct{}
}

// everySo is how often the line is updated.
const everySo = 200 * time.Millisecond

func newProgress(w io.Writer, size int64) *progress {
	p := &progress{w: w, size: size, stop: make(chan struct{}), ended: make(chan struct{})}
	if !coloured(w) {
		close(p.ended)
		return p
	}
	go p.show(time.Now())
	return p
}

// read counts bytes that were read.
func (p *progress) read(n int) { p.bytes.Add(int64(n)) }

// done removes the line.
func (p *progress) done() {
	close(p.stop)
	<-p.ended
}

func (p *progress) show(start time.Time) {
	defer close(p.ended)
	ticker := time.NewTicker(everySo)
	defer ticker.Stop()
	for {
		select {
		case <-p.stop:
			fmt.Fprint(p.w, "\r\x1b[K")
			return
		case <-ticker.C:
			fmt.Fprint(p.w, "\r\x1b[K"+progressLine(p.bytes.Load(), p.size, time.Since(start)))
		}
	}
}

const barWidth = 30

// progressLine returns the line: a bar and the time left if the size is known, and the rate.
func progressLine(read, size int64, since time.Duration) string {
	rate := float64(read) / max(since.Seconds(), 0.001)
	text := fmt.Sprintf("%s, %s/s", amount(float64(read)), amount(rate))
	if size <= 0 {
		return text
	}
	part := min(1, float64(read)/float64(size))
	full := int(part * barWidth)
	left := "?"
	if rate > 0 {
		left = (time.Duration(float64(size-read)/rate*float64(time.Second)) + time.Second/2).Truncate(time.Second).String()
	}
	return fmt.Sprintf("[%s%s] %3.0f%% of %s, %s/s, %s left", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), part*100, amount(float64(size)), amount(rate), left)
}

// amount returns a number of bytes as people read it.
func amount(bytes float64) string {
	for _, unit := range []string{"B", "KiB", "MiB"} {
		if bytes < 1024 {
			return fmt.Sprintf("%.0f %s", bytes, unit)
		}
		bytes /= 1024
	}
	return fmt.Sprintf("%.1f GiB", bytes)
}
