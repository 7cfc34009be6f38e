package source

import (
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"syscall"
)

// networkReason puts the network's errors into words of ours, which are the same
// on every system, and keeps its own words beside them. A time-out, and a path
// that we closed ourselves, are both "no answer".
func networkReason(err error) error {
	refused, unreachable := codes()
	is := func(code syscall.Errno) bool { return errors.Is(err, code) }
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, net.ErrClosed):
		return ErrNoAnswer
	case is(refused):
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case slices.ContainsFunc(unreachable, is):
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return err
}
