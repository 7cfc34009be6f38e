//go:build !windows

package source

import "syscall"

// codes returns the system's numbers for a connection that is refused, for what this
// computer itself does not let out, and for no way there.
func codes() (refused syscall.Errno, forbidden, unreachable []syscall.Errno) {
	return syscall.ECONNREFUSED, []syscall.Errno{syscall.EPERM, syscall.EACCES}, []syscall.Errno{syscall.ENETUNREACH, syscall.EHOSTUNREACH}
}
