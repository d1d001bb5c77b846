package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/route"
)

func completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "Print a script that completes command lines in a shell",
		Long: `Print a script that completes command lines in a shell.

The script completes commands, flags and values: servers, formats, rules, and the
methods, paths and codes of the spec that stands in the line.`,
		Example: `  permroute completion bash > /etc/bash_completion.d/permroute
  permroute completion zsh > "${fpath[1]}/_permroute"
  permroute completion fish > ~/.config/fish/completions/permroute.fish`,
		ValidArgs: shells,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.ExactArgs(1)(cmd, args); err != nil {
				return err
			}
			return oneOf("the shell", args[0], shells)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, stdout := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(stdout, true)
			case "zsh":
				return root.GenZshCompletion(stdout)
			}
			return root.GenFishCompletion(stdout, true)
		},
	}
}

// A completer returns the values that can follow on a command line.
type completer func(cmd *cobra.Command, args []string, typed string) []string

// complete completes the values of a flag.
func complete(cmd *cobra.Command, flag string, values completer) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		return matching(values(cmd, args, typed), typed), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the command has no such flag
	}
}

// matching returns the values that begin with the typed text. If it is a list, its last item counts.
func matching(values []string, typed string) (found []string) {
	before := typed[:strings.LastIndexByte(typed, ',')+1]
	for _, v := range values {
		if strings.HasPrefix(before+v, typed) {
			found = append(found, before+v)
		}
	}
	return found
}

// specs completes the names of specs.
func specs() ([]string, cobra.ShellCompDirective) {
	return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeSpecs completes any number of specs.
func completeSpecs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return specs()
}

// specOf returns the table of the spec that is the first argument, or nil if it cannot be loaded.
func specOf(cmd *cobra.Command, args []string) *model.API {
	if len(args) == 0 || args[0] == fromStdin {
		return nil
	}
	name, data, err := inputOf(cmd).read(args[0], mostCompleted)
	if err != nil {
		return nil
	}
	api, _ := model.Load(name, data)
	return api
}

// mostCompleted is the largest spec that completion reads, in bytes. Completion must be quick.
const mostCompleted = 4 << 20

// completeRequest completes SPEC METHOD TARGET.
func completeRequest(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return specs()
	}
	var values []string
	api := specOf(cmd, args)
	if api == nil || len(args) > 2 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	seen := map[string]bool{}
	for _, row := range api.Routes {
		value := row.Method
		if len(args) == 2 {
			value = row.Pattern.String()
			if row.Method != args[1] {
				continue
			}
		}
		if !seen[value] {
			values = append(values, value)
		}
		seen[value] = true
	}
	return matching(values, typed), cobra.ShellCompDirectiveNoFileComp
}

// completeCodes completes the codes of the spec.
func completeCodes(cmd *cobra.Command, args []string, _ string) (codes []string) {
	if api := specOf(cmd, args); api != nil {
		for _, p := range api.Permissions {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

// completeServers completes the names of servers.
func completeServers(*cobra.Command, []string, string) []string {
	return append(route.UpstreamNames(), "any")
}
