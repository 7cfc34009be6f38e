package main

import (
	"os"
	"strconv"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/cmd/codeclock/internal/report"
)

// One of three visits comes over a slow, lopsided path that loses packets, and one of
// the two servers ends in the middle of it. What every visitor sends back holds the
// truth.
func TestServeOverBadPath(t *testing.T) {
	if testing.Short() {
		t.Skip("browsers take long")
	}
	out, err := inNamespace(t, "TestInsideBadPath", "CODECLOCK_TEST_BAD_PATH=1")
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// TestInsideBadPath is the inner half of TestServeOverBadPath.
func TestInsideBadPath(t *testing.T) {
	if os.Getenv("CODECLOCK_TEST_BAD_PATH") == "" {
		t.Skip("runs as a part of TestServeOverBadPath")
	}
	p := newPath(t)
	d := startBehindNginx(t, nearby, afar)
	port, err := strconv.ParseUint(d.port, 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	go p.carry(uint16(port))
	b := browsertest.Start(t)
	for _, visit := range []struct {
		off time.Duration
		bad bool
	}{{-47 * time.Second, false}, {time.Hour, true}, {12 * time.Second, false}} {
		p.bad.Store(visit.bad)
		tab := b.Open(t, d.url+"t/T-4711/", browsertest.Look{Skew: visit.off, AnyTLS: true})
		var stopped time.Time
		if visit.bad {
			tab.Wait(`performance.getEntriesByType('resource').filter(function (e) { return /exchange$/.test(e.name); }).length > 2`)
			stopped = time.Now()
			d.stop()
		}
		tab.Wait(measuredPage)
		v := d.read(t, browsertest.Eval[string](tab, `document.getElementById('support').value`))
		t.Logf("%v: %v of %d exchanges", visit.off, v.Skew, len(v.Report.Exchanges()))
		if want := demoGood + visit.off; !v.Signed || !v.Skew.Widen(5*time.Millisecond).Contains(want) {
			t.Errorf("%v: signed %v, %v", visit.off, v.Signed, v.Skew)
		}
		if visit.bad {
			checkBadVisit(t, v, stopped)
		}
	}
	if p.lost.Load() == 0 {
		t.Errorf("none of %d packets got lost", p.carried.Load())
	}
	t.Logf("%d packets arrived, %d got lost", p.carried.Load(), p.lost.Load())
}

// checkBadVisit fails where a visit was not over the bad path, or did not go on at the
// other server when one stopped.
func checkBadVisit(t *testing.T, v report.Verified, stopped time.Time) {
	t.Helper()
	if least := (slowThere + slowBack) / 2; v.Skew.Bound() < least {
		t.Errorf("bound %v over a path that takes %v there and back", v.Skew.Bound(), 2*least)
	}
	before, after := 0, 0
	for _, s := range v.Report.Exchanges() {
		if s.ServerReceived.Before(stopped) {
			before++
		} else {
			after++
		}
	}
	if before == 0 || after == 0 {
		t.Errorf("%d exchanges before one server stopped, %d after", before, after)
	}
}
