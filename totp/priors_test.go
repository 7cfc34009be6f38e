package totp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// others draw skews as somebody else might who makes up devices: ok is false where
// codes are none of the key's.
var others = []struct {
	name string
	draw func(r *rand.Rand) (off time.Duration, ok bool)
}{
	{"uniform up to an hour", func(r *rand.Rand) (time.Duration, bool) { return uniformly(r, time.Hour), true }},
	{"uniform up to a day", func(r *rand.Rand) (time.Duration, bool) { return uniformly(r, wholeDay), true }},
	{"even in proportion, from 1 s to 20 years", func(r *rand.Rand) (time.Duration, bool) {
		return sign(r) * time.Duration(math.Pow(20*365*86400, r.Float64())*1e9), true
	}},
	{"even in proportion, and one in three wrong", func(r *rand.Rand) (time.Duration, bool) {
		return sign(r) * time.Duration(math.Pow(20*365*86400, r.Float64())*1e9), r.IntN(3) > 0
	}},
	{"a tenth each of many kinds", drawMixed},
	{"whole hours up to a day", func(r *rand.Rand) (time.Duration, bool) {
		return time.Duration(r.IntN(49)-24) * time.Hour, true
	}},
	{"whole hours, to a few seconds", func(r *rand.Rand) (time.Duration, bool) {
		return time.Duration(r.IntN(29)-14)*time.Hour + uniformly(r, 5*s), true
	}},
	{"whole days up to a year", func(r *rand.Rand) (time.Duration, bool) {
		return time.Duration(r.IntN(731)-365) * wholeDay, true
	}},
}

func sign(r *rand.Rand) time.Duration { return time.Duration(1 - 2*r.IntN(2)) }

func uniformly(r *rand.Rand, most time.Duration) time.Duration {
	return time.Duration(r.Int64N(int64(2*most))) - most
}

// drawMixed draws from right clocks, seconds, minutes, hours, days, months, years,
// dates of resets, and codes that are none.
func drawMixed(r *rand.Rand) (time.Duration, bool) {
	switch n := r.IntN(10); n {
	case 0:
		return 0, true
	case 7:
		return sinceEpoch([]int{1970, 1980, 2000, 2010, 2020}[r.IntN(5)], time.January, 1) - simulatedNow + uniformly(r, 10*time.Minute).Abs(), true
	case 8:
		return time.Duration(r.IntN(25)-12) * time.Hour, true
	case 9:
		return 0, false
	default:
		most := []time.Duration{30 * s, 10 * time.Minute, 3 * time.Hour, 5 * wholeDay, 300 * wholeDay, 20 * 365 * wholeDay}[n-1]
		return uniformly(r, most), true
	}
}

const simulatedNow = 1_790_000_011 * time.Second // since 1970

// simulateInfer infers a skew without making codes: what fits by chance is spread over the
// range, as often as the arithmetic says.
func simulateInfer(t *testing.T, r *rand.Rand, k Key, n int, off time.Duration, ok bool, within time.Duration) Inference {
	t.Helper()
	at := time.Unix(0, 0).Add(simulatedNow + time.Duration(r.Int64N(1e9)))
	var readings []Reading
	found := skew.Unknown
	for i := range n {
		reading := Reading{Code: fmt.Sprintf("%0*d", k.Digits, i), At: at, Delay: 10 * s, Bound: s}
		shown := at.Add(-time.Duration(r.Int64N(int64(reading.Delay))))
		found, _ = found.Intersect(reading.skewAt(Step(shown.Add(off), k.Period), k.Period))
		readings = append(readings, reading)
		at = at.Add(time.Duration(5+r.IntN(60)) * s)
	}
	search, err := newSearch(k, readings, InferOptions{Range: within})
	if err != nil {
		t.Fatal(err)
	}
	for range poisson(r, newCoincidence(k, readings, 1).expected(within)) {
		search.found = append(search.found, found.Shift(uniformly(r, within)-found.Middle()))
	}
	if ok && skew.Abs(off) <= within {
		search.found = append(search.found, found)
	}
	search.done.Store(search.reach/chunk + 1)
	return search.conclude()
}

func poisson(r *rand.Rand, mean float64) int {
	n := 0
	for p := r.ExpFloat64(); p < mean; p += r.ExpFloat64() {
		n++
	}
	return n
}

// reliability counts answers by how sure they are called.
type reliability [len(sureFrom)]struct{ called, right int }

var sureFrom = [...]float64{0, 0.5, 0.9, 0.95, 0.99}

func (r *reliability) add(got Inference, off time.Duration, ok bool) {
	if len(got.Candidates) == 0 {
		return
	}
	best, at := got.Candidates[0], 0
	for i, from := range sureFrom {
		if best.Probability >= from {
			at = i
		}
	}
	r[at].called++
	if ok && best.Skew.Contains(off) {
		r[at].right++
	}
}

// surer reports the buckets whose answers are right less often than they say, by more
// than chance: by three standard deviations.
func (r *reliability) surer() (list []string) {
	for i, b := range r {
		least := sureFrom[i] * float64(b.called)
		if float64(b.right) < least-3*math.Sqrt(least*(1-sureFrom[i]))-1e-9 {
			list = append(list, fmt.Sprintf("called %.0f %% sure: %d of %d right", 100*sureFrom[i], b.right, b.called))
		}
	}
	return list
}

func (r *reliability) String() string {
	var b strings.Builder
	for i, of := range r {
		if of.called > 0 {
			fmt.Fprintf(&b, "  >=%.2f: %d/%d %.3f", sureFrom[i], of.right, of.called, float64(of.right)/float64(of.called))
		}
	}
	return b.String()
}

// Whatever somebody else draws skews from, answers are right at least as often as they
// are called sure.
func TestPriorOfOthers(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for _, other := range others {
		for _, codes := range []int{1, 2} {
			var table reliability
			for n := range 6000 {
				k := inferKey(SHA1, 6+n%3, 30*s)
				within := []time.Duration{30 * wholeDay, 365 * wholeDay, 20 * 365 * wholeDay}[n/3%3]
				off, ok := other.draw(r)
				table.add(simulateInfer(t, r, k, codes, off, ok, within), off, ok)
			}
			t.Logf("%-42s %d codes:%s", other.name, codes, &table)
			for _, bucket := range table.surer() {
				t.Errorf("%s, %d codes: %s", other.name, codes, bucket)
			}
		}
	}
}
