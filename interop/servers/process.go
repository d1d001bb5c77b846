package servers

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"time"
)

// A process is a server that was started for a test run.
type process struct {
	command *exec.Cmd
	stdin   io.WriteCloser
	ended   chan struct{}
}

// start runs the command; it dies with this process, where the system can see to that.
func start(command *exec.Cmd) (*process, error) {
	dieWithParent(command)
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	p := &process{command, stdin, make(chan struct{})}
	go func() {
		command.Wait()
		close(p.ended)
	}()
	return p, nil
}

// end ends the process, by its id, and waits until it is gone. A server with processes of its own gets
// the time to end them.
func (p *process) end() {
	p.stdin.Close()
	p.command.Process.Signal(os.Interrupt)
	select {
	case <-p.ended:
	case <-time.After(3 * time.Second):
		p.command.Process.Kill()
		<-p.ended
	}
}

// listening waits until the address takes connections, or the process has ended.
func (p *process) listening(network, address string) error {
	for deadline := time.Now().Add(startTimeout); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if c, err := net.DialTimeout(network, address, time.Second); err == nil {
			return c.Close()
		}
		select {
		case <-p.ended:
			return fmt.Errorf("%s ended at once", p.command.Path)
		default:
		}
	}
	return fmt.Errorf("%s does not listen on %s", p.command.Path, address)
}

// freePort returns a port of the loopback interface that was free just now.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}
