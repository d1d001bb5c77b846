//go:build linux

// Command scale measures what it takes to generate and to compile tables of several sizes: time, memory
// and source.
//
//	go run ./scale
//
// It prints a table and leaves the figures for RESULTS.md in .cache.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/permroute/permroute/bench/corpus"
	"github.com/permroute/permroute/bench/report"
)

func main() {
	do := run
	if len(os.Args) == 2 && os.Args[1] == writeSpecs {
		do = specs
	}
	if err := do(); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func run() error {
	w, err := newWorkshop()
	if err != nil {
		return err
	}
	tables, err := w.tables()
	if err != nil {
		return err
	}
	result := report.Scale{Go: runtime.Version(), Cores: runtime.NumCPU()}
	for _, t := range tables {
		if err := w.measure(&t); err != nil {
			return fmt.Errorf("the route set %s: %w", t.Name, err)
		}
		result.Tables = append(result.Tables, t)
		fmt.Printf("%s: %d routes, generated in %.2f s, compiled in %.2f s\n", t.Title, t.Routes, t.Generate, t.Compile)
	}
	fmt.Print(result.Markdown())
	data, err := json.MarshalIndent(result, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(corpus.Folder(), report.ScaleFile), data, 0o666)
}

// writeSpecs is the argument that makes this command write the specs of the tables into the working
// folder, and the tables to standard output. It does that in a process of its own: what a process has
// once had in memory is counted, on Linux, for those that it starts too.
const writeSpecs = "specs"

func specs() error {
	all, err := corpus.All()
	if err != nil {
		return err
	}
	named := map[string]corpus.Set{}
	for _, s := range all {
		named[s.Name] = s
	}
	var tables []report.Table
	for _, s := range []corpus.Set{named["github"], named["huawei"].First(5000), named["huawei"], named["google"]} {
		spec, err := s.Spec()
		if err != nil {
			return err
		}
		if err := os.WriteFile(s.Name+".yaml", spec, 0o666); err != nil {
			return err
		}
		tables = append(tables, report.Table{Name: s.Name, Title: s.Title, Routes: len(s.Routes)})
	}
	return json.NewEncoder(os.Stdout).Encode(tables)
}

// tables returns the tables to measure, the smallest first. Their specs are there.
func (w *workshop) tables() (tables []report.Table, err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self, writeSpecs)
	cmd.Dir, cmd.Stderr = w.folder, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	return tables, json.Unmarshal(out, &tables)
}

// A workshop is a folder to generate and compile in.
type workshop struct {
	folder string
	tool   string // permroute
	cache  string // Go's build cache, which holds the standard library alone
}

// newWorkshop builds permroute, and a cache by compiling the output for our own table.
func newWorkshop() (*workshop, error) {
	folder := filepath.Join(corpus.Folder(), ".cache/scale")
	w := &workshop{folder, filepath.Join(folder, "permroute"), filepath.Join(folder, "standard")}
	if err := os.RemoveAll(folder); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	build := exec.Command("go", "build", "-o", w.tool, "./cmd/permroute")
	build.Dir = filepath.Dir(corpus.Folder())
	if _, _, err := measured(build); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte("module scale\n\ngo 1.25\n"), 0o666); err != nil {
		return nil, err
	}
	ours := filepath.Join(corpus.Folder(), corpus.OurSpec)
	if _, _, err := measured(exec.Command(w.tool, "generate", ours, "--out", filepath.Join(folder, "bss"))); err != nil {
		return nil, err
	}
	_, _, err := measured(w.build(w.cache, "bss"))
	return w, err
}

// build returns the command that compiles a package of the workshop.
func (w *workshop) build(cache, name string) *exec.Cmd {
	cmd := exec.Command("go", "build", "./"+name)
	cmd.Dir = w.folder
	cmd.Env = append(os.Environ(), "GOCACHE="+cache, "GOFLAGS=", "GOWORK=off")
	return cmd
}

// measure generates and compiles a table, and fills in what that took.
func (w *workshop) measure(t *report.Table) (err error) {
	out := filepath.Join(w.folder, t.Name)
	if t.Generate, t.GenerateMemory, err = best(func() (*exec.Cmd, error) {
		return exec.Command(w.tool, "generate", out+".yaml", "--out", out), os.RemoveAll(out)
	}); err != nil {
		return err
	}
	if t.Compile, t.CompileMemory, err = best(func() (*exec.Cmd, error) {
		cache := filepath.Join(w.folder, "cache")
		if err := os.RemoveAll(cache); err != nil {
			return nil, err
		}
		return w.build(cache, t.Name), os.CopyFS(cache, os.DirFS(w.cache))
	}); err != nil {
		return err
	}
	t.Source, t.Own, err = sourceOf(out)
	return err
}

// patience is how long a command is run again for a better time.
const patience = 20 * time.Second

// best runs a command three times, unless it takes long, and returns the shortest time and the least
// memory of it.
func best(prepare func() (*exec.Cmd, error)) (seconds, mebibytes float64, err error) {
	for i, start := 0, time.Now(); i == 0 || i < 3 && time.Since(start) < patience; i++ {
		cmd, err := prepare()
		if err != nil {
			return 0, 0, err
		}
		s, m, err := measured(cmd)
		if err != nil {
			return 0, 0, err
		}
		if i == 0 {
			seconds, mebibytes = s, m
		}
		seconds, mebibytes = min(seconds, s), min(mebibytes, m)
	}
	return seconds, mebibytes, nil
}

// measured runs a command and returns the seconds that it took, and the largest resident set of any
// process in it, in MiB.
func measured(cmd *exec.Cmd) (seconds, mebibytes float64, err error) {
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	seconds = time.Since(start).Seconds()
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage) // of the process and of those that it has waited for
	return seconds, float64(usage.Maxrss) / 1024, nil
}

// sourceOf returns the bytes of Go in a folder, and of those files alone that depend on the table.
func sourceOf(folder string) (all, own int, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return 0, 0, err
		}
		all += int(info.Size())
		if strings.HasSuffix(file, ".gen.go") {
			own += int(info.Size())
		}
	}
	return all, own, err
}
