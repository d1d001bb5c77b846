package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// longestLine is how many bytes of a line are read. The rest of a longer line is ignored.
const longestLine = 1 << 20

// eachLine calls do with the number, from 1, and the text of each line of standard input, until do returns
// an error. The text has no line end.
func eachLine(stdin io.Reader, do func(n int, line string) error) error {
	r := bufio.NewReaderSize(stdin, 1<<16)
	for n := 1; ; n++ {
		line, err := readLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return failed("read", stdinName, err)
		}
		if err == nil || line != "" {
			if err := do(n, line); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// readLine returns a line without its end, and no more than longestLine bytes of it.
func readLine(r *bufio.Reader) (string, error) {
	var line strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		line.Write(part[:min(len(part), longestLine-line.Len())])
		if !errors.Is(err, bufio.ErrBufferFull) {
			return strings.TrimRight(line.String(), "\r\n"), err
		}
	}
}
