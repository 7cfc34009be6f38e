package cli

import (
	"fmt"
	"io/fs"
	"os"
)

// Replacement is a file that takes the place of the one that a flag names once it is
// whole: see WriteFile.
type Replacement struct {
	file   *os.File // a temporary file beside the target; nil once it is done with
	target string
	flag   string
	perm   fs.FileMode
}

// Replace begins a file that is written piece by piece.
func Replace(flag, path string) (*Replacement, error) { return replace(flag, path, 0o666) }

func replace(flag, path string, perm fs.FileMode) (*Replacement, error) {
	f, target, err := createBeside(flag, path, perm)
	if err != nil {
		return nil, err
	}
	return &Replacement{f, target, flag, perm}, nil
}

// Write adds to the file.
func (r *Replacement) Write(p []byte) (int, error) {
	n, err := r.file.Write(p)
	if err != nil {
		err = Hint(fmt.Errorf("write %s: %w", r.flag, Bare(err)), "is the disk full?")
	}
	return n, err
}

// Commit gives the file its name. Where that fails the file before is as it was.
func (r *Replacement) Commit() error {
	f := r.file
	r.file = nil
	err := f.Sync()
	if err == nil {
		err = likeBefore(f, r.target, r.perm)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), r.target)
	}
	if err != nil {
		os.Remove(f.Name())
		return fileError(r.flag, err)
	}
	return nil
}

// Discard leaves the file before as it was. After Commit it does nothing.
func (r *Replacement) Discard() {
	if r.file != nil {
		r.file.Close()
		os.Remove(r.file.Name())
		r.file = nil
	}
}
