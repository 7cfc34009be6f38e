package source

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// codes returns the system's numbers for a connection that is refused, for what this
// computer itself does not let out, and for no way there. Sockets of Windows have
// numbers of their own (winsock2.h), and syscall.ECONNREFUSED and its like are
// inventions of Go that no call returns. A wine without the ioctls that Go's UDP
// sockets need (SIO_UDP_CONNRESET; wine 8 has none) says WSAEOPNOTSUPP.
func codes() (refused syscall.Errno, forbidden, unreachable []syscall.Errno) {
	return windows.WSAECONNREFUSED, []syscall.Errno{windows.WSAEACCES, windows.WSAEOPNOTSUPP}, []syscall.Errno{windows.WSAENETUNREACH, windows.WSAEHOSTUNREACH}
}
