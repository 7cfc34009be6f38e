package source

import (
	"errors"
	"net"
	"os"
	"testing"
)

// The numbers are this system's own: on Windows, those of its sockets.
func TestNetworkReason(t *testing.T) {
	refused, forbidden, unreachable := codes()
	dial := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connectex", err)}
	}
	other := errors.New("something else")
	for _, tt := range []struct {
		name      string
		err, want error
	}{
		{"refused", dial(refused), ErrRefused},
		{"no way to the network", dial(unreachable[0]), ErrUnreachable},
		{"no way to the host", dial(unreachable[1]), ErrUnreachable},
		{"kept in by this computer's firewall", dial(forbidden[0]), ErrForbidden},
		{"too late", dial(os.ErrDeadlineExceeded), ErrNoAnswer},
		{"a path that we closed", dial(net.ErrClosed), ErrNoAnswer},
		{"anything else", other, other},
	} {
		if got := networkReason(tt.err); !errors.Is(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Where nobody listens, that is what is said, whatever the system.
func TestNobodyListens(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := free.Addr().String()
	free.Close()
	if _, err := collect(t.Context(), &HTTPS{Server: addr}); !errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want %v", err, ErrRefused)
	}
}
