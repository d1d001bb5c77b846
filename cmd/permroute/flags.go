package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

// outFlag is the flag that names where output goes.
const outFlag = "out"

// oneSpec accepts exactly one argument, the spec, and an --out that names a file or folder.
func oneSpec(cmd *cobra.Command, args []string) error {
	if err := cobra.ExactArgs(1)(cmd, args); err != nil {
		return err
	}
	if err := notEmpty("SPEC", args[0]); err != nil {
		return err
	}
	return goodOut(cmd)
}

// notEmpty refuses an empty argument, such as a shell variable that is not set.
func notEmpty(what, arg string) error {
	if arg == "" {
		return fmt.Errorf("%s is empty", what)
	}
	return nil
}

// aFile refuses an argument that is empty or -, where a file is needed.
func aFile(what, arg string) error {
	if arg == fromStdin {
		return fmt.Errorf("%s is -, which is no file; write ./- for a file of this name", what)
	}
	return notEmpty(what, arg)
}

// goodOut refuses an --out that names no file or folder.
func goodOut(cmd *cobra.Command) error {
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		return aFile("--"+outFlag, out.Value.String())
	}
	return nil
}

// outOr returns the file or folder of --out, or another one if the flag is not given.
func outOr(cmd *cobra.Command, other string) string {
	if out := cmd.Flags().Lookup(outFlag); out.Changed {
		return filepath.Clean(out.Value.String())
	}
	return other
}

// text returns the value of a flag.
func text(cmd *cobra.Command, flag string) string { return cmd.Flags().Lookup(flag).Value.String() }

// formatName is the flag with the format of what a command writes, and inputFormat the one with the format of what it
// reads, besides a spec.
const (
	formatName  = "format"
	inputFormat = "input-format"
)

// formatFlag gives a command the flag --format with these formats, the first by default.
func formatFlag(cmd *cobra.Command, formats ...string) {
	cmd.Flags().String(formatName, formats[0], "the `format` of the output: "+strings.Join(formats, ", "))
	cmd.Annotations = map[string]string{"formats": strings.Join(formats, ",")}
	complete(cmd, formatName, func(cmd *cobra.Command, _ []string, _ string) []string { return formatsOf(cmd) })
}

func formatsOf(cmd *cobra.Command) []string { return strings.Split(cmd.Annotations["formats"], ",") }

// goodFormat refuses a format that the command does not have.
func goodFormat(cmd *cobra.Command) error {
	return oneOf("--"+formatName, text(cmd, formatName), formatsOf(cmd))
}

// oneOf refuses a value that is not allowed.
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
