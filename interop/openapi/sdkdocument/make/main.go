// Command make writes the document of sdkdocument to the file that it is given.
package main

import (
	"fmt"
	"os"

	"github.com/permroute/permroute/interop/openapi/sdkdocument"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: make FILE")
		os.Exit(2)
	}
	document, err := sdkdocument.Document()
	if err == nil {
		err = os.WriteFile(os.Args[1], document, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
