package main

import (
	"errors"
	"path/filepath"
	"syscall"
	"time"
)

// A lock is a file in the folder. Only one process at a time can open it. The system closes and removes it
// when the process ends, in whatever way.
type lock struct{ file syscall.Handle }

const (
	lockName         = ".permroute.lock"
	deleteOnClose    = 0x04000000                  // FILE_FLAG_DELETE_ON_CLOSE
	sharingViolation = syscall.Errno(32)           // another process has opened the file
	accessDenied     = syscall.ERROR_ACCESS_DENIED // the same, while the file is being removed
	lockPause        = 50 * time.Millisecond
	longestRemoval   = 40 // after so many pauses access is denied for another reason
)

// take locks a folder. If another process has locked it, take calls waiting and waits.
func (l *lock) take(folder string, waiting func()) error {
	name, err := syscall.UTF16PtrFromString(filepath.Join(folder, lockName))
	if err != nil {
		return err
	}
	for told, denied := false, 0; ; time.Sleep(lockPause) {
		file, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS,
			syscall.FILE_ATTRIBUTE_HIDDEN|deleteOnClose, 0)
		switch {
		case err == nil:
			l.file = file
			return nil
		case errors.Is(err, accessDenied) && denied < longestRemoval:
			denied++
		case errors.Is(err, sharingViolation):
			if !told {
				waiting()
			}
			told, denied = true, 0
		default:
			return err
		}
	}
}

// release unlocks and then calls last: the folder cannot be removed while the file is in it.
func (l *lock) release(last func()) {
	if l.file != 0 {
		_ = syscall.CloseHandle(l.file)
		l.file = 0
	}
	last()
}
