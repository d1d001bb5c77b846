package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/permroute/permroute/generator"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
)

// A state says how a file on disk differs from the output.
type state string

const (
	missing state = "missing"
	differs state = "differs"
	orphan  state = "orphan" // an earlier output had it
)

// A change is a file that differs from the output.
type change struct {
	state state
	name  string // slash-separated, relative to the output folder
	data  []byte // its new content; nil for an orphan
}

// A comparison is the work of compare.
type comparison struct {
	*generation
	root    *os.Root // it opens nothing outside the output folder
	folders map[string]bool
	changes []change
	foreign []string // files that must not be overwritten, one line each
}

// stale returns what must change in the output folder, as compare does. The folder need not exist.
func (g *generation) stale() ([]change, error) {
	root, err := os.OpenRoot(g.folder)
	if errors.Is(err, fs.ErrNotExist) {
		var changes []change
		for _, f := range g.files {
			changes = append(changes, change{missing, f.Name, f.Data})
		}
		return changes, nil
	}
	if err != nil {
		return nil, failed("open", g.folder, err)
	}
	defer root.Close()
	return compare(g, root)
}

// compare returns what must change in the output folder: first the files to write, then the orphans, both
// in the order of their names. It is an error if a file of this name exists that is not output of this
// spec, or if the folder holds another Go package.
func compare(g *generation, root *os.Root) ([]change, error) {
	c := &comparison{generation: g, root: root, folders: map[string]bool{}}
	for _, f := range g.files {
		if err := c.file(f); err != nil {
			return nil, err
		}
	}
	if err := c.orphans(); err != nil {
		return nil, err
	}
	if err := c.refusal(); err != nil {
		return nil, err
	}
	return c.changes, c.otherPackage()
}

// file compares one file of the output.
func (c *comparison) file(f generator.File) error {
	for folder := range above(f.Name) {
		c.folders[folder] = true
	}
	there, err := inPlace(c.root, f.Name)
	if err != nil {
		return err
	}
	if !there {
		c.changes = append(c.changes, change{missing, f.Name, f.Data})
		return nil
	}
	was, err := c.root.ReadFile(f.Name)
	switch {
	case err != nil:
		return failed("read", c.path(f.Name), err)
	case bytes.Equal(was, f.Data):
	case !c.mark.On(was) && !c.beside(f.Name):
		c.foreign = append(c.foreign, c.path(f.Name)+": "+mark.Origin(was))
	default:
		c.changes = append(c.changes, change{differs, f.Name, f.Data})
	}
	return nil
}

// above yields the folders between a file and the output folder, the nearest first.
func above(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for folder := path.Dir(name); folder != "." && yield(folder); folder = path.Dir(folder) {
		}
	}
}

// inPlace reports whether a file exists. It is an error if its name belongs to something else, or if one of
// the folders above it is no folder. Symbolic links are neither followed nor replaced.
func inPlace(root *os.Root, name string) (bool, error) {
	for i := range len(name) {
		if name[i] != '/' {
			continue
		}
		if there, err := isKind(root, name[:i], fs.ModeDir); !there {
			return false, err
		}
	}
	return isKind(root, name, 0)
}

// isKind reports whether a name exists. It is an error if it exists and is not of the kind.
func isKind(root *os.Root, name string, kind fs.FileMode) (bool, error) {
	info, err := root.Lstat(filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, failed("read", shown(root.Name(), name), err)
	case info.Mode().Type() != kind:
		return false, fmt.Errorf("%s is %s; allowed: %s", shown(root.Name(), name), kindName(info.Mode()), kindName(kind))
	}
	return true, nil
}

func kindName(mode fs.FileMode) string {
	switch mode.Type() {
	case 0:
		return "a file"
	case fs.ModeDir:
		return "a folder"
	case fs.ModeSymlink:
		return "a symbolic link"
	}
	return "a special file"
}

// refusal returns an error that lists the foreign files, or nil if there are none.
func (c *comparison) refusal() error {
	if len(c.foreign) == 0 {
		return nil
	}
	return fmt.Errorf("these are not the output of %s and are not overwritten:\n    %s\nremove them if nobody needs them, or name another folder with --out",
		diag.Inert(named(c.spec)), strings.Join(c.foreign, "\n    "))
}

// orphans looks in the whole folder for files that bear the mark and are not part of the output.
func (c *comparison) orphans() error {
	wanted := map[string]bool{}
	for _, f := range c.files {
		wanted[f.Name] = true
	}
	return fs.WalkDir(c.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist): // no access, or removed meanwhile
			return nil
		case err != nil:
			return failed("read", c.path(name), err)
		case entry.IsDir() && c.elsewhere(name):
			return fs.SkipDir
		case entry.Type().IsRegular() && !wanted[name] && (c.marked(name) || c.beside(name)):
			c.changes = append(c.changes, change{orphan, name, nil})
		}
		return nil
	})
}

// elsewhere reports whether a folder does not belong to this output: it is hidden, or it is the output
// folder of another spec with the same base name. Such a folder has a file that this output has at its top.
func (c *comparison) elsewhere(folder string) bool {
	if folder == "." || c.folders[folder] {
		return false
	}
	if strings.HasPrefix(path.Base(folder), ".") {
		return true
	}
	for _, f := range c.files {
		if path.Dir(f.Name) == "." && c.marked(path.Join(folder, f.Name)) {
			return true
		}
	}
	return false
}

// beside reports whether a file is a merge patch whose overlay bears the mark. A merge patch cannot bear it.
func (c *comparison) beside(name string) bool {
	stem, isPatch := strings.CutSuffix(name, ".merge-patch.json")
	return isPatch && c.marked(stem+".overlay.yaml")
}

// marked reports whether a file bears the mark. A file that cannot be read does not.
func (c *comparison) marked(name string) bool {
	file, err := c.root.Open(filepath.FromSlash(name))
	if err != nil {
		return false
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, c.mark.Length()))
	return err == nil && c.mark.On(start)
}
