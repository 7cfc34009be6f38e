//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package cli

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// othersCanWrite reports whether anybody but the owner can put files into a
// directory.
func othersCanWrite(dir fs.FileInfo) bool { return dir.Mode().Perm()&0o022 != 0 }

// likeBefore gives a new file the owner and the permissions of the one that it
// replaces, if there is one, within perm.
func likeBefore(f *os.File, target string, perm fs.FileMode) error {
	before, err := os.Stat(target)
	if err != nil {
		return nil // nothing to keep
	}
	was, is := before.Sys().(*syscall.Stat_t), syscall.Stat_t{}
	if err := syscall.Fstat(int(f.Fd()), &is); err != nil {
		return err
	}
	if was.Uid != is.Uid || was.Gid != is.Gid {
		if err := f.Chown(int(was.Uid), int(was.Gid)); err != nil {
			return errOwner
		}
	}
	mode := before.Mode().Perm()
	if secret := perm&0o077 == 0; secret {
		mode &= perm
	}
	return f.Chmod(mode)
}

// lock marks a file as in use. The lock ends with the process.
func lock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

// lockAlone marks a file as in use, unless it is. Where files cannot be locked, as on
// some network drives, nothing is done.
func lockAlone(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return errInUse
	}
	return nil
}

// removeAbandoned removes a temporary file of ours that nobody uses.
func removeAbandoned(path string) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || int(info.Sys().(*syscall.Stat_t).Uid) != os.Geteuid() {
		return
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		os.Remove(path)
	}
}
