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
//	length of what follows (4 bytes) | zlib(JSON) | [signature] | first 10 bytes of SHA-256
//
// where the sum is over "codeclock report VERSION\n", the length, the zlib stream
// and the signature. Once a version is released, every change of the fields, or
// of how samples are judged, is a new one.
//
// Version 2 knows words of lists alone where version 1 had patterns, holds the
// presses that were made on a page beside its exchanges, can hold the answers that
// somebody gave to the guide, and has room for the
// desk that served the page: Report.Desk in the JSON, and its Ed25519 signature
// (64 bytes) of "codeclock signed report 2\n" and the JSON.
//
// What a reader shows of a report is never a word of whoever sent it. Known
// words, numbers and times are shown; all other words are "unknown".
package report

import (
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Version is the version of reports that this package writes. It reads it and
// all before it.
const Version = 2

// Report is everything that a report holds. Durations are in nanoseconds.
type Report struct {
	Program  string `json:"program"`          // version of codeclock: a release's, or "(devel)"
	Ticket   string `json:"ticket,omitempty"` // given by support
	Practice bool   `json:"practice,omitempty"`
	Device   string `json:"device"` // whose clock was measured: Computer, Phone or App
	System   string `json:"system"` // GOOS of the computer
	Arch     string `json:"arch"`   // GOARCH of the computer

	Start     int64 `json:"start"`      // when it began, by the computer's clock: microseconds since 1970
	UTCOffset int   `json:"utc_offset"` // of the computer's zone, in seconds
	DST       bool  `json:"dst,omitempty"`
	Took      int64 `json:"took"`

	Rule      Rule     `json:"rule"`
	Verdict   int      `json:"verdict"`   // as claimed: 0 OK, 1 AT RISK, 2 WRONG, 3 CAN'T TELL
	Agreement int      `json:"agreement"` // as claimed: the numbers of drift.Agreement
	Skew      *Skew    `json:"skew"`      // of the device, as claimed; null when unknown
	Stepped   bool     `json:"stepped,omitempty"`
	Servers   []Server `json:"servers"`

	// Of a phone or an app: the skew of the computer, as claimed, by which true
	// time was known, and what was seen of the device meanwhile. A page has both
	// when somebody pressed on it.
	Computer *Skew       `json:"computer,omitempty"`
	Page     *PageVisit  `json:"page,omitempty"`
	Watched  *WatchedApp `json:"watched,omitempty"`

	Findings []Finding       `json:"findings,omitempty"`
	Facts    map[string]bool `json:"facts,omitempty"` // about the computer; unknown ones are left out
	Services []Service       `json:"services,omitempty"`

	Answers []string `json:"answers,omitempty"` // to the questions of the guide: words of guide.Words

	Desk *Desk `json:"desk,omitempty"` // who served the page and signed this

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
	Voice   int      `json:"voice,omitempty"` // servers with the same number are one; 0 for one that has no vote
	Samples []Sample `json:"samples"`

	// Machines tells the machines behind the name apart, where there was more than
	// one: a number for each sample, from 1 on. It is no address.
	Machines []int `json:"machines,omitempty"`
}

// PageVisit is a phone that had the page open, and asked for the time from it.
type PageVisit struct {
	System  string   `json:"system"` // the kind of phone
	Samples []Sample `json:"samples"`
}

// WatchedApp is an authenticator app whose codes were watched.
type WatchedApp struct {
	App   string `json:"app"`                // its ID in package totp
	Lag   int64  `json:"lag"`                // how late at most it shows a new code
	Own   bool   `json:"own_time,omitempty"` // it may correct its own time
	Whole bool   `json:"minutes,omitempty"`  // by whole minutes
	Taps  []Tap  `json:"taps"`
	Clock *Span  `json:"clock,omitempty"` // the skew of its phone, as somebody read it there
}

// Tap is when a code changed (relative to Report.Start) and how far that may be
// from the press: by true time for an App, by the clock of the Phone on whose
// page it was made.
type Tap [2]int64

// Span is a skew that is between two ends.
type Span struct {
	Low  int64 `json:"low"`
	High int64 `json:"high"`
}

// Interval returns it as a skew, Unknown for nil.
func (s *Span) Interval() skew.Interval {
	if s == nil {
		return skew.Unknown
	}
	return skew.Between(time.Duration(s.Low), time.Duration(s.High))
}

// The devices that are measured.
const (
	Computer = "computer" // the one that codeclock runs on
	Phone    = "phone"    // by its browser, with the page of codeclock phone
	App      = "app"      // an authenticator app, by taps when its code changed
)

// Devices returns all devices that are measured.
func Devices() []string { return []string{Computer, Phone, App} }

// Local returns when the measurement began by the computer's clock, in its zone.
func (r Report) Local() time.Time {
	return time.UnixMicro(r.Start).In(time.FixedZone("", r.UTCOffset))
}

// True returns when it really began, in the zone of the computer. It is false
// when nothing is known of it.
func (r Report) True() (time.Time, bool) {
	computer := r.computer()
	if computer == nil {
		return time.Time{}, false
	}
	return r.Local().Add(-time.Duration(computer.Point)), true
}

// Shown returns what the clock of the device showed when the measurement began,
// in the zone of the computer. It is false when nothing is known of it.
func (r Report) Shown() (time.Time, bool) {
	began, known := r.True()
	switch {
	case r.Device == Computer:
		return r.Local(), true
	case !known || r.Skew == nil:
		return time.Time{}, false
	}
	return began.Add(time.Duration(r.Skew.Point)), true
}

// computer returns the claimed skew of the computer, nil when unknown.
func (r Report) computer() *Skew {
	if r.Device == Computer {
		return r.Skew
	}
	return r.Computer
}

// Exchanges returns what a phone asked of the page, its times as they were.
func (r Report) Exchanges() []source.Sample {
	if r.Page == nil {
		return nil
	}
	return r.sources(r.Page.Samples)
}

func (s Skew) interval() skew.Interval { return (&Span{s.Low, s.High}).Interval() }

// Size returns the likeliest skew.
func (s Skew) Size() time.Duration { return time.Duration(s.Point) }

// Bound returns how far the truth can be from Size.
func (s Skew) Bound() time.Duration {
	return max(skew.Sub(time.Duration(s.High), s.Size()), skew.Sub(s.Size(), time.Duration(s.Low)))
}

// claim returns a skew to claim, nil when it is unknown.
func claim(i skew.Interval, point time.Duration) *Skew {
	if !i.Known() {
		return nil
	}
	return &Skew{Low: int64(i.Lo()), High: int64(i.Hi()), Point: int64(point)}
}
