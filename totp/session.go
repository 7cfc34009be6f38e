package totp

import (
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// Session is a run of logins of one device at one verifier, which remembers and
// learns as its policy says. It shows what a single chance cannot: that a login
// works sometimes, that a code is refused the second time, and that a verifier
// which had got used to a wrong clock refuses it once it is right.
type Session struct {
	Verifier Verifier // its Typing is not used
	Learning Learning
	Reuse    Reuse

	// Unfit says that the verifier takes no code of the device's key, at whatever
	// time; see Policy.Mismatches.
	Unfit bool

	Start  time.Time // true time of the first login
	Logins int
	Every  time.Duration // from one login to the next

	// The time from reading a code to its arrival is drawn evenly from this range.
	TypingMin, TypingMax time.Duration

	// Skew is the device's skew at a true time; nil means a right clock.
	Skew func(trueTime time.Time) time.Duration

	// Seed chooses the moments and typing times: a session with the same seed is
	// the same session.
	Seed uint64
}

// Login is one try.
type Login struct {
	Read    time.Time     // true time when the code was read
	Age     time.Duration // of the code on the device, when read
	Typing  time.Duration
	Skew    time.Duration // of the device
	Step    int64         // of the code
	Offset  int64         // Step minus the verifier's own step when the code arrived
	Refusal Refusal
	Shift   time.Duration // where the verifier has its window after this, from its own time
}

// The bounds of a session.
const (
	MaxLogins  = 100_000
	MaxSession = 100 * 365 * 24 * time.Hour
)

// Check reports a session that cannot be run.
func (s Session) Check() error {
	typing := s.Verifier
	typing.Typing = s.TypingMax
	switch {
	case s.Logins < 1 || s.Logins > MaxLogins || s.Every < time.Second || s.Every > MaxSession/time.Duration(s.Logins):
		return ErrSession
	case s.TypingMin < 0 || s.TypingMin > s.TypingMax:
		return ErrTyping
	}
	return typing.Check()
}

// Run returns the logins in order, as All does. It fails as Check does.
func (s Session) Run() ([]Login, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	return slices.Collect(s.All()), nil
}

// All plays the session, login by login, each time anew; Check must not fail. Each
// login is due at its own time, Every apart; the code is read at a random moment
// within one period from then (within Every, if that is shorter), since people do not
// log in at the same second of each code.
func (s Session) All() iter.Seq[Login] { return s.play }

func (s Session) play(yield func(Login) bool) {
	rng := rand.New(rand.NewPCG(s.Seed, 0))
	a := account{Verifier: s.Verifier, learning: s.Learning, reuse: s.Reuse, unfit: s.Unfit}
	for i := range s.Logins {
		phase := time.Duration(rng.Int64N(int64(min(s.Every, a.period()))))
		typing := s.TypingMin + time.Duration(rng.Int64N(int64(s.TypingMax-s.TypingMin)+1))
		read := s.Start.Add(time.Duration(i)*s.Every + phase)
		if !yield(a.login(read, typing, s.skew(read))) {
			return
		}
	}
}

func (s Session) skew(trueTime time.Time) time.Duration {
	if s.Skew == nil {
		return 0
	}
	return s.Skew(trueTime)
}

func (a *account) login(read time.Time, typing, d time.Duration) Login {
	step := Step(read.Add(d), a.Period)
	arrives := read.Add(typing)
	l := Login{
		Read: read, Age: read.Sub(a.turn(step, d).Shown.From), Typing: typing,
		Skew: d, Step: step, Offset: step - Step(arrives, a.Period),
	}
	l.Refusal = a.try(step, arrives)
	l.Shift = a.shift
	return l
}

// Drifting returns the skew of a clock that is off by d at a time, and runs fast
// by so much a day (slow if negative).
func Drifting(d time.Duration, since time.Time, perDay time.Duration) func(time.Time) time.Duration {
	return func(t time.Time) time.Duration {
		drifted := float64(perDay) * (t.Sub(since).Hours() / 24)
		switch {
		case drifted >= float64(skew.Max): // where a conversion would wrap around
			return skew.Max
		case drifted <= float64(skew.Min):
			return skew.Min
		}
		return skew.Add(d, time.Duration(drifted))
	}
}
