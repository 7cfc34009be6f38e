//go:build !windows

package source

import "syscall"

// codes returns the system's numbers for a connection that is refused, and for no
// way there.
func codes() (refused syscall.Errno, unreachable []syscall.Errno) {
	return syscall.ECONNREFUSED, []syscall.Errno{syscall.ENETUNREACH, syscall.EHOSTUNREACH}
}
