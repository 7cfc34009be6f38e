package source

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// codes returns the system's numbers for a connection that is refused, and for no
// way there. Sockets of Windows have numbers of their own (winsock2.h), and
// syscall.ECONNREFUSED and its like are inventions of Go that no call returns.
func codes() (refused syscall.Errno, unreachable []syscall.Errno) {
	return windows.WSAECONNREFUSED, []syscall.Errno{windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH}
}
