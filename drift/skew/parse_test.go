package skew

import (
	"errors"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	const h = time.Hour
	for text, want := range map[string]Interval{
		"47s-slow":           Exactly(-47 * s),
		"47s slow":           Exactly(-47 * s),
		" 47S-SLOW ":         Exactly(-47 * s),
		"47s-behind":         Exactly(-47 * s),
		"-47s":               Exactly(-47 * s),
		"1h2m-fast":          Exactly(h + 2*time.Minute),
		"1.5s-ahead":         Exactly(1500 * time.Millisecond),
		"+3s":                Exactly(3 * s),
		"3s":                 Exactly(3 * s),
		"0s":                 Exactly(0),
		"500ms-fast":         Exactly(s / 2),
		"3d-slow":            Exactly(-72 * h),
		"2y1d6h-slow":        Exactly(-2*year - 30*h),
		"50s-slow..40s-slow": Between(-50*s, -40*s),
		"40s-slow..50s-slow": Between(-50*s, -40*s), // in any order
		"-1s..+2s":           Between(-s, 2*s),
		"-1s .. 2s-fast":     Between(-s, 2*s),
		"47s-slow+/-2s":      Between(-49*s, -45*s),
		"-47s±2s":            Between(-49*s, -45*s),
		"292y-slow":          Exactly(-292 * year),
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"":                       ErrParse,
		"slow":                   ErrParse,
		"47":                     ErrParse, // of what?
		"-47s-slow":              ErrParse, // says it twice
		"+47s-slow":              ErrParse,
		"--47s":                  ErrParse,
		"47s-sideways":           ErrParse,
		"47s-slow-fast":          ErrParse,
		"NaN":                    ErrParse,
		"Inf":                    ErrParse,
		"1e3s":                   ErrParse,
		"0x10s":                  ErrParse,
		"47s-slow..":             ErrParse,
		"..":                     ErrParse,
		"1s..2s..3s":             ErrParse,
		"47s+/-":                 ErrSize,
		"47s+/--2s":              ErrSize,
		"1h1d":                   ErrParse, // days come first
		"300y-slow":              ErrRange,
		"999999999999999999d":    ErrRange,
		"9999999h":               ErrRange,
		"292y200d":               ErrRange,
		"9223372036854775807ns":  ErrRange,
		"99999999999999999999ns": ErrRange,
		"47s+/-300y":             ErrRange,
	} {
		if got, err := Parse(text); !errors.Is(err, want) || got != Unknown {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"47s-slow", "1h2m-fast", "-1s..+2s", "47s±2s", "2y1d6h", "1.5s", "9999999h", "3µs"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		i, err := Parse(text)
		switch {
		case err != nil:
			if !errors.Is(err, ErrParse) && !errors.Is(err, ErrSize) && !errors.Is(err, ErrRange) {
				t.Errorf("untyped error %v", err)
			}
		case !i.Known() || i.Lo() > i.Hi():
			t.Errorf("Parse(%q) = %v..%v", text, i.Lo(), i.Hi())
		default:
			again, err := Parse(i.Lo().String() + ".." + i.Hi().String())
			if err != nil || again != i {
				t.Errorf("%q does not survive a round trip: %v, %v", text, again, err)
			}
		}
	})
}
