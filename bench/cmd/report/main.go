// Command report writes RESULTS.md and results.svg from what the commands contest and scale have left
// in .cache, and prints the goals.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/permroute/permroute/bench/contest"
	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/report"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run() error {
	results, err := load[contest.Results](contest.ResultsFile)
	if err != nil {
		return err
	}
	scale, err := load[report.Scale](report.ScaleFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	fmt.Print(report.Goals(results, scale))
	if err := write("RESULTS.md", report.Document(results, scale)); err != nil {
		return err
	}
	return write("results.svg", report.Picture(results))
}

// load reads a file below the module bench.
func load[T any](name string) (*T, error) {
	data, err := os.ReadFile(filepath.Join(corpus.Folder(), name))
	if err != nil {
		return nil, err
	}
	value := new(T)
	return value, json.Unmarshal(data, value)
}

func write(name, text string) error {
	return os.WriteFile(filepath.Join(corpus.Folder(), name), []byte(text), 0o666)
}
