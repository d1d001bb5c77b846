package traffic

import (
	"bytes"
	"hash/maphash"
	"unsafe"

	"github.com/permroute/permroute/generator/route"
	"github.com/permroute/permroute/generator/tree"
)

// A matcher answers for request targets as Table.MatchTarget does. Several goroutines use it.
type matcher struct {
	*parts
	tree  *tree.Matcher
	other string // a method that no row has
	seed  maphash.Seed
}

// newMatcher returns the matcher of a table whose views these are. The tree answers for paths that an
// uncontested row names exactly. The reference matcher answers for all others.
func newMatcher(views *route.Views) *matcher {
	return &matcher{newParts(views.Table), tree.Build(views), route.UnlistedMethod(views.Table), maphash.MakeSeed()}
}

func (m *matcher) asker() asker { return newCache(m) }

func (m *matcher) rows() int { return len(m.table.Rows) }

// ask asks the reference matcher.
func (m *matcher) ask(method, target string) int {
	path, ok := route.TargetPath(target)
	if !ok || !route.CanonicalMethod(method) {
		return refused
	}
	if m.tree.Column(method) < 0 {
		method = m.other // the parts keep a view of each method that they are asked for
	}
	row, verdict := m.match(method, path)
	switch verdict {
	case route.Listed:
		return row
	case route.Unlisted:
		return unlisted
	case route.MethodUnlisted:
		return methodUnlisted
	}
	return refused
}

// A cache keeps the answers to requests that were asked before. Each worker has its own.
type cache struct {
	*matcher
	slots []slot
	last  last
}

// last is the method that was asked for last, which most lines have, and its column.
type last struct {
	method string
	column int
}

// A slot holds the answer to one request.
type slot struct {
	hash   uint64
	key    []byte // method and target, with a blank between them
	answer int
}

const (
	slots      = 1 << 13
	longestKey = 512
)

func newCache(m *matcher) *cache {
	return &cache{matcher: m, slots: make([]slot, slots), last: last{column: -1}}
}

// answer returns the index of the row that decides on a request, or refused, unlisted or methodUnlisted.
func (c *cache) answer(method, target []byte) int {
	path := target
	if at := bytes.IndexByte(path, '?'); at >= 0 {
		path = path[:at]
	}
	if len(path) > 0 && path[0] == '/' {
		if string(method) != c.last.method {
			c.last.method = string(method)
			c.last.column = c.tree.Column(c.last.method)
		}
		text := unsafe.String(&path[0], len(path)) // path does not change, and Find does not keep the text
		if row, contested := c.tree.Find(c.last.column, text); row >= 0 && !contested {
			return row
		}
	} else {
		path = target
	}
	return c.remembered(method, path)
}

// remembered answers from the slots, or asks the reference matcher.
func (c *cache) remembered(method, target []byte) int {
	if len(method)+len(target) > longestKey {
		return c.ask(string(method), string(target))
	}
	var h maphash.Hash
	h.SetSeed(c.seed)
	_, _ = h.Write(method) // it never fails
	_ = h.WriteByte(' ')
	_, _ = h.Write(target)
	hash := h.Sum64()
	s := &c.slots[hash%slots]
	if s.hash == hash && len(s.key) == len(method)+1+len(target) && bytes.HasPrefix(s.key, method) && bytes.HasSuffix(s.key, target) && s.key[len(method)] == ' ' {
		return s.answer
	}
	s.hash, s.answer = hash, c.ask(string(method), string(target))
	s.key = append(append(append(s.key[:0], method...), ' '), target...)
	return s.answer
}
