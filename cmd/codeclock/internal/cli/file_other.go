//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package cli

import (
	"io/fs"
	"os"
)

// othersCanWrite knows of no permissions here.
func othersCanWrite(fs.FileInfo) bool { return false }

// likeBefore has nothing to keep: a file has the permissions of its directory.
func likeBefore(*os.File, string, fs.FileMode) error { return nil }

// lock has nothing to do: a file that is open cannot be removed.
func lock(*os.File) {}

// removeAbandoned removes a temporary file that nobody has open.
func removeAbandoned(path string) { os.Remove(path) }
