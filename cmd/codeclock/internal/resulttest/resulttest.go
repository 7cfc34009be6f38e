// Package resulttest makes checks for tests: their samples are written down,
// and everything after them is computed as in a real run.
package resulttest

import (
	"fmt"
	"hash/fnv"
	"net"
	"net/netip"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// Truth returns the true time at which all these checks began.
func Truth() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) }

// zone returns the time zone of the computer that is checked.
func zone() *time.Location { return time.FixedZone("", 3600) }

// Case is a check with a name.
type Case struct {
	Name  string
	Check result.Check
}

// Cases returns a check of every kind.
func Cases() []Case {
	limit := With(-47*time.Second, Skewed(-47*time.Second)...)
	limit.Rule.MaxSkew = time.Second
	practice := With(-47*time.Second, Skewed(-47*time.Second)...)
	practice.Demo = "slow"
	stepped := With(0)
	stepped.Estimate.Stepped = true
	lying := Skewed(12 * time.Millisecond)
	lying[2] = Lying("time.aws.com", 12*time.Millisecond, 214*time.Second)
	vague := With(0, Reading("time.nist.gov", 0, 100*time.Second))
	vague.Took = 101 * time.Second
	return []Case{
		{"good", conclude(With(12*time.Millisecond, Skewed(12*time.Millisecond)...))},
		{"slow", conclude(With(-47*time.Second, Skewed(-47*time.Second)...))},
		{"edge", conclude(With(-42*time.Second, Skewed(-42*time.Second)...))},
		{"hour", conclude(With(-time.Hour, Skewed(-time.Hour)...))},
		{"years", conclude(With(-years, Skewed(-years)...))},
		{"limit", conclude(limit)},
		{"practice", conclude(practice)},
		{"falseticker", conclude(With(12*time.Millisecond, lying...))},
		{"unconfirmed", conclude(With(0, Reading("time.nist.gov", 0, 60*time.Millisecond), Failed("time.google.com", source.ErrNoAnswer)))},
		{"contradiction", conclude(With(0, Reading("time.nist.gov", 0, 0), Lying("time.google.com", 0, -time.Minute)))},
		{"vague", conclude(vague)},
		{"offline", conclude(With(0, Offline()...))},
		{"unsynchronised", conclude(With(0, Failed("time.nist.gov", source.ErrUnsynchronised)))},
		{"kiss", conclude(With(0, Failed("time.nist.gov", &source.KissError{Code: "\x1b]0|"})))},
		{"stepped", conclude(stepped)},
		{"blocked", conclude(With(12*time.Millisecond, Blocked(12*time.Millisecond)...))},
	}
}

// years is a skew of 3 years and 8 months.
const years = (3*31_556_952 + 8*2_629_746) * time.Second

// With returns a check of a clock with this skew, from these readings, for a
// site that accepts one step either way and 8 s of typing. It has not been
// concluded.
func With(skew time.Duration, readings ...drift.Reading) result.Check {
	return result.Check{
		Estimate: drift.Agree(readings),
		Rule:     result.Rule{Verifier: totp.Verifier{Window: totp.Steps(1, 1, totp.DefaultPeriod), Typing: 8 * time.Second}},
		At:       Truth().Add(skew).In(zone()), Took: 31 * time.Millisecond, System: "linux", Version: "v1.2.3",
	}
}

func conclude(c result.Check) result.Check {
	c.Conclude()
	return c
}

// Skewed returns the readings of the default servers, with one sample each, of
// a clock with this skew.
func Skewed(skew time.Duration) []drift.Reading {
	var out []drift.Reading
	for i, s := range drift.DefaultServers() {
		out = append(out, Reading(s.Name, skew, time.Duration(8+4*i)*time.Millisecond))
	}
	return out
}

// Reading returns what a server lets a clock with this skew know over a path
// with this round trip.
func Reading(name string, skew, delay time.Duration) drift.Reading {
	s := source.Sample{
		Addr: address(name), Stratum: 2, RefID: "GPS\x00",
		Sent: Truth().Add(skew), ServerReceived: Truth().Add(delay / 2),
		ServerSent: Truth().Add(delay/2 + 20*time.Microsecond), Received: Truth().Add(delay + 20*time.Microsecond + skew),
		Slack: 400 * time.Microsecond, Reference: Truth().Add(-reference(name)),
	}
	return drift.Reading{Server: name, Samples: []source.Sample{s}}
}

// number makes up a number for a server, another one for each name.
func number(name string) uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(name))
	return hash.Sum32()
}

// reference makes up how long ago a server checked its own time.
func reference(name string) time.Duration { return time.Duration(number(name)) }

// address makes up an address for a server.
func address(name string) netip.AddrPort {
	n := number(name)
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{198, 18 | byte(n>>16)&1, byte(n >> 8), byte(n)}), 123)
}

// Visit returns the exchanges of a phone with this skew with the page, one in a
// tenth of a second, while true time is known to 9 ms.
func Visit(skew time.Duration) []source.Sample {
	var out []source.Sample
	for i := range 8 {
		asked := Truth().Add(time.Duration(i) * 100 * time.Millisecond)
		there, back := time.Duration(3+i%3)*time.Millisecond, time.Duration(4+i%2)*time.Millisecond
		out = append(out, source.Sample{
			Sent: asked.Add(skew), ServerReceived: asked.Add(there),
			ServerSent: asked.Add(there), Received: asked.Add(there + back + skew),
			Slack: 10 * time.Millisecond,
		})
	}
	return out
}

// Watched returns three taps on an app whose clock has this skew, a tenth of a
// second after each change of its code from half a minute on, while true time is
// known to 9 ms.
func Watched(app totp.App, off time.Duration, clock skew.Interval) result.Taps {
	t := result.Taps{Rule: With(0).Rule, App: app, Clock: clock}
	for i := range 3 {
		turn := Truth().Add(-off + time.Duration(i+1)*totp.DefaultPeriod)
		t.Made = append(t.Made, totp.Tap{At: turn.Add(100 * time.Millisecond), Bound: 9 * time.Millisecond})
	}
	t.Conclude()
	return t
}

// Blocked returns the readings of a network that lets no time questions out, so
// that web servers stand in.
func Blocked(skew time.Duration) []drift.Reading {
	var out []drift.Reading
	for _, s := range drift.DefaultServers() {
		out = append(out, Failed(s.Name, source.ErrNoAnswer))
	}
	for i, h := range source.DefaultHosts() {
		r := Reading(h.Name, skew, time.Duration(60+10*i)*time.Millisecond)
		r.Kind = source.KindHTTPS
		r.Samples[0].Stratum, r.Samples[0].RefID = 0, ""
		r.Samples[0].Proxy = "proxy.example:3128"
		out = append(out, r)
	}
	return out
}

// Lying returns what a server whose own time is off lets a clock with this skew
// know.
func Lying(name string, skew, off time.Duration) drift.Reading {
	r := Reading(name, skew, 8*time.Millisecond)
	s := &r.Samples[0]
	s.ServerReceived, s.ServerSent = s.ServerReceived.Add(off), s.ServerSent.Add(off)
	return r
}

// Failed returns the reading of a server that was of no use.
func Failed(name string, err error) drift.Reading { return drift.Reading{Server: name, Ended: err} }

// Offline returns the readings of a computer without a network.
func Offline() []drift.Reading {
	var out []drift.Reading
	for _, s := range drift.DefaultServers() {
		err := &net.DNSError{Err: "no such host", Name: s.Name, IsNotFound: true}
		out = append(out, Failed(s.Name, fmt.Errorf("look up: %w", err)))
	}
	return out
}
