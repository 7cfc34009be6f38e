// Package report is the text that somebody sends to support, and its reader.
//
// A report is made by allow-list: it holds the fields of Report and no others,
// each of them a number, a time, one word of a fixed list, or a text with a
// strict pattern. There is no place in it for a code, a key, an account, or the
// name of a person, a computer, a file or an address, so none has to be found
// and taken out.
//
// Its text has a part for people and a part for the program. The latter holds
// the raw timestamps of every sample, so that whoever reads it can compute the
// verdict again and need not believe it. A checksum covers both parts. It shows
// damage and careless edits; it is no signature, and shows no forgery.
//
// The part for the program is, after the line that names its version, base32
// (RFC 4648) of
//
//	length of what follows (4 bytes) | zlib(JSON) | first 10 bytes of SHA-256
//
// where the sum is over "codeclock report VERSION\n", the length and the zlib
// stream. Every change of the fields, or of how samples are judged, is a new
// version.
package report

import (
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// Version is the version of reports that this package writes. It reads it and
// all before it.
const Version = 1

// Report is everything that a report holds. Durations are in nanoseconds.
type Report struct {
	Program  string `json:"program"`          // version of codeclock
	Ticket   string `json:"ticket,omitempty"` // given by support
	Practice bool   `json:"practice,omitempty"`
	Device   string `json:"device"` // which clock was measured
	System   string `json:"system"` // GOOS
	Arch     string `json:"arch"`   // GOARCH

	Start     int64 `json:"start"`      // when it began, by the measured clock: microseconds since 1970
	UTCOffset int   `json:"utc_offset"` // of the measured clock's zone, in seconds
	DST       bool  `json:"dst,omitempty"`
	Took      int64 `json:"took"`

	Rule      Rule     `json:"rule"`
	Verdict   int      `json:"verdict"`   // as claimed: 0 OK, 1 AT RISK, 2 WRONG, 3 CAN'T TELL
	Agreement int      `json:"agreement"` // as claimed: the numbers of drift.Agreement
	Skew      *Skew    `json:"skew"`      // as claimed; null when unknown
	Stepped   bool     `json:"stepped,omitempty"`
	Servers   []Server `json:"servers"`

	Findings []Finding       `json:"findings,omitempty"`
	Facts    map[string]bool `json:"facts,omitempty"` // about the computer; unknown ones are left out
	Services []Service       `json:"services,omitempty"`

	// TextSum is the checksum of the part for people, without its spaces.
	TextSum string `json:"text_sum"`
}

// Rule is what decided the verdict.
type Rule struct {
	Period  int64 `json:"period"`
	Past    int64 `json:"past"`
	Future  int64 `json:"future"`
	Typing  int64 `json:"typing"`
	MaxSkew int64 `json:"max_skew,omitempty"`
}

// Skew is a measured skew: measured clock minus true time.
type Skew struct {
	Low   int64 `json:"low"`
	High  int64 `json:"high"`
	Point int64 `json:"point"`
}

// Server is one server and what it said.
type Server struct {
	Name    string   `json:"name"`
	Method  string   `json:"method"`          // how it was asked: ntp or https
	Error   string   `json:"error,omitempty"` // why there are no samples, or no more
	Samples []Sample `json:"samples"`
}

// Sample is sent, server received, server sent, received (relative to
// Report.Start), slack, stratum, and 1 for a certificate that was judged at the
// time that the server claims, else 0.
type Sample [7]int64

// Computer is the device whose clock is measured: the one that codeclock runs
// on. Reports of others are for a later version.
const Computer = "computer"

// Local returns when the measurement began by the measured clock, in its zone.
func (r Report) Local() time.Time {
	return time.UnixMicro(r.Start).In(time.FixedZone("", r.UTCOffset))
}

// True returns when it really began, in the zone of the measured clock. It is
// false when nothing is known of it.
func (r Report) True() (time.Time, bool) {
	if r.Skew == nil {
		return time.Time{}, false
	}
	return r.Local().Add(-time.Duration(r.Skew.Point)), true
}

// Interval returns the claimed skew.
func (r Report) Interval() skew.Interval {
	if r.Skew == nil {
		return skew.Unknown
	}
	return skew.Between(time.Duration(r.Skew.Low), time.Duration(r.Skew.High))
}

// rule returns what decides the verdict.
func (r Report) rule() result.Rule {
	return result.Rule{
		Verifier: totp.Verifier{
			Period: time.Duration(r.Rule.Period), Typing: time.Duration(r.Rule.Typing),
			Window: totp.Window{Past: time.Duration(r.Rule.Past), Future: time.Duration(r.Rule.Future)},
		},
		MaxSkew: time.Duration(r.Rule.MaxSkew),
	}
}

// readings returns what the servers said.
func (r Report) readings() []drift.Reading {
	var out []drift.Reading
	for _, s := range r.Servers {
		reading := drift.Reading{Server: s.Name, Kind: kindOf(s.Method), Err: errorOf(s.Error)}
		for _, sample := range s.Samples {
			reading.Samples = append(reading.Samples, sample.source(r.Local()))
		}
		out = append(out, reading)
	}
	return out
}

// kindOf returns the kind of server of a method.
func kindOf(method string) source.Kind {
	if method == source.KindHTTPS.String() {
		return source.KindHTTPS
	}
	return source.KindNTP
}

// source returns a sample as drift knows it.
func (s Sample) source(start time.Time) source.Sample {
	at := func(i int) time.Time { return start.Add(time.Duration(s[i])) }
	return source.Sample{
		Sent: at(0), ServerReceived: at(1), ServerSent: at(2), Received: at(3),
		Slack: time.Duration(s[4]), Stratum: uint8(s[5]), Claimed: s[6] == 1,
	}
}

// Recompute returns the check that the samples amount to, whatever the report
// claims.
func (r Report) Recompute() result.Check {
	c := result.Check{
		Estimate: drift.Agree(r.readings()), Rule: r.rule(),
		At: r.Local(), Took: time.Duration(r.Took), System: r.System, Version: r.Program,
	}
	c.Estimate.Stepped = r.Stepped
	c.Conclude()
	return c
}
