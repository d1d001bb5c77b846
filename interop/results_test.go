package interop

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/permroute/permroute/generator/route"
)

var update = flag.Bool("update", false, "write RESULTS.md")

const resultsFile = "RESULTS.md"

// compare holds a part of RESULTS.md against what was measured; with -update it writes the part.
func compare(t *testing.T, heading, text string) {
	t.Helper()
	parts := resultParts(t)
	if *update {
		parts[heading] = text
		writeResults(t, parts)
		return
	}
	assert.Equal(t, parts[heading], text, "%s is not what was measured for %s; go test -update writes it", resultsFile, heading)
}

// compareTable holds the table of a document that begins like this one against it; with -update it writes it.
func compareTable(t *testing.T, file, table string) {
	t.Helper()
	text := string(read(t, file))
	first, _, _ := strings.Cut(table, "\n")
	before, rest, found := strings.Cut(text, first+"\n")
	require.True(t, found, "%s has no table that begins %s", file, first)
	have, after, more := strings.Cut(rest, "\n\n")
	if more {
		after = "\n" + after
	}
	if have = first + "\n" + strings.TrimSuffix(have, "\n") + "\n"; have != table && *update {
		require.NoError(t, os.WriteFile(file, []byte(before+table+after), 0o644))
		return
	}
	assert.Equal(t, have, table, "%s shows another table; go test -update writes it", file)
}

const partMark = "\n### "

// resultParts returns the parts of RESULTS.md by their headings; the first one's is empty.
func resultParts(t *testing.T) map[string]string {
	t.Helper()
	parts := map[string]string{}
	data, err := os.ReadFile(resultsFile)
	if os.IsNotExist(err) {
		return parts
	}
	require.NoError(t, err)
	for _, part := range strings.Split(string(data), partMark)[1:] {
		heading, text, _ := strings.Cut(part, "\n\n")
		parts[heading] = strings.TrimSuffix(text, "\n") + "\n"
	}
	return parts
}

func writeResults(t *testing.T, parts map[string]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(resultsIntro)
	headings := slices.SortedFunc(func(yield func(string) bool) {
		for heading := range parts {
			if !yield(heading) {
				return
			}
		}
	}, func(x, y string) int { return slices.Compare(headingOrder(x), headingOrder(y)) })
	for _, heading := range headings {
		b.WriteString(partMark + heading + "\n\n" + parts[heading])
	}
	require.NoError(t, os.WriteFile(resultsFile, []byte(b.String()), 0o644))
}

// headingOrder puts what is said of all upstreams first, then one upstream after the other.
func headingOrder(heading string) []int {
	upstream, _, _ := strings.Cut(heading, ": ")
	parts := []string{"lines let around", "tables left out", "rows that do not run", "equivalences", "not covered", "headers", "clients", "the routers' own tests", "ways", "small tables", "beside parameters", "ways to register", "requests"}
	_, part, _ := strings.Cut(heading, ": ")
	return []int{slices.Index(route.UpstreamNames(), upstream), slices.Index(parts, part)}
}

const resultsIntro = "# What servers run\n\n" + `Written by ` + "`go test -update`" + ` in this folder, which otherwise holds it against a new run.

*Requests*: each server, with each set of options, hosts tables whose paths the corpus mutates, class by class.
A cell says on how many of the lines that reached the server the handler of a row ran; r says on how many more it
only redirected. Lines that net/http's own server answers reach no guard and no server. The first rows count the
lines on which a handler ran although some caller who lacks its permission is let through: by this project's
matcher in front of any server, and with the server's name in the spec; by an exact comparison of URL.Path, and by
path.Clean with HEAD as GET. The handlers are registered for one method each, and a row that ends in \*\* with the
path before it as well.

*Ways to register*: the same for other ways to register the rows. By path: a handler for all methods of a path,
which runs the row of the request's method, or any row of the path where there is none. Mixed: by path and by method
in turn. \*\* alone: without the path before it. Base and slash: with both /users and /users/. Servers that requests
come to by a connection get a part of the lines that the guard refuses.

*Tables left out*: which tables a server cannot have, in each way to register the rows, or must not have (see *not
covered*). *Rows that do not run*: the requests that name a row, and the servers that run none for them.

*Not covered*: what no table is proof against, and what the user of the server does instead.

*Equivalences*: which servers run a row for a request that does not name it exactly, or another row than the first
of this project's order; a name stands for all of a server's options, and an option for itself.

*Clients*: what the guard answers at the defaults to values in a path as clients write them there: yes, or 400 and the
rule. URLEncoder writes + for a blank: it passes, and names another value.

*The routers' own tests*: the texts that begin with a slash in the tests of routers, read out of their modules. They are
patterns and requests, a table for each test. A request runs a row whose permission is demanded, or is refused, or runs
nothing; where it runs another row than an exact comparison of URL.Path says is counted too.

*Small tables* and *ways*: how often a request ran a row by which ways, over all tables of one or two rows
with patterns of up to two segments, and over one table with every byte that a canonical path may have.

*Beside parameters*: the lines of one table whose parameters have literals beside them, as for *requests*. Two
guards more show what the matcher must know of these: that a value may have slashes, and that servers end it,
or do not take it, at a byte that stands beside it.
`
