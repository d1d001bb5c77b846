// Command permroute turns a table of API permissions, written once in YAML, into a Go package and
// OpenAPI documents.
//
//	permroute init                                        write a spec to start from
//	permroute generate permissions.yaml --out api         write the output
//	permroute check permissions.yaml --out api            check whether the output is current
//	permroute explain permissions.yaml GET /orders/7      show which permissions a request needs, and why
//	permroute lint permissions.yaml                       find what is probably wrong
//	permroute diff HEAD:permissions.yaml permissions.yaml show what a change does to callers
//	permroute routes permissions.yaml handlers.txt        compare the table with the handlers of a router
//	permroute serve permissions.yaml                      answer the questions of a gateway
//	permroute test permissions.yaml                       test what the table lets callers do
//	permroute openapi permissions.yaml --for service.yaml put the permissions on an OpenAPI document
//	permroute import openapi service.yaml                 make a spec from an OpenAPI document
//	permroute import doc page.html --out permissions.yaml make a spec of a published table
//	permroute least permissions.yaml access.log           show which permissions logged traffic needs
//	permroute roles permissions.yaml                      show which role may call which route
//	permroute sql permissions.yaml --dialect duckdb       print a view over a log in an engine
//	permroute page permissions.yaml --out page.html       write the table as a page for people
//	permroute schema --out permroute.schema.json          write the format's JSON Schema
//	permroute completion bash                             print a script for a shell
//
// permroute --help says what the exit codes mean. Errors go to standard error.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run executes the command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	return runWith(args, os.Stdin, stdout, stderr)
}

// runWith is run with a standard input.
func runWith(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetIn(stdin)
	root.SetArgs(append([]string{}, args...)) // cobra takes nil for os.Args
	root.SetOut(stdout)
	root.SetErr(stderr)
	if len(args) == 0 {
		root.SetOut(stderr)
	}
	called := false
	root.PersistentPreRun = func(*cobra.Command, []string) { called = true }
	cmd, err := root.ExecuteC()
	switch {
	case err != nil && !called:
		fmt.Fprintf(stderr, "%s: %s\nusage: %s\n", cmd.CommandPath(), strings.TrimSpace(err.Error()), cmd.UseLine())
		return exitNoAnswer
	case err == nil && len(args) == 0: // cobra has printed the help
		return exitNoAnswer
	}
	return exitCode(err, stderr)
}

// rootCommand returns the command with its subcommands. Errors before a RunE function runs are mistakes in
// the call. exitCode says what the errors of RunE functions mean.
func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "permroute COMMAND",
		Short: "Generate Go code and OpenAPI documents from a table of API permissions",
		Long: `Generate Go code and OpenAPI documents from a table of API permissions.

A spec is a YAML file that says which permissions each METHOD and path needs.
permroute turns it into a Go package with typed permissions, a compiled route
matcher and an authorizer, and into OpenAPI documents with the same rules.

If SPEC is -, a command reads the spec from standard input.

` + exitHelp,
		Example:       "  permroute init\n  permroute generate permissions.yaml --out api",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		generateCommand(), checkCommand(), diffCommand(), explainCommand(), importCommand(), initCommand(), leastCommand(),
		lintCommand(), openAPICommand(), pageCommand(), rolesCommand(), routesCommand(), schemaCommand(), sqlCommand(), serveCommand(), testCommand(), completionCommand(), versionCommand(),
	)
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
	}
	refuseUnknownTopics(root)
	return root
}

// refuseUnknownTopics makes help for an unknown command an error. For cobra it is none.
func refuseUnknownTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help, _, _ := root.Find([]string{"help"})
	help.DisableFlagsInUseLine = true
	help.Args = func(_ *cobra.Command, args []string) error {
		_, _, err := root.Find(args)
		return err
	}
}
