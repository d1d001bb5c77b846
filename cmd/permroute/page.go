package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/analysis/explain"
	"github.com/permroute/permroute/generator/analysis/report"
	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/mark"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/page"
)

func pageCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "page SPEC [--lang LANG] [--out FILE | --serve ADDRESS]",
		Short: "Write the table as a page for people",
		Long: `Write the table as a page for people.

The page is one HTML file that needs no other file. It lists routes, permissions and
roles, and which needs which. It can be read without script. With script it has a
search and filters, and shows what a caller with some codes may call.

With --serve it is served at ADDRESS, such as 127.0.0.1:8080, until the command is
stopped. There it also has a box that asks the matcher what a request needs, as
explain does. Everyone who can connect to the address can read the table.

A file of --out is overwritten only if it is an earlier page of a spec of this name.`,
		Example: "  permroute page permissions.yaml --out permissions.html",
		Args:    pageArgs,
		RunE:    runPage,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.String("lang", page.Langs()[0], "the `language` of the page's own words: "+strings.Join(page.Langs(), ", "))
	flags.String(outFlag, "", "the `file` to write (default: standard output)")
	flags.String("serve", "", "the `address` to serve the page at")
	complete(cmd, "lang", func(*cobra.Command, []string, string) []string { return page.Langs() })
	cmd.ValidArgsFunction = completeSpecs
	return cmd
}

func pageArgs(cmd *cobra.Command, args []string) error {
	if err := errors.Join(oneSpec(cmd, args), oneOf("--lang", text(cmd, "lang"), page.Langs())); err != nil {
		return err
	}
	if !cmd.Flags().Changed("serve") {
		return nil
	}
	if cmd.Flags().Changed(outFlag) {
		return errors.New("--out and --serve: name one of them")
	}
	if _, _, err := net.SplitHostPort(text(cmd, "serve")); err != nil {
		return fmt.Errorf("--serve %s; allowed: an address with a port, such as 127.0.0.1:8080", diag.Quote(text(cmd, "serve")))
	}
	return nil
}

func runPage(cmd *cobra.Command, args []string) error {
	api, err := inputOf(cmd).spec(args[0])
	if err != nil {
		return err
	}
	o := page.Options{Lang: text(cmd, "lang"), Mark: mark.Mark{Command: "page", Spec: api.Spec}}
	if !cmd.Flags().Changed("serve") {
		return product{page.Print(api, o), o.Mark.On}.write(cmd)
	}
	listener, err := net.Listen("tcp", text(cmd, "serve"))
	if err != nil {
		return fmt.Errorf("cannot serve at %s: %w", diag.Inert(text(cmd, "serve")), err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "serving http://%s/\n", listener.Addr())
	o.Ask = true
	server := &http.Server{Handler: newPageServer(api, o), ReadHeaderTimeout: 10 * time.Second}
	return server.Serve(listener)
}

// newPageServer serves the page, and the explanations that its box asks for.
func newPageServer(api *model.API, o page.Options) http.Handler {
	data := page.Print(api, o)
	x, mu := explain.For(api), sync.Mutex{} // views are for one goroutine
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(data) // who does not read it to the end has gone
	})
	mux.HandleFunc("GET /explain", func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		codes := strings.FieldsFunc(query.Get("have"), func(r rune) bool { return r == ',' || r == ' ' })
		held, unknown := api.Grants.Grants(codes)
		mu.Lock()
		defer mu.Unlock()
		e := x.Explain(explain.Request{Method: query.Get("method"), Target: query.Get("target"), Held: held, Unknown: unknown})
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_ = report.JSON(w, e)
	})
	return mux
}
