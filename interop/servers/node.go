package servers

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Node starts a process with the frameworks of Node. folder is where its scripts and node_modules are;
// the error wraps ErrMissing if Node or a framework is not installed.
func Node(folder string) (setups []Setup, end func(), err error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, nil, fmt.Errorf("%w: node", ErrMissing)
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "fastify")); err != nil {
		return nil, nil, fmt.Errorf("%w: the packages of %s; run npm ci there", ErrMissing, folder)
	}
	command := exec.Command(node, "servers.js")
	command.Dir, command.Stderr = folder, os.Stderr
	command.Env = append(os.Environ(), "NODE_ENV=production")
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	p, err := start(command)
	if err != nil {
		return nil, nil, err
	}
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		p.end()
		return nil, nil, fmt.Errorf("node: %w", err)
	}
	return scripted{"tcp", strings.TrimSpace(address)}.setups(nodeFrameworks()), p.end, nil
}
