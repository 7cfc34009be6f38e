package source

import (
	"net"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// stampReceived has the kernel say when a packet came, to the microsecond
// (setsockopt(2), SO_TIMESTAMP).
func stampReceived(conn *net.UDPConn) error { return setOption(conn, unix.SO_TIMESTAMP) }

// stamped returns that time, zero when it is not there.
func stamped(control []byte) time.Time {
	messages, _ := unix.ParseSocketControlMessage(control)
	for _, m := range messages {
		var t unix.Timeval
		if m.Header.Level == unix.SOL_SOCKET && m.Header.Type == unix.SCM_TIMESTAMP && len(m.Data) >= int(unsafe.Sizeof(t)) {
			t = *(*unix.Timeval)(unsafe.Pointer(&m.Data[0]))
			return time.Unix(t.Unix())
		}
	}
	return time.Time{}
}
