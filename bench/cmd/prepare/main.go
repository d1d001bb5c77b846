// Command prepare writes what the benchmark is made of into _generated: for each route set the package
// that permroute generates and, where it can, ogen's router, and the command that measures them all.
//
//	go run ./cmd/prepare
//	go build -o .cache/contest ./_generated/contest
//
// With -check it writes the packages and the command that checks them alone.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/generator"
)

func main() {
	var p preparation
	flag.BoolVar(&p.small, "small", false, "take the sets alone that need no large downloads")
	flag.BoolVar(&p.check, "check", false, "write the command check instead of contest")
	flag.BoolVar(&p.apis, "apis", false, "take each API of the large sets by itself too")
	flag.StringVar(&p.out, "out", "_generated", "the `folder`, below the module bench")
	flag.Parse()
	if err := p.run(); err != nil {
		fmt.Fprintln(os.Stderr, "prepare:", err)
		os.Exit(1)
	}
}

// A preparation is what is to be written.
type preparation struct {
	small, check, apis bool
	out                string
}

func (p preparation) run() error {
	sets, err := p.sets()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(p.folder("")); err != nil {
		return err
	}
	var entries []entry
	for _, s := range sets {
		e, err := p.set(s)
		if err != nil {
			return fmt.Errorf("the route set %s: %w", s.Name, err)
		}
		fmt.Printf("%-12s %6d routes\n", s.Name, len(s.Routes))
		entries = append(entries, e)
	}
	if p.check {
		return p.command("check", checkTemplate, entries)
	}
	return p.command("contest", contestTemplate, entries)
}

// sets returns the route sets that are asked for.
func (p preparation) sets() ([]corpus.Set, error) {
	if p.small {
		return corpus.Small()
	}
	sets, err := corpus.All()
	if p.apis {
		for _, s := range sets {
			sets = append(sets, s.PerAPI()...)
		}
	}
	return sets, err
}

// largestOgen is the size of the largest set that ogen's router is made for.
const largestOgen = 2000

// set writes the packages of a set.
func (p preparation) set(s corpus.Set) (entry, error) {
	e := entry{Name: s.Name}
	spec, err := s.Spec()
	if err != nil {
		return e, err
	}
	file := filepath.Join(corpus.Folder(), ".cache/specs", s.Name+".yaml")
	if err := write(file, spec); err != nil {
		return e, err
	}
	if err := p.pack(file, spec); err != nil || p.check {
		return e, err
	}
	api, err := corpus.Resolve(file, spec)
	if err != nil {
		return e, err
	}
	e.OneWord = len(api.Permissions) <= 64
	if len(api.Routes) <= largestOgen {
		e.Refused, err = p.ogen(api)
		e.Ogen = e.Refused == ""
	}
	return e, err
}

// pack writes the Go package of a spec.
func (p preparation) pack(file string, spec []byte) error {
	out, err := generator.Generate(file, spec)
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, f := range out.Files {
		if filepath.Dir(f.Name) == "." {
			files[f.Name] = f.Data
		}
	}
	return fill(p.folder(out.Package), files)
}

// folder returns a folder of generated code.
func (p preparation) folder(name string) string { return filepath.Join(corpus.Folder(), p.out, name) }

// fill makes a folder hold these files alone.
func fill(folder string, files map[string][]byte) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for name, data := range files {
		if err := write(filepath.Join(folder, name), data); err != nil {
			return err
		}
	}
	return nil
}

func write(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o666)
}
