package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/permroute/permroute/generator/diag"
)

// The exit codes of all commands besides 0, which is yes or done. exitHelp says the same to users.
const (
	exitNo       = 1 // the answer is no
	exitNoAnswer = 2 // there is no answer
)

const exitHelp = `Exit codes of all commands:
  0  yes, or done
  1  no: a request is denied, the output is stale, or something was found or changed
  2  no answer: a wrong call, a file that cannot be read or written, or a wrong spec
For lint alone a wrong spec is a finding: 1.`

// errNo is the error of a command that has answered, and the answer is no.
var errNo = errors.New("no")

// A wrongInput is the error of a command that has read a wrong spec, or a wrong document of another kind.
type wrongInput struct {
	list    diag.List
	sources sources
}

func (w *wrongInput) Error() string { return w.list.Error() }

// sources has the texts of files by name. Diagnostics show their lines.
type sources map[string][]byte

// show writes diagnostics, each with its line, in the order of the list.
func (s sources) show(w io.Writer, list diag.List) error {
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Pos.File == list[0].Pos.File {
			n++
		}
		if err := diag.SourceOf(s[list[0].Pos.File]).Render(w, list[:n], diag.Style{Colour: coloured(w)}); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// exitCode says on stderr why a command has failed, and returns its exit code.
func exitCode(err error, stderr io.Writer) int {
	var wrong *wrongInput
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNo):
		return exitNo
	case errors.As(err, &wrong):
		if wrong.sources.show(stderr, wrong.list) == nil {
			return exitNoAnswer
		}
	}
	fmt.Fprintf(stderr, "permroute: %v\n", err)
	return exitNoAnswer
}
