package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// output is standard output, and remembers that a write failed: much of what is
// written, such as help, comes from where nobody looks.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// failure is the error of the first write that failed.
func (o *output) failure() error {
	if o.err == nil {
		return nil
	}
	return writeError(o.err)
}

// write reports a full disk or a closed pipe, which a verdict must not survive.
func write(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return writeError(err)
	}
	return nil
}

func writeError(err error) error {
	return hintError{fmt.Errorf("write output: %w", bare(err)), "is the disk full, or the reader gone?"}
}

// errNotRegular is the error of an --output that is a directory, a device or a
// pipe: a rename would replace it.
var errNotRegular = errors.New("it is not a regular file")

// stdoutName is how a flag that takes a file names standard output.
const stdoutName = "-"

// toStdout reports whether the result goes to standard output.
func (o faceOptions) toStdout() bool { return o.output == "" || o.output == stdoutName }

// put writes text to --output, or else to standard output.
func (o faceOptions) put(e *env, text string) error {
	if o.toStdout() {
		return write(e.stdout, text)
	}
	return writeFile("--output", o.output, text)
}

// checkOutput refuses a name that would not be read: the textfile collector
// takes *.prom alone (node_exporter, collector/textfile.go).
func (o faceOptions) checkOutput() error {
	if !o.toStdout() && o.format.value == "prometheus" && !strings.HasSuffix(o.output, ".prom") {
		return usagef("for example --output codeclock.prom", "the name of a --output in the format prometheus must end with .prom")
	}
	return nil
}

// writeFile replaces the file that a flag names by one with this text, or leaves
// it as it was: the text is written to a file beside it, which then takes its
// name. Everybody may read the file, since those who collect it run as somebody
// else.
func writeFile(flag, path, text string) error {
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

// checkFile says early what writeFile would say late.
func checkFile(flag, path string) error {
	f, _, err := createBeside(flag, path)
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// createBeside makes a temporary file beside the one that a flag names.
func createBeside(flag, path string) (f *os.File, target string, err error) {
	target, err = resolveTarget(path)
	if err != nil {
		return nil, "", hintError{fmt.Errorf("write %s: %w", flag, bare(err)), "name a file, or leave " + flag + " out"}
	}
	f, err = os.CreateTemp(filepath.Dir(target), ".codeclock-*.tmp")
	if err != nil {
		return nil, "", fileError(flag, err)
	}
	return f, target, nil
}

func fileError(flag string, err error) error {
	return hintError{fmt.Errorf("write %s: %w", flag, bare(err)), "does its directory exist, and may you write there?"}
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
// what is no file.
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

// bare takes the path off a file error: paths have names of people in them.
func bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
