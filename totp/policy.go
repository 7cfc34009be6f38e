package totp

import (
	"errors"
	"fmt"
	"time"
)

// Policy is how a real verifier treats codes unless it is told otherwise, and
// where that is known from. What is not known stays so: a period, digits or a
// window that nobody has published is never filled in with the usual one.
type Policy struct {
	ID      string // such as "google-authenticator-libpam"
	Name    string
	Aliases []string // what people type instead of the id, in lower case
	Kind    Kind

	Period    time.Duration // 0 means not known
	Digits    int           // 0 means not known
	Algorithm string        // "" means not known
	Steam     bool          // five of Steam's letters instead of digits
	Set       Settable
	Window    PolicyWindow
	Learning  Learning
	Reuse     Reuse

	FirstCode FirstCode
	Limits    string // on the number of tries, which nothing here simulates; "" if none is known

	Adjustable string // what an administrator or a programmer can change; "no" if nothing
	Note       string

	Source     string // repository:path, or the documentation
	Symbol     string // what to look for there; may be empty
	Version    string // commit and date, or release; may be empty
	Confidence Confidence
}

// Kind is what sort of thing verifies.
type Kind string

const (
	KindLibrary Kind = "library"
	KindServer  Kind = "server"  // something that people run themselves
	KindService Kind = "service" // something that others run
	KindPAM     Kind = "pam"
	KindPreset  Kind = "preset" // no verifier but a yardstick: strict, normal, relaxed
)

// Confidence is how a policy is known.
type Confidence string

const (
	FromSource  Confidence = "source"  // its source code was read
	FromDocs    Confidence = "docs"    // its makers' documentation says so
	FromHearsay Confidence = "hearsay" // others say so
)

// FirstCode is whose clock checks the code with which somebody sets up a device.
type FirstCode string

const (
	FirstCodeUnknown FirstCode = ""        // nobody has looked
	FirstCodeServer  FirstCode = "server"  // as all codes after it
	FirstCodeBrowser FirstCode = "browser" // the page does, by the clock of the computer that shows it
)

// Known is the answer to "is the window known?". No and not looked up differ,
// and so does a library that has no window of its own.
type Known string

const (
	Published     Known = "published"
	NotPublished  Known = "not published"
	SetByCaller   Known = "chosen by the caller"
	SetByOperator Known = "chosen by the administrator"
)

// PolicyWindow is a window as its verifier counts it. Its lengths are zero
// unless Known is Published.
type PolicyWindow struct {
	Known        Known
	Past, Future Tolerance
}

// For returns the window at a period. It is false unless it is published.
func (w PolicyWindow) For(period time.Duration) (Window, bool) {
	if w.Known != Published {
		return Window{}, false
	}
	period = Verifier{Period: period}.period()
	return Window{Past: w.Past.At(period), Future: w.Future.At(period)}, true
}

// Learning is how a verifier adapts to a device whose clock is off.
type Learning string

const (
	LearnsNothing Learning = "none"
	LearnsUnknown Learning = "unknown" // not published or not looked up

	// LearnsThreeCodes is google-authenticator-libpam's way: three codes in a
	// row that all miss the window by the same amount move it.
	LearnsThreeCodes Learning = "three-codes"

	// LearnsMatchedStep moves the middle of the window to the step that matched,
	// in whole steps, at each login (django-otp).
	LearnsMatchedStep Learning = "matched-step"

	// LearnsMatchedStart moves it to the beginning of the step that matched, in
	// seconds, at each login (privacyIDEA).
	LearnsMatchedStart Learning = "matched-start"

	// LearnsResync learns when it is asked to, from two codes in a row.
	LearnsResync Learning = "resync"

	// LearnsReported is said to learn, in a way that is not described.
	LearnsReported Learning = "reported"
)

// Reuse is what a verifier does with a code that has been used.
type Reuse struct {
	Rule ReuseRule
	For  time.Duration // with RefusesCode: for how long
}

// ReuseRule says which codes are refused after a login.
type ReuseRule string

const (
	ReuseUnknown      ReuseRule = "unknown" // not published or not looked up
	ReuseAllowed      ReuseRule = "allowed"
	RefusesCode       ReuseRule = "code"        // the same code, for a time
	RefusesLastCode   ReuseRule = "last-code"   // the last used code
	RefusesLastStep   ReuseRule = "last-step"   // the last used step and all before it
	RefusesUsedSteps  ReuseRule = "used-steps"  // each used step
	RefusesServerStep ReuseRule = "server-step" // all up to the verifier's own step at the last login
	RefusesAround     ReuseRule = "around"      // all that were in the window when somebody last logged in
	RefusesTried      ReuseRule = "tried"       // every code that was tried, also one that was refused, for a time
)

// Verifier returns the verifier that the policy describes, with a typing time. A
// device's period (0 means the policy's, or the usual one if that is not known) is
// the verifier's only where it can be set so, or where its own is not known. It is
// false when the window is not published.
func (p Policy) Verifier(period, typing time.Duration) (Verifier, bool) {
	if period == 0 || p.Kind != KindPreset && p.FitPeriod(period) == Unfit {
		period = Verifier{Period: p.Period}.period()
	}
	w, ok := p.Window.For(period)
	return Verifier{Period: period, Window: w, Typing: typing}, ok
}

// Check reports a policy that could not be used or not be believed.
func (p Policy) Check() error {
	switch v, _ := p.Verifier(0, 0); {
	case p.ID == "" || p.Name == "" || p.Note == "" || p.Source == "":
		return fmt.Errorf("%w: no id, name, note or source", ErrPolicy)
	case !p.Kind.valid() || !p.Confidence.valid() || !p.FirstCode.valid():
		return fmt.Errorf("%w: kind, confidence or first code", ErrPolicy)
	case !p.Window.Known.valid() || !p.Learning.valid() || !p.Reuse.Rule.valid():
		return fmt.Errorf("%w: window, learning or reuse", ErrPolicy)
	case (p.Reuse.Rule == RefusesCode || p.Reuse.Rule == RefusesTried) != (p.Reuse.For > 0):
		return fmt.Errorf("%w: a code is refused for no time at all", ErrPolicy)
	case p.Digits != 0 && (p.Digits < 6 || p.Digits > 8):
		return ErrDigits
	default:
		return errors.Join(v.Check(), checkAlgorithm(p.Algorithm))
	}
}

func checkAlgorithm(name string) error {
	if name == "" {
		return nil
	}
	_, err := ParseAlgorithm(name)
	return err
}

func (k Kind) valid() bool {
	return k == KindLibrary || k == KindServer || k == KindService || k == KindPAM || k == KindPreset
}

func (c Confidence) valid() bool { return c == FromSource || c == FromDocs || c == FromHearsay }

func (f FirstCode) valid() bool {
	return f == FirstCodeUnknown || f == FirstCodeServer || f == FirstCodeBrowser
}

func (k Known) valid() bool {
	return k == Published || k == NotPublished || k == SetByCaller || k == SetByOperator
}

func (l Learning) valid() bool {
	switch l {
	case LearnsNothing, LearnsUnknown, LearnsThreeCodes, LearnsMatchedStep, LearnsMatchedStart, LearnsResync, LearnsReported:
		return true
	}
	return false
}

func (r ReuseRule) valid() bool {
	switch r {
	case ReuseUnknown, ReuseAllowed, RefusesCode, RefusesLastCode, RefusesLastStep, RefusesUsedSteps, RefusesServerStep, RefusesAround, RefusesTried:
		return true
	}
	return false
}
