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
	Chance   totp.Range // that a try works, over the interval and the typing times
	Sure     totp.Ages  // at which a code is accepted whatever the skew in the interval
	Turns    []Turn     // around now, by the middle of the interval
	Send     totp.Moment
	Session  *Session // nil unless one was asked for
}

// Turn is a code's life, and the code if it is to be shown.
type Turn struct {
	totp.Turn
	When int // 0 is the code that the device shows now, -1 the one before it
	Code string
}

// Session is a simulated run of logins.
type Session struct {
	totp.Session
	Logins     []totp.Login
	PerDay     time.Duration // what the device gains a day
	RepairedAt int           // index of the first login after the clock was set right; 0 for never
}

// Passed counts the logins that were accepted, of those in [from, until).
func (s *Session) Passed(from, until int) int {
	n := 0
	for _, l := range s.Logins[from:until] {
		if l.Refusal == "" {
			n++
		}
	}
	return n
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
		k := slices.IndexFunc(groups, func(g []View) bool { return g[0].Verifier == w.Verifier })
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
	v := w.Verifier
	w.Chance = v.MeanChance(s.Skew, s.Typing.Min, s.Typing.Max)
	w.Sure = v.Surely(s.Skew)
	if s.Skew.Known() {
		middle := s.Skew.Middle()
		for i, t := range v.Timeline(s.At, middle, turnsBefore, turnsAfter) {
			w.Turns = append(w.Turns, Turn{Turn: t, When: i - turnsBefore})
		}
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
func (w View) Codes(i skew.Interval) Codes { return NewCodes(w.Verifier, i) }

// Age returns how old the code is that the device shows at a true time.
func (w View) Age(at time.Time) time.Duration {
	return at.Sub(w.Turns[Now].Shown.From)
}

// AddCodes puts a key's codes into the turns. There is none before 1970, which is
// no error while the device shows one.
func (w *View) AddCodes(k totp.Key) error {
	for i := range w.Turns {
		code, err := k.CodeOf(w.Turns[i].Step)
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

// Trapped reports whether the verifier had learned the wrong clock so well that
// every login fails after the clock was set right.
func (s *Session) Trapped() bool {
	n := len(s.Logins)
	return s.RepairedAt > 0 && s.Logins[n-1].Shift != 0 && s.Passed(s.RepairedAt, n) == 0
}

// Curves returns the views that have a curve: all whose window is known.
func (s *Simulation) Curves() []View {
	return slices.DeleteFunc(slices.Clone(s.Views), func(w View) bool { return !w.Known })
}
