package gogen

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"github.com/permroute/permroute/generator/model"
)

// A file is one of the package's files: its name, the comment that it opens with, and its declarations.
type file struct {
	name, about  string
	declarations []*declaration
}

// leaveOut removes from the files what this table does not need. It keeps what is exported, and what that
// uses, directly or not. It compares names only, and may keep a declaration that has the name of another
// one. It never removes one that is used.
func leaveOut(files []file) {
	used, kept := map[string]bool{}, map[*declaration]bool{}
	for more := true; more; {
		more = false
		for _, f := range files {
			for _, d := range f.declarations {
				if !kept[d] && d.neededBy(used) {
					kept[d], more = true, true
					for name := range d.uses {
						used[name] = true
					}
				}
			}
		}
	}
	for i := range files {
		files[i].declarations = slices.DeleteFunc(files[i].declarations, func(d *declaration) bool { return !kept[d] })
	}
}

// neededBy reports whether the package needs a declaration if these names are used. An exported method may
// be there for an interface: it is needed if its type is.
func (d *declaration) neededBy(used map[string]bool) bool {
	switch {
	case d.exported:
		return true
	case d.receiver != "":
		return used[d.receiver] && (used[d.names[0]] || ast.IsExported(d.names[0]))
	}
	return slices.ContainsFunc(d.names, func(name string) bool { return used[name] })
}

// source returns the text of a file. gofmt would not change it, because it would not change a declaration.
func (f file) source(api *model.API) []byte {
	var b strings.Builder
	b.WriteString(header(api) + "\n\n// " + strings.ReplaceAll(f.about, "\n", "\n// ") + "\n\npackage " + api.Package + "\n\n" + f.imports())
	for i, d := range f.ordered() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(strings.TrimSpace(d.text) + "\n")
	}
	return []byte(b.String())
}

// imports returns the import declaration of a file; none if it imports nothing.
func (f file) imports() string {
	var paths []string
	for _, d := range f.declarations {
		paths = append(paths, d.imports...)
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	if len(paths) == 1 {
		return "import " + strconv.Quote(paths[0]) + "\n\n"
	}
	var b strings.Builder
	for _, p := range paths {
		b.WriteString("\t" + strconv.Quote(p) + "\n")
	}
	if b.Len() == 0 {
		return ""
	}
	return "import (\n" + b.String() + ")\n\n"
}

// ordered returns the declarations in the order in which they are read: first what is exported, then the rest
// of what depends on the table, then all else. The constants of a type stand behind the type.
func (f file) ordered() (order []*declaration) {
	for _, d := range f.declarations {
		if d.exported && f.typeOf(d) == nil {
			order = append(order, d)
		}
		for _, c := range f.declarations {
			if f.typeOf(c) == d {
				order = append(order, c)
			}
		}
	}
	for _, printed := range []bool{true, false} {
		for _, d := range f.declarations {
			if !d.exported && d.printed == printed {
				order = append(order, d)
			}
		}
	}
	return order
}

// typeOf returns the declaration of the type that exported constants have, if it is in the file.
func (f file) typeOf(c *declaration) *declaration {
	for _, d := range f.declarations {
		if c.exported && c.constOf != "" && d.receiver == "" && d != c && slices.Contains(d.names, c.constOf) {
			return d
		}
	}
	return nil
}
