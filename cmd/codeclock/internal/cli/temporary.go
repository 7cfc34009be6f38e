package cli

import (
	"crypto/rand"
	"io/fs"
	"os"
	"path/filepath"
)

// Temporary files are named so that the next run knows what a killed one left.
const (
	temporaryBefore = ".codeclock-"
	temporaryAfter  = ".tmp"
)

// createTemporary makes a file in a directory, with these permissions less the
// user's umask, and locks it while it is open. What killed runs have left there
// is removed.
func createTemporary(dir string, perm fs.FileMode) (*os.File, error) {
	left, _ := filepath.Glob(filepath.Join(dir, temporaryBefore+"*"+temporaryAfter)) // the pattern is valid, but for odd directories
	for _, path := range left {
		removeAbandoned(path)
	}
	for {
		f, err := os.OpenFile(filepath.Join(dir, temporaryBefore+rand.Text()+temporaryAfter), os.O_RDWR|os.O_CREATE|os.O_EXCL, perm)
		if err != nil {
			return nil, err
		}
		lock(f)
		if _, err := os.Lstat(f.Name()); err == nil {
			return f, nil
		}
		f.Close() // another run took it for abandoned before it was locked
	}
}
