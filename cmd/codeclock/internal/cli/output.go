package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Output is standard output, and remembers that a write failed: much of what is
// written, such as help, comes from where nobody looks.
type Output struct {
	To  io.Writer
	err error
}

func (o *Output) Write(p []byte) (int, error) {
	n, err := o.To.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// Failure is the error of the first write that failed.
func (o *Output) Failure() error {
	if o.err == nil {
		return nil
	}
	return writeError(o.err)
}

// Write reports a full disk or a closed pipe, which a verdict must not survive.
func Write(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return writeError(err)
	}
	return nil
}

func writeError(err error) error {
	return Hint(fmt.Errorf("write output: %w", Bare(err)), "is the disk full, or was the pipe closed?")
}

// errNotRegular is the error of an --output that is a directory, a device or a
// pipe: a rename would replace it.
var errNotRegular = errors.New("not a regular file")

// Stdout is how a flag that takes a file names standard output.
const Stdout = "-"

// WriteFile replaces the file that a flag names by one with this text, or leaves
// it as it was: the text is written to a temporary file, which then takes its
// name. Everybody may read the file, since those who collect it run as somebody
// else.
func WriteFile(flag, path, text string) error {
	f, target, err := createBeside(flag, path)
	if err != nil {
		return err
	}
	if err := fill(f, text, target); err != nil {
		os.Remove(f.Name())
		return fileError(flag, err)
	}
	return nil
}

// CheckFile says early what WriteFile would say late.
func CheckFile(flag, path string) error {
	f, _, err := createBeside(flag, path)
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// createBeside makes a temporary file in the directory of the one that a flag names.
func createBeside(flag, path string) (f *os.File, target string, err error) {
	target, err = resolveTarget(path)
	if err != nil {
		return nil, "", Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "name a file, or leave "+flag+" out")
	}
	f, err = os.CreateTemp(filepath.Dir(target), ".codeclock-*.tmp")
	if err != nil {
		return nil, "", fileError(flag, err)
	}
	return f, target, nil
}

func fileError(flag string, err error) error {
	return Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "does its directory exist, and may you write there?")
}

// fill writes a temporary file and renames it to its target.
func fill(f *os.File, text, target string) error {
	_, err := f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && os.PathSeparator == '/' {
		err = f.Chmod(0o644)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// resolveTarget follows a link, so that the file behind it is replaced, and refuses
// anything but a file.
func resolveTarget(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errNotRegular
	}
	return filepath.EvalSymlinks(path)
}
