package traffic

import (
	"slices"

	"github.com/permroute/permroute/generator/traffic/formats"
)

// leftOut counts the lines that are no calls.
type leftOut struct {
	lines [formats.Outcomes]int64
	bad   []Sample // the first malformed ones
	hosts []string // the first other hosts
}

// add counts a line.
func (l *leftOut) add(o formats.Outcome, e *formats.Entry, s Sample) {
	l.lines[o]++
	switch o {
	case formats.Malformed:
		if len(l.bad) < shown {
			s.Text = cutSample(s.Text)
			l.bad = append(l.bad, s)
		}
	case formats.OtherHost:
		l.host(string(e.Reached()))
	}
}

func (l *leftOut) host(name string) {
	if len(l.hosts) < shown && !slices.Contains(l.hosts, cutSample(name)) {
		l.hosts = append(l.hosts, cutSample(name))
	}
}

// join adds the counts of a block that follows line so many of its log.
func (l *leftOut) join(b *leftOut, log int, line int64) {
	for o, n := range b.lines {
		l.lines[o] += n
	}
	for _, s := range b.bad {
		if len(l.bad) < shown {
			l.bad = append(l.bad, s.at(log, line))
		}
	}
	for _, h := range b.hosts {
		l.host(h)
	}
}
