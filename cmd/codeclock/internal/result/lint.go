package result

import (
	"slices"

	"codeclock/totp"
)

// Lint is what was found about a code or about keys. It holds nothing of a code,
// and of keys only what package totp does not show.
type Lint struct {
	Kind  totp.CodeKind
	Flaws []totp.CodeFlaw // of a code
	Keys  []totp.KeyLint  // of keys; nil for a code

	Version string
}

// Verdict returns OK for a form without fault, Wrong for a code that sites refuse or
// a key that can't be read, and AtRisk for a key that apps read in different ways.
func (l Lint) Verdict() Verdict {
	v := OK
	for _, f := range l.Flaws {
		if !f.Remark() {
			v = Wrong
		}
	}
	for _, k := range l.Keys {
		switch {
		case k.Err != nil:
			v = Wrong
		case v == OK && len(k.Flaws) > 0 || slices.ContainsFunc(k.Notes, func(n totp.Note) bool { return !n.Place() }): // other apps may read it differently
			v = AtRisk
		}
	}
	return v
}

// Faults returns how many flaws of a code are more than a remark.
func (l Lint) Faults() int {
	n := 0
	for _, f := range l.Flaws {
		if !f.Remark() {
			n++
		}
	}
	return n
}
