package tree

// split decides for each part of the tree whether it gets a function of its own: it does if it has more than Large
// paths and calls. split returns how many paths and calls the node adds to the function that it is printed in.
func (n *Node) split() (rows int) {
	if n.Static != nil {
		rows = n.Static.split()
	}
	if n.Edges != nil {
		rows += n.Edges.split()
	}
	return large(rows, &n.Large)
}

// splitRoot is split for the root, which always has a function. Its parts get a function only if they are
// several times as large, because a call costs as much as the comparison with a path.
func (n *Node) splitRoot() {
	n.split()
	n.Large = false
	if n.Static != nil && n.Static.Large {
		n.Static.Large = n.Static.parts() > 4*Large
	}
	if n.Edges != nil && n.Edges.Large {
		n.Edges.Large = n.Edges.parts() > 4*Large
	}
}

func (e *Edges) split() int { return large(e.parts(), &e.Large) }

// parts splits the parts of the edges. It returns how many paths and calls they add.
func (e *Edges) parts() (rows int) {
	for _, c := range e.Cases {
		rows += c.Edges.split()
	}
	for _, a := range e.Affixed {
		rows += a.Next.split()
	}
	if e.Param != nil {
		rows += e.Param.split()
	}
	if e.Rest != nil {
		rows++
	}
	return rows
}

func (c *Choice) split() int {
	if c.Leaf != nil {
		return 1
	}
	return large(c.parts(), &c.Large)
}

// parts splits the cases. It returns how many paths and calls they add.
func (c *Choice) parts() (rows int) {
	for _, next := range c.Cases {
		rows += next.Choice.split()
	}
	return rows
}

func large(rows int, own *bool) int {
	if *own = rows > Large; *own {
		return 1
	}
	return rows
}
