package drift

import (
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Witness is what web servers make of what time servers say. NTP is not
// authenticated: whoever is on the way can answer in a server's place. Web servers
// show a certificate, and so they have the last word.
type Witness int

const (
	NotCalled  Witness = iota // servers of one kind alone have answered, or were asked
	NoWitness                 // web servers were asked, and too few of them gave an answer
	NotDenied                 // what the web servers leave possible goes with it
	DeniedByIt                // a majority of two or more web servers rules it out
)

// withWitness lets the web servers among the readings judge what the time servers
// say. all is the vote over both. It stands, unless the web servers deny it or
// decide between time servers that contradict each other.
func withWitness(readings []Reading, all Estimate, t turnout) Estimate {
	asked := ofKind(readings, source.KindHTTPS)
	if len(asked) == 0 || len(asked) == len(readings) {
		return all
	}
	times, _ := agree(ofKind(readings, source.KindNTP))
	web, _ := agree(asked)
	switch {
	case times.Agreement == Silence:
		return all
	case web.Agreement == Silence:
		all.Witness = NoWitness
		return all
	}
	all.Web, all.Witness = web.Skew, NoWitness
	_, together := times.Skew.Intersect(web.Skew) // true of Unknown
	switch sure := web.Agreement == Majority; {
	case sure && !together:
		all.Witness = DeniedByIt
		all.settle(web.Skew, t)
	case sure && !times.Skew.Known():
		all.Witness = NotDenied
		if _, fits := all.Skew.Intersect(web.Skew); !fits {
			all.settle(web.Skew, t)
		}
	case together && times.Skew.Known() && web.Skew.Known():
		all.Witness = NotDenied
	case times.Agreement == Majority:
		all.settle(times.Skew, t)
	}
	return all
}

// settle makes an interval what is known, whatever the vote was.
func (e *Estimate) settle(known skew.Interval, t turnout) {
	e.Agreement, e.Skew, e.Groups = Majority, known, nil
	e.judge(t.intervals)
}

// ofKind returns the readings of one kind of source.
func ofKind(readings []Reading, kind source.Kind) []Reading {
	var out []Reading
	for _, r := range readings {
		if r.Kind == kind {
			out = append(out, r)
		}
	}
	return out
}
