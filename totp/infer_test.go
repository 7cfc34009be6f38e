package totp

import (
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
		{"Steam", steam, 100 * s, []time.Time{at}, 30 * s, 0.999},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Infer(context.Background(), tt.key, readAt(t, tt.key, tt.off, tt.at...), InferOptions{})
			if err != nil || len(got.Candidates) == 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			best := got.Candidates[0]
			if !best.Skew.Contains(tt.off) || best.Skew.Width() > tt.within || best.Probability < tt.sure {
				t.Errorf("got %v (%v wide), %.6f sure; want %v", best.Skew, best.Skew.Width(), best.Probability, tt.off)
			}
			if !got.Searched.Contains(DefaultRange) || got.Different != len(tt.at) {
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

func TestInferEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	k := inferKey(SHA512, 8, 30*s)
	got, err := Infer(ctx, k, readAt(t, k, 0, edge), InferOptions{Range: MaxRange, Found: func(skew.Interval) { cancel() }})
	if !errors.Is(err, context.Canceled) || len(got.Candidates) == 0 || got.Searched.Contains(MaxRange) {
		t.Errorf("%+v, %v", got, err)
	}
}

// Every step's value is that of crypto/hmac by way of another library, also
// where the saved state is not to be had.
func TestStepper(t *testing.T) {
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		for _, n := range []int{1, 20, 63, 64, 65, 127, 128, 129, 200} {
			k, _ := NewKey(make([]byte, n))
			k.Algorithm, k.Digits = a, 8
			fast, err := newStepper(k)
			if err != nil || fast.mac != nil {
				t.Fatalf("%v: %v, falls back: %t", a, err, fast.mac != nil)
			}
			for _, step := range []int64{0, 1, 37037036, 1 << 40} {
				code, err := k.CodeOf(step)
				want, _ := k.parseCode(code)
				if got := fast.value(uint64(step)) % k.codes(); err != nil || got != want {
					t.Errorf("%v, a key of %d bytes, step %d: %d, want %d, %v", a, n, step, got, want, err)
				}
			}
		}
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
