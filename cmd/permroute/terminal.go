package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"

	"github.com/permroute/permroute/generator/analysis/report"
)

// terminal returns the file behind w if it is a terminal, else nil.
func terminal(w io.Writer) *os.File {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// coloured reports whether w is a terminal that shows colours to somebody who wants them.
func coloured(w io.Writer) bool {
	return terminal(w) != nil && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// usualWidth is the number of columns if the terminal does not tell it.
const usualWidth = 80

// styleOf returns colours and a width if w is a terminal, else plain text.
func styleOf(w io.Writer) report.Style {
	file := terminal(w)
	if file == nil {
		return report.Style{}
	}
	width, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || width < 1 {
		width, _, err = term.GetSize(int(file.Fd()))
	}
	if err != nil || width < 1 {
		width = usualWidth
	}
	return report.Style{Colour: coloured(w), Width: width}
}
