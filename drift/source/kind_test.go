package source

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"
)

func TestHeardAndFound(t *testing.T) {
	for _, tt := range []struct {
		name  string
		err   error
		heard bool
		found bool
	}{
		{"it ended by itself", nil, true, true},
		{"it asks to be left alone", &KissError{Code: "RATE"}, true, true},
		{"it does not know the time", fmt.Errorf("ask: %w", ErrUnsynchronised), true, true},
		{"its certificate is another's", fmt.Errorf("%w: %w", ErrCertificate, errors.New("x509")), true, true},
		{"silence", ErrNoAnswer, false, true},
		{"the others had settled it", ErrNotAwaited, false, true},
		{"a name without an address", ErrNoAddress, false, false},
		{"a name that cannot be looked up", fmt.Errorf("look up name: %w", &net.DNSError{Err: "no such host"}), false, false},
		{"no way there", &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}, false, true},
		{"a proxy that hangs up", fmt.Errorf("ask through proxy 192.0.2.1:3128: %w", io.EOF), false, true},
		{"a proxy that finds nobody", fmt.Errorf("ask through proxy 192.0.2.1:3128: %w", errors.New("Bad Gateway")), false, true},
	} {
		if heard, found := Heard(tt.err), Found(tt.err); heard != tt.heard || found != tt.found {
			t.Errorf("%s: heard %v, found %v; want %v, %v", tt.name, heard, found, tt.heard, tt.found)
		}
	}
}
