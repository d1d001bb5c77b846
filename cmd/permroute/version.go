package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of permroute",
		Long: `Print the version of permroute.

It prints the version of the module, the revision that the command was built from
if the build knows it, and the version of Go.`,
		Example: "  permroute version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				info = &debug.BuildInfo{GoVersion: runtime.Version()}
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), describe(info))
			return err
		},
	}
}

// describe returns a build on one line, such as
// "permroute v0.2.0 revision 1f2e3d4c (modified) go1.25.1".
func describe(info *debug.BuildInfo) string {
	parts := []string{"permroute"}
	if info.Main.Version == "" {
		parts = append(parts, "(devel)")
	} else {
		parts = append(parts, info.Main.Version)
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; revision != "" {
		parts = append(parts, "revision", revision)
		if settings["vcs.modified"] == "true" {
			parts = append(parts, "(modified)")
		}
	}
	return strings.Join(append(parts, info.GoVersion), " ")
}
