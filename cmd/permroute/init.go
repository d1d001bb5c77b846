package main

import (
	"embed"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
)

//go:embed starter.yaml
var starter embed.FS

// starterPackage is the package that the starter spec names.
const starterPackage = "api"

// starterFile is the name of the starter spec if the user gives none.
const starterFile = "permissions.yaml"

func initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a spec to start from",
		Long: `Write a spec to start from, by default permissions.yaml.

Comments in the spec explain the format. init prints the go:generate line to add
and the next steps. A file that exists is not overwritten.`,
		Example: "  permroute init\n  permroute init spec/shop.yaml",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.MaximumNArgs(1)(cmd, args); err != nil || len(args) == 0 {
				return err
			}
			return aFile("FILE", args[0])
		},
		RunE: initSpec,
	}
}

const nextSteps = `wrote %[1]s

Next:
  1. Describe your API in %[1]s; its comments explain how.
  2. Add permroute to your module:
         go get -tool github.com/permroute/permroute/cmd/permroute
  3. Add this line to a Go file in the current folder:
         //go:generate go tool permroute generate %[2]s --out %[3]s
  4. Run it:
         go generate
`

func initSpec(cmd *cobra.Command, args []string) error {
	name := starterFile
	if len(args) > 0 {
		name = args[0]
	}
	if err := writeStarter(name); err != nil {
		return err
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), nextSteps, diag.Inert(name), generateWord(name), starterPackage)
	return err
}

// writeStarter writes the starter spec to a file that must not exist.
func writeStarter(name string) error {
	text, err := starter.ReadFile("starter.yaml")
	if err != nil {
		panic(err) // embedded
	}
	return writeNew(name, text)
}

// generateWord returns a file name as a word of a go:generate line.
func generateWord(name string) string {
	if word := shellWord(name); word == name {
		return name
	}
	return strconv.Quote(name)
}
