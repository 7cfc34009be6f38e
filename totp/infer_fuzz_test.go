package totp

import (
	"errors"
	"math"
	"testing"
	"time"
)

// Whatever is given as codes and times, an inference ends with one of its errors, or
// with probabilities that add up to one and skews that were searched.
func FuzzInfer(f *testing.F) {
	f.Add("123456", "654321", int64(1_700_000_000), int64(30), int64(10), uint8(0))
	f.Add("12345678", "", int64(-1), int64(1<<40), int64(-1), uint8(6))
	f.Add("2BCDF", "\xff", int64(7_258_118_399), int64(0), int64(3600), uint8(12))
	f.Fuzz(func(t *testing.T, one, two string, unix, later, delay int64, kind uint8) {
		k := inferKey(Algorithm(kind%3), 6+int(kind/3%3), 30*s)
		if k.Steam = kind/9%2 == 1; k.Steam {
			k.Digits = steamCharacters
		}
		readings := []Reading{{Code: one, At: time.Unix(unix, 0), Delay: time.Duration(delay) * s}}
		if two != "" {
			readings = append(readings, Reading{Code: two, At: time.Unix(unix+later, 0)})
		}
		got, err := Infer(t.Context(), k, readings, InferOptions{Range: time.Hour})
		if err != nil {
			for _, known := range []error{ErrCode, ErrReadingTime, ErrReadingDelay} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatal(err)
		}
		sum := got.Mismatch
		for _, c := range got.Candidates {
			sum += c.Probability
			if c.Skew.Distance(0) > got.Searched.Hi()+time.Duration(delay)*s || !(c.Probability > 0) {
				t.Errorf("%+v", c)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("the probabilities add up to %v", sum)
		}
	})
}
