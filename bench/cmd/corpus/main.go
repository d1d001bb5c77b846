// Command corpus reads the route sets of the benchmark and writes their specs and requests into
// .cache, for whoever wants to look at them.
//
//	go run ./cmd/corpus
//
// It needs the modules and packages that README.md names, and downloads what is missing of them.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/permroute/permroute/bench/corpus"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run() error {
	sets, err := corpus.All()
	if err != nil {
		return err
	}
	for _, s := range sets {
		fmt.Printf("%-12s %6d of %6d routes from %s\n", s.Name, len(s.Routes), s.Found, s.Source)
		for _, reason := range s.Reasons() {
			fmt.Println("    dropped", reason)
		}
		spec, err := s.Spec()
		if err != nil {
			return err
		}
		if err := write(filepath.Join("specs", s.Name+".yaml"), spec); err != nil {
			return err
		}
		if err := writeRequests(s.Name, spec); err != nil {
			return err
		}
	}
	return nil
}

// writeRequests writes each list of requests, a line for each: verdict, method, path, and the id of
// the row that speaks for it.
func writeRequests(name string, spec []byte) error {
	api, err := corpus.Resolve(name+".yaml", spec)
	if err != nil {
		return err
	}
	requests, err := corpus.Invent(corpus.NewReference(api))
	if err != nil {
		return fmt.Errorf("the route set %s: %w", name, err)
	}
	lists := map[string][]corpus.Request{
		"random": requests.Random, "cyclic": requests.Cyclic, "hot": requests.Hot, "near": requests.Near, "foreign": requests.Foreign,
	}
	for list, of := range lists {
		var b bytes.Buffer
		for _, q := range of {
			id := "-"
			if q.Row >= 0 {
				id = api.Routes[q.Row].ID
			}
			fmt.Fprintln(&b, q.Verdict, q.Method, q.Path, id)
		}
		if err := write(filepath.Join("requests", name+"."+list), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func write(name string, data []byte) error {
	file := filepath.Join(corpus.Folder(), ".cache", name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o666)
}
