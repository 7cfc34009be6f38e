package totp

import (
	"math/bits"
	"slices"
	"time"
)

// Fit is whether a verifier takes the codes of a key, apart from their time.
type Fit string

const (
	Fits        Fit = "fits"
	FitsIfSet   Fit = "if-set"  // not as it is by default, but it can be set so
	FitsUnknown Fit = "unknown" // what the verifier takes is not known
	Unfit       Fit = "refused" // every code is refused
)

// Trait is a property of a key in which it can differ from what a verifier takes.
type Trait string

const (
	TraitLetters   Trait = "letters" // Steam's alphabet instead of digits, or digits instead of it
	TraitDigits    Trait = "digits"
	TraitAlgorithm Trait = "algorithm"
	TraitPeriod    Trait = "period"
	TraitLength    Trait = "key-length"
)

// Mismatch is a trait in which a key is not what a verifier takes by default.
type Mismatch struct {
	Trait Trait
	Fit   Fit // never Fits
}

// Settable is what a verifier can be set to beside its default; the zero value is
// a verifier that takes its default alone.
type Settable struct {
	Digits              []int
	Algorithms          []Algorithm
	PeriodMin           time.Duration
	PeriodMax           time.Duration // 0 means no other period
	Steam               bool
	NotKnown            []Trait // nobody has looked whether these can be set
	KeyMin              [3]int  // the fewest bytes of a key, by Algorithm; 0 means any
	KeyMax              int     // the most bytes; 0 means any
	KeyLettersEighths   bool    // a key's base32 has a multiple of eight letters
	KeyLettersPowerOf2  bool    // a key's base32 has 16, 32, 64 ... letters
	ReadsCodesAsNumbers bool    // so that leading zeros may be missing, or be too many
}

// Mismatches returns in what a key differs from what the verifier takes by default,
// nil if in nothing. A yardstick has no mismatches: it is about time alone.
func (p Policy) Mismatches(k Key) []Mismatch {
	if p.Kind == KindPreset {
		return nil
	}
	var found []Mismatch
	add := func(trait Trait, fit Fit) {
		if fit != Fits {
			found = append(found, Mismatch{trait, fit})
		}
	}
	if p.Steam != k.Steam {
		add(TraitLetters, p.fit(TraitLetters, p.Digits != 0 || p.Steam, false, k.Steam && p.Set.Steam))
	} else if !k.Steam {
		add(TraitDigits, p.fit(TraitDigits, p.Digits != 0, p.Digits == k.Digits, slices.Contains(p.Set.Digits, k.Digits)))
	}
	add(TraitAlgorithm, p.fit(TraitAlgorithm, p.Algorithm != "", p.Algorithm == k.Algorithm.String(), slices.Contains(p.Set.Algorithms, k.Algorithm)))
	add(TraitPeriod, p.FitPeriod(k.Period))
	if !p.Set.takesLength(k) {
		add(TraitLength, Unfit)
	}
	return found
}

// fit weighs one trait.
func (p Policy) fit(trait Trait, known, same, settable bool) Fit {
	switch {
	case same:
		return Fits
	case settable:
		return FitsIfSet
	case !known || slices.Contains(p.Set.NotKnown, trait):
		return FitsUnknown
	}
	return Unfit
}

// FitPeriod reports whether the verifier takes codes of a period.
func (p Policy) FitPeriod(period time.Duration) Fit {
	return p.fit(TraitPeriod, p.Period != 0, p.Period == period, p.Set.PeriodMin <= period && period <= p.Set.PeriodMax)
}

// FitKey sums up the mismatches of a key: the worst of them.
func (p Policy) FitKey(k Key) Fit { return Worst(p.Mismatches(k)) }

// Worst returns the fit that mismatches come to.
func Worst(mismatches []Mismatch) Fit {
	for _, fit := range []Fit{Unfit, FitsUnknown, FitsIfSet} {
		if slices.ContainsFunc(mismatches, func(m Mismatch) bool { return m.Fit == fit }) {
			return fit
		}
	}
	return Fits
}

func (s Settable) takesLength(k Key) bool {
	if k.secret == nil {
		return true
	}
	n := k.Bytes()
	letters := (n*8 + 4) / 5
	switch {
	case k.Algorithm >= SHA1 && k.Algorithm <= SHA512 && n < s.KeyMin[k.Algorithm], s.KeyMax > 0 && n > s.KeyMax:
		return false
	case s.KeyLettersEighths && letters%8 != 0:
		return false
	}
	return !s.KeyLettersPowerOf2 || bits.OnesCount(uint(letters)) == 1
}
