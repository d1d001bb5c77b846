//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// A lock locks the folder itself with flock. No file is left behind.
type lock struct{ folder *os.File }

// take locks a folder. If another process has locked it, take calls waiting and waits. The error is
// errors.ErrUnsupported if the file system cannot lock folders.
func (l *lock) take(folder string, waiting func()) (err error) {
	if l.folder, err = os.Open(folder); err != nil {
		return err
	}
	err = flock(l.folder, syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		waiting()
		err = flock(l.folder, syscall.LOCK_EX)
	}
	for _, unsupported := range []error{syscall.EBADF, syscall.EINVAL, syscall.ENOLCK, syscall.ENOSYS, syscall.ENOTSUP} {
		if errors.Is(err, unsupported) {
			return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
		}
	}
	return err
}

func flock(file *os.File, how int) error {
	for {
		err := syscall.Flock(int(file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// release calls last and then unlocks: no other process has the lock while last runs.
func (l *lock) release(last func()) {
	last()
	if l.folder != nil {
		_ = l.folder.Close()
		l.folder = nil
	}
}
