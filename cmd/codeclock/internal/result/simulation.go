package result

import (
	"errors"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// Simulation is the result of `codeclock window`: what verifiers do with the
// codes of a device whose skew is given or was measured.
type Simulation struct {
	Skew     skew.Interval
	Measured bool   // it is this computer's, measured; else it was given
	Demo     string // the practice scenario that it was measured in, "" for none

	At      time.Time // true time
	Key     *Key      // nil without one
	Clock   bool      // At comes from this computer's clock, taken to be right
	Typing  Typing
	Views   []View
	Version string
}

// Typing is how old a code is when it arrives: anywhere in a range.
type Typing struct{ Min, Max time.Duration }

// Range reports whether it is more than one time.
func (t Typing) Range() bool { return t.Min != t.Max }

// View is one verifier's view of the device.
type View struct {
	Policy *totp.Policy // nil for a window of the user's own
	Asked  bool         // by the user; else it stands in for what is not known

	// Known reports whether the window is. Nothing below means anything if not.
	Known    bool
	Verifier totp.Verifier

	// Shows is how long the device shows a code, if that is not the verifier's period.
	// Mismatches are what else, and that, the verifier does not take by default.
	Shows      time.Duration
	Mismatches []totp.Mismatch

	Chance  totp.Range // that a try works, over the interval and the typing times
	Sure    totp.Ages  // at which a code is accepted whatever the skew in the interval
	Turns   []Turn     // around now, by the middle of the interval
	Send    totp.Moment
	Session *Session // nil unless one was asked for
}

// Key is what is said of a key; nothing of its secret.
type Key struct {
	Algorithm totp.Algorithm
	Digits    int
	Period    time.Duration
	Steam     bool
	Bytes     int
}

// NewKey returns what may be said of a key.
func NewKey(k totp.Key) *Key {
	return &Key{Algorithm: k.Algorithm, Digits: k.Digits, Period: k.Period, Steam: k.Steam, Bytes: k.Bytes()}
}

// Usual reports whether the key is of the kind that every app and nearly every
// verifier takes.
func (k Key) Usual() bool {
	return k.Algorithm == totp.SHA1 && k.Digits == 6 && k.Period == totp.DefaultPeriod && !k.Steam
}

// Unfit reports whether the verifier refuses every code of the device, whenever it
// is sent.
func (w View) Unfit() bool { return totp.Worst(w.Mismatches) == totp.Unfit }

// Device returns the verifier as it would be with the device's own period.
func (w View) Device() totp.Verifier {
	v := w.Verifier
	if w.Shows != 0 {
		v.Period = w.Shows
	}
	return v
}

// Turn is a code's life, and the code if it is to be shown.
type Turn struct {
	totp.Turn
	When int // 0 is the code that the device shows now, -1 the one before it
	Code string
}

// The codes that are shown around now, and the index of the one of now.
const (
	turnsBefore = 1
	turnsAfter  = 2
	Now         = turnsBefore
)

// Shown returns the views that are shown in full: those that the user asked for,
// or the normal one if nothing is known of any.
func (s *Simulation) Shown() []View {
	var shown []View
	for _, w := range s.Views {
		if w.Known && w.Asked {
			shown = append(shown, w)
		}
	}
	if shown != nil {
		return shown
	}
	for _, w := range s.Views {
		if w.Policy != nil && w.Policy.ID == Normal {
			return []View{w}
		}
	}
	return nil
}

// Alike returns the views of Shown, those with the same period and window
// together.
func (s *Simulation) Alike() [][]View {
	var groups [][]View
	for _, w := range s.Shown() {
		k := slices.IndexFunc(groups, func(g []View) bool {
			return g[0].Verifier == w.Verifier && g[0].Shows == w.Shows && g[0].Unfit() == w.Unfit()
		})
		if k < 0 {
			groups = append(groups, nil)
			k = len(groups) - 1
		}
		groups[k] = append(groups[k], w)
	}
	return groups
}

// Fill works out what the view's verifier does with the device's codes.
func (s *Simulation) Fill(w View) View {
	if !w.Known {
		return w
	}
	v := w.Device()
	if !w.Unfit() {
		w.Chance = v.MeanChance(s.Skew, s.Typing.Min, s.Typing.Max)
		w.Sure = v.Surely(s.Skew)
	}
	if s.Skew.Known() {
		middle := s.Skew.Middle()
		for i, t := range v.Timeline(s.At, middle, turnsBefore, turnsAfter) {
			if w.Unfit() {
				t.Accepted = totp.Span{}
			}
			w.Turns = append(w.Turns, Turn{Turn: t, When: i - turnsBefore})
		}
	}
	if s.Skew.Known() && !w.Unfit() {
		w.Send = send(v, s.Skew, w.Age(s.At), s.Typing)
	}
	return w
}

// send asks for a moment with time for the slowest typing; where there is none,
// for one that the quickest can use.
func send(v totp.Verifier, i skew.Interval, age time.Duration, typing Typing) totp.Moment {
	v.Typing = typing.Max
	m := v.Send(i, age)
	if m.Within == 0 {
		v.Typing = typing.Min
		m = v.Send(i, age)
	}
	return m
}

// Codes returns what the verifier does with the codes of a device with this skew.
func (w View) Codes(i skew.Interval) Codes {
	c := NewCodes(w.Device(), i)
	if w.Unfit() {
		c.Fate = Refused
	}
	return c
}

// Age returns how old the code is that the device shows at a true time.
func (w View) Age(at time.Time) time.Duration {
	return at.Sub(w.Turns[Now].Shown.From)
}

// AddCodes puts a key's codes into the turns: codeOf is that of its totp.Key. There is
// none before 1970, which is no error while the device shows one.
func (w *View) AddCodes(codeOf func(step int64) (string, error)) error {
	for i := range w.Turns {
		code, err := codeOf(w.Turns[i].Step)
		if errors.Is(err, totp.ErrEpoch) && i < Now {
			continue
		}
		if err != nil {
			return err
		}
		w.Turns[i].Code = code
	}
	return nil
}

// Curves returns the views that have a curve: all whose window is known.
func (s *Simulation) Curves() []View {
	return slices.DeleteFunc(slices.Clone(s.Views), func(w View) bool { return !w.Known })
}
