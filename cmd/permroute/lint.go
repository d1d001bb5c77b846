package main

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/lint"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/syntax"
)

func lintCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lint SPEC... [--only RULE,...] [--fail-on LEVEL] | lint --explain RULE,...",
		Short: "Find what is probably wrong in a spec",
		Long: `Find what is probably wrong in a spec.

It looks for routes that compete for a request, spellings that differ, and
settings that allow more than intended. To accept a finding write
accept: {RULE: REASON} on its route, code or role, or on the table for all
findings of the rule. If the finding is gone, lint reports the acceptance. --explain
prints what a rule looks for, why, what to do and an example; docs/lint.md has all
rules.

Exit code 1: there is a finding that is not accepted and not below --fail-on, or
the spec is wrong.`,
		Example: "  permroute lint permissions.yaml\n  permroute lint --explain overlap",
		Args:    lintArgs,
		RunE:    runLint,
	}
	cmd.Flags().String("only", "", "look for these `rules` only, separated by commas")
	cmd.Flags().String("fail-on", string(report.Warning), "the lowest `level` that exits with 1: error, warning or info; or none")
	cmd.Flags().String("explain", "", "explain these `rules`, separated by commas, and read no spec")
	formatFlag(cmd, "text", "json", "sarif", "github")
	cmd.ValidArgsFunction = completeSpecs
	complete(cmd, "only", completeRules)
	complete(cmd, "explain", completeRules)
	complete(cmd, "fail-on", func(*cobra.Command, []string, string) []string { return levels() })
	return cmd
}

// completeRules completes ids of rules, which shells show with their summaries.
func completeRules(*cobra.Command, []string, string) (values []string) {
	for _, r := range lint.Rules() {
		values = append(values, r.ID+"\t"+r.Summary)
	}
	return values
}

func ruleIDs() (ids []string) {
	for _, r := range lint.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// levels returns the values of --fail-on, from the one that fails most often to the one that never does.
func levels() []string {
	return []string{string(report.Info), string(report.Warning), string(report.Error), "none"}
}

func lintArgs(cmd *cobra.Command, args []string) error {
	var errs []error
	if explain := rulesOf(cmd, "explain"); explain == nil {
		errs = append(errs, cobra.MinimumNArgs(1)(cmd, args))
	} else if len(args) > 0 {
		errs = append(errs, errors.New("--explain reads no SPEC"))
	}
	for _, spec := range args {
		errs = append(errs, notEmpty("SPEC", spec))
	}
	for _, flag := range []string{"only", "explain"} {
		for _, rule := range rulesOf(cmd, flag) {
			errs = append(errs, oneOf("--"+flag, rule, ruleIDs()))
		}
	}
	return errors.Join(append(errs, oneOf("--fail-on", text(cmd, "fail-on"), levels()), goodFormat(cmd))...)
}

// rulesOf returns the rules that a flag names; nil without the flag.
func rulesOf(cmd *cobra.Command, name string) []string {
	if flag := cmd.Flags().Lookup(name); flag.Changed {
		return strings.Split(flag.Value.String(), ",")
	}
	return nil
}

// explainRules prints the explanations of rules.
func explainRules(w io.Writer, ids []string) error {
	var sections []string
	for _, r := range lint.Rules() {
		if slices.Contains(ids, r.ID) {
			sections = append(sections, r.Markdown())
		}
	}
	_, err := io.WriteString(w, strings.Join(sections, "\n"))
	return err
}

// A linted spec is one with its findings.
type linted struct {
	file     string
	source   []byte
	findings []report.Finding
}

func runLint(cmd *cobra.Command, specs []string) error {
	if explain := rulesOf(cmd, "explain"); explain != nil {
		return explainRules(cmd.OutOrStdout(), explain)
	}
	var all []linted
	in, rules := inputOf(cmd), rulesOf(cmd, "only")
	for _, spec := range specs {
		name, source, err := in.read(spec, syntax.MaxSize)
		if err != nil {
			return err
		}
		findings := slices.DeleteFunc(lint.Lint(name, source), func(f report.Finding) bool {
			return rules != nil && !slices.Contains(rules, f.Rule) && !lint.Wrong(f)
		})
		all = append(all, linted{name, source, findings})
	}
	if err := writeLint(cmd, all); err != nil {
		return err
	}
	if fails(all, text(cmd, "fail-on")) {
		return errNo
	}
	return nil
}

// writeLint writes the findings. The formats for tools are one document for all specs. GitHub annotations
// leave out accepted findings: they cannot be marked as accepted.
func writeLint(cmd *cobra.Command, all []linted) error {
	stdout := cmd.OutOrStdout()
	findings := []report.Finding{}
	for _, l := range all {
		findings = append(findings, l.findings...)
	}
	switch text(cmd, formatName) {
	case "json":
		return report.JSON(stdout, map[string]any{"findings": findings})
	case "sarif":
		return report.SARIF(stdout, lint.ReportRules(), findings)
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

// fails reports whether there is a finding of the level or of a higher one that is not accepted, or whether
// a spec is wrong.
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
