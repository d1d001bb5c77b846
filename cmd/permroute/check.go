package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

func checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check SPEC [--out DIR]",
		Short: "Say whether the output of a spec is current",
		Long: `Say whether the output of a spec is current, and write nothing.

If it is not, the files that are missing, that differ and that are no longer part
of the output are listed, and the command that mends them. Run it where nobody
should be able to forget permroute generate.

Exit codes: 0 the output is current; 1 it is stale, or the spec is wrong; 2 a
mistake in the call, or a file that could not be read.`,
		Example: "  permroute check permissions.yaml --out api",
		Args:    oneSpec,
		RunE:    check,
	}
	cmd.Flags().String(outFlag, "", "the `folder` of the output (default ./<the spec's package>)")
	return cmd
}

func check(cmd *cobra.Command, args []string) error {
	g, err := newGeneration(cmd, args[0])
	if err != nil {
		return err
	}
	return g.check(cmd.OutOrStdout(), cmd.ErrOrStderr())
}

// check says whether the output is current, and returns said if it is not.
func (g *generation) check(stdout, stderr io.Writer) error {
	changes, err := compare(g)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return g.current(stdout)
	}
	fmt.Fprintf(stderr, "%s is stale:\n", diag.Inert(g.folder))
	for _, c := range changes {
		fmt.Fprintf(stderr, "    %s: %s\n", g.path(c.name), c.state)
	}
	fmt.Fprintf(stderr, "run: permroute generate %s --out %s\n", shellWord(g.spec), shellWord(g.folder))
	return said(exitWrong)
}

// bare holds the words that no shell reads as anything else.
var bare = regexp.MustCompile(`^[\p{L}\p{N}_./:@%+,-]+$`)

// shellWord returns a file name as a word of a command line.
func shellWord(name string) string {
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	if bare.MatchString(name) {
		return name
	}
	return "'" + strings.ReplaceAll(diag.Inert(name), "'", `'\''`) + "'"
}
