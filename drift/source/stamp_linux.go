package source

import (
	"net"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// stampReceived has the kernel say when a packet came (socket(7), SO_TIMESTAMPNS).
func stampReceived(conn *net.UDPConn) error { return setOption(conn, unix.SO_TIMESTAMPNS) }

// stamped returns that time, zero when it is not there.
func stamped(control []byte) time.Time {
	messages, _ := unix.ParseSocketControlMessage(control)
	for _, m := range messages {
		var t unix.Timespec
		if m.Header.Level == unix.SOL_SOCKET && m.Header.Type == unix.SO_TIMESTAMPNS && len(m.Data) >= int(unsafe.Sizeof(t)) {
			t = *(*unix.Timespec)(unsafe.Pointer(&m.Data[0]))
			return time.Unix(t.Unix())
		}
	}
	return time.Time{}
}
