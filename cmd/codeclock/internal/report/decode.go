package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/source"
)

// parse reads the JSON of a report: nothing but what New and Encode write.
// What its reader need not know of a word is gone then.
func parse(version int, data []byte) (Report, error) {
	var r Report
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Report{}, ErrInvalid
	}
	if again, err := json.Marshal(r); err != nil || !bytes.Equal(again, data) || !r.valid(version) {
		return Report{}, ErrInvalid
	}
	return r.known(), nil
}

// valid reports whether every field is one that New may write. The checksum says
// nothing of that: anybody can compute it.
func (r Report) valid(version int) bool {
	return r.validWords() && r.validNumbers() && r.validServers() && r.validDevice(version) && r.Desk.valid(version) &&
		r.validAnswers(version) && r.validFindings() && r.validFacts() && r.countSamples() == nil
}

func (r Report) validWords() bool {
	return programPattern().MatchString(r.Program) && CheckTicket(r.Ticket) == nil && r.Ticket == strings.ToUpper(r.Ticket) &&
		wordPattern().MatchString(r.System) && wordPattern().MatchString(r.Arch) &&
		textSumPattern().MatchString(r.TextSum)
}

// maxTook is more than any measurement takes: of a computer at most an hour, of
// an app some presses on codes that are shown for long.
const maxTook = int64(24 * time.Hour)

// maxZone is more than any time zone has: they go from -12 to +14 hours.
const maxZone = 26 * 60 * 60

func (r Report) validNumbers() bool {
	trueTime, _ := r.True()
	shown, _ := r.Shown()
	known := r.Agreement == int(drift.Majority) || r.Agreement == int(drift.Unconfirmed)
	return r.rule().Verifier.Check() == nil && r.Rule.Period > 0 && r.Rule.MaxSkew >= 0 &&
		r.Verdict >= int(result.OK) && r.Verdict <= int(result.CantTell) &&
		r.Agreement >= int(drift.Silence) && r.Agreement <= int(drift.Majority) &&
		r.UTCOffset > -maxZone && r.UTCOffset < maxZone && r.Took >= 0 && r.Took <= maxTook &&
		known == (r.computer() != nil) && sayable(r.Local()) && sayable(trueTime) && sayable(shown) &&
		r.Skew.valid() && r.Computer.valid()
}

func (r Report) validAnswers(version int) bool {
	return len(r.Answers) == 0 || version >= 2 && len(r.Answers) <= maxAnswers &&
		!slices.ContainsFunc(r.Answers, func(word string) bool { return !answerPattern().MatchString(word) })
}

func (s *Skew) valid() bool { return s == nil || s.Low <= s.Point && s.Point <= s.High }

// sayable reports whether a time has a year of four digits, or is the zero time.
func sayable(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

// maxMachines is as many as there are numbers for.
const maxMachines = 254

func (r Report) validServers() bool {
	for _, s := range r.Servers {
		if !validName(s.Name) || kindOf(s.Method).String() != s.Method || !knownError(s.Error) || s.Samples == nil || s.Voice < 0 || s.Voice > maxServers {
			return false
		}
		if slices.ContainsFunc(s.Samples, func(x Sample) bool { return !x.ofServer(kindOf(s.Method)) }) {
			return false
		}
		if s.Machines != nil && len(s.Machines) != len(s.Samples) || slices.ContainsFunc(s.Machines, func(n int) bool { return n < 1 || n > maxMachines }) {
			return false
		}
	}
	return r.Servers != nil
}

// validDevice reports whether the report holds what belongs to its device and
// nothing else. Nobody makes one of a phone or an app without true time.
func (r Report) validDevice(version int) bool {
	page, watched := r.Page != nil, r.Watched != nil
	switch r.Device {
	case Computer:
		return !page && !watched && r.Computer == nil
	case Phone:
		return page && r.Computer != nil && r.Skew != nil && r.aboutDevice() && r.Page.valid() &&
			(!watched || version >= 2 && r.Watched.valid() && r.Watched.Clock == nil)
	case App:
		return !page && watched && r.Computer != nil && r.aboutDevice() && r.Watched.valid()
	}
	return false
}

// aboutDevice reports whether the report holds nothing more about the computer.
func (r Report) aboutDevice() bool { return r.Findings == nil && r.Facts == nil && r.Services == nil }

func (p PageVisit) valid() bool {
	return wordPattern().MatchString(p.System) && len(p.Samples) > 0 && !slices.ContainsFunc(p.Samples, func(s Sample) bool { return !s.ofPage() })
}

func (w WatchedApp) valid() bool {
	return appPattern().MatchString(w.App) && w.Lag >= 0 && w.Lag <= int64(maxLag) && len(w.Taps) > 0 && len(w.Taps) <= maxTaps &&
		!slices.ContainsFunc(w.Taps, func(t Tap) bool { return t[1] < 0 }) &&
		(w.Clock == nil || w.Clock.Low <= w.Clock.High)
}

func validName(name string) bool {
	if standIn().MatchString(name) || ours(name) {
		return true
	}
	host, _, err := source.SplitServer(name)
	return err == nil && host == name && plainHost(host)
}
