//go:build linux || darwin

package source

import (
	"cmp"
	"net"

	"golang.org/x/sys/unix"
)

// setOption sets an option of a socket to 1.
func setOption(conn *net.UDPConn, option int) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Control(func(fd uintptr) { failed = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, option, 1) })
	return cmp.Or(err, failed)
}
