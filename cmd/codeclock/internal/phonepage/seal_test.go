package phonepage

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"codeclock/totp"
)

// What is sealed comes back as it was, and a page that carries all that it can
// still fits into a post.
func TestSealsKeepAPhone(t *testing.T) {
	s, now := newSeals([KeySize]byte{1}), time.Unix(1_800_000_000, 123).UTC()
	p := &phone{number: 7, system: Android, ticket: "T-1", answers: 30, told: true, app: totp.AnyApp()}
	for i := range maxKept {
		x := exchange{n: 1, sent: 1_799_999_953_000.25 + float64(i)*4000, received: now.Add(time.Duration(i) * 4 * second), bound: milli}
		x.said = x.received.Add(37)
		sample, ok := x.sample(ending{N: 1, Received: x.sent + 10.5, Took: 10.5}, milli)
		if err := p.clock.Add(sample); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	p.pending = exchange{n: 31, sent: 1_799_999_953_000.25, received: now.Add(-second), said: now, bound: milli}
	for i := range maxTaps {
		at := now.Add(time.Duration(i) * 30 * second)
		p.taps = append(p.taps, totp.Tap{At: at, Bound: 2 * milli})
		p.presses = append(p.presses, Press{at.Add(-47 * second), milli})
	}
	sealed := s.close(p, now)
	if len(sealed) > maxSeal {
		t.Errorf("a full seal has %d letters, at most %d", len(sealed), maxSeal)
	}
	got, err := s.open(sealed, "T-1", now.Add(time.Minute))
	if err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, p)
	}
}

func TestSealsThatAreRefused(t *testing.T) {
	key := [KeySize]byte{1}
	s, now := newSeals(key), time.Unix(1_800_000_000, 0)
	mine := s.close(&phone{ticket: "T-1"}, now)
	for _, tt := range []struct {
		name, seal, ticket string
		with               seals
		later              time.Duration
	}{
		{"of another ticket", mine, "T-2", s, 0},
		{"of a ticket, without one", mine, "", s, 0},
		{"too old", mine, "T-1", s, sealLife + 1},
		{"of the future", mine, "T-1", s, -sealLife - 1},
		{"of another key", mine, "T-1", newSeals([KeySize]byte{2}), 0},
		{"of a random key", mine, "T-1", newSeals([KeySize]byte{}), 0},
		{"cut off", mine[:len(mine)-4], "T-1", s, 0},
		{"with a letter changed", strings.Replace(mine, mine[20:21], string(mine[20]^1), 1), "T-1", s, 0},
		{"made up", "AAAA", "T-1", s, 0},
		{"no base64", "%%%", "T-1", s, 0},
	} {
		if _, err := tt.with.open(tt.seal, tt.ticket, now.Add(tt.later)); err != errSeal {
			t.Errorf("%s: %v, want errSeal", tt.name, err)
		}
	}
	if _, err := newSeals(key).open(mine, "T-1", now); err != nil {
		t.Errorf("a second server with the key: %v", err)
	}
}

// Sealed again and again by two servers in turn, a phone is measured as by one.
func TestServersTakeTurns(t *testing.T) {
	w := newWorld(t)
	w.skew = -47 * second
	o := w.server.options
	o.Key = [KeySize]byte{9}
	a, b := New(o), New(o)
	for i := range 10 {
		w.server = []*Server{a, b}[i%2]
		w.exchange(look)
	}
	if r := w.exchange(look); r.View.Skew > -46_990 || r.View.Skew < -47_010 {
		t.Errorf("measured %v ms", r.View.Skew)
	}
	w.server = New(w.server.options)
	if w.exchange(look).N < 11 {
		t.Error("a server that was started again does not go on")
	}
}

// A seal that is sent twice changes nothing for anybody, and not what is measured.
func TestReplayIsHarmless(t *testing.T) {
	w := newWorld(t)
	w.skew = 12 * second
	for range 9 {
		w.exchange(nil)
	}
	seal, last := w.seal, w.last
	first := w.exchange(look)
	for range 20 {
		w.seal, w.last = seal, last
		if again := w.exchange(look); again.View.Verdict != first.View.Verdict || again.N != first.N {
			t.Errorf("sent again: %d %s, at first %d %s", again.N, again.View.Verdict, first.N, first.View.Verdict)
		}
	}
}

func TestSealThatIsNotValid(t *testing.T) {
	w := newWorld(t)
	got := w.ask(http.MethodPost, "/"+testToken+"/exchange", `{"seal": "AAAA", "sent": 1800000000000, "res": 1}`, nil)
	if got.Code != http.StatusGone || len(w.events) != 0 {
		t.Errorf("status %d, events %v", got.Code, w.events)
	}
}

// A page that is open for long keeps what is tightest, and no more than a report.
func TestLongSittings(t *testing.T) {
	w := newWorld(t)
	w.skew = -3 * second
	for range 300 {
		w.server.requests = newVisitors(requestsPerSecond, requestBurst) // as after 4 seconds
		w.exchange(nil)
		w.now = w.now.Add(4 * second)
	}
	r := w.exchange(look)
	if len(w.seal) > maxSeal || r.View.Skew > -2_950 || r.View.Skew < -3_050 {
		t.Errorf("after 20 minutes: %v ms, a seal of %d", r.View.Skew, len(w.seal))
	}
}

// A clock that is further off than a duration holds has no tight bound on a number
// that was cut off.
func TestClockThatIsCenturiesOff(t *testing.T) {
	for _, off := range []time.Duration{201 * 365 * 24 * time.Hour, -201 * 365 * 24 * time.Hour} {
		w := newWorld(t)
		w.skew = off
		for range 8 {
			w.exchange(nil)
		}
		r := w.exchange(look)
		if !r.Ready || r.View.Known || r.View.Verdict != "wrong" || !strings.Contains(r.View.Sentence, "more than 200 years off") || !r.View.Fix {
			t.Errorf("%v: %+v", off, r.View)
		}
	}
}
