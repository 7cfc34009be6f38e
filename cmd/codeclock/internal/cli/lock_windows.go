package cli

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockAlone marks a file as in use, unless it is. What is locked is one byte far behind
// its end, since others may not even read what is locked (fileapi.h, LockFileEx).
func lockAlone(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errInUse
	}
	return nil
}
