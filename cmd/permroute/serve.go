package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/gateway"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve SPEC [--grants header:NAME] [--listen ADDRESS]",
		Short: "Answer a gateway's questions about requests",
		Long: `Answer a gateway's questions about requests.

A gateway asks before it passes a request on: nginx with auth_request, Caddy with
forward_auth, Traefik with ForwardAuth, Envoy with ext_authz over HTTP.

  /check        the request's method and target stand in two headers:
                --method-header and --uri-header
  /check/PATH   the request's method and path are those of the question
  /healthz      ok
  /debug/vars   counts, as JSON

The codes of the caller stand in the header of --grants, separated by blanks or
commas. The gateway sets it after it has verified the caller, and removes what the
client sent. Without this header the caller is unauthenticated. Two such headers are
refused. The server believes this header of everyone who can connect, so it listens on
a loopback address unless --listen says otherwise.

Each decision is a line of JSON on standard output. SIGHUP reads SPEC again: if it is
wrong, the old table stays. SIGTERM and SIGINT let running questions end.
docs/gateways.md has the settings of each gateway.`,
		Example: "  permroute serve permissions.yaml\n  curl -i -H 'X-Scopes: order:view' http://127.0.0.1:8080/check/v1/orders/7",
		Args:    serveArgs,
		RunE:    serve,
	}
	flags := cmd.Flags()
	flags.String("listen", "127.0.0.1:8080", "the `address` to listen on: HOST:PORT")
	flags.String("grants", "header:X-Scopes", "where the caller's codes stand: header:`NAME`")
	flags.String("method-header", "X-Forwarded-Method", "the `header` with the method, for /check")
	flags.String("uri-header", "X-Forwarded-Uri", "the `header` with the request target, for /check")
	flags.IntSlice("statuses", nil, "the `statuses` that the gateway passes on, separated by commas: 401,403 for nginx (default: all); another one becomes 403")
	flags.Bool("quiet", false, "print no decisions")
	cmd.ValidArgsFunction = completeSpecs
	return cmd
}

func serveArgs(cmd *cobra.Command, args []string) error {
	if err := cobra.ExactArgs(1)(cmd, args); err != nil {
		return err
	}
	grants, found := strings.CutPrefix(text(cmd, "grants"), "header:")
	errs := []error{aFile("SPEC", args[0])}
	if !found || !isHeader(grants) {
		errs = append(errs, fmt.Errorf("--grants %s; allowed: header:NAME, such as header:X-Scopes", diag.Quote(text(cmd, "grants"))))
	}
	seen := map[string]bool{http.CanonicalHeaderKey(grants): true}
	for _, flag := range []string{"method-header", "uri-header"} {
		name := http.CanonicalHeaderKey(text(cmd, flag))
		if !isHeader(name) || seen[name] {
			errs = append(errs, fmt.Errorf("--%s %s; allowed: the name of a header that no other flag names", flag, diag.Quote(text(cmd, flag))))
		}
		seen[name] = true
	}
	statuses, _ := cmd.Flags().GetIntSlice("statuses")
	for _, s := range statuses {
		if s < 400 || s > 499 {
			errs = append(errs, fmt.Errorf("--statuses %d; allowed: 400 to 499", s))
		}
	}
	return errors.Join(errs...)
}

// isHeader reports whether a name is made of letters, digits and hyphens. Proxies drop other headers.
func isHeader(name string) bool {
	return name != "" && strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func serve(cmd *cobra.Command, args []string) error {
	api, err := inputOf(cmd).spec(args[0])
	if err != nil {
		return err
	}
	_, grants, _ := strings.Cut(text(cmd, "grants"), ":")
	o := gateway.Options{Method: text(cmd, "method-header"), URI: text(cmd, "uri-header"), Grants: grants}
	o.Statuses, _ = cmd.Flags().GetIntSlice("statuses")
	if !cmd.Flags().Changed("statuses") {
		o.Statuses = nil
	}
	log := cmd.OutOrStdout()
	if quiet, _ := cmd.Flags().GetBool("quiet"); quiet {
		log = io.Discard
	}
	listener, err := net.Listen("tcp", text(cmd, "listen"))
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", diag.Inert(text(cmd, "listen")), err)
	}
	signal.Ignore(syscall.SIGPIPE) // decisions go on if the reader of standard output is gone
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	defer signal.Stop(signals)
	stderr := cmd.ErrOrStderr()
	fmt.Fprintf(stderr, "permroute: %s with %d rows answers at http://%s%s\n", diag.Inert(args[0]), len(api.Routes), listener.Addr(), gateway.Path)
	fmt.Fprintf(stderr, "permroute: the header %s of everyone who can connect is believed\n", o.Grants)
	if host, _, _ := net.SplitHostPort(listener.Addr().String()); !net.ParseIP(host).IsLoopback() {
		fmt.Fprintln(stderr, "permroute: the address is not a loopback address: let nobody but the gateway reach it")
	}
	running := &running{cmd: cmd, spec: args[0], table: gateway.NewServer(o, gateway.NewTable(api), log)}
	return running.serve(listener, signals)
}

// A running is a table that is being served.
type running struct {
	cmd   *cobra.Command
	spec  string
	table *gateway.Server
}

// serve serves until a signal ends it, and reads the spec again on SIGHUP.
func (r *running) serve(listener net.Listener, signals chan os.Signal) error {
	server := &http.Server{Handler: r.table, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	for {
		select {
		case err := <-ended:
			return err
		case s := <-signals:
			if s == syscall.SIGHUP {
				r.reload()
				continue
			}
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			return server.Shutdown(ctx)
		}
	}
}

// reload reads the spec again. If it is wrong, the old table stays, and standard error says why.
func (r *running) reload() {
	stderr := r.cmd.ErrOrStderr()
	api, err := inputOf(r.cmd).spec(r.spec)
	if err != nil {
		exitCode(err, stderr)
		fmt.Fprintln(stderr, "permroute: the old table stays")
		return
	}
	r.table.Set(gateway.NewTable(api))
	fmt.Fprintf(stderr, "permroute: %s is read again: %d rows\n", diag.Inert(r.spec), len(api.Routes))
}
