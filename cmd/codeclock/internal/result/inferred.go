package result

import (
	"math"
	"time"

	"codeclock/drift"
	"codeclock/totp"
)

// Inferred is what codes and their key say about the clock that made the codes.
type Inferred struct {
	Rule      Rule
	Key       Key
	Codes     int           // how many were given
	Range     time.Duration // that was searched either way
	Inference totp.Inference
	Verdict   Verdict
	At        time.Time // true time at which the last of the codes was read

	Unlike     bool              // the codes are not of the key's kind, so that no skew was searched
	Hypotheses []totp.Hypothesis // what else explains codes that no skew does, or none that is likely

	Truth   drift.Estimate // behind the times of codes that were typed; its zero value for none
	Trusted bool           // the times are this computer's clock's, as it is
	Demo    string
	Version string
}

// How sure an answer is called.
type Sureness string

const (
	Certain   Sureness = "certain"
	Likely    Sureness = "likely"
	Ambiguous Sureness = "ambiguous"
	NoFit     Sureness = "no-fit"
)

// The probabilities from which an answer is called certain and likely, and of a
// mismatch up to which a verdict is given at all.
const (
	certainFrom  = 0.99
	likelyFrom   = 0.90
	mismatchUpTo = 1 - likelyFrom
)

// NewInferred judges what was inferred, at normal sites that take the key's period.
func NewInferred(k totp.Key, inf totp.Inference, codes int, within time.Duration) Inferred {
	v, _ := Preset(Normal, k.Period, DefaultTyping)
	f := Inferred{Rule: Rule{Verifier: v}, Key: *NewKey(k), Codes: codes, Range: within, Inference: inf, Verdict: CantTell}
	if f.Sureness() == NoFit || inf.Mismatch > mismatchUpTo {
		return f
	}
	f.Verdict = f.Rule.Judge(inf.Candidates[0].Skew)
	together := inf.Candidates[0].Probability
	for _, c := range inf.Candidates[1:] {
		if together >= certainFrom {
			break
		}
		if f.Rule.Judge(c.Skew) != f.Verdict {
			f.Verdict = CantTell
		}
		together += c.Probability
	}
	return f
}

// Sureness says how sure the first candidate is.
func (f Inferred) Sureness() Sureness {
	switch {
	case len(f.Inference.Candidates) == 0:
		return NoFit
	case f.Inference.Candidates[0].Probability >= certainFrom:
		return Certain
	case f.Inference.Candidates[0].Probability >= likelyFrom:
		return Likely
	}
	return Ambiguous
}

// Settle is what would settle the answer: where no skew fits, whether the likeliest
// hypothesis is right.
func (f Inferred) Settle() totp.Settle {
	switch {
	case f.Sureness() == NoFit && len(f.Hypotheses) > 0:
		return f.Hypotheses[0].Settle()
	case f.Unlike:
		return totp.SettleKey
	}
	return f.Inference.Settle()
}

// Coincidence is how many skews of those that were searched a wrong key would fit,
// on average.
func (f Inferred) Coincidence() float64 {
	steps := float64(f.Inference.Searched.Width()) / float64(f.Key.Period)
	return (steps + 1) * math.Pow(float64(f.Key.alphabet()), -float64(f.Key.Digits*f.Inference.Different))
}

// alphabet is how many characters a code can have at each place.
func (k Key) alphabet() int {
	if k.Steam {
		return 26
	}
	return 10
}

// InferredRow is what the codes in a row of a batch say.
type InferredRow struct {
	Line int    // of the batch, from 1
	Ref  string // the reference to its key
	Inferred
}
