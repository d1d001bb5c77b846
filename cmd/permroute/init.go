package main

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/draft"
	"github.com/permroute/permroute/generator/service"
	"github.com/permroute/permroute/generator/syntax"
)

//go:embed starter.yaml
var starter embed.FS

// starterPackage is the package that the starter spec names.
const starterPackage = "api"

// starterFile is the name of the starter spec if the user gives none.
const starterFile = "permissions.yaml"

func initCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init [FILE] [--from LIST]",
		Short: "Write a spec to start from",
		Long: `Write a spec to start from, by default permissions.yaml.

init asks nothing, and prints the go:generate line to add and the next steps. A
file that exists is not overwritten.

With --from the spec has the routes that you have. LIST is a list of routes as
routers print them, a METHOD and a path on each line in the syntax of any router,
or an OpenAPI document. Routes of which nothing is known are for nobody, and have
a comment: fill in who may call them. If LIST is -, it is read from standard
input.`,
		Example: "  permroute init\n  permroute init spec/shop.yaml\n  permroute init app.yaml --from routes.txt\n  permroute init orders.yaml --from service.yaml",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.MaximumNArgs(1)(cmd, args); err != nil || len(args) == 0 {
				return err
			}
			return aFile("FILE", args[0])
		},
		RunE: initSpec,
	}
	cmd.Flags().String(fromFlag, "", "a `list` of routes, or an OpenAPI document, to start from")
	return cmd
}

const fromFlag = "from"

const nextSteps = `wrote %[1]s

Next:
  1. List your routes and permissions in %[1]s.
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
	pkg := starterPackage
	if cmd.Flags().Changed(fromFlag) {
		in := inputOf(cmd)
		start, err := startFrom(in, text(cmd, fromFlag))
		if err != nil {
			return err
		}
		if err := in.sources.show(cmd.ErrOrStderr(), start.Doubts); err != nil {
			return err
		}
		if err := writeNew(name, start.Spec()); err != nil {
			return err
		}
		pkg = start.Package
	} else if err := writeStarter(name); err != nil {
		return err
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), nextSteps, diag.Inert(name), generateWord(name), pkg)
	return err
}

// openAPIKey matches a text that is an OpenAPI document.
var openAPIKey = regexp.MustCompile(`(?m)^[\s{]*["']?(?:openapi|swagger)["']?\s*:`)

// documentOf returns an OpenAPI document that has been read. One of standard input refers to no files.
func (in *input) documentOf(arg, name string, data []byte) (*service.Document, error) {
	if arg != fromStdin {
		return in.document(arg)
	}
	d, list := service.Read(name, func(file string) ([]byte, error) {
		if file == name {
			return data, nil
		}
		return nil, fs.ErrNotExist
	})
	return d, in.wrong(list)
}

// startFrom returns the spec to start from for a list of routes or an OpenAPI document.
func startFrom(in *input, arg string) (*draft.Start, error) {
	name, data, err := in.read(arg, syntax.MaxSize)
	if err != nil {
		return nil, err
	}
	var start *draft.Start
	if openAPIKey.Match(data) {
		d, err := in.documentOf(arg, name, data)
		if err != nil {
			return nil, err
		}
		start = draft.FromOpenAPI(d)
	} else {
		start = draft.FromRoutes(name, data)
	}
	if start.Len() == 0 {
		return nil, fmt.Errorf("%s has no routes; allowed: lines with a METHOD and a path, or an OpenAPI document", diag.Inert(name))
	}
	return start, nil
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
