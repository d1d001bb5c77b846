package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

// fromStdin is the argument for standard input. stdinName is its name in messages and in outputs.
const (
	fromStdin = "-"
	stdinName = "standard input"
)

// named returns the name of a spec or document in messages.
func named(arg string) string {
	if arg == fromStdin {
		return stdinName
	}
	return arg
}

// An input reads the files of the arguments of one call. It reads standard input only once.
type input struct {
	stdin     io.Reader
	taken     bool    // standard input has been read
	sources   sources // what was read, by the name that diagnostics use
	otherSpec string  // the second spec of diff, for the advice to write REVISION:FILE; empty for other commands
}

func inputOf(cmd *cobra.Command) *input {
	return &input{stdin: cmd.InOrStdin(), sources: sources{}}
}

// read reads a file, or standard input for -, and returns its name in diagnostics. More than limit bytes
// are an error.
func (in *input) read(arg string, limit int) (name string, data []byte, err error) {
	name, reader, err := in.open(arg)
	if err != nil {
		return name, nil, err
	}
	defer reader.Close()
	data, err = io.ReadAll(io.LimitReader(reader, int64(limit)+1))
	switch {
	case err != nil:
		return name, nil, failed("read", name, err)
	case len(data) > limit:
		return name, nil, fmt.Errorf("%s has more than %d bytes (%d MiB)", diag.Inert(name), limit, limit>>20)
	}
	in.sources[name] = data
	return name, data, nil
}

// open opens a file, or standard input for -, and returns its name in diagnostics.
func (in *input) open(arg string) (name string, reader io.ReadCloser, err error) {
	name = named(arg)
	if arg != fromStdin {
		file, err := os.Open(arg)
		if err != nil {
			return name, nil, failed("read", name, err)
		}
		return name, file, nil
	}
	if in.taken {
		return name, nil, errors.New("- is given twice, but standard input can be read only once; name a file")
	}
	in.taken = true
	return name, io.NopCloser(in.stdin), nil
}

// spec reads a spec and resolves it. If the spec is wrong the error is a wrongInput.
func (in *input) spec(arg string) (*model.API, error) {
	name, data, err := in.read(arg, syntax.MaxSize)
	if err != nil {
		return nil, err
	}
	return in.load(name, data)
}

// load resolves a spec that has been read.
func (in *input) load(name string, data []byte) (*model.API, error) {
	in.sources[name] = data
	api, list := model.Load(name, data)
	return api, in.wrong(list)
}

// wrong returns the error of diagnostics about what was read, or nil if there are none.
func (in *input) wrong(list diag.List) error {
	if len(list) == 0 {
		return nil
	}
	return &wrongInput{list, in.sources}
}

// document reads an OpenAPI document and the files that it refers to. If the document is wrong the error is a wrongInput.
// It opens files below the folder of the document alone, and follows no link out of it. Diagnostics do not show lines of
// these files, because the author of the document may not be allowed to read them.
func (in *input) document(arg string) (*service.Document, error) {
	root := path.Clean(filepath.ToSlash(named(arg)))
	var unreadable error
	document, list := service.Read(root, func(file string) ([]byte, error) {
		if file != root {
			return readBelow(path.Dir(root), file)
		}
		_, data, err := in.read(arg, syntax.MaxSize)
		unreadable = err
		in.sources[file] = data
		return data, err
	})
	if unreadable != nil {
		return nil, unreadable
	}
	return document, in.wrong(list)
}

// readBelow reads a file below a folder. It follows no link out of the folder.
func readBelow(folder, name string) ([]byte, error) {
	root, err := os.OpenRoot(filepath.FromSlash(folder))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	relative, err := filepath.Rel(filepath.FromSlash(folder), filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	info, err := root.Stat(relative)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("no file")
	}
	if err != nil {
		return nil, err
	}
	file, err := root.Open(relative)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, syntax.MaxSize+1))
}
