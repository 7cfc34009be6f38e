package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// The reasons for which a file is not written: a rename would replace what is no
// file, and somebody else may have put a link where they knew we would write.
var (
	errNotRegular = errors.New("not a regular file")
	errLink       = errors.New("it is behind a link in a directory that others can write to")
	errOwner      = errors.New("it belongs to somebody else, and would be yours")
)

// Stdout is how a flag that takes a file names standard output.
const Stdout = "-"

// WriteFile replaces the file that a flag names by one with this text, or leaves
// it as it was: the text is written to a file beside it, which then takes its
// name. A file that is there keeps its owner and who may read it; a new one has
// what the user's umask leaves.
func WriteFile(flag, path, text string) error { return writeFile(flag, path, text, 0o666) }

// WriteSecretFile is WriteFile for what nobody else may read.
func WriteSecretFile(flag, path, text string) error { return writeFile(flag, path, text, 0o600) }

func writeFile(flag, path, text string, perm fs.FileMode) error {
	r, err := replace(flag, path, perm)
	if err != nil {
		return err
	}
	defer r.Discard()
	if _, err := io.WriteString(r, text); err != nil {
		return err
	}
	return r.Commit()
}

// CheckFile says early what WriteFile would say late.
func CheckFile(flag, path string) error {
	f, _, err := createBeside(flag, path, 0o600)
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// createBeside makes a temporary file beside the one that a flag names.
func createBeside(flag, path string, perm fs.FileMode) (f *os.File, target string, err error) {
	target, err = resolveTarget(path)
	if err != nil {
		return nil, "", Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "name a file, or leave "+flag+" out")
	}
	f, err = createTemporary(filepath.Dir(target), perm)
	if err != nil {
		return nil, "", fileError(flag, err)
	}
	return f, target, nil
}

func fileError(flag string, err error) error {
	return Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "does its directory exist, and may you write there?")
}

// resolveTarget follows a link, so that the file behind it is replaced, and refuses
// what is no file and links that others may have made.
func resolveTarget(path string) (string, error) {
	if err := ownLinks(path); err != nil {
		return "", err
	}
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

// ownLinks returns errLink when a link on the way to a file, or in its place, is in
// a directory that others can write to.
func ownLinks(path string) error {
	at, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	for dir := filepath.Dir(at); dir != at; at, dir = dir, filepath.Dir(dir) {
		info, err := os.Lstat(at)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		if around, err := os.Stat(dir); err == nil && othersCanWrite(around) {
			return errLink
		}
	}
	return nil
}
