package totp

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// Hypothesis is what else explains codes that a key does not: a slip, or another
// kind of key with the same secret.
type Hypothesis struct {
	Kind HypothesisKind
	Code int           // of OneDigit and Neighbours: which of the codes, from 0
	Key  Key           // the key that fits: of OtherSettings another one than was given
	Skew skew.Interval // at which it fits, the nearest one

	// Coincidence is how likely it is that something of this kind fits by chance at
	// a skew as near as this: 0 to 1.
	Coincidence float64
}

// HypothesisKind says what would have to be so.
type HypothesisKind string

const (
	OneDigit      HypothesisKind = "one-digit"      // one character of one code is another
	Neighbours    HypothesisKind = "neighbours"     // two neighbours in one code are swapped
	OtherSettings HypothesisKind = "other-settings" // the device has another period, algorithm or length
)

// HypothesisKinds returns all kinds.
func HypothesisKinds() []HypothesisKind {
	return []HypothesisKind{OneDigit, Neighbours, OtherSettings}
}

const (
	// hypothesisRange is how far is searched for a slip or other settings: farther
	// off one code would nearly always fit by chance.
	hypothesisRange = 24 * time.Hour

	// maxCoincidence is from where on a hypothesis says nothing.
	maxCoincidence = 0.05

	// maxSlipCodes is how many codes a slip is looked for in: with more of them it is
	// quicker to leave one out.
	maxSlipCodes = 4
)

// Explain returns what else would explain codes that Infer finds no skew for, the
// least likely a coincidence first, one of each kind and code at most.
//
// The arithmetic: of the skews as near as the one that was found there are
// 2*|skew|/P + 1, at each of which every variant of a kind fits once in
// 10^(digits*codes) by chance. What is more than 5 % likely to be chance is left out.
//
// Errors are those of Infer, but for codes of another length than the key's.
func Explain(ctx context.Context, k Key, readings []Reading) ([]Hypothesis, error) {
	var all []Hypothesis
	add := func(h Hypothesis, variants [][]Reading, keys []Key) error {
		best, ok, err := nearest(ctx, variants, keys)
		if ok && best.Coincidence <= maxCoincidence {
			best.Kind, best.Code = h.Kind, h.Code
			all = append(all, best)
		}
		return err
	}
	if err := add(Hypothesis{Kind: OtherSettings}, [][]Reading{readings}, otherSettings(k, readings)); err != nil {
		return nil, err
	}
	for i, r := range readings {
		if len(readings) > maxSlipCodes || k.CheckCode(r.Code) != nil {
			break
		}
		for _, kind := range []HypothesisKind{OneDigit, Neighbours} {
			var variants [][]Reading
			for _, code := range k.slips(kind, r.Code) {
				changed := slices.Clone(readings)
				changed[i].Code = code
				variants = append(variants, changed)
			}
			if err := add(Hypothesis{Kind: kind, Code: i}, variants, []Key{k}); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Hypothesis) int { return cmp.Compare(a.Coincidence, b.Coincidence) })
	return all, nil
}

// nearest returns the fit at the least skew of all variants with all keys.
func nearest(ctx context.Context, variants [][]Reading, keys []Key) (best Hypothesis, ok bool, err error) {
	for _, k := range keys {
		for _, readings := range variants {
			inf, err := Infer(ctx, k, readings, InferOptions{Range: hypothesisRange})
			if err != nil {
				return best, false, err
			}
			for _, c := range inf.Candidates {
				if ok && skew.Abs(c.Skew.Middle()) >= skew.Abs(best.Skew.Middle()) {
					continue
				}
				steps := 2*float64(skew.Abs(c.Skew.Middle()))/float64(k.Period) + 1
				fits := steps * float64(len(variants)*len(keys)) * math.Pow(float64(k.codes()), -float64(inf.Different))
				best, ok = Hypothesis{Key: k, Skew: c.Skew, Coincidence: -math.Expm1(-fits)}, true
			}
		}
	}
	return best, ok, nil
}

// otherSettings returns the key with every other period and algorithm in use, and
// with as many digits as the codes have.
func otherSettings(k Key, readings []Reading) []Key {
	var keys []Key
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		for _, period := range []time.Duration{30 * time.Second, 60 * time.Second} {
			other := k
			other.Algorithm, other.Period, other.Steam = a, period, false
			if len(readings) > 0 {
				other.Digits = len(readings[0].Code)
			}
			fits := other.Check() == nil && !other.Equal(k)
			for _, r := range readings {
				fits = fits && other.CheckCode(r.Code) == nil
			}
			if fits {
				keys = append(keys, other)
			}
		}
	}
	return keys
}

// slips returns the codes from which a slip of this kind makes this one.
func (k Key) slips(kind HypothesisKind, code string) []string {
	alphabet := "0123456789"
	if k.Steam {
		alphabet = steamAlphabet
	}
	var list []string
	for i := range len(code) {
		if kind == Neighbours {
			if i > 0 && code[i] != code[i-1] {
				list = append(list, code[:i-1]+string(code[i])+string(code[i-1])+code[i+1:])
			}
			continue
		}
		for _, c := range []byte(alphabet) {
			if c != code[i] {
				list = append(list, code[:i]+string(c)+code[i+1:])
			}
		}
	}
	return list
}
