package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
)

// A writing is the work of commit.
type writing struct {
	*outputFolder
	beside []string // the temporary file of each change, in the same folder; "" for an orphan
}

// commit makes the changes in the folder and returns those that it has made. First it writes all files
// under temporary names. An error until then leaves the folder as it was. Then it renames them. After an
// error there, another run makes the remaining changes.
func commit(folder *outputFolder, changes []change) ([]change, error) {
	w := &writing{outputFolder: folder}
	if err := w.stage(changes); err != nil {
		w.abandon()
		return nil, err
	}
	for i, c := range changes {
		if err := w.make(c, i); err != nil {
			w.abandon()
			return changes[:i], err
		}
	}
	w.sync(changes)
	return changes, nil
}

// stage writes the temporary files of the changes.
func (w *writing) stage(changes []change) error {
	for _, c := range changes {
		temporary := ""
		if c.state != orphan {
			if err := w.makeFolders(path.Dir(c.name)); err != nil {
				return err
			}
			temporary = path.Join(path.Dir(c.name), fmt.Sprintf(".permroute-%016x.tmp", rand.Uint64()))
		}
		w.beside = append(w.beside, temporary)
		if err := w.write(temporary, c); err != nil {
			return err
		}
	}
	return nil
}

// makeFolders makes a folder below the output folder and its parents, if they do not exist.
func (w *writing) makeFolders(folder string) error {
	if folder == "." {
		return nil
	}
	if err := w.makeFolders(path.Dir(folder)); err != nil {
		return err
	}
	switch err := w.root.Mkdir(filepath.FromSlash(folder), 0o755); {
	case errors.Is(err, fs.ErrExist):
	case err != nil:
		return failed("make the folder", shown(w.name, folder), err)
	default:
		w.made = append(w.made, filepath.Join(w.name, filepath.FromSlash(folder)))
	}
	return nil
}

// write writes the data of a change to its temporary file and waits until the disk has it.
func (w *writing) write(temporary string, c change) (err error) {
	if temporary == "" {
		return nil
	}
	file, err := w.root.OpenFile(filepath.FromSlash(temporary), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		_, err = file.Write(c.data)
		err = errors.Join(err, file.Sync(), file.Close())
	}
	if err != nil {
		return failed("write", shown(w.name, c.name), err)
	}
	return nil
}

// make moves a file to its place, or removes an orphan and the folders that it leaves empty.
func (w *writing) make(c change, i int) error {
	name := filepath.FromSlash(c.name)
	if c.state != orphan {
		if err := w.root.Rename(filepath.FromSlash(w.beside[i]), name); err != nil {
			return failed("write", shown(w.name, c.name), err)
		}
		w.beside[i] = ""
		return nil
	}
	if err := w.root.Remove(name); err != nil {
		return failed("remove", shown(w.name, c.name), err)
	}
	for folder := range above(c.name) {
		if w.root.Remove(filepath.FromSlash(folder)) != nil {
			break // it is not empty
		}
	}
	return nil
}

// abandon removes the temporary files. Folders that were made for them go when the folder is released.
func (w *writing) abandon() {
	for _, temporary := range w.beside {
		if temporary != "" {
			_ = w.root.Remove(filepath.FromSlash(temporary)) // it may not exist
		}
	}
}

// sync asks the system to write the changed folders to the disk. Errors are ignored: some systems cannot do
// it, the files are already there, and a user could do nothing about it.
func (w *writing) sync(changes []change) {
	folders := map[string]bool{}
	for _, c := range changes {
		folders[filepath.Join(w.name, filepath.FromSlash(path.Dir(c.name)))] = true
	}
	for _, folder := range w.made {
		folders[filepath.Dir(folder)] = true
	}
	for folder := range folders {
		if f, err := os.Open(folder); err == nil {
			_ = f.Sync()
			_ = f.Close()
		}
	}
}
