package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/expect"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/syntax"
)

func testCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "test SPEC [FILE...] [--cover PERCENT] [--update]",
		Short: "Test what a spec lets callers do",
		Long: `Test what a spec lets callers do.

FILE holds expectations. The default is the files beside SPEC that end in
.test.yaml and .matrix.yaml: shop.test.yaml for shop.yaml.

  tests:
    - as: clerk                  # a role, or unauthenticated, or authenticated
      GET /orders/7: allow       # allow, deny, 200, 400, 401, 403 or 405
      DELETE /orders/7: deny
    - have: [order:read]         # codes and patterns
      GET /orders/7: 200 ShowOrder   # and the row that decides

Failures are listed, and so are the rows that no expectation touches. With
--update test writes the matrix of all rows and callers of each kind into the
.matrix.yaml beside SPEC. Commit this file, and review it when it changes.

Exit code 1: an expectation does not hold, or fewer rows are touched than
--cover asks for.`,
		Example: "  permroute test permissions.yaml --update\n  permroute test permissions.yaml --cover 100",
		Args:    testArgs,
		RunE:    runTest,
	}
	cmd.Flags().Int("cover", 0, "fail if fewer than this `percentage` of the rows are touched")
	cmd.Flags().Bool("update", false, "write the matrix")
	formatFlag(cmd, "text", "json", "junit", "github")
	cmd.ValidArgsFunction = completeSpecs
	return cmd
}

func testArgs(cmd *cobra.Command, args []string) error {
	errs := []error{cobra.MinimumNArgs(1)(cmd, args), goodFormat(cmd)}
	for i, arg := range args {
		errs = append(errs, notEmpty([]string{"SPEC", "FILE"}[min(i, 1)], arg))
	}
	if cover, _ := cmd.Flags().GetInt("cover"); cover < 0 || cover > 100 {
		errs = append(errs, fmt.Errorf("--cover %d; allowed: 0 to 100", cover))
	}
	if update, _ := cmd.Flags().GetBool("update"); update && (len(args) != 1 || args[0] == fromStdin) {
		errs = append(errs, errors.New("--update needs SPEC alone, as a file"))
	}
	return errors.Join(errs...)
}

// beside returns the name of a file beside a spec: shop.test.yaml for shop.yaml.
func beside(spec, kind string) string {
	return strings.TrimSuffix(spec, filepath.Ext(spec)) + "." + kind + ".yaml"
}

func runTest(cmd *cobra.Command, args []string) error {
	in := inputOf(cmd)
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	if update, _ := cmd.Flags().GetBool("update"); update {
		return writeMatrix(cmd, api, beside(args[0], "matrix"))
	}
	files, err := testFiles(args)
	if err != nil {
		return err
	}
	var cases []expect.Case
	for _, file := range files {
		name, data, err := in.read(file, syntax.MaxSize)
		if err != nil {
			return err
		}
		read, wrong := expect.Read(name, data, api)
		if err := in.wrong(wrong); err != nil {
			return err
		}
		cases = append(cases, read...)
	}
	r := expect.Run(api, cases)
	if err := writeTest(cmd, r); err != nil {
		return err
	}
	if cover, _ := cmd.Flags().GetInt("cover"); len(r.Failed()) > 0 || r.Cover() < cover {
		return errNo
	}
	return nil
}

// testFiles returns the files that are named, or those beside the spec.
func testFiles(args []string) (files []string, err error) {
	if len(args) > 1 {
		return args[1:], nil
	}
	for _, kind := range []string{"test", "matrix"} {
		file := beside(args[0], kind)
		if _, err := os.Stat(file); err == nil {
			files = append(files, file)
		}
	}
	if files == nil {
		return nil, fmt.Errorf("there is neither %s nor %s; write one, or name a FILE, or write the second one with --update",
			strconv.Quote(beside(named(args[0]), "test")), strconv.Quote(beside(named(args[0]), "matrix")))
	}
	return files, nil
}

// writeMatrix makes the matrix current. It overwrites no other file.
func writeMatrix(cmd *cobra.Command, api *model.API, file string) error {
	m := mark.Mark{Command: "test", Spec: api.Spec}
	wrote, err := product{syntax.Encode(m.String(), expect.Matrix(api)), m.On}.writeTo(file, cmd.ErrOrStderr())
	return sayWrote(cmd.OutOrStdout(), file, wrote, err)
}

func writeTest(cmd *cobra.Command, r *expect.Report) error {
	stdout := cmd.OutOrStdout()
	switch text(cmd, formatName) {
	case "json":
		return r.JSON(stdout)
	case "junit":
		return r.JUnit(stdout)
	case "github":
		return report.GitHub(stdout, r.Findings())
	}
	return r.Text(stdout, styleOf(stdout))
}
