package tree

// split says of each place whether it is printed as a function of its own: as soon as more than Large
// rows or calls stand below it. It returns how many are left where the node is printed.
func (n *Node) split() (rows int) {
	if n.Static != nil {
		rows = n.Static.split()
	}
	if n.Edges != nil {
		rows += n.Edges.split()
	}
	return large(rows, &n.Large)
}

// splitRoot is split for the root, which has a function to itself: what stands there has one of its own only
// if it is several times as large, for calling it costs as much as comparing a path.
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

// parts splits what stands below, and returns how many rows and calls are left there.
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

// parts splits the cases, and returns how many rows and calls are left there.
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
