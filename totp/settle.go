package totp

// Settle is what would settle an answer, or a hypothesis.
type Settle string

const (
	Settled        Settle = "nothing"   // nothing is open
	SettleNextCode Settle = "next-code" // the code that comes next, and its time
	SettleTwoCodes Settle = "two-codes" // two codes that are read anew, one after the other
	SettleRange    Settle = "range"     // two codes fit nowhere: a wider range, or another key
	SettleKey      Settle = "key"       // two codes fit nowhere at all: another key
	SettleSettings Settle = "settings"  // what the device has the key for, and the next code with that
	SettleAccount  Settle = "account"   // the other account's key
)

// Settles returns all of them.
func Settles() []Settle {
	return []Settle{Settled, SettleNextCode, SettleTwoCodes, SettleRange, SettleKey, SettleSettings, SettleAccount}
}

// settledFrom is the probability from which an answer needs nothing more. 99.9 %
// would ask people for a second code whose clock is a quarter of an hour off.
const settledFrom = 0.99

// rangeEnough is a range beyond which no device is that anybody has reported: it
// holds the start of 1970 and 2000 today.
const rangeEnough = 60 * DefaultRange

// Settle says what would settle the answer.
func (inf Inference) Settle() Settle {
	switch {
	case len(inf.Candidates) > 0 && inf.Candidates[0].Probability >= settledFrom:
		return Settled
	case len(inf.Candidates) > 0:
		return SettleNextCode
	case inf.Different < 2:
		return SettleTwoCodes
	case inf.Searched.Contains(rangeEnough):
		return SettleKey
	}
	return SettleRange
}

// Settle says what would settle whether the hypothesis is right.
func (h Hypothesis) Settle() Settle {
	switch h.Kind {
	case OtherSettings, OtherForm:
		return SettleSettings
	case OtherAccount:
		return SettleAccount
	case ClockSet:
		return SettleTwoCodes
	}
	return SettleNextCode
}
