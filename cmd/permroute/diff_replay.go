package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/diff"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/traffic"
)

// replay shows what a change does to the calls of the logs of --log. args are the two specs as they were named.
func replay(cmd *cobra.Command, in *input, specs [2]*version, args []string) error {
	stderr := cmd.ErrOrStderr()
	names, _ := cmd.Flags().GetStringArray("log")
	logs, err := in.logs(names)
	defer logs.close()
	if err != nil {
		return err
	}
	p := newProgress(stderr, logs.size)
	o := logOptions(cmd, p)
	calls, err := traffic.Replay(specs[0].api, specs[1].api, logs.logs, o)
	p.done()
	if err != nil {
		return errors.New(diag.Inert(err.Error()))
	}
	(&leastReport{logs: names}).malformed(stderr, calls.Result)
	if calls.Result.Calls() == 0 {
		return errors.New("no line of the logs is a request")
	}
	for i := range names {
		names[i] = named(names[i])
	}
	r, err := diff.Replayed(specs[0].api, specs[1].api, calls, names)
	if err != nil {
		return err
	}
	r.Old, r.New, r.By = named(args[0]), named(args[1]), o.Wanted.By
	if err := writeReplay(cmd, r); err != nil {
		return err
	}
	if kinds, _ := failOn(cmd); r.Has(kinds) {
		return errNo
	}
	return nil
}

func writeReplay(cmd *cobra.Command, r *diff.Replay) error {
	stdout := cmd.OutOrStdout()
	if text(cmd, formatName) == "json" {
		return report.JSON(stdout, r)
	}
	return r.Text(stdout, styleOf(stdout))
}
