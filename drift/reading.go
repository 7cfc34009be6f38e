package drift

import (
	"cmp"
	"errors"
	"net/netip"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// ErrSelfContradiction is the error of a server whose own samples exclude each
// other.
var ErrSelfContradiction = errors.New("the server contradicts itself")

// Reading is what one server let us know.
type Reading struct {
	Server  string
	Kind    source.Kind
	Samples []source.Sample // in the order in which they came
	Ended   error           // why there are no samples, or no more; nil is fine

	// Voice is for readings whose voices have been told apart before: those with
	// the same number are one. 0 means that the samples say it.
	Voice int
}

// Possible returns what the server's samples leave possible. Those of one machine
// are intersected. A name may stand for several machines, of which any can be
// wrong: then it is what a majority of them leaves possible. Without samples it
// is Unknown and the error says why.
func (r Reading) Possible() (skew.Interval, error) {
	if len(r.Samples) == 0 {
		return skew.Unknown, cmp.Or(r.Ended, source.ErrNoAnswer)
	}
	if len(r.Samples) == 1 {
		return r.Samples[0].Interval(), nil
	}
	var known []skew.Interval
	for _, samples := range r.machines() {
		known = append(known, common(samples)...)
	}
	i := count(known).shared(majority(len(known)))
	if !i.Known() {
		return skew.Unknown, ErrSelfContradiction
	}
	return i, nil
}

// machines returns the samples of each address behind the name.
func (r Reading) machines() [][]skew.Interval {
	var out [][]skew.Interval
	index := map[netip.AddrPort]int{}
	for _, s := range r.Samples {
		k, seen := index[plain(s.Addr)]
		if !seen {
			k = len(out)
			index[plain(s.Addr)] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], s.Interval())
	}
	return out
}

// common returns the intersection of what one machine's samples leave possible.
// When they exclude each other, there are several machines behind the address,
// and each sample stands for itself.
func common(samples []skew.Interval) []skew.Interval {
	all := count(samples).shared(len(samples))
	if !all.Known() {
		return samples
	}
	return []skew.Interval{all}
}

// plain writes an IPv4 address in one way only.
func plain(a netip.AddrPort) netip.AddrPort { return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) }

// Judged is a reading with what became of it in the vote.
type Judged struct {
	Reading
	Interval skew.Interval // what it leaves possible; Unknown when that is nothing
	Err      error         // why it has no vote; nil for one that took part
	Agrees   bool          // a truechimer: it allows some of what is known
	// Off is how far the server is from the estimate, as its time minus true
	// time; 0 for a truechimer.
	Off time.Duration
}

// Heard reports whether the server sent anything at all, useful or not.
func (j Judged) Heard() bool { return len(j.Samples) > 0 || source.Heard(j.Err) }
