package totp

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"codeclock/drift/skew"
)

const s = time.Second

func normal() Verifier {
	return Verifier{Window: Steps(1, 1, DefaultPeriod), Typing: 8 * s}
}

// The worked examples that the product's sentences rest on.
func TestChanceOfKnownSkews(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    Verifier
		skew time.Duration
		want float64
	}{
		{"right clock, normal site", normal(), 0, 1},
		{"47 s slow with 8 s of typing works one time in six", normal(), -47 * s, 5. / 30},
		{"42 s slow works one time in three", normal(), -42 * s, 10. / 30},
		{"25 s slow already fails sometimes", normal(), -25 * s, 27. / 30},
		{"25 s fast never fails: typing helps a fast clock", normal(), 25 * s, 1},
		{"47 s fast is not the mirror of 47 s slow", normal(), 47 * s, 21. / 30},
		{"an hour slow never works", normal(), -time.Hour, 0},
		{"47 s slow and typed at once", Verifier{Window: Steps(1, 1, DefaultPeriod)}, -47 * s, 13. / 30},
		{"strict site, right clock: typing alone costs a quarter", Verifier{Typing: 8 * s}, 0, 22. / 30},
		{"past-only site, 10 s fast, 5 s of typing", Verifier{Window: Steps(1, 0, DefaultPeriod), Typing: 5 * s}, 10 * s, 25. / 30},
		{"ten seconds each way, 15 s slow", Verifier{Window: Window{10 * s, 10 * s}, Typing: 5 * s}, -15 * s, 20. / 30},
		{"typing longer than the period and the window", Verifier{Typing: 2 * time.Minute}, 0, 0},
		{"300 years off", normal(), skew.Min, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.v.Chance(tt.skew); math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("Chance(%v) = %v, want %v", tt.skew, got, tt.want)
			}
		})
	}
}

func TestAges(t *testing.T) {
	v := normal()
	if v.accepts(-47*s, 13*s) || !v.accepts(-47*s, 13*s-1) {
		t.Error("the end of the accepted ages must be open")
	}
	if !v.accepts(42*s, 12*s) || v.accepts(42*s, 12*s-1) {
		t.Error("the beginning of the accepted ages must be closed")
	}
}

// accepted decides one login as a verifier does, with step numbers and no
// formula of ours: the oracle of the tests below.
func accepted(trueTime, skew time.Duration, v Verifier) bool {
	p := v.period()
	step := floorDiv(trueTime+skew, p)
	arrives := trueTime + v.Typing
	return step*p-v.Window.Future <= arrives && arrives < (step+1)*p+v.Window.Past
}

func floorDiv(a, b time.Duration) time.Duration {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func randomVerifier(rng *rand.Rand) Verifier {
	seconds := func(n int64) time.Duration { return time.Duration(rng.Int64N(n+1)) * s }
	return Verifier{
		Period: time.Duration(1+rng.Int64N(90)) * s,
		Window: Window{Past: seconds(90), Future: seconds(90)},
		Typing: seconds(60),
	}
}

// Counting tries on a grid of phases must give the chance of the formula.
func TestChanceAgreesWithCounting(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		v := randomVerifier(rng)
		d := time.Duration(rng.Int64N(int64(400*s))) - 200*s
		const tries = 2000
		works := 0
		for k := range tries {
			phase := v.period() * time.Duration(2*k+1) / (2 * tries)
			if accepted(1000*v.period()+phase, d, v) {
				works++
			}
		}
		counted := float64(works) / tries
		if got := v.Chance(d); math.Abs(got-counted) > 1e-3 {
			t.Errorf("%+v skew %v: Chance = %v, counted %v", v, d, got, counted)
		}
	}
}

func TestChanceOverHoldsEveryPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		v := randomVerifier(rng)
		lo := time.Duration(rng.Int64N(int64(400*s))) - 200*s
		i := skew.Between(lo, lo+time.Duration(rng.Int64N(int64(200*s))))
		r := v.ChanceOver(i)
		least, greatest := 1., 0.
		for k := range 1001 {
			c := v.Chance(i.Lo() + i.Width()*time.Duration(k)/1000)
			least, greatest = min(least, c), max(greatest, c)
		}
		if least < r.Min-1e-9 || greatest > r.Max+1e-9 {
			t.Errorf("%+v over %v: points from %v to %v are outside %v", v, i, least, greatest, r)
		}
		if least > r.Min+1e-2 || greatest < r.Max-2e-1 {
			t.Errorf("%+v over %v: range %v is far wider than the points %v to %v", v, i, r, least, greatest)
		}
	}
	if got := normal().ChanceOver(skew.Unknown); got != (Range{0, 1}) {
		t.Errorf("unknown skew gives %v, want 0 to 1", got)
	}
}

func TestAtLeast(t *testing.T) {
	v := normal()
	for c, want := range map[float64]skew.Interval{
		1:    skew.Between(-22*s, 38*s),
		0.25: skew.Between(-44500*time.Millisecond, 60500*time.Millisecond),
	} {
		if got := v.AtLeast(c); got != want {
			t.Errorf("AtLeast(%v) = %v, want %v", c, got, want)
		}
		for _, end := range []time.Duration{want.Lo(), want.Hi()} {
			if got := v.Chance(end); math.Abs(got-c) > 1e-9 {
				t.Errorf("Chance(%v) = %v, want %v", end, got, c)
			}
		}
	}
}

func TestParseWindow(t *testing.T) {
	for text, want := range map[string]Window{
		"0":       {},
		"1":       {30 * s, 30 * s},
		"1/0":     {30 * s, 0},
		"10s":     {10 * s, 10 * s},
		"20s/10s": {20 * s, 10 * s},
		"2/15s":   {60 * s, 15 * s},
	} {
		if got, err := ParseWindow(text, DefaultPeriod); err != nil || got != want {
			t.Errorf("ParseWindow(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-1", "1/", "/1", "1/2/3", "x", "25h", "99999999999", "-5s", "NaN", "1e3", "2881"} {
		if got, err := ParseWindow(text, DefaultPeriod); !errors.Is(err, ErrWindow) {
			t.Errorf("ParseWindow(%q) = %v, %v; want ErrWindow", text, got, err)
		}
	}
}

func TestVerifierCheck(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    Verifier
		want error
	}{
		{"zero value", Verifier{}, nil},
		{"everything at its end", Verifier{Period: MaxPeriod, Window: Window{MaxTolerance, MaxTolerance}, Typing: MaxTolerance}, nil},
		{"period of half a second", Verifier{Period: s / 2}, ErrPeriod},
		{"period of 1.5 s", Verifier{Period: 1500 * time.Millisecond}, ErrPeriod},
		{"negative period", Verifier{Period: -s}, ErrPeriod},
		{"negative window", Verifier{Window: Window{Past: -1}}, ErrWindow},
		{"endless window", Verifier{Window: Window{Future: math.MaxInt64}}, ErrWindow},
		{"negative typing", Verifier{Typing: -1}, ErrTyping},
	} {
		if got := tt.v.Check(); !errors.Is(got, tt.want) {
			t.Errorf("%s: Check() = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzParseWindow(f *testing.F) {
	for _, seed := range []string{"1", "1/0", "10s", "20s/10s", "2/15s", "2881", "NaN", "/"} {
		f.Add(seed, int64(30*s))
	}
	f.Fuzz(func(t *testing.T, text string, period int64) {
		w, err := ParseWindow(text, time.Duration(period))
		if err != nil {
			if !errors.Is(err, ErrWindow) && !errors.Is(err, ErrPeriod) {
				t.Errorf("untyped error %v", err)
			}
			return
		}
		again, err := ParseWindow(w.Past.String()+"/"+w.Future.String(), time.Duration(period))
		if outside(w.Past) || outside(w.Future) || err != nil || again != w {
			t.Errorf("ParseWindow(%q, %d) = %v, then %v, %v", text, period, w, again, err)
		}
	})
}

// accepts reports whether a code of this age passes from a device with skew s:
// the line of the package comment.
func (v Verifier) accepts(s, age time.Duration) bool {
	r := v.Ages(s)
	return r.From <= age && age < r.Until
}
