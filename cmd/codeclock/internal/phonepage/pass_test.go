package phonepage

import (
	"testing"
	"time"
)

// measuredPhone is one of some system that has had its exchanges.
func measuredPhone(t *testing.T, now time.Time, system System, off time.Duration) *phone {
	t.Helper()
	p := &phone{system: system, ticket: "T-1"}
	for i := range 8 {
		x := exchange{n: 1, sent: ms(now.Add(off + time.Duration(i)*second).Sub(time.Unix(0, 0))), bound: milli}
		x.received = now.Add(time.Duration(i)*second + time.Duration(3+i%3)*milli)
		x.said = x.received.Add(milli)
		took := float64(10 + i%4)
		sample, ok := x.sample(ending{N: 1, Received: x.sent + took, Took: took}, milli)
		if err := p.clock.Add(sample); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	return p
}

// A pass is short, and the two exchanges in it say what all of them say, but for what
// a clock can be slewed in seconds.
func TestPassKeepsAComputer(t *testing.T) {
	s, now := newSeals([KeySize]byte{1}), time.Unix(1_800_000_000, 123).UTC()
	for _, off := range []time.Duration{0, -47 * second, time.Hour, -3 * 8766 * time.Hour} {
		p := measuredPhone(t, now, Windows, off)
		text := s.closePass(p, now.Add(9*second))
		got, ok := s.openPass(text, "T-1", now.Add(time.Minute))
		if !ok || got.system != Windows || got.ticket != "T-1" || len(text) > 150 {
			t.Fatalf("%v: %+v, %v, %d letters", off, got, ok, len(text))
		}
		if all, two := p.clock.Skew, got.clock.Skew; !two.Contains(off) || !two.Widen(10*milli).Contains(all.Lo()) || two.Bound() > all.Bound()+5*milli {
			t.Errorf("%v: all say %v, two of them %v", off, all, two)
		}
	}
}

// A pass of another ticket, another key or another time is none, and neither is a
// sitting's seal or anything cut or changed.
func TestPassThatIsNone(t *testing.T) {
	s, now := newSeals([KeySize]byte{1}), time.Unix(1_800_000_000, 0)
	p := measuredPhone(t, now, Mac, 0)
	good := s.closePass(p, now)
	for name, tt := range map[string]struct {
		seals
		text, ticket string
		now          time.Time
	}{
		"another key":     {newSeals([KeySize]byte{2}), good, "T-1", now},
		"another ticket":  {s, good, "T-2", now},
		"no ticket":       {s, good, "", now},
		"too late":        {s, good, "T-1", now.Add(passLife + second)},
		"too early":       {s, good, "T-1", now.Add(-passLife - second)},
		"a sitting":       {s, s.close(p, now), "T-1", now},
		"cut":             {s, good[:len(good)-2], "T-1", now},
		"a letter less":   {s, good[1:], "T-1", now},
		"an anchor":       {s, "verdict", "T-1", now},
		"a script":        {s, "<script>alert(1)</script>", "T-1", now},
		"nothing":         {s, "", "T-1", now},
		"nobody measured": {s, s.closePass(&phone{system: Mac, ticket: "T-1"}, now), "T-1", now},
	} {
		if got, ok := tt.openPass(tt.text, tt.ticket, tt.now); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := s.open(good, "T-1", now); err == nil {
		t.Error("a pass is taken for a sitting")
	}
}

// What a pass holds is never trusted to be as long as it should.
func FuzzPassed(f *testing.F) {
	now := time.Unix(1_800_000_000, 0)
	f.Add(now.UnixNano(), int64(2), int64(1), int64(2), int64(3), int64(4), int64(5), 7)
	f.Fuzz(func(t *testing.T, at, system, a, b, c, d, e int64, count int) {
		n := []int64{at, system, a, b, c, d, e, a, b, c, d, e}
		p, ok := passed(n[:min(max(count, 0), len(n))], "T-1", now)
		if ok && (!p.clock.Skew.Known() || len(p.clock.Samples) == 0 || p.clock.Skew.Lo() > p.clock.Skew.Hi()) {
			t.Errorf("%+v", p)
		}
	})
}
