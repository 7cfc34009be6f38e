package render

import (
	"fmt"
	"net"
	"slices"
	"testing"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/source"
)

func TestNextNamed(t *testing.T) {
	refused := &net.OpError{Op: "read", Err: source.ErrRefused}
	lookup := fmt.Errorf("look up name: %w", &net.DNSError{Err: "no such host"})
	for _, tt := range []struct {
		name string
		errs []error
		want []string
	}{
		{"nobody is there", []error{refused}, []string{nextService}},
		{"a slip of the pen", []error{lookup}, []string{nextSpelling}},
		{"each reason once", []error{source.ErrNoAnswer, refused, source.ErrNoAnswer}, []string{nextReach, nextService}},
		{"nothing to be done about it", []error{source.ErrUnsynchronised}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := nextNamed(readings(tt.errs...)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLookupFailed(t *testing.T) {
	dns := &net.DNSError{Err: "no such host"}
	for _, tt := range []struct {
		name string
		e    drift.Estimate
		want bool
	}{
		{"no name could be looked up", readings(dns, dns), true},
		{"one was looked up and is silent", readings(dns, source.ErrNoAnswer), false},
		{"an address needs no name", drift.Estimate{Readings: []drift.Judged{
			{Reading: drift.Reading{Server: "a.example"}, Err: dns},
			{Reading: drift.Reading{Server: "9.9.9.9"}, Err: source.ErrUnreachable},
			{Reading: drift.Reading{Server: "[2620:fe::fe]:443"}, Err: source.ErrNoAnswer},
		}}, true},
		{"addresses alone tell nothing of names", drift.Estimate{Readings: []drift.Judged{
			{Reading: drift.Reading{Server: "9.9.9.9"}, Err: source.ErrUnreachable},
		}}, false},
	} {
		if got := (&result.Check{Estimate: tt.e}).LookupFailed(); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// readings is an estimate from servers that failed.
func readings(errs ...error) (e drift.Estimate) {
	for _, err := range errs {
		e.Readings = append(e.Readings, drift.Judged{Reading: drift.Reading{Server: "a.example"}, Err: err})
	}
	return e
}
