//go:build !linux && !darwin

package source

import (
	"errors"
	"net"
	"time"
)

// stampReceived says that there are no timestamps of the kernel: what is received
// is stamped once it has been read.
func stampReceived(*net.UDPConn) error { return errors.ErrUnsupported }

func stamped([]byte) time.Time { return time.Time{} }
