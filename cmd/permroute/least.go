package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/permroute/permroute/generator/diag"
	"github.com/permroute/permroute/generator/model"
	"github.com/permroute/permroute/generator/traffic"
	"github.com/permroute/permroute/generator/traffic/formats"
)

func leastCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "least SPEC LOG... [--have CODE,...|@FILE] [--role ROLE,...] [--scope SCOPE] [--policy FILE] [--by FIELD] [--host HOST,...] [--input-format FORMAT] [--method-field FIELD --target-field FIELD | --request-field FIELD]",
		Short: "Show which permissions logged traffic needs",
		Long: `Show which permissions logged traffic needs.

least reads access logs and prints the smallest set of permissions that allows the
logged calls: each permission with its routes, how often they were called, and the
line of the first call. Calls that no row decides on are counted by verdict. With
--have, --role, --scope or --policy it also prints the granted permissions that
were never used, and the missing ones. With --by it does so for each user, key or
address. Of a table with roles it names the smallest role that allows the calls,
and what that role grants beyond them.

The format of a log is detected; docs/least.md has a sample of each. For other
JSON name the fields. gzip is unpacked. If LOG is -, it is read from standard
input. Every line is counted. The first five lines that are no requests are shown.

Exit code 1: the logs have no calls.`,
		Example: `  permroute least permissions.yaml access.log
  permroute least permissions.yaml access.log --have shop:view,shop:edit --by user
  permroute least permissions.yaml app.json --method-field http.method --target-field http.url`,
		Args: leastArgs,
		RunE: least,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	addCallerFlags(cmd)
	addLogFlags(cmd)
	formatFlag(cmd, "text", "json")
	return cmd
}

// addLogFlags gives a command the flags that say how logs are read.
func addLogFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.String("by", "", "group by this `field`: user, address or key, as far as the format has it, or a field of JSON, or a request header of HAR")
	flags.StringSlice("host", nil, "count only calls to these `hosts`, separated by commas (default: all; of a HAR those of the first call's site)")
	flags.String(inputFormat, "", "the logs' `format`: "+strings.Join(formats.Names(), ", ")+" (default: detected)")
	flags.String("method-field", "", "the `field` of JSON objects with the method; a dot goes into an object, or is part of the name")
	flags.String("target-field", "", "the `field` with the request target")
	flags.String("request-field", "", "the `field` with METHOD target HTTP/1.1")
	flags.String("host-field", "", "the `field` with the host, for --host")
	complete(cmd, inputFormat, completeFormats)
}

// completeFormats completes names of log formats, which shells show with what they are.
func completeFormats(*cobra.Command, []string, string) (values []string) {
	for _, f := range formats.All() {
		values = append(values, f.Name+"\t"+f.About)
	}
	return values
}

func leastArgs(cmd *cobra.Command, args []string) error {
	if err := cobra.MinimumNArgs(2)(cmd, args); err != nil {
		return err
	}
	if err := notEmpty("SPEC", args[0]); err != nil {
		return err
	}
	for _, log := range args[1:] {
		if err := notEmpty("LOG", log); err != nil {
			return err
		}
	}
	if err := goodFormat(cmd); err != nil {
		return err
	}
	return goodLogFlags(cmd)
}

// goodLogFlags refuses flags that do not say how logs are read.
func goodLogFlags(cmd *cobra.Command) error {
	format := text(cmd, inputFormat)
	if cmd.Flags().Changed(inputFormat) && !slices.Contains(formats.Names(), format) {
		return oneOf("--"+inputFormat, format, formats.Names())
	}
	hosts, _ := cmd.Flags().GetStringSlice("host")
	if slices.Contains(hosts, "") || cmd.Flags().Changed("host") && len(hosts) == 0 {
		return errors.New("--host is empty")
	}
	for _, h := range hosts {
		if strings.ContainsAny(h, "/*") {
			return fmt.Errorf("--host %s; allowed: a host, perhaps with a port, such as shop.example or shop.example:8443", diag.Quote(h))
		}
	}
	method, target, request := text(cmd, "method-field") != "", text(cmd, "target-field") != "", text(cmd, "request-field") != ""
	switch {
	case method != target:
		return errors.New("--method-field and --target-field: name both of them")
	case method && request:
		return errors.New("--request-field and --method-field: name one of them")
	case (method || request) && format != "" && format != formats.Named().Name:
		return fmt.Errorf("--input-format %s has fields of its own; allowed with named fields: %s", format, formats.Named().Name)
	}
	return nil
}

func least(cmd *cobra.Command, args []string) error {
	in, stderr := inputOf(cmd), cmd.ErrOrStderr()
	api, err := in.spec(args[0])
	if err != nil {
		return err
	}
	caller, err := in.caller(cmd, api)
	if err != nil {
		return err
	}
	have := map[*model.Permission]bool{}
	for _, p := range api.Held(caller.held) {
		have[p] = true
	}
	logs, err := in.logs(args[1:])
	defer logs.close()
	if err != nil {
		return err
	}
	p := newProgress(stderr, logs.size)
	o := logOptions(cmd, p)
	r, err := traffic.Count(api, logs.logs, o)
	p.done()
	if err != nil {
		return errors.New(diag.Inert(err.Error()))
	}
	report := &leastReport{api: api, have: have, logs: args[1:], asked: caller.asked, by: o.Wanted.By}
	if err := report.write(cmd.OutOrStdout(), r, text(cmd, formatName)); err != nil {
		return err
	}
	report.undeclared(stderr, caller.unknown)
	report.malformed(stderr, r)
	switch {
	case r.Calls() > 0:
		return nil
	case r.Malformed == 0:
		fmt.Fprintln(stderr, "the logs have no calls")
		return errNo
	case r.Hint != "":
		return errors.New("no line of the logs is a request; " + diag.Inert(r.Hint))
	}
	return errors.New("no line of the logs is a request")
}

// logOptions returns how the flags say that logs are read.
func logOptions(cmd *cobra.Command, p *progress) traffic.Options {
	o := traffic.Options{Format: text(cmd, inputFormat), Wanted: wantedOf(cmd), Workers: runtime.GOMAXPROCS(0), Read: p.read}
	if o.Wanted.Method+o.Wanted.Request != "" {
		o.Format = formats.Named().Name
	}
	return o
}

// wantedOf returns what the flags say about what is read.
func wantedOf(cmd *cobra.Command) formats.Wanted {
	w := formats.Wanted{
		Method: text(cmd, "method-field"), Target: text(cmd, "target-field"), Request: text(cmd, "request-field"),
		Host: text(cmd, "host-field"), By: text(cmd, "by"),
	}
	w.Hosts, _ = cmd.Flags().GetStringSlice("host")
	return w
}

// openLogs are logs that are open.
type openLogs struct {
	logs    []traffic.Log
	readers []io.Closer
	size    int64 // of all, in bytes; 0 if that is not known
}

func (o *openLogs) close() {
	for _, r := range o.readers {
		_ = r.Close() // nothing was written
	}
}

// logs opens logs. Whatever the error is, what was opened must be closed.
func (in *input) logs(args []string) (*openLogs, error) {
	o, known := &openLogs{}, true
	for _, arg := range args {
		name, reader, err := in.open(arg)
		if err != nil {
			return o, err
		}
		o.readers = append(o.readers, reader)
		o.logs = append(o.logs, traffic.Log{Name: name, Reader: reader})
		size, err := sizeOf(name, reader)
		if err != nil {
			return o, err
		}
		o.size, known = o.size+size, known && size > 0
	}
	if !known {
		o.size = 0
	}
	return o, nil
}

// sizeOf returns the size of a file, and 0 for what is no plain file. A folder is an error.
func sizeOf(name string, reader io.Reader) (int64, error) {
	file, ok := reader.(*os.File)
	if !ok {
		return 0, nil
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return 0, failed("read", name, err)
	case info.IsDir():
		return 0, fmt.Errorf("%s is a folder; allowed: a file", diag.Inert(name))
	case !info.Mode().IsRegular():
		return 0, nil
	}
	return info.Size(), nil
}
