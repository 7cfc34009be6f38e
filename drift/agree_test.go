package drift

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	s  = time.Second
	ms = time.Millisecond
)

// says is the sample of a server that finds this clock's skew in an interval.
func says(lo, hi time.Duration) source.Sample {
	truth := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return source.Sample{
		Sent: truth.Add(lo), ServerReceived: truth,
		ServerSent: truth, Received: truth.Add(hi),
	}
}

func reading(name string, samples ...source.Sample) Reading {
	return Reading{Server: name, Samples: samples}
}

func TestAgree(t *testing.T) {
	dead := Reading{Server: "dead", Ended: source.ErrNoAnswer}
	far := Reading{Server: "far", Ended: source.ErrNotAwaited}
	for _, tt := range []struct {
		name     string
		readings []Reading
		want     Agreement
		skew     skew.Interval
		agree    []string
	}{
		{"nobody was asked", nil, Silence, skew.Unknown, nil},
		{"nobody answered", []Reading{dead, dead}, Silence, skew.Unknown, nil},
		{"one alone is used, unconfirmed",
			[]Reading{reading("a", says(-5*ms, 5*ms)), dead}, Unconfirmed, skew.Between(-5*ms, 5*ms), []string{"a"}},
		{"three that overlap",
			[]Reading{reading("a", says(-5*ms, 5*ms)), reading("b", says(0, 9*ms)), reading("c", says(-20*ms, 3*ms))},
			Majority, skew.Between(-5*ms, 5*ms), []string{"a", "b", "c"}},
		{"one that is off, inside of the wide intervals of four: it cuts nothing off",
			[]Reading{reading("a", says(-20*ms, 20*ms)), reading("b", says(-21*ms, 19*ms)), reading("near", says(13*ms, 17*ms)),
				reading("c", says(-19*ms, 21*ms)), reading("d", says(-20*ms, 20*ms))},
			Majority, skew.Between(-20*ms, 20*ms), []string{"a", "b", "near", "c", "d"}},
		{"four: three must share a point",
			[]Reading{reading("a", says(0, 4*ms)), reading("b", says(ms, 5*ms)), reading("c", says(2*ms, 6*ms)), reading("d", says(3*ms, 7*ms))},
			Majority, skew.Between(2*ms, 5*ms), []string{"a", "b", "c", "d"}},
		{"two of five were not waited for: any of the three may be the honest one",
			[]Reading{reading("a", says(0, 4*ms)), far, reading("b", says(ms, 5*ms)), far, reading("c", says(2*ms, 6*ms))},
			Majority, skew.Between(0, 6*ms), []string{"a", "b", "c"}},
		{"one falseticker of three",
			[]Reading{reading("a", says(-5*ms, 5*ms)), reading("b", says(0, 9*ms)), reading("liar", says(30*s, 31*s))},
			Majority, skew.Between(0, 5*ms), []string{"a", "b"}},
		{"two falsetickers that agree, of five",
			[]Reading{reading("a", says(-5*ms, 5*ms)), reading("liar", says(30*s, 31*s)), reading("b", says(0, 9*ms)),
				reading("liar2", says(30*s, 31*s)), reading("c", says(-2*ms, 9*ms))},
			Majority, skew.Between(0, 5*ms), []string{"a", "b", "c"}},
		{"two against two",
			[]Reading{reading("a", says(0, ms)), reading("b", says(0, ms)), reading("c", says(s, 2*s)), reading("d", says(s, 2*s))},
			Contradiction, skew.Unknown, nil},
		{"one against one",
			[]Reading{reading("a", says(0, ms)), reading("b", says(s, 2*s))}, Contradiction, skew.Unknown, nil},
		{"the dead have no vote",
			[]Reading{dead, reading("a", says(0, 2*ms)), dead, reading("b", says(ms, 3*ms)), dead}, Majority, skew.Between(ms, 2*ms), []string{"a", "b"}},
		{"touching ends agree",
			[]Reading{reading("a", says(0, ms)), reading("b", says(ms, 2*ms))}, Majority, skew.Exactly(ms), []string{"a", "b"}},
		{"two contradict and a vague third cannot decide between them: wide, but true",
			[]Reading{reading("a", says(0, ms)), reading("b", says(5*ms, 6*ms)), reading("vague", says(-s, s))},
			Majority, skew.Between(0, 6*ms), []string{"a", "b", "vague"}},
		{"a server's samples narrow each other",
			[]Reading{reading("a", says(-9*ms, 2*ms), says(-3*ms, 8*ms))}, Unconfirmed, skew.Between(-3*ms, 2*ms), []string{"a"}},
		{"a server that contradicts itself has no vote",
			[]Reading{reading("a", says(0, ms)), reading("b", says(0, ms), says(s, 2*s))}, Unconfirmed, skew.Between(0, ms), []string{"a"}},
		{"one machine of three behind a name is wrong",
			[]Reading{reading("a", says(0, ms), says(s, 2*s), says(0, 2*ms))}, Unconfirmed, skew.Between(0, ms), []string{"a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := Agree(tt.readings)
			var agree []string
			for _, j := range e.Readings {
				if j.Agrees {
					agree = append(agree, j.Server)
				}
			}
			if e.Agreement != tt.want || e.Skew != tt.skew || !slices.Equal(agree, tt.agree) {
				t.Errorf("got %v, %v to %v by %v; want %v, %v to %v by %v",
					e.Agreement, e.Skew.Lo(), e.Skew.Hi(), agree, tt.want, tt.skew.Lo(), tt.skew.Hi(), tt.agree)
			}
			if !e.Skew.Contains(e.Point) {
				t.Errorf("the point %v is outside of the interval", e.Point)
			}
		})
	}
}

func TestFalsetickerIsNamedWithItsError(t *testing.T) {
	e := Agree([]Reading{
		reading("a", says(0, 2*ms)), reading("b", says(0, 2*ms)),
		reading("ahead", says(-214*s, -214*s+2*ms)), reading("mute"),
	})
	if j := e.Readings[2]; j.Agrees || j.Off != 214*s {
		t.Errorf("a server that is 214 s ahead: Agrees %v, Off %v", j.Agrees, j.Off)
	}
	if j := e.Readings[3]; !errors.Is(j.Err, source.ErrNoAnswer) {
		t.Errorf("a server without a sample: %v, want ErrNoAnswer", j.Err)
	}
	if asked, answered, agree := e.Count(); asked != 4 || answered != 3 || agree != 2 {
		t.Errorf("counted %d asked, %d answered, %d agree; want 4, 3, 2", asked, answered, agree)
	}
}

// Servers that agree need not share a point: that they agree to within so much is
// only true if it is said how much.
func TestApart(t *testing.T) {
	for _, tt := range []struct {
		name     string
		readings []Reading
		want     time.Duration
	}{
		{"all share a point", []Reading{reading("a", says(0, 4*ms)), reading("b", says(ms, 5*ms)), reading("c", says(2*ms, 6*ms))}, 0},
		{"two that a third one joins", []Reading{reading("a", says(0, ms)), reading("b", says(5*ms, 6*ms)), reading("vague", says(-s, s))}, 4 * ms},
		{"who is ignored does not count", []Reading{reading("a", says(0, ms)), reading("b", says(0, ms)), reading("liar", says(s, s))}, 0},
		{"nobody agrees", []Reading{reading("a", says(0, ms)), reading("b", says(s, s))}, 0},
	} {
		if got := Agree(tt.readings).Apart(); got != tt.want {
			t.Errorf("%s: %v apart, want %v", tt.name, got, tt.want)
		}
	}
}

func TestGroupsOfAContradiction(t *testing.T) {
	e := Agree([]Reading{
		reading("a", says(0, ms)), reading("b", says(10*s, 11*s)), reading("c", says(0, 2*ms)),
		reading("d", says(10*s, 12*s)), reading("e", says(-s, -s)), reading("f", says(99*s, 99*s)),
	})
	want := [][]int{{0, 2}, {1, 3}, {4}, {5}}
	if e.Agreement != Contradiction || !slices.EqualFunc(e.Groups, want, slices.Equal) {
		t.Errorf("got %v with groups %v, want %v", e.Agreement, e.Groups, want)
	}
}

func TestPoint(t *testing.T) {
	around := func(middle, width time.Duration) source.Sample { return says(middle-width, middle+width) }
	between := func(list ...time.Duration) (out []Reading) {
		for i := 0; i < len(list); i += 2 {
			out = append(out, reading("x", around(list[i], list[i+1])))
		}
		return out
	}
	for _, tt := range []struct {
		name         string
		readings     []Reading
		want, within time.Duration
	}{
		{"equal servers: the mean", between(-ms, 10*ms, ms, 10*ms, 3*ms, 10*ms), ms, 10 * time.Microsecond},
		{"a far server counts less", between(0, 5*ms, 0, 5*ms, 10*ms, 50*ms), 0, 600 * time.Microsecond},
		{"a path with 60 ms on the way back is an outlier",
			between(-ms, 10*ms, 0, 10*ms, ms, 10*ms, 0, 10*ms, 30*ms, 40*ms), 0, 10 * time.Microsecond},
		{"who is 15 ms off and sure of it moves nothing",
			between(-ms, 20*ms, 0, 20*ms, 15*ms, 2*ms, ms, 21*ms, 0, 19*ms), 0, 10 * time.Microsecond},
		{"nor do two",
			between(-ms, 20*ms, 15*ms, 2*ms, 15*ms, 2*ms, ms, 21*ms, 0, 19*ms), 0, 10 * time.Microsecond},
		{"queues on the way there alone: the least delay is the best", []Reading{
			reading("a", says(-111*ms, 110*ms)), reading("b", says(-117*ms, 110*ms)), reading("c", says(-124*ms, 110*ms)),
			reading("d", says(-131*ms, 110*ms)), reading("e", says(-139*ms, 110*ms))}, 0, 500 * time.Microsecond},
		{"queues both ways: what all leave possible together", []Reading{
			reading("a", says(-20*ms, 48*ms)), reading("b", says(-21*ms, 23*ms)), reading("c", says(-95*ms, 20*ms)),
			reading("d", says(-33*ms, 21*ms)), reading("e", says(-24*ms, 82*ms))}, 0, 100 * time.Microsecond},
		{"three years off, still to the microsecond",
			between(-3*365*24*time.Hour, 10*ms, -3*365*24*time.Hour+2*ms, 10*ms), -3*365*24*time.Hour + ms, 10 * time.Microsecond},
	} {
		if got := Agree(tt.readings).Point; skew.Abs(got-tt.want) > tt.within {
			t.Errorf("%s: point %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzVote(f *testing.F) {
	f.Add(int64(0), int64(5), int64(3), int64(9), int64(100), int64(101))
	f.Add(int64(skew.Min), int64(skew.Max), int64(0), int64(0), int64(skew.Max), int64(skew.Max))
	f.Fuzz(func(t *testing.T, a, b, c, d, x, y int64) {
		i := []skew.Interval{
			skew.Between(time.Duration(a), time.Duration(b)),
			skew.Between(time.Duration(c), time.Duration(d)),
			skew.Between(time.Duration(x), time.Duration(y)),
		}
		depth := func(p time.Duration) (n int) {
			for _, interval := range i {
				if interval.Contains(p) {
					n++
				}
			}
			return n
		}
		votes := count(i)
		if size, at := votes.most(); depth(at) != size {
			t.Errorf("%v is shared by %d, the vote says %d", at, depth(at), size)
		}
		for need := 1; need <= len(i); need++ {
			// Whether enough of them share a point is decided where one begins or ends.
			var want skew.Interval
			for _, e := range votes {
				if p := skew.Exactly(e.at); depth(e.at) >= need && want.Known() {
					want = want.Hull(p)
				} else if depth(e.at) >= need {
					want = p
				}
			}
			if got := votes.shared(need); got != want {
				t.Errorf("%d of them share %v, the vote says %v", need, want, got)
			}
		}
	})
}

func BenchmarkAgree(b *testing.B) {
	for _, n := range []int{5, 1000} {
		var readings []Reading
		for i := range n {
			d := time.Duration(i) * time.Microsecond
			sample := says(d-10*ms, d+10*ms)
			sample.Addr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 51, byte(i >> 8), byte(i)}), 123)
			sample.Stratum, sample.RefID, sample.Reference = 2, "GPS\x00", sample.ServerSent.Add(-d)
			readings = append(readings, reading("x", sample))
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				Agree(readings)
			}
		})
	}
}

// A name that was not found was not tried, and whoever gave a sample was heard
// however it ended.
func TestReach(t *testing.T) {
	refused := &source.KissError{Code: "RATE"}
	e := Agree([]Reading{
		reading("good", says(0, ms)),
		{Server: "contradicts itself", Samples: []source.Sample{says(0, ms), says(s, 2*s)}, Ended: source.ErrNotAwaited},
		{Server: "refuses", Ended: refused},
		{Server: "silent", Ended: source.ErrNoAnswer},
		{Server: "not awaited", Ended: source.ErrNotAwaited},
		{Server: "not found", Ended: &net.DNSError{Err: "no such host"}},
		{Server: "web", Kind: source.KindHTTPS, Ended: source.ErrNoAddress},
	})
	if got, want := e.Reach(source.KindNTP), (Reach{Asked: 6, Found: 5, Answered: 3}); got != want {
		t.Errorf("time servers: got %+v, want %+v", got, want)
	}
	if got, want := e.Reach(source.KindHTTPS), (Reach{Asked: 1}); got != want {
		t.Errorf("web servers: got %+v, want %+v", got, want)
	}
}
