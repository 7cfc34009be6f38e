package totp

import (
	"cmp"
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// inferKey returns the RFC 6238 key of an algorithm, with what a test wants.
func inferKey(a Algorithm, digits int, period time.Duration) Key {
	secret := map[Algorithm]string{
		SHA1:   "12345678901234567890",
		SHA256: "12345678901234567890123456789012",
		SHA512: "1234567890123456789012345678901234567890123456789012345678901234",
	}[a]
	k, _ := NewKey([]byte(secret))
	k.Algorithm, k.Digits, k.Period = a, digits, period
	return k
}

// readAt returns what a device with this skew shows at these times.
func readAt(t testing.TB, k Key, off time.Duration, at ...time.Time) []Reading {
	t.Helper()
	var list []Reading
	for _, a := range at {
		code, err := k.Code(a.Add(off))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Reading{Code: code, At: a})
	}
	return list
}

func TestInfer(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 7, 0, time.UTC)
	usual := inferKey(SHA1, 6, 30*s)
	steam := usual
	steam.Steam, steam.Digits = true, 5
	for _, tt := range []struct {
		name   string
		key    Key
		off    time.Duration
		at     []time.Time
		within time.Duration // width at most
		sure   float64       // at least
	}{
		{"right, one code", usual, 0, []time.Time{at}, 30 * s, 0.999},
		{"47 s slow, one code", usual, -47 * s, []time.Time{at}, 30 * s, 0.999},
		{"47 s slow, three codes at other phases", usual, -47 * s, []time.Time{at, at.Add(41 * s), at.Add(83 * s)}, 20 * s, 0.9999},
		{"an hour fast, one code", usual, time.Hour, []time.Time{at}, 30 * s, 0.99},
		{"three months slow, two codes", usual, -90 * 24 * time.Hour, []time.Time{at, at.Add(30 * s)}, 30 * s, 0.999},
		{"8 digits of SHA256 every 60 s", inferKey(SHA256, 8, 60*s), 400 * s, []time.Time{at}, 60 * s, 0.999},
		{"SHA512", inferKey(SHA512, 7, 30*s), -400 * s, []time.Time{at}, 30 * s, 0.999},
		{"last leap year's date", inferKey(SHA1, 8, 60*s), -366 * 24 * time.Hour, []time.Time{at, at.Add(70 * s)}, 60 * s, 0.999},
		{"Steam", steam, 100 * s, []time.Time{at}, 30 * s, 0.999},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := InferOptions{Range: 100 * 24 * time.Hour}
			if tt.off == 0 || tt.off.Abs() > o.Range {
				o.Range = 0 // the default
			}
			got, err := Infer(context.Background(), tt.key, readAt(t, tt.key, tt.off, tt.at...), o)
			if err != nil || len(got.Candidates) == 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			best := got.Candidates[0]
			if !best.Skew.Contains(tt.off) || best.Skew.Width() > tt.within || best.Probability < tt.sure {
				t.Errorf("got %v (%v wide), %.6f sure; want %v", best.Skew, best.Skew.Width(), best.Probability, tt.off)
			}
			if !got.Searched.Contains(cmp.Or(o.Range, DefaultRange)) || got.Different != len(tt.at) {
				t.Errorf("searched %v with %d codes", got.Searched, got.Different)
			}
		})
	}
}

// Reading late widens the fast side: the code was shown a while before.
func TestInferReadLate(t *testing.T) {
	k, at := inferKey(SHA1, 6, 30*s), time.Unix(1_800_000_010, 0)
	readings := readAt(t, k, -47*s, at)
	readings[0].At, readings[0].Delay = at.Add(20*s), 25*s
	got, err := Infer(context.Background(), k, readings, InferOptions{})
	if err != nil || len(got.Candidates) == 0 || !got.Candidates[0].Skew.Contains(-47*s) || got.Candidates[0].Skew.Width() != 55*s {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestInferNothingFits(t *testing.T) {
	k := inferKey(SHA1, 8, 30*s)
	readings := readAt(t, k, 0, edge, edge.Add(30*s))
	readings[1].Code = "00000000"
	got, err := Infer(context.Background(), k, readings, InferOptions{Range: 24 * time.Hour})
	if err != nil || len(got.Candidates) != 0 || got.Mismatch != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestInferRefuses(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	good := Reading{Code: "123456", At: edge}
	for _, tt := range []struct {
		name     string
		key      Key
		readings []Reading
		o        InferOptions
		want     error
	}{
		{"no codes", k, nil, InferOptions{}, ErrNoReadings},
		{"too many", k, make([]Reading, MaxReadings+1), InferOptions{}, ErrReadings},
		{"letters", k, []Reading{{Code: "12345x", At: edge}}, InferOptions{}, ErrCode},
		{"full-width digits", k, []Reading{{Code: "１２３４５６", At: edge}}, InferOptions{}, ErrCode},
		{"too long", k, []Reading{{Code: "12345678", At: edge}}, InferOptions{}, ErrCode},
		{"a blank between", k, []Reading{{Code: "123 456", At: edge}}, InferOptions{}, ErrCode},
		{"a sign", k, []Reading{{Code: "-12345", At: edge}}, InferOptions{}, ErrCode},
		{"six bytes of binary junk", k, []Reading{{Code: "\x00\xff\xfe\x80\x01\x02", At: edge}}, InferOptions{}, ErrCode},
		{"a second code that is none", k, []Reading{good, {Code: "", At: edge}}, InferOptions{}, ErrCode},
		{"a day before 1970", k, []Reading{{Code: "123456", At: time.Unix(-86400, 0)}}, InferOptions{}, ErrReadingTime},
		{"after 2200", k, []Reading{{Code: "123456", At: time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC)}}, InferOptions{}, ErrReadingTime},
		{"too far ahead for nanoseconds", k, []Reading{{Code: "123456", At: time.Unix(1<<60, 0)}}, InferOptions{}, ErrReadingTime},
		{"a delay of hours", k, []Reading{{Code: "123456", At: edge, Delay: MaxDelay + 1}}, InferOptions{}, ErrReadingDelay},
		{"a time known to a day", k, []Reading{{Code: "123456", At: edge, Bound: 24 * time.Hour}}, InferOptions{}, ErrReadingDelay},
		{"a range below a period", k, []Reading{good}, InferOptions{Range: 29 * s}, ErrRange},
		{"a negative range", k, []Reading{good}, InferOptions{Range: -time.Hour}, ErrRange},
		{"no time", k, []Reading{{Code: "123456"}}, InferOptions{}, ErrReadingTime},
		{"a negative delay", k, []Reading{{Code: "123456", At: edge, Delay: -1}}, InferOptions{}, ErrReadingDelay},
		{"a range of more than a century", k, []Reading{good}, InferOptions{Range: MaxRange + 1}, ErrRange},
		{"no key", Key{}, []Reading{good}, InferOptions{}, ErrSecretEmpty},
		{"a counter's key", func() Key { c := k; c.CounterBased = true; return c }(), []Reading{good}, InferOptions{}, ErrCounterBased},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Infer(context.Background(), tt.key, tt.readings, tt.o); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// Readings that contradict each other fit no skew, and the same code twice says no
// more than once.
func TestInferContradictions(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	code := readAt(t, k, 0, edge)[0]
	again, later := code, code
	again.At, later.At = edge.Add(10*s), edge.Add(10*time.Minute)
	for _, tt := range []struct {
		name     string
		readings []Reading
		fits     int
		differ   int
	}{
		{"once", []Reading{code}, 1, 1},
		{"the same reading twice", []Reading{code, code}, 1, 1},
		{"while it was shown", []Reading{code, again}, 1, 1},
		{"long after it was over", []Reading{code, later}, 0, 1},
		{"two devices", append(readAt(t, k, time.Hour, edge), readAt(t, k, 0, edge)...), 0, 2},
	} {
		got, err := Infer(t.Context(), k, tt.readings, InferOptions{Range: 2 * time.Hour})
		if err != nil || len(got.Candidates) != tt.fits || got.Different != tt.differ {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
}

// Where a time is written in does not matter, nor does a leap of two centuries.
func TestInferAtAnyTime(t *testing.T) {
	k := inferKey(SHA1, 8, 60*s)
	for _, tt := range []struct {
		name string
		at   time.Time
		off  time.Duration
	}{
		{"in Nepal", edge.In(time.FixedZone("NPT", 5*3600+45*60)), 20 * s},
		{"in 1970", time.Unix(43, 0), 40 * s},
		{"to before 1970", time.Unix(7000, 0), -2 * time.Hour},
		{"past what 32 bits hold", time.Unix(1<<31+5, 0), -time.Hour},
		{"past what nanoseconds hold", time.Date(2200, 12, 31, 23, 59, 59, 0, time.UTC), 62*365*24*time.Hour + 8*time.Hour},
	} {
		within := tt.off.Abs() + time.Hour
		if tt.at.Add(tt.off).Before(time.Unix(0, 0)) {
			if got, err := Infer(t.Context(), k, []Reading{{Code: "12345678", At: tt.at}}, InferOptions{Range: within}); err != nil || len(got.Candidates) != 0 {
				t.Errorf("%s: %+v, %v", tt.name, got, err)
			}
			continue
		}
		if within > 1000*time.Hour && (raced || testing.Short()) {
			continue // a long search
		}
		got, err := Infer(t.Context(), k, readAt(t, k, tt.off, tt.at, tt.at.Add(-40*s)), InferOptions{Range: within})
		if err != nil || len(got.Candidates) == 0 || !got.Candidates[0].Skew.Contains(tt.off) {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
}

func TestInferEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	k := inferKey(SHA512, 8, 30*s)
	got, err := Infer(ctx, k, readAt(t, k, 0, edge), InferOptions{Range: MaxRange, Found: func(skew.Interval) { cancel() }})
	if !errors.Is(err, context.Canceled) || len(got.Candidates) == 0 || got.Searched.Contains(MaxRange) {
		t.Errorf("%+v, %v", got, err)
	}
}

// The prior of everything is one with that of a mismatch, also when it is taken in
// pieces.
func TestPriorAddsUp(t *testing.T) {
	p := newPrior(30*s, edge)
	sum := priorMismatch
	for from := -MaxRange; from < MaxRange; from += 61 * time.Hour {
		sum += p.of(skew.Between(from+5*s, from+61*time.Hour-5*s)) + p.of(skew.Between(from-5*s, from+5*s)) // all units lie inside a piece
	}
	whole := priorMismatch + p.of(skew.Around(0, MaxRange))
	if math.Abs(whole-1) > 1e-9 || math.Abs(sum-1) > 0.02 {
		t.Errorf("the prior of everything is %.6f, and %.6f in pieces", whole, sum)
	}
}
