package support

// A rival is a row that a request may reach besides the row that names it, and whose requirement is
// another one.
type rival struct {
	pattern    string
	tailYields bool // it is no rival where the request reaches it only by its tail
}

// contested reports whether a canonical path reaches one of the rivals.
func contested(path string, rivals []rival) bool {
	for i := range rivals {
		if reached, tail := reaches(path, rivals[i].pattern); reached && !(tail && rivals[i].tailYields) {
			return true
		}
	}
	return false
}

// reaches reports whether a server behind could take a canonical path for the pattern, and whether
// only because it goes on below the pattern's last parameter.
func reaches(path, pattern string) (reached, tail bool) {
	exact, param, root := true, false, pattern == "/"
	for pattern != "" && pattern != "/" {
		var p, s string
		if p, pattern = cutSegment(pattern); p == "**" {
			return true, false
		}
		param = p[0] == '{'
		switch path {
		case "":
			return false, false
		case "/":
			return takesEmptyParam && param && (pattern == "" || pattern == "/**"), false
		}
		s, path = cutSegment(path)
		if !param {
			if !resembles(p, s, path == "" || path == "/") {
				return false, false
			}
			exact = exact && p == s
		}
	}
	below := goesBelow && param
	switch path {
	case "":
		return true, false
	case "/":
		return root || below || dropsFinalSlash, false
	}
	return below, below && exact
}

// covers reports whether every path that the pattern q names exactly is named by p or, if below is
// set, by p and what goes on below it.
func covers(p, q string, below bool) bool {
	for p != "" && p != "/" {
		var a, b string
		if a, p = cutSegment(p); a == "**" {
			return true
		}
		if q == "" || q == "/" {
			return false
		}
		if b, q = cutSegment(q); b == "**" || a[0] != '{' && a != b {
			return false
		}
	}
	return below || q == "" || q == "/"
}

// extends reports whether the pattern p goes on below q, whatever the names of parameters.
func extends(p, q string) bool {
	for q != "" && q != "/" {
		if p == "" || p == "/" {
			return false
		}
		var a, b string
		a, p = cutSegment(p)
		b, q = cutSegment(q)
		if a != b && (a[0] != '{' || b[0] != '{') {
			return false
		}
	}
	return p != "" && p != "/"
}
