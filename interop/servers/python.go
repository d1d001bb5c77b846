package servers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

var (
	flaskDialect     = dialect{param: "<P>", quote: asWritten, rest: "<path:rest>", root: "/", needsByte: true}
	djangoDialect    = dialect{param: "<str:P>", quote: asWritten, rest: "<path:rest>", root: "/", needsByte: true}
	falconDialect    = dialect{param: "{P}", quote: asWritten, rest: "**", root: "/"}
	bottleDialect    = dialect{param: "<P>", quote: escaping(":", ""), rest: "<rest:path>", root: "/", needsByte: true}
	starletteDialect = dialect{param: "{P}", quote: asWritten, rest: "{rest:path}", root: "/"}
)

// wsgiFrameworks are the set-ups of frameworks that gunicorn serves.
var wsgiFrameworks = []framework{
	{"flask", "flask", "flask", nil, flaskDialect},
	{"flask+loose", "flask", "flask", map[string]any{"strict_slashes": false, "merge_slashes": false}, flaskDialect},
	{"django", "django", "django", nil, djangoDialect},
	{"falcon", "falcon", "falcon", nil, falconDialect},
	{"falcon+slash", "falcon", "falcon", map[string]any{"strip_url_path_trailing_slash": true}, falconDialect},
	{"bottle", "bottle", "bottle", nil, bottleDialect},
	{"bottle+slash", "bottle", "bottle", map[string]any{"slash": true}, bottleDialect},
}

// asgiFrameworks are the set-ups that uvicorn or Daphne serves.
var (
	asgiFrameworks = []framework{
		{"starlette", "starlette", "starlette", nil, starletteDialect},
		{"starlette+plain", "starlette", "starlette", map[string]any{"redirect_slashes": false}, starletteDialect},
	}
	daphneFrameworks = []framework{
		{"django+daphne", "django", "django", nil, djangoDialect},
		{"starlette+daphne", "starlette", "starlette", nil, starletteDialect},
	}
)

// A pythonServer is a program that serves the frameworks of Python.
type pythonServer struct {
	program    string
	arguments  []string // before the socket's path and the application
	app        string
	frameworks []framework
	packages   []string // of Debian's modules that it needs
}

var pythonServers = []pythonServer{
	{"gunicorn", []string{"--workers=1", "--threads=4", "--graceful-timeout=1", "--log-level=critical", "--worker-tmp-dir=/tmp", "--bind"}, "wsgi:app", wsgiFrameworks, []string{"flask", "django", "falcon", "bottle"}},
	{"uvicorn", []string{"--log-level=critical", "--no-access-log", "--uds"}, "asgi:app", asgiFrameworks, []string{"django", "starlette"}},
	{"daphne", []string{"--verbosity=0", "--unix-socket"}, "asgi:app", daphneFrameworks, []string{"django", "starlette"}},
}

// Python starts Python's servers. scripts is the folder of the applications, and folder one for sockets. The
// error wraps ErrMissing if one of the servers or frameworks is not installed.
func Python(scripts, folder string) (setups []Setup, end func(), err error) {
	var ends []func()
	end = func() {
		for _, e := range ends {
			e()
		}
	}
	for _, s := range pythonServers {
		socket := filepath.Join(folder, s.program)
		p, err := s.start(scripts, socket)
		if err != nil {
			end()
			return nil, nil, err
		}
		ends = append(ends, p.end)
		setups = append(setups, scripted{"unix", socket}.setups(s.frameworks)...)
	}
	return setups, end, nil
}

func (s pythonServer) start(scripts, socket string) (*process, error) {
	binary, err := look(s.program)
	if err != nil {
		return nil, err
	}
	for _, name := range s.packages {
		if found, _ := filepath.Glob("/usr/lib/python3/dist-packages/" + name + "*"); len(found) == 0 {
			return nil, fmt.Errorf("%w: python3-%s", ErrMissing, name)
		}
	}
	address := socket
	if s.program == "gunicorn" {
		address = "unix:" + socket
	}
	command := exec.Command(binary, append(s.arguments, address, s.app)...)
	command.Dir, command.Stderr = scripts, os.Stderr
	command.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONPATH=.")
	p, err := start(command)
	if err != nil {
		return nil, err
	}
	if err := p.listening("unix", socket); err != nil {
		p.end()
		return nil, err
	}
	return p, nil
}
