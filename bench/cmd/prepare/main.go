// Command prepare writes what the benchmark is made of into _generated: for each route set the package
// that permroute generates and, where it can, ogen's router, and the command that measures them all.
//
//	go run ./cmd/prepare
//	go build -o .cache/contest ./_generated/contest
//
// With -small it takes the sets alone that need no large downloads.
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
	small := flag.Bool("small", false, "take the small sets alone")
	flag.Parse()
	if err := run(*small); err != nil {
		fmt.Fprintln(os.Stderr, "prepare:", err)
		os.Exit(1)
	}
}

func run(small bool) error {
	read := corpus.All
	if small {
		read = corpus.Small
	}
	sets, err := read()
	if err != nil {
		return err
	}
	var entries []entry
	for _, s := range sets {
		e, err := prepare(s)
		if err != nil {
			return fmt.Errorf("the route set %s: %w", s.Name, err)
		}
		fmt.Printf("%-12s %6d routes\n", s.Name, len(s.Routes))
		entries = append(entries, e)
	}
	return writeContest(entries)
}

// largestOgen is the size of the largest set that ogen's router is made for.
const largestOgen = 2000

// prepare writes the packages of a set.
func prepare(s corpus.Set) (entry, error) {
	e := entry{Name: s.Name}
	spec, err := s.Spec()
	if err != nil {
		return e, err
	}
	file := filepath.Join(corpus.Folder(), ".cache/specs", s.Name+".yaml")
	if err := write(file, spec); err != nil {
		return e, err
	}
	if err := writePackage(file, spec); err != nil {
		return e, err
	}
	api, err := corpus.Resolve(file, spec)
	if err != nil {
		return e, err
	}
	e.OneWord = len(api.Permissions) <= 64
	if len(api.Routes) <= largestOgen {
		e.Refused, err = writeOgen(api)
		e.Ogen = e.Refused == ""
	}
	return e, err
}

// writePackage writes the Go package of a spec, which it names.
func writePackage(file string, spec []byte) error {
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
	return fill(generated(out.Package), files)
}

// generated returns a folder of generated code.
func generated(name string) string { return filepath.Join(corpus.Folder(), "_generated", name) }

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
