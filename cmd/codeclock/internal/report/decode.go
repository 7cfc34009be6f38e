package report

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/source"
)

// Found is a report that was found in a text.
type Found struct {
	Report Report // the zero Report when there is an error
	Err    error  // ErrTruncated, ErrDamaged, ErrNewer or ErrInvalid
	// Edited says that the part for people is not as it was written. What counts
	// is the data.
	Edited bool
	Text   string // the part for people as it was found, cleaned
}

// The marks of a report, after Clean. Dashes may be lost, since chat boxes make
// lines and bold type of them.
var (
	marks    = lazy(`(?i)(BEGIN\s+CODECLOCK\s+REPORT)|(END\s+CODECLOCK\s+REPORT)`)
	dataMark = lazy(`(?i)CODECLOCK\s+DATA\s+([0-9]{1,9})[\s-]*`)
)

// MaxReports is how many reports Find reads at most, so that no text keeps it
// busy for long.
const MaxReports = 1000

// Find returns the reports in a text, in the order in which they stand there:
// all of them, or one more than MaxReports.
func Find(text string) []Found {
	text = Clean(text)
	var out []Found
	for _, part := range parts(text) {
		out = append(out, decode(part))
	}
	return out
}

// parts cuts a text into what stands between the marks: from a beginning to the
// next end, or to whatever comes instead of it.
func parts(text string) []string {
	var out []string
	begin := -1
	for _, m := range marks().FindAllStringSubmatchIndex(text, -1) {
		switch isBegin := m[2] >= 0; {
		case len(out) > MaxReports:
			return out
		case isBegin && begin >= 0:
			out = append(out, text[begin:m[0]])
			begin = m[1]
		case isBegin:
			begin = m[1]
		case begin >= 0:
			out = append(out, text[begin:m[0]])
			begin = -1
		default: // an end alone: the beginning is missing
			out = append(out, "")
		}
	}
	if begin >= 0 {
		out = append(out, text[begin:])
	} else if len(out) == 0 && dataMark().MatchString(text) {
		out = append(out, "") // both are missing
	}
	return out
}

// decode reads one report.
func decode(text string) Found {
	m := dataMark().FindStringSubmatchIndex(text)
	if m == nil {
		return Found{Err: ErrTruncated, Text: text}
	}
	f := Found{Text: strings.Trim(text[:m[0]], "- \n")}
	version, _ := strconv.Atoi(text[m[2]:m[3]])
	switch {
	case version > Version:
		f.Err = fmt.Errorf("%w: %d", ErrNewer, version)
		return f
	case version < 1:
		f.Err = ErrDamaged
		return f
	}
	data, err := unarmor(version, text[m[1]:])
	if err == nil {
		f.Report, err = parse(data)
	}
	f.Err = err
	f.Edited = err == nil && textSum(f.Text) != f.Report.TextSum
	return f
}

// textSum is the checksum of the part for people.
func textSum(text string) string {
	return hex.EncodeToString(sum(Version, []byte(squeeze(text))))
}

// parse reads the JSON of a report: nothing but what New and Encode write.
func parse(data []byte) (Report, error) {
	var r Report
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Report{}, ErrInvalid
	}
	if again, err := json.Marshal(r); err != nil || !bytes.Equal(again, data) || !r.valid() {
		return Report{}, ErrInvalid
	}
	return r, nil
}

// valid reports whether every field is one that New may write. The checksum says
// nothing of that: anybody can compute it.
func (r Report) valid() bool {
	return r.validWords() && r.validNumbers() && r.validServers() && r.validDevice() && r.validFindings() && r.validFacts() && r.countSamples() == nil
}

func (r Report) validWords() bool {
	return programPattern().MatchString(r.Program) && CheckTicket(r.Ticket) == nil && r.Ticket == strings.ToUpper(r.Ticket) &&
		wordPattern().MatchString(r.System) && wordPattern().MatchString(r.Arch) &&
		len(r.TextSum) == 2*sumSize
}

// maxZone is more than any time zone has: they go from -12 to +14 hours.
const maxZone = 26 * 60 * 60

func (r Report) validNumbers() bool {
	trueTime, _ := r.True()
	shown, _ := r.Shown()
	known := r.Agreement == int(drift.Majority) || r.Agreement == int(drift.Unconfirmed)
	return r.rule().Verifier.Check() == nil && r.Rule.Period > 0 && r.Rule.MaxSkew >= 0 &&
		r.Verdict >= int(result.OK) && r.Verdict <= int(result.CantTell) &&
		r.Agreement >= int(drift.Silence) && r.Agreement <= int(drift.Majority) &&
		r.UTCOffset > -maxZone && r.UTCOffset < maxZone && r.Took >= 0 &&
		known == (r.computer() != nil) && sayable(r.Local()) && sayable(trueTime) && sayable(shown) &&
		r.Skew.valid() && r.Computer.valid()
}

func (s *Skew) valid() bool { return s == nil || s.Low <= s.Point && s.Point <= s.High }

// sayable reports whether a time has a year of four digits, or is the zero time.
func sayable(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

func (r Report) validServers() bool {
	for _, s := range r.Servers {
		if !validName(s.Name) || kindOf(s.Method).String() != s.Method || !knownError(s.Error) || s.Samples == nil || s.Voice < 0 || s.Voice > maxServers {
			return false
		}
		if slices.ContainsFunc(s.Samples, Sample.invalid) {
			return false
		}
	}
	return r.Servers != nil
}

func (s Sample) invalid() bool {
	return s[4] < 0 || s[5] < 0 || s[5] > 255 || s[6] < 0 || s[6] > 1
}

// validDevice reports whether the report holds what belongs to its device and
// nothing else. Nobody makes one of a phone or an app without true time.
func (r Report) validDevice() bool {
	page, watched := r.Page != nil, r.Watched != nil
	switch r.Device {
	case Computer:
		return !page && !watched && r.Computer == nil
	case Phone:
		return page && !watched && r.Computer != nil && r.Skew != nil && r.aboutDevice() && r.Page.valid()
	case App:
		return !page && watched && r.Computer != nil && r.aboutDevice() && r.Watched.valid()
	}
	return false
}

// aboutDevice reports whether the report holds nothing more about the computer.
func (r Report) aboutDevice() bool { return r.Findings == nil && r.Facts == nil && r.Services == nil }

func (p PageVisit) valid() bool {
	return wordPattern().MatchString(p.System) && len(p.Samples) > 0 && !slices.ContainsFunc(p.Samples, Sample.invalid)
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
