package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// ofPhone returns the report of a phone with this skew, by a computer that is
// 12 ms fast, and its text.
func ofPhone(t testing.TB, off time.Duration) (report.Report, string) {
	t.Helper()
	r, err := report.OfPhone(byComputer(), "iphone", resulttest.Visit(off), report.Options{Ticket: "T-4711", System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	return r, textOf(t, r)
}

// ofApp returns the report of an app with this skew, by the same computer, when
// its phone's clock was read as that.
func ofApp(t testing.TB, off time.Duration, clock skew.Interval) (report.Report, string) {
	t.Helper()
	app, _ := totp.LookupApp("aegis")
	r, err := report.OfApp(byComputer(), resulttest.Watched(app, off, clock), report.Options{Ticket: "T-4711", System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	return r, textOf(t, r)
}

func byComputer() result.Check {
	const off = 12 * time.Millisecond
	c := resulttest.With(off, resulttest.Skewed(off)...)
	c.Took = 3 * time.Minute
	return c
}

func textOf(t testing.TB, r report.Report) string {
	t.Helper()
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Every report of another device reads back as what was measured, in 72 columns
// of ASCII.
func TestEveryDeviceCanBeReported(t *testing.T) {
	years := (3*31_556_952 + 8*2_629_746) * s
	read := func(off time.Duration) skew.Interval { return skew.Around(off, s/2) }
	for _, tt := range []struct {
		name    string
		make    func() (report.Report, string)
		verdict result.Verdict
		within  skew.Interval // Unknown when whole steps are open
		spoken  string
	}{
		{"a phone that is right", func() (report.Report, string) { return ofPhone(t, 0) }, result.OK, skew.Around(0, 9*time.Millisecond), "PHONE-OK-0.0-"},
		{"slow", func() (report.Report, string) { return ofPhone(t, -47*s) }, result.Wrong, skew.Around(-47*s, 9*time.Millisecond), "PHONE-SLOW-47.0-"},
		{"an hour fast", func() (report.Report, string) { return ofPhone(t, time.Hour) }, result.Wrong, skew.Around(time.Hour, 9*time.Millisecond), "PHONE-FAST-1.00H-"},
		{"years slow", func() (report.Report, string) { return ofPhone(t, -years) }, result.Wrong, skew.Around(-years, 9*time.Millisecond), "PHONE-SLOW-3.67Y-"},
		{"an app that follows", func() (report.Report, string) { return ofApp(t, -47*s, read(-47*s)) }, result.Wrong, skew.Around(-47*s, s/2), "APP-SLOW-47.0-"},
		{"an app that corrects itself", func() (report.Report, string) { return ofApp(t, 0, read(-47*s)) }, result.OK, skew.Around(0, s/2), "APP-OK-0.1-"},
		{"an app whose phone was not looked at", func() (report.Report, string) { return ofApp(t, -47*s, skew.Unknown) }, result.CantTell, skew.Unknown, "APP-UNKNOWN-"},
		{"an app that is off by itself", func() (report.Report, string) { return ofApp(t, 13*s, read(0)) }, result.CantTell, skew.Unknown, "APP-UNKNOWN-"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			made, text := tt.make()
			for _, l := range strings.Split(text, "\n") {
				if len(l) > render.Columns || strings.ContainsFunc(l, func(r rune) bool { return r < ' ' || r > '~' }) {
					t.Errorf("not 72 columns of ASCII: %q", l)
				}
			}
			found := report.Find(text)
			if len(found) != 1 || found[0].Err != nil || edited(found[0]) {
				t.Fatalf("%v", errs(found))
			}
			v := report.Verify(found[0], report.Expect{Ticket: "T-4711", Now: resulttest.Truth().Add(3 * time.Minute)})
			if v.Trust != report.Holds || v.Verdict != tt.verdict || int(v.Verdict) != made.Verdict {
				t.Errorf("trust %v, %v, verdict %v, want %v", v.Trust, v.Problems, v.Verdict, tt.verdict)
			}
			if v.Skew.Known() != tt.within.Known() || tt.within.Known() && !v.Skew.Within(tt.within.Widen(s/2)) {
				t.Errorf("skew %v, want within %v", v.Skew, tt.within)
			}
			if got := v.Report.Spoken(); !strings.HasPrefix(got, tt.spoken) {
				t.Errorf("spoken %s, want %s", got, tt.spoken)
			}
			if said := report.FindSpoken("it says "+v.Report.Spoken(), "T-4711"); len(said) != 1 || !said[0].Fits || said[0].Said+"-" != tt.spoken {
				t.Errorf("the short form reads back as %+v", said)
			}
			if age := v.Age.Round(s); age != 3*time.Minute {
				t.Errorf("age %v, want 3 minutes of true time", age)
			}
		})
	}
}

// What a phone is said to be off by is what the page showed.
func TestPhoneIsRecomputedExactly(t *testing.T) {
	var clock drift.Track
	for _, s := range resulttest.Visit(-47 * s) {
		if err := clock.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	r, _ := ofPhone(t, -47*s)
	if got := r.Recompute(); got.Skew != clock.Skew || got.Point != clock.Skew.Middle() {
		t.Errorf("computed again %v, it was %v", got.Skew, clock.Skew)
	}
}

// No phone is known better than true time was.
func TestPhoneIsNoCloserThanTrueTime(t *testing.T) {
	c := resulttest.With(0, resulttest.Reading("time.nist.gov", 0, 60*time.Millisecond))
	visit := resulttest.Visit(0)
	for i := range visit {
		visit[i].Slack = 0
	}
	r, err := report.OfPhone(c, "android", visit, report.Options{System: "linux", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	if got, truth := r.Recompute().Skew.Bound(), c.Estimate.Skew.Bound(); got < truth {
		t.Errorf("the phone is known to %v, true time to %v", got, truth)
	}
}

func TestNoReportWithoutTrueTime(t *testing.T) {
	c := resulttest.With(0, resulttest.Offline()...)
	if _, err := report.OfPhone(c, "iphone", resulttest.Visit(0), report.Options{}); err != report.ErrNoTruth {
		t.Errorf("a phone: %v", err)
	}
	if _, err := report.OfApp(c, resulttest.Watched(totp.AnyApp(), 0, skew.Unknown), report.Options{}); err != report.ErrNoTruth {
		t.Errorf("an app: %v", err)
	}
	var long []source.Sample
	for range 40 {
		long = append(long, resulttest.Visit(0)...)
	}
	if r, err := report.OfPhone(byComputer(), "iphone", long, report.Options{}); err != nil || len(r.Page.Samples) != 24 {
		t.Errorf("%d of %d exchanges are kept, %v", len(r.Page.Samples), len(long), err)
	}
	if _, err := report.OfPhone(byComputer(), "iphone", resulttest.Visit(0), report.Options{Ticket: "123456"}); err != report.ErrSecret {
		t.Errorf("a code for a ticket: %v", err)
	}
}

// What the samples say counts, whatever somebody made of the rest.
func TestVerifyOtherDevices(t *testing.T) {
	phone, _ := ofPhone(t, -47*s)
	app, _ := ofApp(t, -47*s, skew.Around(-47*s, s/2))
	for _, tt := range []struct {
		name string
		of   report.Report
		edit func(*report.Report)
		want []report.Problem
	}{
		{"the phone's skew is prettier than the exchanges", phone, func(r *report.Report) { r.Skew = &report.Skew{} }, []report.Problem{report.SkewDisagrees}},
		{"the phone's verdict is", phone, func(r *report.Report) { r.Verdict = 0 }, []report.Problem{report.VerdictDisagrees}},
		{"the computer is said to be right, and is not", phone, func(r *report.Report) { *r.Computer = report.Skew{Low: -int64(s), High: int64(s)} }, []report.Problem{report.SkewDisagrees}},
		{"an exchange contradicts the others: the phone was set", phone, func(r *report.Report) {
			r.Page.Samples[7].Sent += int64(46 * s)
			r.Page.Samples[7].Received += int64(46 * s)
		}, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees}},
		{"the page's answer came before the question", phone, func(r *report.Report) { r.Page.Samples[0].Received -= int64(s) }, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees, report.NegativeDelay, report.OutOfOrder}},
		{"the computer answered before it was asked", phone, func(r *report.Report) {
			r.Page.Samples[0].ServerReceived += int64(s)
			r.Page.Samples[0].ServerSent -= int64(s)
		}, []report.Problem{report.OutOfOrder}},
		{"exchanges in no order", phone, func(r *report.Report) { slices.Reverse(r.Page.Samples) }, []report.Problem{report.SkewDisagrees, report.OutOfOrder}},
		{"the likeliest skew is not their middle", phone, func(r *report.Report) { r.Skew.Point = r.Skew.High }, []report.Problem{report.SkewDisagrees}},
		{"nor is the computer's", phone, func(r *report.Report) { r.Computer.Point = r.Computer.High }, []report.Problem{report.SkewDisagrees}},
		{"the visit was on another day", phone, func(r *report.Report) {
			for i := range r.Page.Samples {
				x := &r.Page.Samples[i]
				for _, at := range []*int64{&x.Sent, &x.ServerReceived, &x.ServerSent, &x.Received} {
					*at += int64(24 * time.Hour)
				}
			}
		}, []report.Problem{report.OutOfOrder}},
		{"the time servers were silent", phone, func(r *report.Report) {
			for i := range r.Servers {
				r.Servers[i].Samples, r.Servers[i].Error = []report.Sample{}, "no-answer"
			}
		}, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees}},
		{"two taps were moved to another step", app, func(r *report.Report) {
			r.Watched.Taps[1][0] += int64(5 * s)
			r.Watched.Taps[2][0] += int64(5 * s)
		}, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees}},
		{"all taps were moved", app, func(r *report.Report) {
			for i := range r.Watched.Taps {
				r.Watched.Taps[i][0] += int64(13 * s)
			}
		}, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees}},
		{"the phone's clock was read otherwise", app, func(r *report.Report) { *r.Watched.Clock = report.Span{Low: -int64(s), High: int64(s)} }, []report.Problem{report.VerdictDisagrees, report.SkewDisagrees}},
		{"taps that disagree, and nothing claimed", app, func(r *report.Report) {
			r.Watched.Taps = []report.Tap{{0, 0}, {int64(5 * s), 0}, {int64(10 * s), 0}}
			r.Skew, r.Verdict = nil, int(result.CantTell)
		}, []report.Problem{report.SkewDisagrees}},
		{"taps from before true time was known", app, func(r *report.Report) {
			for i := range r.Watched.Taps {
				r.Watched.Taps[i][0] -= int64(5 * time.Minute)
			}
		}, []report.Problem{report.OutOfOrder}},
		{"a tap from last week", app, func(r *report.Report) { r.Watched.Taps[0][0] -= int64(7 * 24 * time.Hour) }, []report.Problem{report.OutOfOrder}},
		{"taps in no order", app, func(r *report.Report) { slices.Reverse(r.Watched.Taps) }, []report.Problem{report.OutOfOrder}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := clone(t, tt.of)
			tt.edit(&r)
			found := report.Find(textOf(t, r))
			if len(found) != 1 || found[0].Err != nil {
				t.Fatalf("%v", errs(found))
			}
			v := report.Verify(found[0], report.Expect{Now: resulttest.Truth()})
			if diff := cmp.Diff(tt.want, v.Problems); diff != "" || v.Trust != report.Refused {
				t.Errorf("trust %v; problems (-want +got):\n%s", v.Trust, diff)
			}
			if out := render.Verify([]report.Verified{v}, render.TextOptions{Verbose: true}); !strings.HasPrefix(out, "REFUSED") {
				t.Errorf("shown as\n%s", out)
			}
		})
	}
}

// clone returns a report that shares nothing with another.
func clone(t *testing.T, r report.Report) report.Report {
	t.Helper()
	found := report.Find(textOf(t, r))
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%v", errs(found))
	}
	return found[0].Report
}

// Exchanges that contradict each other are of no report, whatever it claims.
func TestContradictingExchangesNeverHold(t *testing.T) {
	visit := append(resulttest.Visit(-47 * s)[:7], resulttest.Visit(0)[7])
	r, err := report.OfPhone(byComputer(), "iphone", visit, report.Options{Ticket: "T-4711", System: "linux", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := render.Report(r); err != report.ErrInvalid {
		t.Errorf("such a report is made: %v", err)
	}
	r.Skew, r.Verdict = &report.Skew{Low: -int64(s), High: int64(s)}, int(result.OK)
	v := report.Verify(report.Find(textOf(t, r))[0], report.Expect{Now: resulttest.Truth()})
	if v.Trust != report.Refused || v.Skew.Known() {
		t.Errorf("trust %v, %v, skew %v", v.Trust, v.Problems, v.Skew)
	}
}

func TestDevicesAreComparedEachWithItself(t *testing.T) {
	before, _ := ofPhone(t, -47*s)
	after, _ := ofPhone(t, 0)
	after.Start += (10 * time.Minute).Microseconds()
	after.UTCOffset += 3600
	computer, _ := made(t, -47*s, "T-4711")
	other, err := report.OfPhone(byComputer(), "android", resulttest.Visit(0), report.Options{Ticket: "T-4711", System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	var all []report.Verified
	for _, r := range []report.Report{after, computer, before, other} {
		all = append(all, report.Verify(report.Find(textOf(t, r))[0], report.Expect{Now: resulttest.Truth().Add(time.Hour)}))
	}
	got := report.Changes(all)
	if len(got) != 1 || got[0].Before != 2 || got[0].After != 0 || got[0].Kind != report.Stepped || !got[0].Fixed || got[0].Zone != 0 {
		t.Errorf("changes %+v, want the phone set, and nothing about the zone of a computer", got)
	}
}
