package servers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

var symfonyDialect = dialect{param: "{P}", quote: asWritten, rest: "{rest}", root: "/", needsByte: true}

// A phpServer is a way to serve Symfony, and its set-ups.
type phpServer struct {
	location   string // of nginx; empty: PHP's own server
	frameworks []framework
}

// symfonyOverride is Symfony where a query can name the method, which no guard sees.
const symfonyOverride = "symfony+override"

// phpServers are nginx with php-cgi, where only files run that do not exist as the documents of Symfony have
// it, or the script by its name too, as those of others do; and PHP's own server.
var phpServers = []phpServer{
	{`location ~ ^/index\.php(/|$) { internal; ` + phpLocation, []framework{
		{"symfony", "symfony", "symfony", nil, symfonyDialect},
		{symfonyOverride, "symfony", "symfony", map[string]any{"override": true}, symfonyDialect},
	}},
	{`location ~ \.php(/|$) { ` + phpLocation, []framework{{"symfony+script", "symfony", "symfony", nil, symfonyDialect}}},
	{"", []framework{{"symfony+server", "symfony", "symfony", nil, symfonyDialect}}},
}

// PHP starts Symfony behind its servers. script is the front controller, and folder one for sockets and
// tables. The error wraps ErrMissing if something is not installed.
func PHP(script, folder string) (setups []Setup, end func(), err error) {
	if script, err = filepath.Abs(script); err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat("/usr/share/php/Symfony/Component/HttpKernel"); err != nil {
		return nil, nil, fmt.Errorf("%w: php-symfony-http-kernel", ErrMissing)
	}
	p := &php{script: script, folder: folder}
	if p.cgi, err = p.run("php-cgi", "-b", folder+"/php-cgi"); err == nil {
		for i, s := range phpServers {
			var serving scripted
			if serving, err = p.serve(i, s); err != nil {
				break
			}
			for _, setup := range serving.setups(s.frameworks) {
				setup.Slow = true // a script that starts anew each time
				setups = append(setups, setup)
			}
		}
	}
	if err != nil {
		p.end()
		return nil, nil, err
	}
	return setups, p.end, nil
}

type php struct {
	script, folder string
	cgi            *process
	ends           []func()
}

func (p *php) end() {
	for _, end := range p.ends {
		end()
	}
}

// run starts a program with the environment that the script asks for.
func (p *php) run(name string, arguments ...string) (*process, error) {
	binary, err := look(name)
	if err != nil {
		return nil, err
	}
	command := exec.Command(binary, arguments...)
	command.Env = append(os.Environ(), "TABLES="+p.folder, "PHP_FCGI_MAX_REQUESTS=0")
	started, err := start(command)
	if err == nil {
		p.ends = append(p.ends, started.end)
	}
	return started, err
}

func (p *php) serve(i int, s phpServer) (scripted, error) {
	if s.location == "" {
		address, err := freePort()
		if err != nil {
			return scripted{}, err
		}
		server, err := p.run("php", "-S", address, "-t", filepath.Dir(p.script), p.script)
		if err != nil {
			return scripted{}, err
		}
		return scripted{"tcp", address}, server.listening("tcp", address)
	}
	config, socket := filepath.Join(p.folder, fmt.Sprintf("nginx%d.conf", i)), filepath.Join(p.folder, fmt.Sprintf("nginx%d", i))
	file, err := os.Create(config)
	if err != nil {
		return scripted{}, err
	}
	defer file.Close()
	values := map[string]string{"Folder": p.folder, "Listen": socket, "Root": filepath.Dir(p.script)}
	if err := nginxConfig(strings.ReplaceAll(phpFallback, "LOCATION", s.location), "").Execute(file, values); err != nil {
		return scripted{}, err
	}
	server, err := p.run("nginx", "-p", p.folder, "-c", config, "-e", p.folder+"/error.log")
	if err != nil {
		return scripted{}, err
	}
	return scripted{"unix", socket}, server.listening("unix", socket)
}

const phpFallback = `root {{.Root}};
		location / { try_files $uri /index.php$is_args$args; }
		LOCATION`

const phpLocation = `
			fastcgi_split_path_info ^(.+\.php)(/.*)$;
			fastcgi_pass unix:{{.Folder}}/php-cgi;
			fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
			fastcgi_param SCRIPT_NAME $fastcgi_script_name;
			fastcgi_param PATH_INFO $fastcgi_path_info;
			fastcgi_param REQUEST_URI $request_uri;
			fastcgi_param DOCUMENT_URI $document_uri;
			fastcgi_param DOCUMENT_ROOT $document_root;
			fastcgi_param QUERY_STRING $query_string;
			fastcgi_param REQUEST_METHOD $request_method;
			fastcgi_param CONTENT_TYPE $content_type;
			fastcgi_param CONTENT_LENGTH $content_length;
			fastcgi_param SERVER_PROTOCOL $server_protocol;
			fastcgi_param SERVER_NAME $server_name;
			fastcgi_param REDIRECT_STATUS 200;
		}`
