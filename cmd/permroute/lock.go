package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/permroute/permroute/generator/diag"
)

// An outputFolder is a locked folder: only this process writes to it. Other processes wait until it is
// released. If this process ends without a release, even by a crash, the system releases the lock.
type outputFolder struct {
	name string
	root *os.Root
	made []string // the folders that were made, the outermost first
	lock lock
}

// takeFolder makes the folder if it does not exist, and locks it. If another process has locked it,
// takeFolder says so on stderr and waits.
func takeFolder(name string, stderr io.Writer) (*outputFolder, error) {
	f := &outputFolder{name: name}
	for {
		if err := f.take(stderr); err != nil {
			f.release()
			return nil, err
		}
		if f.stands() {
			return f, nil
		}
		f.release() // the process that had locked it has removed it
		f.made = nil
	}
}

// take makes, locks and opens the folder.
func (f *outputFolder) take(stderr io.Writer) (err error) {
	for _, folder := range absent(f.name) {
		switch err := os.Mkdir(folder, 0o755); {
		case err == nil:
			f.made = append(f.made, folder)
		case !errors.Is(err, fs.ErrExist): // another process was quicker
			return failed("make the folder", folder, err)
		}
	}
	if f.root, err = os.OpenRoot(f.name); err != nil {
		return failed("open", f.name, err)
	}
	err = f.lock.take(f.name, func() {
		fmt.Fprintf(stderr, "waiting for another permroute that writes to %s\n", diag.Inert(f.name))
	})
	if errors.Is(err, errors.ErrUnsupported) {
		fmt.Fprintf(stderr, "%s is on a file system without locks: do not run permroute twice at once\n", diag.Inert(f.name))
		return nil
	}
	if err != nil {
		return failed("lock", f.name, err)
	}
	return nil
}

// stands reports whether the folder that was opened still exists under its name.
func (f *outputFolder) stands() bool {
	opened, err := f.root.Stat(".")
	if err != nil {
		return false
	}
	named, err := os.Stat(f.name)
	return err == nil && os.SameFile(opened, named)
}

// release unlocks the folder. It removes the folders that were made if they are empty.
func (f *outputFolder) release() {
	if f.root != nil {
		_ = f.root.Close()
		f.root = nil
	}
	f.lock.release(func() {
		for _, folder := range slices.Backward(f.made) {
			_ = os.Remove(folder) // it fails if the folder is not empty
		}
	})
}

// absent returns the folders that must be made for a folder to exist, the outermost first.
func absent(folder string) (folders []string) {
	for {
		if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) || folder == filepath.Dir(folder) {
			slices.Reverse(folders)
			return folders
		}
		folders = append(folders, folder)
		folder = filepath.Dir(folder)
	}
}
