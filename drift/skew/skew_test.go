package skew

import (
	"math/rand/v2"
	"testing"
	"testing/quick"
	"time"
)

const s = time.Second

func TestIntersect(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b Interval
		want Interval
		ok   bool
	}{
		{"overlapping evidence leaves what both allow", Between(-2*s, 3*s), Between(1*s, 9*s), Between(1*s, 3*s), true},
		{"touching ends still agree", Between(0, 1*s), Between(1*s, 2*s), Exactly(1 * s), true},
		{"no evidence changes nothing", Unknown, Between(1*s, 2*s), Between(1*s, 2*s), true},
		{"disjoint evidence contradicts itself", Between(0, 1*s), Between(2*s, 3*s), Unknown, false},
		{"nothing and nothing is nothing", Unknown, Unknown, Unknown, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, pair := range [][2]Interval{{tt.a, tt.b}, {tt.b, tt.a}} {
				if got, ok := pair[0].Intersect(pair[1]); got != tt.want || ok != tt.ok {
					t.Errorf("%v.Intersect(%v) = %v, %v; want %v, %v", pair[0], pair[1], got, ok, tt.want, tt.ok)
				}
			}
		})
	}
}

func TestArithmeticSaturates(t *testing.T) {
	far := Between(Min, Max)
	for name, got := range map[string]Interval{
		"shift up":   far.Shift(Max),
		"shift down": far.Shift(Min),
		"widen":      far.Widen(Max),
	} {
		if got.Lo() > got.Hi() {
			t.Errorf("%s: %v..%v is upside down", name, got.Lo(), got.Hi())
		}
	}
	if got := far.Width(); got != Max {
		t.Errorf("width of everything = %v, want Max", got)
	}
	if got := Abs(Min); got != Max {
		t.Errorf("Abs(Min) = %v, want Max", got)
	}
	if got := Sub(0, Min); got != Max {
		t.Errorf("Sub(0, Min) = %v, want Max", got)
	}
	if got := Unknown.Width(); got != Max {
		t.Errorf("width of Unknown = %v, want Max", got)
	}
}

func TestUnknown(t *testing.T) {
	for name, got := range map[string]Interval{
		"shift": Unknown.Shift(s), "widen": Unknown.Widen(s),
		"hull": Unknown.Hull(Exactly(0)), "hull of": Exactly(0).Hull(Unknown),
	} {
		if got.Known() {
			t.Errorf("%s of Unknown = %v, want Unknown", name, got)
		}
	}
	if !Unknown.Contains(Min) || !Unknown.Contains(Max) {
		t.Error("Unknown must allow every skew")
	}
	if Unknown.Within(Exactly(0)) || !Exactly(0).Within(Unknown) {
		t.Error("Unknown is within nothing but itself")
	}
}

// Intervals that come from one truth always intersect, and the intersection
// keeps the truth: the property that the whole module rests on.
func TestTruthSurvivesIntersection(t *testing.T) {
	f := func(truth int64, seed uint64) bool {
		rng := rand.New(rand.NewPCG(seed, 1))
		known := Unknown
		for range 8 {
			lo := time.Duration(rng.Int64N(int64(s)))
			hi := time.Duration(rng.Int64N(int64(s)))
			evidence := Between(Sub(time.Duration(truth), lo), Add(time.Duration(truth), hi))
			var ok bool
			if known, ok = known.Intersect(evidence); !ok {
				return false
			}
		}
		return known.Contains(time.Duration(truth))
	}
	if err := quick.Check(f, nil); err != nil {
		t.Error(err)
	}
}

func TestMiddleAndBoundCoverTheInterval(t *testing.T) {
	f := func(a, b int64) bool {
		i := Between(time.Duration(a), time.Duration(b))
		cover := Around(i.Middle(), i.Bound())
		return i.Contains(i.Middle()) && i.Within(cover)
	}
	if err := quick.Check(f, nil); err != nil {
		t.Error(err)
	}
}

func TestWords(t *testing.T) {
	const h = time.Hour
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{0, "under 0.01 s off"},
		{4 * time.Millisecond, "under 0.01 s off"},
		{-12 * time.Millisecond, "0.01 s slow"},
		{1234 * time.Millisecond, "1.23 s fast"},
		{9996 * time.Millisecond, "10.0 s fast"},
		{-47013 * time.Millisecond, "47.0 s slow"},
		{99960 * time.Millisecond, "100 s fast"},
		{-119 * s, "119 s slow"},
		{978 * s, "16 minutes 18 s fast"},
		{-2 * time.Minute, "2 minutes slow"},
		{-h, "1 hour slow"},
		{-h - 200*time.Millisecond, "1 hour slow"},
		{-h + 200*time.Millisecond, "1 hour slow"},
		{h + 3*time.Minute, "1 hour 3 minutes fast"},
		{5*h + 30*time.Minute, "5 hours 30 minutes fast"},
		{25 * h, "25 hours fast"},
		{3 * 24 * h, "3 days fast"},
		{-40 * 24 * h, "40 days slow"},
		{-(3*year + 8*month), "3 years 8 months slow"},
		{-year, "1 year slow"},
		{349 * 24 * time.Hour, "11 months 14 days fast"},
		{2*month - time.Hour, "2 months fast"},
		{Max, "292 years 3 months fast"},
		{Min, "292 years 3 months slow"},
	} {
		if got := Words(tt.d); got != tt.want {
			t.Errorf("Words(%v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}

func TestBoundWordsRoundUp(t *testing.T) {
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0.01 s"},
		{10 * time.Millisecond, "0.01 s"},
		{10*time.Millisecond + 1, "0.02 s"},
		{101 * time.Millisecond, "0.20 s"},
		{1500 * time.Millisecond, "1.50 s"},
		{11 * s, "11.0 s"},
		{50 * 24 * time.Hour, "50 days"},
		{380 * 24 * time.Hour, "1 year 1 month"},
		{Max, "292 years 3 months"},
	} {
		if got := BoundWords(tt.d); got != tt.want {
			t.Errorf("BoundWords(%v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}

func TestString(t *testing.T) {
	for i, want := range map[Interval]string{
		Unknown:                          "not known",
		Around(-47*s, 20*1000*1000):      "47.0 s slow, +/- 0.02 s",
		Around(-time.Hour, 3*1000*1000):  "1 hour slow, +/- 0.01 s",
		Around(1*time.Millisecond, 1000): "under 0.01 s off, +/- 0.01 s",
	} {
		if got := i.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
