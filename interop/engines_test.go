package interop

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/stretchr/testify/require"
)

const loggedTable = "requests(n INTEGER, method VARCHAR, target VARCHAR)"

const classified = "SELECT n, coalesce(verdict, 'null'), coalesce(route, ''), coalesce(codes, '') FROM classified ORDER BY n"

// duckDB is DuckDB in process.
type duckDB struct{}

func (duckDB) dialect() string { return "duckdb" }

func (duckDB) classify(t *testing.T, view string, requests []request) (answers [][3]string) {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	require.NoError(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("CREATE TABLE " + loggedTable)
	require.NoError(t, err)
	tx, err := db.Begin()
	require.NoError(t, err)
	for from := 0; from < len(requests); from += 1000 {
		var values []string
		var args []any
		for i, r := range requests[from:min(from+1000, len(requests))] {
			values = append(values, "(?, ?, ?)")
			args = append(args, from+i, r.method, r.target)
		}
		_, err = tx.Exec("INSERT INTO requests VALUES "+strings.Join(values, ", "), args...)
		require.NoError(t, err)
	}
	require.NoError(t, tx.Commit())
	_, err = db.Exec(view)
	require.NoError(t, err, view)
	rows, err := db.Query(classified)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var n int
		var a [3]string
		require.NoError(t, rows.Scan(&n, &a[0], &a[1], &a[2]))
		require.Equal(t, len(answers), n)
		answers = append(answers, a)
	}
	require.NoError(t, rows.Err())
	require.Len(t, answers, len(requests))
	return answers
}

// A postgres is a server that a test has started.
type postgres struct {
	bin, folder string
	port        int
	as          []string // the command line that runs the server's tools as a user who may
}

func (*postgres) dialect() string { return "postgres" }

// startPostgres starts Debian's server in a folder of its own, where it listens on a socket alone. It
// returns nil, and says why, if it cannot be run here. Where CI is set it must be installed.
func startPostgres(t *testing.T) *postgres {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("PostgreSQL is not installed (apt-get install postgresql)")
		}
		t.Log("PostgreSQL is not installed (apt-get install postgresql): its views are not run")
		return nil
	}
	folder, err := os.MkdirTemp("", "pg") // the path of a socket must be short
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	p := &postgres{bin: filepath.Dir(found[len(found)-1]), folder: folder, port: 5432}
	if os.Getuid() == 0 {
		p.as = p.another(t)
		if p.as == nil {
			t.Log("no other user may run " + p.bin + ", and PostgreSQL refuses to run as root: its views are not run")
			return nil
		}
	}
	p.run(t, nil, "initdb", "-D", folder+"/data", "-U", "test", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	p.run(t, nil, "pg_ctl", "-D", folder+"/data", "-l", folder+"/log", "-w", "-o", "-k "+folder+" -c listen_addresses= -c fsync=off", "start")
	t.Cleanup(func() { p.run(t, nil, "pg_ctl", "-D", folder+"/data", "-m", "immediate", "stop") })
	return p
}

// another returns the command line that runs a tool as a user other than root, and gives that user the
// folder; nil if there is no way. A user namespace comes first: its user may read whatever root may. The
// user postgres needs a path to the tools that is open to others.
func (p *postgres) another(t *testing.T) []string {
	t.Helper()
	namespace := []string{"unshare", "--user", "--map-user=1000", "--map-group=1000"}
	if p.runs(namespace) {
		return namespace
	}
	owner, err := user.Lookup("postgres")
	if err != nil {
		return nil
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	require.NoError(t, os.Chown(p.folder, uid, gid))
	if as := []string{"setpriv", "--reuid", owner.Uid, "--regid", owner.Gid, "--clear-groups"}; p.runs(as) {
		return as
	}
	return nil
}

// runs reports whether a tool of the server can be run in this way, and can write into the folder.
func (p *postgres) runs(as []string) bool {
	line := append(append([]string{}, as...), "sh", "-c", `"$0" --version && touch "$1"/probe`, filepath.Join(p.bin, "initdb"), p.folder)
	return exec.Command(line[0], line[1:]...).Run() == nil
}

// run runs a tool of the server and returns what it prints.
func (p *postgres) run(t *testing.T, stdin io.Reader, tool string, args ...string) string {
	t.Helper()
	line := append(append([]string{}, p.as...), filepath.Join(p.bin, tool))
	command := exec.Command(line[0], append(line[1:], args...)...)
	command.Dir, command.Stdin = p.folder, stdin
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if tool == "pg_ctl" {
		command.Stdout, command.Stderr = nil, nil // the server keeps them open
	}
	require.NoError(t, command.Run(), "%s: %s", tool, stderr.String())
	return stdout.String()
}

func (p *postgres) classify(t *testing.T, view string, requests []request) (answers [][3]string) {
	t.Helper()
	var script bytes.Buffer
	script.WriteString("\\set ON_ERROR_STOP 1\nSET client_min_messages = warning;\nDROP TABLE IF EXISTS requests CASCADE;\nCREATE TABLE " + loggedTable + ";\nCOPY requests FROM STDIN;\n")
	escape := strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	for i, r := range requests {
		fmt.Fprintf(&script, "%d\t%s\t%s\n", i, escape.Replace(r.method), escape.Replace(r.target))
	}
	script.WriteString("\\.\n" + view + "\nCOPY (" + classified + ") TO STDOUT WITH (FORMAT csv);\n")
	out := p.run(t, &script, "psql", "-X", "-q", "-h", p.folder, "-p", strconv.Itoa(p.port), "-U", "test", "-d", "postgres")
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, len(requests))
	for _, r := range records {
		answers = append(answers, [3]string(r[1:]))
	}
	return answers
}
