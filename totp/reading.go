package totp

import (
	"fmt"
	"io"
	"time"

	"codeclock/drift/skew"
)

// Reading is a code that was read from a device. It never shows its code, which is a
// secret as long as a verifier accepts it, unless fmt prints a struct with a Reading
// in a private field, where it asks no methods.
type Reading struct {
	Code string // as the device showed it, without blanks

	At    time.Time     // true time at which it was read
	Bound time.Duration // how far true time may be from At
	Delay time.Duration // how long before At at most the device showed it
}

const redactedReading = "totp.Reading(redacted)"

// String returns a text without any part of the reading.
func (r Reading) String() string { return redactedReading }

// Format writes the text of String for every verb.
func (r Reading) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redactedReading) }

// MarshalText returns the text of String; JSON, XML and log/slog use it.
func (r Reading) MarshalText() ([]byte, error) { return []byte(redactedReading), nil }

// covers is how many steps a reading leaves possible at one skew, on average.
func (r Reading) covers(period time.Duration) float64 {
	return 1 + float64(r.Delay+2*r.Bound)/float64(period)
}

// skewAt returns the skews at which the device showed the code of a step.
func (r Reading) skewAt(step int64, period time.Duration) skew.Interval {
	now := Step(r.At, period)
	began := r.At.Sub(time.Unix(now*int64(period/time.Second), 0)) // of the step that it is without skew
	from := time.Duration(step-now)*period - began
	return skew.Between(from-r.Bound, from+period+r.Delay+r.Bound)
}

// reach is how many steps either way hold all skews up to span.
func (r Reading) reach(span, period time.Duration) int64 {
	return int64((span+r.Delay+r.Bound)/period) + 1
}

// check reports a reading that cannot be used.
func (r Reading) check() error {
	switch year := r.At.UTC().Year(); {
	case year < 1970 || year > 2200:
		return ErrReadingTime
	case r.Delay < 0 || r.Delay > MaxDelay || r.Bound < 0 || r.Bound > MaxDelay:
		return ErrReadingDelay
	}
	return nil
}

// checkReadings fails as Infer does, whatever the codes look like.
func checkReadings(readings []Reading) error {
	switch {
	case len(readings) == 0:
		return ErrNoReadings
	case len(readings) > MaxReadings:
		return ErrReadings
	}
	for i, r := range readings {
		if err := r.check(); err != nil {
			return fmt.Errorf("code %d: %w", i+1, err)
		}
	}
	return nil
}

// parsedReading is a reading with the numbers that its code may stand for: one, but
// where a slip is looked for.
type parsedReading struct {
	Reading
	codes []uint32
}

// parseReadings fails with ErrCode, and says which of them it is.
func (k Key) parseReadings(readings []Reading) ([]parsedReading, error) {
	parsed := make([]parsedReading, 0, len(readings))
	for i, r := range readings {
		code, err := k.parseCode(r.Code)
		if err != nil {
			return nil, fmt.Errorf("code %d: %w", i+1, err)
		}
		parsed = append(parsed, parsedReading{r, []uint32{code}})
	}
	return parsed, nil
}

// different counts the codes that are not the same.
func different(readings []parsedReading) int {
	seen := map[uint32]bool{}
	for _, r := range readings {
		seen[r.codes[0]] = true
	}
	return len(seen)
}
