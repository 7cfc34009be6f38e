package ntpsim_test

import (
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// A client finds the skew that the server was given, with and without a socket.
func TestWeb(t *testing.T) {
	const years = 5 * 365 * 24 * time.Hour
	ask := func(t *testing.T, w *ntpsim.Web, err error, want time.Duration) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		known, claimed := skew.Unknown, false
		src := &source.HTTPS{Server: ntpsim.WebHost, Roots: w.Roots(), Dial: w.Dial, Requests: 2}
		err = src.Ask(t.Context(), func(s source.Sample) {
			known, _ = known.Intersect(s.Interval())
			claimed = s.Claimed
		})
		if err != nil || !known.Contains(want) || claimed != (want == years) {
			t.Errorf("got %v, claimed %v, %v; want %v", known, claimed, err, want)
		}
	}
	for _, d := range []time.Duration{0, -47 * time.Second, years} {
		w, err := ntpsim.StartWeb(ntpsim.WebConfig{Skew: d})
		ask(t, w, err, d)
		synctest.Test(t, func(t *testing.T) {
			w, err := ntpsim.NewWeb(ntpsim.WebConfig{Skew: d, Out: 20 * time.Millisecond, Back: 30 * time.Millisecond})
			ask(t, w, err, d)
		})
	}
}

// Closing again changes nothing.
func TestWebClosesTwice(t *testing.T) {
	for name, start := range map[string]func(ntpsim.WebConfig) (*ntpsim.Web, error){"socket": ntpsim.StartWeb, "memory": ntpsim.NewWeb} {
		w, err := start(ntpsim.WebConfig{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := w.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
