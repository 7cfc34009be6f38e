package totp

import "time"

// Refusal is why a verifier refuses a code; "" means that it accepts it.
type Refusal string

const (
	RefusedOld    Refusal = "old"    // the code's time is over
	RefusedFuture Refusal = "future" // the code's time has not come
	RefusedUsed   Refusal = "used"   // the code, or a newer one, has been used
	RefusedUnfit  Refusal = "unfit"  // it is a code of another kind
)

// account is what a verifier keeps of one device: what it has learned about the
// device's clock, and which codes were used. Codes are known by their steps,
// which differ from the codes themselves once in a million.
type account struct {
	Verifier
	learning Learning
	reuse    Reuse
	unfit    bool // the device's codes are of another kind

	shift time.Duration // the middle of the window, as an offset from now
	tries []missedTry   // LearnsThreeCodes: the newest three that missed

	last usedCode
	used map[int64]time.Time // when each step last logged in; with RefusesTried, when it was tried
}

type missedTry struct{ step, offset int64 }

// usedCode is a login: the code's step, the verifier's own, and when. The zero value
// is none.
type usedCode struct {
	step, server int64
	at           time.Time
}

// try decides on a code of a step that arrives at a time, and remembers.
func (a *account) try(step int64, now time.Time) Refusal {
	server := Step(now, a.Period)
	switch window := a.turn(step, 0).Accepted.Shift(-a.shift); {
	case a.unfit:
		return RefusedUnfit
	case a.refusesUnseen(step, now):
		return RefusedUsed
	case window.Contains(now):
		if a.refusesReuse(step, now) {
			return RefusedUsed
		}
		a.learnFromSuccess(step, server, now)
		a.last = usedCode{step, server, now}
		a.remember(step, now)
		return ""
	case a.learning == LearnsThreeCodes && a.learnFromMiss(step, server):
		return "" // and not remembered as used: check_time_skew goes past the list
	case now.Before(window.From):
		return RefusedFuture
	}
	return RefusedOld
}

// refusesUnseen reports whether a code is refused before anything else is asked of
// it. Vault notes each code that it is asked about (path_code.go, pathValidateCode);
// Moodle asks whether the code would have passed at the last login (factor.php,
// validate_code).
func (a *account) refusesUnseen(step int64, now time.Time) bool {
	switch a.reuse.Rule {
	case RefusesTried:
		if at, ok := a.used[step]; ok && now.Sub(at) < a.reuse.For {
			return true
		}
		a.remember(step, now)
	case RefusesAround:
		return !a.last.at.IsZero() && a.turn(step, 0).Accepted.Contains(a.last.at)
	}
	return false
}

func (a *account) refusesReuse(step int64, now time.Time) bool {
	if a.last.at.IsZero() {
		return false
	}
	at, before := a.used[step]
	switch a.reuse.Rule {
	case RefusesLastCode:
		return step == a.last.step
	case RefusesLastStep:
		return step <= a.last.step
	case RefusesServerStep:
		return step <= a.last.server
	case RefusesUsedSteps:
		return before
	case RefusesCode:
		return before && now.Sub(at) < a.reuse.For
	}
	return false
}

// remember notes a step, where the rule needs more than the last one. Nothing is
// forgotten: looking a step up takes as long however many there are.
func (a *account) remember(step int64, now time.Time) {
	switch a.reuse.Rule {
	case RefusesUsedSteps, RefusesCode, RefusesTried:
		if a.used == nil {
			a.used = map[int64]time.Time{}
		}
		if at, ok := a.used[step]; !ok || now.After(at) {
			a.used[step] = now
		}
	}
}

func (a *account) learnFromSuccess(step, server int64, now time.Time) {
	switch a.learning {
	case LearnsMatchedStep:
		// django-otp:src/django_otp/oath.py, TOTP.verify
		a.shift = time.Duration(step-server) * a.period()
	case LearnsMatchedStart:
		// privacyidea:lib/tokens/totptoken.py, check_otp: whole seconds
		a.shift = time.Duration(step*int64(a.period()/time.Second)-now.Unix()) * time.Second
	}
}

// What google-authenticator-libpam (src/pam_google_authenticator.c,
// check_time_skew and its caller) asks of three codes in a row.
const (
	missesNeeded  = 3
	missMaxOffset = 25*60 - 1 // steps
	missMaxGap    = 2         // steps from one try to the next
	missMaxSpread = 1         // steps that earlier offsets may differ from the newest
)

// learnFromMiss notes a code that lies outside of the window, and reports whether
// it is the one that makes the verifier believe the device. The offset counts
// from true time, also when something has been learned before.
func (a *account) learnFromMiss(step, server int64) bool {
	offset := step - server
	if offset < -missMaxOffset || offset > missMaxOffset {
		return false
	}
	if n := len(a.tries); n > 0 && a.tries[n-1].step+a.tries[n-1].offset == step {
		return false // the same code once more tells nothing
	}
	a.tries = append(a.tries, missedTry{server, offset})
	a.tries = a.tries[max(len(a.tries)-missesNeeded, 0):]
	if len(a.tries) < missesNeeded {
		return false
	}
	sum := offset
	for i, earlier := range a.tries[:missesNeeded-1] {
		gap, spread := a.tries[i+1].step-earlier.step, earlier.offset-offset
		if gap < 1 || gap > missMaxGap || spread < -missMaxSpread || spread > missMaxSpread {
			return false
		}
		sum += earlier.offset
	}
	a.shift = time.Duration(sum/missesNeeded) * a.period()
	a.tries = nil
	return true
}
