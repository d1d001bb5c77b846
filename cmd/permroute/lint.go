package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/lint"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/syntax"
)

func lintCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lint SPEC... [--only RULE,...] [--fail-on LEVEL]",
		Short: "Find what is probably wrong in a spec",
		Long: `Find what is probably wrong in a spec.

It looks for rows that stand in each other's way, spellings that differ, and
settings that open more than is meant. A finding is accepted where it stands, with a reason: accept: {RULE: REASON} on the
row or the code, or on the table for all of a rule. An acceptance that accepts
nothing is a finding. docs/lint.md has each rule: what, why and what to do.

Exit codes: 0 nothing is found, or only what is accepted or below --fail-on; 1
something is, or the spec is wrong; 2 a mistake in the call, or a file that could
not be read.`,
		Example: "  permroute lint permissions.yaml",
		Args:    lintArgs,
		RunE:    runLint,
	}
	cmd.Flags().String("only", "", "look for these `rules` only, separated by commas")
	cmd.Flags().String("fail-on", string(report.Warning), "the lowest `level` that exits with 1: error, warning or info; or none")
	formatFlag(cmd, "text", "json", "sarif", "github")
	cmd.ValidArgsFunction = completeSpecs
	complete(cmd, "only", func(*cobra.Command, []string, string) []string { return ruleIDs() })
	complete(cmd, "fail-on", func(*cobra.Command, []string, string) []string { return levels() })
	return cmd
}

func ruleIDs() (ids []string) {
	for _, r := range lint.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// levels returns what --fail-on allows, from the most that fails to the least.
func levels() []string {
	return []string{string(report.Info), string(report.Warning), string(report.Error), "none"}
}

func lintArgs(cmd *cobra.Command, args []string) error {
	errs := []error{cobra.MinimumNArgs(1)(cmd, args)}
	for _, spec := range args {
		errs = append(errs, plainFile("SPEC", spec))
	}
	for _, rule := range only(cmd) {
		errs = append(errs, oneOf("--only", rule, ruleIDs()))
	}
	return errors.Join(append(errs, oneOf("--fail-on", cmd.Flags().Lookup("fail-on").Value.String(), levels()), goodFormat(cmd))...)
}

// only returns the rules of --only; none for all.
func only(cmd *cobra.Command) []string {
	if flag := cmd.Flags().Lookup("only"); flag.Changed {
		return strings.Split(flag.Value.String(), ",")
	}
	return nil
}

// A linted spec is one with its findings.
type linted struct {
	file     string
	source   []byte
	findings []report.Finding
}

func runLint(cmd *cobra.Command, specs []string) error {
	var all []linted
	rules := only(cmd)
	for _, spec := range specs {
		source, err := readUpTo(spec, syntax.MaxSize+1)
		if err != nil {
			return err
		}
		findings := slices.DeleteFunc(lint.Lint(spec, source), func(f report.Finding) bool {
			return rules != nil && !slices.Contains(rules, f.Rule) && !lint.Wrong(f)
		})
		all = append(all, linted{spec, source, findings})
	}
	if err := writeLint(cmd, all); err != nil {
		return err
	}
	if fails(all, cmd.Flags().Lookup("fail-on").Value.String()) {
		return said(exitWrong)
	}
	return nil
}

// writeLint writes the findings; for tools in one document, and without those that the spec accepts
// where a format cannot say so.
func writeLint(cmd *cobra.Command, all []linted) error {
	stdout := cmd.OutOrStdout()
	findings := []report.Finding{}
	for _, l := range all {
		findings = append(findings, l.findings...)
	}
	switch formatOf(cmd) {
	case "json":
		return report.JSON(stdout, map[string]any{"findings": findings})
	case "sarif":
		return report.SARIF(stdout, lint.Rules(), findings)
	case "github":
		return report.GitHub(stdout, slices.DeleteFunc(findings, func(f report.Finding) bool { return f.Reason != "" }))
	}
	for _, l := range all {
		if err := lint.Text(stdout, l.file, l.source, l.findings, styleOf(stdout)); err != nil {
			return err
		}
	}
	return nil
}

// fails reports whether a finding that is not accepted is of the level or a graver one, or a spec is
// wrong: what is to be found in it is not known.
func fails(all []linted, level string) bool {
	for _, l := range all {
		for _, f := range l.findings {
			if lint.Wrong(f) || f.Reason == "" && slices.Index(levels(), string(f.Level)) >= slices.Index(levels(), level) {
				return true
			}
		}
	}
	return false
}
