package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/drift/ntpsim"
)

// What to do next follows from why the servers that were named are of no use, and
// nothing is concluded from one of them about the network.
func TestNextAfterNamedServers(t *testing.T) {
	serve := func(c ntpsim.Config) string {
		s, err := ntpsim.Start(c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s.Addr().String()
	}
	const ask = `Run "codeclock check" without --server: it asks 5 public servers.`
	for _, tt := range []struct {
		name, server string
		want         []string
	}{
		{"asks for less", serve(ntpsim.Config{Kiss: "RATE"}), []string{`Wait a few minutes, then run "codeclock" again.`, ask}},
		{"does not serve us", serve(ntpsim.Config{Kiss: "DENY"}), []string{"Ask whoever runs the server whether it may be asked from here.", ask}},
		{"says nothing", serve(ntpsim.Config{Loss: 1}), []string{"See whether its UDP port is open and a time service answers there.", ask}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			run(t.Context(), &w.env, []string{"check", "-v", "--timeout", "700ms", "--server", tt.server})
			_, text, _ := strings.Cut(w.out.String(), "Next\n")
			steps, _, _ := strings.Cut(text, "\n\n")
			var got []string
			for _, l := range strings.Split(steps, "\n") {
				got = append(got, strings.TrimLeft(l, " 123."))
			}
			if !slices.Equal(got, tt.want) || strings.Contains(w.out.String(), "no-network") {
				t.Errorf("want %q, in\n%s", tt.want, w.out.String())
			}
		})
	}
}

// A domain controller that is 7.8 s unsure of itself still tells that a clock is a
// minute off, for whoever named it.
func TestNamedServerThatIsUnsure(t *testing.T) {
	s, err := ntpsim.Start(ntpsim.Config{Skew: -47 * time.Second, RootDispersion: 7800 * time.Millisecond, RefID: "LOCL"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w := newWorld()
	status := run(t.Context(), &w.env, []string{"check", "-q", "--timeout", "10s", "--server", s.Addr().String()})
	if want := "AT RISK   This computer's clock is 47.0 s slow (+/- 7.90 s)."; status != 1 || !strings.Contains(w.out.String(), want) {
		t.Errorf("exit status %d; want 1 and %q in\n%s", status, want, w.out.String())
	}
}
