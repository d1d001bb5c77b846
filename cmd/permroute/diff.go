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
		Use:   "diff OLD NEW [--fail-on KIND,...] [--log LOG [--by FIELD]]",
		Short: "Show what a change of a spec does to callers",
		Long: `Show what a change of a spec does to callers.

OLD and NEW are specs. REVISION:PATH is a spec as git has it. diff compares what
the two tables mean for each request, not how they are written. For example, if a
row is removed from a table with unlisted: {path: public}, its path becomes public.

  newly-public  everyone may send these requests now, without a login
  loosened      more callers may send them than before
  role-gains    the holders of a role of the table may send more than before
  newly-denied  no caller may send them any more
  tightened     fewer callers may send them than before
  role-loses    the holders of a role may send less than before
  added         a new row lists them, which nobody could send before
  moved         the same callers may, but another row decides, or a row has another
                METHOD or path
  renamed       the same row with other names

With --log, diff asks both tables about each call of an access log, and counts
the calls that get another answer: by change, with the first line and, with --by,
with the callers. The flags that say how a log is read are those of least.

Exit code 1: there is a change of a kind that --fail-on names.`,
		Example: "  permroute diff HEAD:permissions.yaml permissions.yaml\n  permroute diff HEAD:permissions.yaml permissions.yaml --log access.log --by user",
		Args:    diffArgs,
		RunE:    runDiff,
	}
	cmd.Flags().String("fail-on", string(diff.NewlyPublic)+","+string(diff.Loosened), "the `kinds` of change that exit with 1, separated by commas; any, or none")
	cmd.Flags().StringArray("log", nil, "an access `log`: count the calls that get another answer; may be given several times")
	addLogFlags(cmd)
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
	return errors.Join(notEmpty("OLD", args[0]), notEmpty("NEW", args[1]), goodFormat(cmd), goodReplay(cmd), err)
}

// goodReplay refuses flags about logs without --log, and formats that a replay does not have.
func goodReplay(cmd *cobra.Command) error {
	logs, _ := cmd.Flags().GetStringArray("log")
	if len(logs) > 0 {
		errs := []error{goodLogFlags(cmd)}
		for _, log := range logs {
			errs = append(errs, notEmpty("--log", log))
		}
		if format := text(cmd, formatName); format == "sarif" || format == "github" {
			errs = append(errs, fmt.Errorf("--%s %s with --log; allowed: text, json", formatName, format))
		}
		return errors.Join(errs...)
	}
	for _, name := range []string{"by", "host", inputFormat, "method-field", "target-field", "request-field", "host-field"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s is about a log; name one with --log", name)
		}
	}
	return nil
}

// failOn returns the kinds of --fail-on.
func failOn(cmd *cobra.Command) (kinds []diff.Kind, err error) {
	for name := range strings.SplitSeq(text(cmd, "fail-on"), ",") {
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
	in := inputOf(cmd)
	in.otherSpec = args[1]
	old, err := in.version(args[0])
	if err != nil {
		return err
	}
	in.otherSpec = args[0]
	new, err := in.version(args[1])
	if err != nil {
		return err
	}
	if logs, _ := cmd.Flags().GetStringArray("log"); len(logs) > 0 {
		return replay(cmd, in, [2]*version{old, new}, args)
	}
	r, err := diff.Compare(old.api, new.api)
	if err != nil {
		return fmt.Errorf("cannot compare %s with %s: %w; split the tables", diag.Inert(args[0]), diag.Inert(args[1]), err)
	}
	r.Old, r.New = named(args[0]), named(args[1])
	if err := writeDiff(cmd, r, [2]string{old.file, new.file}); err != nil {
		return err
	}
	if kinds, _ := failOn(cmd); r.Has(kinds) {
		return errNo
	}
	return nil
}

// writeDiff writes the report; files are the two specs, without revisions.
func writeDiff(cmd *cobra.Command, r *diff.Report, files [2]string) error {
	stdout := cmd.OutOrStdout()
	switch text(cmd, formatName) {
	case "json":
		return report.JSON(stdout, r)
	case "sarif":
		return report.SARIF(stdout, diff.Rules(), r.Findings(files[0], files[1]))
	case "github":
		return report.GitHub(stdout, r.Findings(files[0], files[1]))
	}
	return r.Text(stdout, styleOf(stdout))
}
