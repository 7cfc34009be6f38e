package totp

import (
	"context"
	"time"

	"codeclock/drift/skew"
)

// Hypothesis is what else explains codes that a key does not: something about the
// key, about the codes, or about both.
type Hypothesis struct {
	Kind HypothesisKind
	Slip HypothesisKind // of a kind about the key: a kind about the codes that must be so too; "" for none

	Key     Key     // the key that fits: of a kind about the key another one than was given
	Form    KeyForm // of OtherForm: what the device takes the key's text for
	Account int     // of OtherAccount: which of ExplainOptions.Others
	Code    int     // of a kind about the codes: which of them, from 0; of ClockSet the first one after it

	Skew  skew.Interval // at which it fits, the nearest one; of ClockSet before it was set
	After skew.Interval // of ClockSet: after it was set

	// Coincidence is how likely it is that anything that was tried fits as well by
	// chance, 0 to 1: see Explain.
	Coincidence float64

	chance float64 // how many coincidences as near there are of this alternative alone
}

// WholeMinutes reports whether the change of ClockSet may be one of whole minutes, by
// which Google Authenticator corrects itself (google-authenticator-android:
// NetworkTimeProvider.java); most apps never do, or by any amount.
func (h Hypothesis) WholeMinutes() bool {
	least, most := skew.Sub(h.After.Lo(), h.Skew.Hi()), skew.Sub(h.After.Hi(), h.Skew.Lo())
	return h.Kind == ClockSet && share(skew.Between(least, most), time.Minute, int64(2*hypothesisRange/time.Minute), evenly) > 0
}

// HypothesisKind says what would have to be so.
type HypothesisKind string

const (
	OtherSettings HypothesisKind = "other-settings" // the device has another period, algorithm or length, or Steam's letters
	OtherForm     HypothesisKind = "other-form"     // the device takes the key's text for something else
	OtherAccount  HypothesisKind = "other-account"  // the codes are of another of the keys

	OneDigit   HypothesisKind = "one-digit"  // one character of one code is another
	Neighbours HypothesisKind = "neighbours" // two neighbours in one code are swapped
	OtherCode  HypothesisKind = "other-code" // one code is none of these: the others fit
	ClockSet   HypothesisKind = "clock-set"  // the clock was set, or its app's correction changed, between two codes
)

// HypothesisKinds returns all kinds: those about the key, then those about the codes.
func HypothesisKinds() []HypothesisKind {
	return []HypothesisKind{OtherSettings, OtherForm, OtherAccount, OneDigit, Neighbours, OtherCode, ClockSet}
}

const (
	// hypothesisRange is how far is searched for a hypothesis: farther off one code
	// would nearly always fit by chance.
	hypothesisRange = 24 * time.Hour

	// maxCoincidence is from where on a hypothesis says nothing.
	maxCoincidence = 0.01

	// maxSlipCodes is how many codes a slip is looked for in: with more of them it is
	// quicker to leave one out.
	maxSlipCodes = 4

	// maxSlipKeys is in the codes of how many other keys a slip is looked for, each of
	// which takes 50 KB: from hundreds on, chance explains nearly any code so.
	maxSlipKeys = 100
)

// ExplainOptions is what else is known; its zero value is right where there is one
// key alone.
type ExplainOptions struct {
	// Others are the other keys of the same export or file, whose codes these may
	// be. Each takes a millisecond to try.
	Others []Key
}

// Explain returns what else would explain codes that Infer finds no skew for, or none
// that is likely: what explains most first, then the least likely a coincidence. Two
// things at once, another key and a slip, are tried where one alone explains nothing.
//
// The arithmetic is in coincidence.go: how often codes of something else fit each
// alternative by chance, at a skew as near as the one that was found. Coincidence is
// that, times the number of alternatives that can fit as well; what is more than 1 %
// likely to be chance is left out.
//
// Errors are those of Infer, but for codes of another length than the key's. When ctx
// ends it returns the context's error alone.
func Explain(ctx context.Context, k Key, readings []Reading, o ExplainOptions) ([]Hypothesis, error) {
	if _, err := k.CodeOf(0); err != nil {
		return nil, err
	}
	if err := checkReadings(readings); err != nil {
		return nil, err
	}
	e, own := explanation{given: readings}, newProbe(k)
	e.slips(ctx, Hypothesis{Key: k}, own)
	e.leaveOneOut(ctx, own)
	e.setTheClock(ctx, own)
	e.otherKeys(ctx, otherKeys(k, readings, o.Others))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return e.claims(), nil
}
