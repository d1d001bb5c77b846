package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

// formatFlag gives a command the flag --format with these formats, the first by default.
func formatFlag(cmd *cobra.Command, formats ...string) {
	cmd.Flags().String("format", formats[0], "the `format` of the output: "+strings.Join(formats, ", "))
	cmd.Annotations = map[string]string{"formats": strings.Join(formats, ",")}
	complete(cmd, "format", func(cmd *cobra.Command, _ []string, _ string) []string { return formatsOf(cmd) })
}

func formatsOf(cmd *cobra.Command) []string { return strings.Split(cmd.Annotations["formats"], ",") }

func formatOf(cmd *cobra.Command) string { return cmd.Flags().Lookup("format").Value.String() }

// goodFormat refuses a format that the command does not have.
func goodFormat(cmd *cobra.Command) error {
	return oneOf("--format", formatOf(cmd), formatsOf(cmd))
}

// oneOf refuses a value that is none of the allowed ones.
func oneOf(what, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	remedy := diag.DidYouMean(value, allowed)
	if remedy != "" {
		remedy = "; " + remedy
	}
	return fmt.Errorf("%s %s; allowed: %s%s", what, diag.Quote(value), strings.Join(allowed, ", "), remedy)
}

// styleOf returns what the reader of w can show: colours and a width on a terminal, else plain text.
func styleOf(w io.Writer) report.Style {
	file, ok := w.(*os.File)
	if !ok {
		return report.Style{}
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return report.Style{}
	}
	width, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || width < 1 {
		width = terminalWidth(file)
	}
	return report.Style{Colour: coloured(w), Width: width}
}
