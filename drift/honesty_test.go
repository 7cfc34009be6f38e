package drift

import (
	"math"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// election draws servers around a truth, most of which are honest.
type election struct {
	rng    *rand.Rand
	truth  time.Duration
	honest []Reading
	liars  []Reading
	port   uint16
}

// delay draws a time on the way, from a microsecond to ten seconds.
func (e *election) delay() time.Duration {
	return time.Duration(math.Pow(10, 3+7*e.rng.Float64()))
}

// machine returns a sample from a new address, with a voice of its own.
func (e *election) machine(lo, hi time.Duration) source.Sample {
	e.port++
	sample := says(lo, hi)
	sample.Addr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, 1}), e.port)
	sample.Stratum, sample.RefID, sample.Reference = 2, "GPS\x00", sample.ServerSent.Add(-time.Duration(e.port))
	return sample
}

// tells is an honest server: its samples hold the truth. A name may stand for
// several machines, of which a minority is wrong.
func (e *election) tells() Reading {
	first := e.machine(e.truth-e.delay(), e.truth+e.delay())
	r := Reading{Server: "honest", Samples: []source.Sample{first}}
	for range e.rng.IntN(3) {
		again := says(e.truth-e.delay(), e.truth+e.delay())
		again.Addr = first.Addr
		r.Samples = append(r.Samples, again)
	}
	if e.rng.IntN(4) == 0 {
		r.Samples = append(r.Samples, e.machine(e.truth-e.delay(), e.truth+e.delay()), e.lie())
	}
	return r
}

// lie is a sample that is anywhere: far off, or just inside of what an honest one
// leaves possible; narrow or wide.
func (e *election) lie() source.Sample {
	sign := time.Duration(1 - 2*e.rng.IntN(2))
	at := e.truth + sign*e.delay()
	return e.machine(at-e.delay()*time.Duration(e.rng.IntN(2)), at+e.delay()*time.Duration(e.rng.IntN(2)))
}

// lies is a server that says what it likes, or what another liar says, or that
// copies what an honest one says of itself and comes from.
func (e *election) lies() Reading {
	r := Reading{Server: "liar", Samples: []source.Sample{e.lie()}}
	if len(e.liars) > 0 && e.rng.IntN(2) == 0 {
		other := e.liars[0].Samples[0]
		r.Samples[0].Sent, r.Samples[0].Received = other.Sent, other.Received
	}
	for _, h := range e.honest {
		if e.rng.IntN(3) == 0 {
			copied := e.lie()
			of := h.Samples[0]
			copied.Reference = of.Reference
			if e.rng.IntN(2) == 0 {
				copied.Addr = of.Addr
			}
			r.Samples = append([]source.Sample{copied}, r.Samples...)
		}
	}
	return r
}

// draw holds an election. Some servers were not waited for: any of them.
func draw(rng *rand.Rand, notAwaited bool) (truth time.Duration, readings []Reading) {
	e := election{rng: rng, truth: time.Duration(rng.Int64N(int64(200*s))) - 100*s}
	n := 1 + rng.IntN(9)
	liars := rng.IntN((n + 1) / 2)
	for range n - liars {
		e.honest = append(e.honest, e.tells())
	}
	for range liars {
		e.liars = append(e.liars, e.lies())
	}
	readings = append(e.honest, e.liars...)
	rng.Shuffle(n, func(i, j int) { readings[i], readings[j] = readings[j], readings[i] })
	for i := range readings {
		if notAwaited && rng.IntN(3) == 0 {
			readings[i] = Reading{Server: "far", Ended: source.ErrNotAwaited}
		}
	}
	return e.truth, readings
}

// However a minority lies, and whatever it copies from the others, the truth stays
// in the interval: with all answers there, and as soon as some are.
func TestMinorityNeverMovesTheTruthOut(t *testing.T) {
	for seed := range uint64(20_000) {
		rng := rand.New(rand.NewPCG(seed, 7))
		truth, readings := draw(rng, seed%2 == 1)
		e := Agree(readings)
		if !e.Skew.Contains(truth) {
			t.Fatalf("seed %d: %v to %v is without the truth %v", seed, e.Skew.Lo(), e.Skew.Hi(), truth)
		}
		if seed%2 == 0 && !e.Skew.Known() {
			t.Fatalf("seed %d: nothing is known of a truth that most servers tell", seed)
		}
		if e.Skew.Known() && !e.Skew.Contains(e.Point) {
			t.Fatalf("seed %d: the point %v is outside of %v to %v", seed, e.Point, e.Skew.Lo(), e.Skew.Hi())
		}
	}
}

// Nor can it make the interval wider than the honest ones are, unless it copies
// what they say of themselves: each majority has an honest member.
func TestMinorityWidensNothing(t *testing.T) {
	for seed := range uint64(5000) {
		e := election{rng: rand.New(rand.NewPCG(seed, 8))}
		n := 1 + e.rng.IntN(9)
		liars := e.rng.IntN((n + 1) / 2)
		var readings []Reading
		reach := skew.Exactly(0)
		for i := range n {
			r := reading("liar", e.lie())
			if i >= liars {
				r = reading("honest", e.machine(-e.delay(), e.delay()))
				reach = reach.Hull(r.Samples[0].Interval())
			}
			readings = append(readings, r)
		}
		if got := Agree(readings).Skew; !got.Within(reach) {
			t.Fatalf("seed %d: %v to %v is wider than honest servers are: %v to %v", seed, got.Lo(), got.Hi(), reach.Lo(), reach.Hi())
		}
	}
}

// A minority moves the point no further from the honest middles than these are
// apart: the median's bound. Where the honest ones show by themselves that most
// answers were delayed, or delays of one direction alone, the point is looked for
// further out on purpose.
func TestMinorityMovesThePointLittle(t *testing.T) {
	for seed := range uint64(20_000) {
		e := election{rng: rand.New(rand.NewPCG(seed, 9)), truth: time.Hour}
		honest := 1 + e.rng.IntN(6)
		var readings []Reading
		var middles, beginnings, ends []float64
		narrowest := math.Inf(1)
		for range honest {
			i := skew.Between(e.truth-e.delay(), e.truth+e.delay())
			readings = append(readings, reading("honest", e.machine(i.Lo(), i.Hi())))
			middles, narrowest = append(middles, i.Middle().Seconds()), min(narrowest, i.Width().Seconds())
			beginnings, ends = append(beginnings, i.Lo().Seconds()), append(ends, i.Hi().Seconds())
		}
		for range e.rng.IntN(honest) {
			readings = append(readings, reading("liar", e.lie()))
		}
		for _, list := range [][]float64{middles, beginnings, ends} {
			slices.Sort(list)
		}
		estimate := Agree(readings)
		allowed := spread(middles)
		if allowed > scatteredFrom*narrowest/2 {
			allowed *= reach + moreReach
		}
		if min(spread(beginnings), spread(ends)) <= oneSided*spread(middles) {
			allowed = spread(middles) * oneSidedReach
		}
		point := estimate.Point.Seconds()
		clamped := estimate.Point == estimate.Skew.Lo() || estimate.Point == estimate.Skew.Hi()
		if off := max(middles[0]-point, point-middles[honest-1]); off > allowed+1e-9 && !clamped {
			t.Fatalf("seed %d: the point is %v s outside of honest middles that are %v s apart", seed, off, spread(middles))
		}
	}
}
