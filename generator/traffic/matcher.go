package traffic

import (
	"bytes"
	"hash/maphash"

	"github.com/permroute/permroute/generator/route"
)

// A matcher answers for request targets as Table.MatchTarget does. It is read by several goroutines.
type matcher struct {
	table   route.Table
	methods map[string]*way // the own rows of each method, by their segments
	seed    maphash.Seed
	parts   map[string]*part
	rest    *part    // of all rows
	few     [3]*part // of those that do not begin with one literal, or with two
}

// A way is a place of the patterns of a method's rows, segment by segment.
type way struct {
	literals map[string]*way
	param    *way
	here     int  // the row that ends here, or -1
	rest     int  // the row that goes on with **, or -1
	affixed  bool // a parameter with literals beside it follows: that is not looked at here

	static map[string]int // at the root: the rows without parameters that nothing stands against
}

func newWay() *way { return &way{here: -1, rest: -1} }

// newMatcher prepares the answers for paths that a row names exactly and that nothing stands against; the
// others are asked of the reference matcher, with the rows alone that their first segments leave.
func newMatcher(t route.Table) *matcher {
	m := &matcher{table: t, methods: map[string]*way{}, seed: maphash.MakeSeed(), parts: map[string]*part{}}
	m.rest = m.part(func(route.Pattern) bool { return true })
	for _, r := range t.Rows {
		for n := 1; n <= 2; n++ {
			if key, ok := beginning(r.Pattern, n); ok && m.parts[key] == nil {
				m.parts[key] = m.part(func(p route.Pattern) bool {
					other, ok := beginning(p, n)
					return !ok || other == key
				})
			}
		}
		for _, method := range []string{r.Method, "HEAD"} {
			if m.methods[method] == nil && (method == r.Method || r.Method == "GET") {
				m.methods[method] = m.ways(method)
			}
		}
	}
	for n := 1; n <= 2; n++ {
		m.few[n] = m.part(func(p route.Pattern) bool {
			_, ok := beginning(p, n)
			return !ok
		})
	}
	return m
}

// ways returns the method's own rows by their segments.
func (m *matcher) ways(method string) *way {
	view, root := m.table.View(method), newWay()
	root.static = map[string]int{}
	for _, row := range view.Own {
		at, contested := root, view.Contested(row)
		pattern := m.table.Rows[row].Pattern
		if pattern.Static() && !contested {
			root.static[pattern.String()] = row // what equals it is canonical, and it goes before all others
		}
		segments := pattern.Segments()
		open := false
		for _, s := range segments {
			switch {
			case s.Kind == route.Rest:
				open = true
			case s.Affixed():
				at.affixed = true
				at = newWay() // nothing leads there
			case s.Kind == route.Param:
				if at.param == nil {
					at.param = newWay()
				}
				at = at.param
			default:
				if at.literals == nil {
					at.literals = map[string]*way{}
				}
				if at.literals[s.Text] == nil {
					at.literals[s.Text] = newWay()
				}
				at = at.literals[s.Text]
			}
		}
		answer := row
		if contested {
			answer = ask
		}
		if open {
			at.rest = answer
		} else {
			at.here = answer
		}
	}
	return root
}

const (
	none = -1 // no row names the path
	ask  = -2 // the reference must say
)

// find returns the row that is the first to name the rest of a path exactly, none, or ask.
func (w *way) find(rest []byte) int {
	if len(rest) == 0 {
		if w.here != -1 {
			return w.here
		}
		return w.rest
	}
	segment, after, ok := cutPlain(rest)
	if !ok {
		if len(rest) == 1 && rest[0] == '/' && w.rest != -1 {
			return w.rest // ** takes a final slash
		}
		return none
	}
	if next := w.literals[string(segment)]; next != nil {
		if row := next.find(after); row != none {
			return row
		}
	}
	if w.affixed {
		return ask
	}
	if w.param != nil {
		if row := w.param.find(after); row != none {
			return row
		}
	}
	if w.rest != -1 && plainToEnd(after) {
		return w.rest
	}
	return none
}

// cutPlain cuts a slash and the canonical segment without escapes after it from rest.
func cutPlain(rest []byte) (segment, after []byte, ok bool) {
	if rest[0] != '/' {
		return nil, nil, false
	}
	i := 1
	for i < len(rest) && plainByte[rest[i]] {
		i++
	}
	if i == 1 || rest[i-1] == '.' || i < len(rest) && rest[i] != '/' {
		return nil, nil, false
	}
	return rest[1:i], rest[i:], true
}

func plainToEnd(rest []byte) bool {
	for len(rest) > 0 {
		if len(rest) == 1 && rest[0] == '/' {
			return true
		}
		var ok bool
		if _, rest, ok = cutPlain(rest); !ok {
			return false
		}
	}
	return true
}

// plainByte holds the bytes that stand for themselves in a canonical segment.
var plainByte = func() (set [256]bool) {
	for b := range set {
		_, set[b] = route.ParsePath("/a" + string([]byte{byte(b)}) + "a")
		set[b] = set[b] && b != '/'
	}
	return set
}()

// A cache holds answers to requests that were asked before. Each worker has its own.
type cache struct {
	*matcher
	slots []slot
	last  struct { // the method that was asked for last, which most lines have
		method string
		root   *way
	}
}

// A slot holds the answer to one request.
type slot struct {
	hash   uint64
	key    []byte // method and path, each with its length before it
	answer int
}

const (
	slots      = 1 << 13
	longestKey = 512
)

func newCache(m *matcher) *cache { return &cache{matcher: m, slots: make([]slot, slots)} }

// answer returns the index of the row that speaks for a request, or refused, unlisted or methodUnlisted.
func (c *cache) answer(e *entry) int {
	path := e.target
	if at := bytes.IndexByte(path, '?'); at >= 0 {
		path = path[:at]
	}
	if len(path) > 0 && path[0] == '/' {
		if string(e.method) != c.last.method {
			c.last.method = string(e.method)
			c.last.root = c.methods[c.last.method]
		}
		if c.last.root != nil && len(path) > 1 {
			if row, ok := c.last.root.static[string(path)]; ok {
				return row
			}
			if row := c.last.root.find(path); row >= 0 {
				return row
			}
		}
	} else {
		path = e.target
	}
	return c.remembered(e.method, path)
}

// remembered answers from the slots, or asks the reference.
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
