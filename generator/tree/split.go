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

func (e *Edges) split() (rows int) {
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
	return large(rows, &e.Large)
}

func (c *Choice) split() (rows int) {
	if c.Leaf != nil {
		return 1
	}
	for _, next := range c.Cases {
		rows += next.Choice.split()
	}
	return large(rows, &c.Large)
}

func large(rows int, own *bool) int {
	if *own = rows > Large; *own {
		return 1
	}
	return rows
}
