package drift

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// ErrSameServer is the error of a reading that has no vote of its own, since it
// speaks with the voice of another one. A server must not confirm itself under a
// second name, nor must a router that answers for all servers.
var ErrSameServer = errors.New("the same server was asked under another name")

// voice is by what a server is known, whatever name it was asked under: where it
// has its time from, and when it last had it from there, to 2^-32 s.
type voice struct {
	stratum   uint8
	refID     string
	rootDelay time.Duration
	reference int64 // nanoseconds since 1970
}

// dispersionGrowth is by how much the root dispersion may differ between two
// answers of one server that were asked for in one measurement. It grows while
// the server waits for its own source: by 15 ppm (RFC 5905, PHI), in chrony by
// what it thinks that its clock may be off by, usually less. A reference time of
// whole seconds, as GPS receivers have it, tells servers apart less well: there the
// dispersion must be the same.
const dispersionGrowth = time.Millisecond

// voices tells who has spoken. Each voice has one vote.
type voices struct {
	known     map[any]int     // number of the voice by what it is known by
	intervals []skew.Interval // what each voice leaves possible
	first     []source.Sample // the first sample of each
}

// add returns the number of a reading's voice, from 1 on, and whether it is a new
// one.
//
// Whoever lies may copy what an honest server says of itself. So an interval that
// excludes what a voice has said is another voice, and a voice leaves possible
// whatever any of its names does: it is right when one of them is. Only first
// samples and whole sets of addresses are compared, so that no server can take
// the votes of two.
func (v *voices) add(r Reading, i skew.Interval) (number int, alone bool) {
	if v.known == nil {
		v.known = map[any]int{}
	}
	keys := r.identities()
	for _, key := range keys {
		if n := v.known[key]; n > 0 && v.same(n-1, key, r.Samples[0], i) {
			v.intervals[n-1] = v.intervals[n-1].Hull(i)
			return n, false
		}
	}
	v.intervals, v.first = append(v.intervals, i), append(v.first, r.Samples[0])
	for _, key := range keys {
		if v.known[key] == 0 {
			v.known[key] = len(v.intervals)
		}
	}
	return len(v.intervals), true
}

// same reports whether what is known under a key is also said here.
func (v *voices) same(n int, key any, s source.Sample, i skew.Interval) bool {
	if _, described := key.(voice); !described {
		return true
	}
	growth := dispersionGrowth
	if s.Reference.Nanosecond() == 0 {
		growth = 0
	}
	_, agree := v.intervals[n].Intersect(i)
	return agree && skew.Abs(v.first[n].RootDispersion-s.RootDispersion) <= growth
}

// identities returns what a reading's voice can be known by: a number that it was
// given, or else the addresses that answered and what the server says of itself; or
// where it sends to, since sites that all send to one page are that page's.
func (r Reading) identities() []any {
	if r.Voice != 0 {
		return []any{r.Voice}
	}
	keys := r.addresses()
	if s := r.Samples[0]; s.RefID != "" {
		keys = append(keys, voice{s.Stratum, s.RefID, s.RootDelay, s.Reference.UnixNano()})
	}
	if to := r.Samples[0].Redirect; to != "" {
		keys = append(keys, redirect(to))
	}
	return keys
}

// redirect is where web servers send to.
type redirect string

// addresses returns the address that samples came from, or the set of them as
// text. A sample without an address, such as one through a proxy, can be from
// anywhere: then there is none.
func (r Reading) addresses() []any {
	var all []netip.AddrPort
	for _, s := range r.Samples {
		if !s.Addr.IsValid() {
			return nil
		}
		all = append(all, plain(s.Addr))
	}
	slices.SortFunc(all, netip.AddrPort.Compare)
	if all = slices.Compact(all); len(all) == 1 {
		return []any{all[0]}
	}
	return []any{fmt.Sprint(all)}
}
