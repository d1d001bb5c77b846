package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/diff"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
)

func diffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff OLD NEW [--fail-on KIND,...]",
		Short: "Say what a change of a spec does to callers",
		Long: `Say what a change of a spec does to callers.

OLD and NEW are specs, or REVISION:PATH for one as git knows it. What the two
tables mean is compared, request by request, and not how they are written: a row
that is removed from a table with unlisted: {path: allow} opens its path.

  newly-public  every caller may send these requests now
  loosened      more callers may than before
  newly-denied  no caller may any more
  tightened     fewer callers may than before
  moved         the same callers may, but another row speaks, or a row has another
                METHOD or path
  renamed       the same row by other names

Exit codes: 0 there is no change of a kind of --fail-on; 1 there is; 2 a mistake
in the call, a wrong spec, or a file that could not be read.`,
		Example: "  permroute diff HEAD:permissions.yaml permissions.yaml",
		Args:    diffArgs,
		RunE:    runDiff,
	}
	cmd.Flags().String("fail-on", string(diff.Loosened), "the `kinds` of change that exit with 1, separated by commas; any, or none")
	formatFlag(cmd, "text", "json", "sarif", "github")
	cmd.ValidArgsFunction = completeSpecs
	complete(cmd, "fail-on", func(*cobra.Command, []string, string) []string { return kindNames() })
	return cmd
}

// kindNames returns what --fail-on allows.
func kindNames() []string {
	names := []string{"any", "none"}
	for _, k := range diff.Kinds() {
		names = append(names, string(k))
	}
	return names
}

func diffArgs(cmd *cobra.Command, args []string) error {
	if err := cobra.ExactArgs(2)(cmd, args); err != nil {
		return err
	}
	_, err := failOn(cmd)
	return errors.Join(plainFile("OLD", args[0]), plainFile("NEW", args[1]), goodFormat(cmd), err)
}

// failOn returns the kinds of --fail-on.
func failOn(cmd *cobra.Command) (kinds []diff.Kind, err error) {
	for _, name := range strings.Split(cmd.Flags().Lookup("fail-on").Value.String(), ",") {
		switch {
		case !slices.Contains(kindNames(), name):
			return nil, oneOf("--fail-on", name, kindNames())
		case name == "any":
			kinds = append(kinds, diff.Kinds()...)
		case name != "none":
			kinds = append(kinds, diff.Kind(name))
		}
	}
	return kinds, nil
}

func runDiff(cmd *cobra.Command, args []string) error {
	old, err := versionOf(cmd, args[0])
	if err != nil {
		return err
	}
	new, err := versionOf(cmd, args[1])
	if err != nil {
		return err
	}
	r, err := diff.Compare(old.api, new.api)
	if err != nil {
		return fmt.Errorf("cannot compare %s with %s: %w; split the tables", diag.Inert(args[0]), diag.Inert(args[1]), err)
	}
	r.Old, r.New = args[0], args[1]
	if err := writeDiff(cmd, r, old.file, new.file); err != nil {
		return err
	}
	if kinds, _ := failOn(cmd); r.Has(kinds) {
		return said(exitWrong)
	}
	return nil
}

func writeDiff(cmd *cobra.Command, r *diff.Report, oldFile, newFile string) error {
	stdout := cmd.OutOrStdout()
	switch formatOf(cmd) {
	case "json":
		return report.JSON(stdout, r)
	case "sarif":
		return report.SARIF(stdout, diff.Rules(), r.Findings(oldFile, newFile))
	case "github":
		return report.GitHub(stdout, r.Findings(oldFile, newFile))
	}
	return r.Text(stdout, styleOf(stdout))
}
