package main

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/model"
)

const haveFlag = "have"

// addHaveFlag gives a command the flag --have.
func addHaveFlag(cmd *cobra.Command) {
	cmd.Flags().StringArray(haveFlag, nil, "the caller's permission `codes`, and patterns such as order:*, separated by commas, or @FILE with one a line")
	complete(cmd, haveFlag, completeCodes)
}

// mostHave is the size of the largest file with codes that is read, in bytes.
const mostHave = 16 << 20

// have returns the codes of --have, in the order given. It includes codes that the table does not declare.
//
// There is one rule for the value of a flag and for each line of a file. A text that is a declared code is
// that code, even if it has commas or blanks. In any other text commas separate codes, and blanks around a
// code are removed.
func (in *input) have(cmd *cobra.Command, api *model.API) (codes []string, err error) {
	given, err := cmd.Flags().GetStringArray(haveFlag)
	if err != nil {
		return nil, err
	}
	declared := func(text string) bool {
		_, is := api.Grants.Find(text)
		return is
	}
	for _, text := range given {
		texts := []string{text}
		if file, isFile := strings.CutPrefix(text, "@"); isFile && !declared(text) {
			if texts, err = in.lines(file); err != nil {
				return nil, err
			}
		}
		for _, text := range texts {
			codes = append(codes, codesIn(text, declared)...)
		}
	}
	return codes, nil
}

// lines returns the lines of a file with codes.
func (in *input) lines(file string) (lines []string, err error) {
	_, data, err := in.read(file, mostHave)
	for line := range strings.Lines(string(bytes.TrimPrefix(data, []byte("\ufeff")))) {
		lines = append(lines, strings.TrimRight(line, "\r\n"))
	}
	return lines, err
}

// codesIn returns the codes of one text.
func codesIn(text string, declared func(string) bool) (codes []string) {
	if declared(text) {
		return []string{text}
	}
	if trimmed := strings.TrimSpace(text); declared(trimmed) {
		return []string{trimmed}
	}
	for code := range strings.SplitSeq(text, ",") {
		if code = strings.TrimSpace(code); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}
