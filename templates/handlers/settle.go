package handlers

import "strings"

// exact settles a claim that a row has the shape of. A row of HEAD has the handler of GET.
func (c *comparison) exact(cl *claim) {
	row := c.row(cl.method, cl.shape)
	if row < 0 {
		return
	}
	cl.settled = true
	if c.rows[row].Method == cl.method {
		c.own[row] = true
	}
	if head, ok := c.byShape["HEAD "+cl.shape]; ok && cl.method == "GET" {
		c.own[head] = true
	}
}

// slashed settles a claim that differs from a row in a final slash. There is no gap if the row has a handler, and
// decides on the other path too.
func (c *comparison) slashed(cl *claim) {
	other := cl.shape + "/"
	if strings.HasSuffix(cl.shape, "/") {
		other = strings.TrimSuffix(cl.shape, "/")
	}
	row := c.row(cl.method, other)
	if row < 0 || other == "" {
		return
	}
	path := c.example(cl.pattern, "")
	decides, _ := c.asked(cl.method, path)
	cl.settled, c.near[row] = true, true
	if !c.own[row] || decides != row {
		c.find(cl, comparedGap{Kind: gapFinalSlash, Row: row, Path: path})
	}
}

// broader settles a claim that covers rows which have no handler of their own.
func (c *comparison) broader(cl *claim) {
	covered := []int{}
	for i, r := range c.rows {
		if r.Method == cl.method && !c.own[i] && patternCovers(cl.pattern, r.Pattern) {
			covered, c.near[i] = append(covered, i), true
		}
	}
	if len(covered) == 0 {
		return
	}
	cl.settled = true
	c.find(cl, comparedGap{Kind: gapBroader, Row: covered[0], Path: c.beyond(cl, covered)})
}

// beyond returns a path that a handler answers, but none of these rows, if it finds one.
func (c *comparison) beyond(cl *claim, rows []int) string {
	v := "/" + c.value
	for _, rest := range []string{v + v, v, "/"} {
		path := c.example(cl.pattern, rest)
		decides, _ := c.asked(cl.method, path)
		among := false
		for _, row := range rows {
			among = among || row == decides
		}
		if !among {
			return path
		}
	}
	return c.example(cl.pattern, v+v)
}

// below settles a claim below a row with ** that has no handler of its own: the row lists many handlers.
func (c *comparison) below(cl *claim) {
	row, _ := c.asked(cl.method, c.example(cl.pattern, "/"+c.value))
	if row >= 0 && !c.own[row] && strings.HasSuffix(c.rows[row].Pattern, "/**") && patternCovers(c.rows[row].Pattern, cl.pattern) {
		cl.settled, c.near[row] = true, true
	}
}

// alone settles a claim without a row. Handlers for all methods are usual, so there is no gap where nobody may
// send what exceeds the rows.
func (c *comparison) alone(cl *claim) {
	path := c.example(cl.pattern, "/"+c.value)
	row, open := c.asked(cl.method, path)
	if cl.every && !open && c.hasRow(cl) {
		return
	}
	c.find(cl, comparedGap{Kind: gapNoRow, Row: row, Path: path})
}

// hasRow reports whether the handler of a claim has a row for another method.
func (c *comparison) hasRow(cl *claim) bool {
	for _, other := range c.claims {
		if other.shape == cl.shape && other.settled {
			return true
		}
	}
	return false
}

// find adds a gap of a claim. HEAD has none where the same pattern has a handler of GET: that one has it.
func (c *comparison) find(cl *claim, g comparedGap) {
	if cl.method == "HEAD" && c.methods[c.handlers[cl.handler].Pattern]["GET"] {
		return
	}
	g.Handler, g.Method, g.Pattern = cl.handler, cl.method, c.handlers[cl.handler].Pattern
	c.found = append(c.found, g)
}

// example returns a path that a pattern names, with this text, which begins with a slash or is empty, for a last **.
func (c *comparison) example(pattern, rest string) string {
	open := strings.HasSuffix(pattern, "/**")
	path := strings.ReplaceAll(shapeOfPattern(strings.TrimSuffix(pattern, "/**")), "{}", c.value)
	if open {
		path += rest
	}
	if path == "" {
		return "/"
	}
	return path
}

// patternCovers reports whether the pattern p names every path that q names.
func patternCovers(p, q string) bool {
	ps, qs := strings.Split(p, "/"), strings.Split(q, "/")
	for i, s := range ps {
		switch {
		case s == "**":
			return len(qs) >= i
		case i >= len(qs), qs[i] == "**", !segmentCovers(s, qs[i]):
			return false
		}
	}
	return len(ps) == len(qs)
}

// segmentCovers is patternCovers for one segment of each, neither of them **.
func segmentCovers(s, t string) bool {
	prefix, rest, isParam := strings.Cut(s, "{")
	if !isParam {
		return s == t
	}
	_, suffix, _ := strings.Cut(rest, "}")
	before, rest, both := strings.Cut(t, "{")
	if !both {
		return len(t) > len(prefix)+len(suffix) && strings.HasPrefix(t, prefix) && strings.HasSuffix(t, suffix)
	}
	_, after, _ := strings.Cut(rest, "}")
	return strings.HasPrefix(before, prefix) && strings.HasSuffix(after, suffix)
}
