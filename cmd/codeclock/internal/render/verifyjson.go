package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// verifyJSON is what became of some reports, in the order in which they stood.
type verifyJSON struct {
	header
	Trust   string         `json:"trust" jsonschema:"the worst of the reports"`
	Reports []verifiedJSON `json:"reports"`
	Changes []changeJSON   `json:"changes" jsonschema:"what happened to a clock between two reports of one ticket"`
	Heard   []heardJSON    `json:"short_forms,omitempty" jsonschema:"short forms in a text without a report"`
}

type verifiedJSON struct {
	Trust    string   `json:"trust" jsonschema:"holds, doubtful, refused or unreadable"`
	Error    string   `json:"error,omitempty" jsonschema:"why it is unreadable: truncated, damaged, newer or invalid"`
	Problems []string `json:"problems" jsonschema:"what support should know"`

	Signature string     `json:"signature,omitempty" jsonschema:"of a desk: valid, unsigned, other-key or bad-signature; unchecked without --signer"`
	SignedAt  *time.Time `json:"signed_at,omitempty" jsonschema:"by the desk's true time, where the signature is valid"`

	Verdict string `json:"verdict,omitempty" jsonschema:"as computed again from the samples"`
	Claimed string `json:"claimed_verdict,omitempty" jsonschema:"as the report has it"`
	skewJSON
	Device    string     `json:"device,omitempty" jsonschema:"whose clock was measured: computer, phone or app"`
	Ticket    string     `json:"ticket,omitempty"`
	Practice  bool       `json:"practice"`
	Short     string     `json:"short_form,omitempty"`
	Program   string     `json:"program,omitempty"`
	LocalTime *time.Time `json:"local_time" jsonschema:"when the measurement began, by the computer's clock"`
	trueTime
	AgeSeconds  *float64 `json:"age_seconds"`
	SampleCount int      `json:"samples" jsonschema:"of time servers, about the computer"`

	Answers []string `json:"answers,omitempty" jsonschema:"to the questions of the guide: the words of guide --list"`

	DeviceSystem string     `json:"device_system,omitempty" jsonschema:"phone: iphone, android, windows, macos, linux or other, as its browser says"`
	Exchanges    int        `json:"exchanges,omitempty" jsonschema:"phone: how many with the page"`
	Codes        *codesJSON `json:"codes,omitempty" jsonschema:"app: what the taps say"`
	Computer     *float64   `json:"computer_skew_seconds,omitempty" jsonschema:"phone and app: the skew of the computer by which true time was known"`
}

type changeJSON struct {
	Before  int     `json:"before" jsonschema:"index into reports"`
	After   int     `json:"after"`
	Kind    string  `json:"kind" jsonschema:"same, drifted, stepped, zoned or both"`
	Fixed   bool    `json:"fixed"`
	Elapsed float64 `json:"elapsed_seconds"`
	Low     float64 `json:"change_low_seconds" jsonschema:"by how much the skew changed, at least"`
	High    float64 `json:"change_high_seconds"`
	Zone    float64 `json:"zone_change_seconds"`
}

// VerifyJSON renders what became of some reports as one indented document.
func VerifyJSON(all []report.Verified, version string) (string, error) {
	j := verifyJSON{header: newHeader("verify", version, ""), Reports: []verifiedJSON{}, Changes: []changeJSON{}}
	j.Trust = trustName(WorstTrust(all))
	for _, v := range all {
		j.Reports = append(j.Reports, newVerifiedJSON(v))
	}
	for _, c := range report.Changes(all) {
		j.Changes = append(j.Changes, changeJSON{
			Before: c.Before, After: c.After, Kind: string(c.Kind), Fixed: c.Fixed,
			Elapsed: c.Elapsed.Seconds(), Zone: c.Zone.Seconds(),
			Low: c.Skew.Lo().Seconds(), High: c.Skew.Hi().Seconds(),
		})
	}
	return document(j)
}

func newVerifiedJSON(v report.Verified) verifiedJSON {
	j := verifiedJSON{Trust: trustName(v.Trust), Problems: []string{}}
	for _, p := range v.Problems {
		j.Problems = append(j.Problems, string(p))
	}
	if v.Err != nil {
		j.Error, _ = unreadable(v.Err)
		return j
	}
	j.Signature, j.SignedAt = signatureJSON(v)
	r := v.Report
	local, age := r.Local(), v.Age.Seconds()
	j.Verdict, j.Claimed = v.Verdict.ID(), result.Verdict(r.Verdict).ID()
	j.Device, j.Ticket, j.Practice, j.Short, j.Program = r.Device, v.Ticket(), r.Practice, r.Spoken(), r.Program
	j.Answers = r.Answers
	j.LocalTime, j.AgeSeconds = &local, &age
	if v.Skew.Known() {
		j.skewJSON = newSkewJSON(v.Point, v.Skew)
	}
	if r.Watched != nil {
		c := newCodesJSON(v.Taps.App, len(v.Taps.Made), v.Taps.Estimate, v.Taps.Err, v.Taps.Clock)
		j.Codes = &c
	}
	if r.Page != nil {
		j.DeviceSystem, j.Exchanges = r.Page.System, len(r.Page.Samples)
	}
	if computer := v.Check.Estimate; r.Device != report.Computer && computer.Skew.Known() {
		j.Computer = seconds(computer.Point)
	}
	if t, ok := r.True(); ok {
		j.trueTime = newTrueTime(t)
	}
	for _, s := range r.Servers {
		j.SampleCount += len(s.Samples)
	}
	return j
}

// signatureJSON returns what became of a signature, nothing where there is none and
// none was asked for.
func signatureJSON(v report.Verified) (state string, at *time.Time) {
	for _, p := range v.Problems {
		if aboutSignature(p) {
			return string(p), nil
		}
	}
	switch {
	case v.Signed:
		signed := v.Report.Desk.SignedAt()
		return "valid", &signed
	case v.Report.Desk != nil:
		return "unchecked", nil
	}
	return "", nil
}

func trustName(t report.Trust) string {
	return map[report.Trust]string{
		report.Holds: "holds", report.Doubtful: "doubtful",
		report.Refused: "refused", report.Unreadable: "unreadable",
	}[t]
}

// WorstTrust returns the worst of some reports.
func WorstTrust(all []report.Verified) report.Trust {
	worst := report.Holds
	for _, v := range all {
		worst = max(worst, v.Trust)
	}
	return worst
}

// VerifyStatus returns what became of some reports as machines are told it: each
// is a test.
func VerifyStatus(all []report.Verified, now time.Time) Status {
	s := Status{
		Service: "REPORT", Verdict: result.Verdict(WorstTrust(all)), At: now,
		Title: "Reports on clocks", Sentence: words.Count(len(all), "report") + ".",
		Text: Verify(all, TextOptions{}),
	}
	for i, v := range all {
		word, text := verifyLine(v)
		c := Case{Name: fmt.Sprintf("Report %d", i+1)}
		switch v.Trust {
		case report.Unreadable:
			c.Kind, c.Error = trustName(v.Trust), text
		case report.Refused:
			c.Kind, c.Failure = trustName(v.Trust), text
		}
		s.Cases = append(s.Cases, c)
		s.More = append(s.More, fmt.Sprintf("Report %d", i+1)+": "+word+". "+text)
	}
	return s
}
