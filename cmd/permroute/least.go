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
		Use:   "least SPEC LOG... [--have CODES] [--by FIELD] [--format FORMAT] [--method-field FIELD --target-field FIELD | --request-field FIELD]",
		Short: "Say which permissions logged traffic needs",
		Long: `Say which permissions logged traffic needs.

It reads access logs and prints the smallest set of permissions with which the
logged calls may be made: each with its routes, how often they were called, and
the line of the first call. Calls that no row speaks for are counted by verdict.
With --have it also says what was granted and never used, and what is missing;
with --by it says so for each user, key or address.

The format of a log is detected; docs/least.md has a sample of each. For other
JSON lines name the fields. gzip is unpacked, and - is standard input. Every line
is counted. The first five that are no requests are shown.

Exit codes: 0 the logs are read; 1 the spec is wrong, or no line is a request; 2
a mistake in the call, or a file that could not be read.`,
		Example: `  permroute least permissions.yaml access.log
  permroute least permissions.yaml access.log --have shop:view,shop:edit --by user
  permroute least permissions.yaml app.json --format json --method-field http.method --target-field http.url`,
		Args: leastArgs,
		RunE: least,
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringSlice("have", nil, "the `codes` that are granted, or @FILE with one on each line")
	flags.String("by", "", "group by this `field`: user, address or key, as far as the format has it, or a field of JSON, or a request header of HAR")
	flags.String("format", "", "the logs' `format`: "+strings.Join(formats.Names(), ", ")+" (default: detected)")
	flags.String("method-field", "", "the `field` of JSON objects with the method; a dot goes into an object")
	flags.String("target-field", "", "the `field` with the request target")
	flags.String("request-field", "", "the `field` with METHOD target HTTP/1.1")
	complete(cmd, "have", completeCodes)
	complete(cmd, "format", completeFormats)
	return cmd
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
	if err := plainFile("SPEC", args[0]); err != nil {
		return err
	}
	for _, log := range args[1:] {
		if log == "" {
			return errors.New("LOG is empty")
		}
	}
	text := func(name string) string { return cmd.Flags().Lookup(name).Value.String() }
	format := text("format")
	if cmd.Flags().Changed("format") && !slices.Contains(formats.Names(), format) {
		return oneOf("--format", format, formats.Names())
	}
	method, target, request := text("method-field") != "", text("target-field") != "", text("request-field") != ""
	switch {
	case method != target:
		return errors.New("--method-field and --target-field: name both of them")
	case method && request:
		return errors.New("--request-field and --method-field: name one of them")
	case (method || request) && format != "" && format != formats.Named().Name:
		return fmt.Errorf("--format %s has fields of its own; allowed with named fields: %s", format, formats.Named().Name)
	}
	return nil
}

func least(cmd *cobra.Command, args []string) error {
	api, err := readTable(cmd, args[0])
	if err != nil {
		return err
	}
	have, unknown, err := haveCodes(cmd, api)
	if err != nil {
		return err
	}
	logs, closeAll, size, err := openLogs(cmd, args[1:])
	if err != nil {
		return err
	}
	defer closeAll()
	p := newProgress(cmd.ErrOrStderr(), size)
	text := func(name string) string { return cmd.Flags().Lookup(name).Value.String() }
	wanted := formats.Wanted{Method: text("method-field"), Target: text("target-field"), Request: text("request-field"), By: text("by")}
	o := traffic.Options{Format: text("format"), Wanted: wanted, Workers: runtime.GOMAXPROCS(0), Read: p.read}
	if wanted.Method+wanted.Request != "" {
		o.Format = formats.Named().Name
	}
	r, err := traffic.Count(api, logs, o)
	p.done()
	if err != nil {
		return errors.New(diag.Inert(err.Error()))
	}
	report := &leastReport{api: api, have: have, logs: args[1:], asked: cmd.Flags().Changed("have"), by: wanted.By}
	report.whole(r)
	if _, err := io.WriteString(cmd.OutOrStdout(), report.String()); err != nil {
		return err
	}
	for _, code := range unknown {
		fmt.Fprintf(cmd.ErrOrStderr(), "--have %s, which the spec does not declare%s\n", diag.Quote(code), meant(code, api))
	}
	report.malformed(cmd.ErrOrStderr(), r)
	if r.Malformed > 0 && r.Calls() == 0 {
		return said(exitWrong)
	}
	return nil
}

func meant(code string, api *model.API) string {
	var codes []string
	for _, p := range api.Permissions {
		codes = append(codes, p.Code)
	}
	if text := diag.DidYouMean(code, codes); text != "" {
		return "; " + text
	}
	return ""
}

// haveCodes returns the permissions that are granted, and codes that are none of the spec's.
func haveCodes(cmd *cobra.Command, api *model.API) (have map[*model.Permission]bool, unknown []string, err error) {
	list, err := cmd.Flags().GetStringSlice("have")
	if err != nil {
		return nil, nil, err
	}
	byCode := map[string]*model.Permission{}
	for _, p := range api.Permissions {
		byCode[p.Code] = p
	}
	have = map[*model.Permission]bool{}
	for _, code := range list {
		codes := []string{code}
		if name, ok := strings.CutPrefix(code, "@"); ok {
			data, err := readUpTo(name, mostDocument)
			if err != nil {
				return nil, nil, err
			}
			codes = strings.Fields(string(data))
		}
		for _, code := range codes {
			if p := byCode[code]; p != nil {
				have[p] = true
			} else {
				unknown = append(unknown, code)
			}
		}
	}
	return have, unknown, nil
}

// openLogs opens the logs, and returns how many bytes they have; 0 if that is not known.
func openLogs(cmd *cobra.Command, names []string) (logs []traffic.Log, closeAll func(), size int64, err error) {
	var files []*os.File
	closeAll = func() {
		for _, f := range files {
			_ = f.Close() // they were read alone
		}
	}
	known := true
	for _, name := range names {
		if name == "-" {
			logs, known = append(logs, traffic.Log{Name: "standard input", Reader: cmd.InOrStdin()}), false
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			closeAll()
			return nil, nil, 0, failed("read", name, err)
		}
		files = append(files, file)
		info, err := file.Stat()
		if err == nil && info.IsDir() {
			closeAll()
			return nil, nil, 0, fmt.Errorf("%s is a folder; allowed: a file", diag.Inert(name))
		}
		known = known && err == nil && info.Mode().IsRegular()
		if known {
			size += info.Size()
		}
		logs = append(logs, traffic.Log{Name: name, Reader: file})
	}
	if !known {
		size = 0
	}
	return logs, closeAll, size, nil
}
