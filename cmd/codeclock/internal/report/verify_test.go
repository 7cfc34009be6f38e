package report_test

import (
	"errors"
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
)

const s = time.Second

// verified writes a report after a change of its fields, as somebody who knows
// the format can, and reads it.
func verified(t *testing.T, e report.Expect, edit func(*report.Report)) report.Verified {
	t.Helper()
	r, _ := made(t, -47*s, "T-4711")
	edit(&r)
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	found := report.Find(text)
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%v", errs(found))
	}
	if e.Now.IsZero() {
		e.Now = resulttest.Truth().Add(3 * time.Minute)
	}
	return report.Verify(found[0], e)
}

func TestVerify(t *testing.T) {
	now := func(after time.Duration) report.Expect { return report.Expect{Now: resulttest.Truth().Add(after)} }
	sample := func(f func(*report.Sample)) func(*report.Report) {
		return func(r *report.Report) { f(&r.Servers[0].Samples[0]) }
	}
	for _, tt := range []struct {
		name   string
		expect report.Expect
		edit   func(*report.Report)
		want   []report.Problem
		trust  report.Trust
	}{
		{"as it was made", report.Expect{}, func(*report.Report) {}, nil, report.Holds},
		{"for its ticket, in lower case", report.Expect{Ticket: "t-4711"}, func(*report.Report) {}, nil, report.Holds},
		{"for another ticket", report.Expect{Ticket: "T-4712"}, func(*report.Report) {}, []report.Problem{report.WrongTicket}, report.Refused},
		{"for no ticket", report.Expect{Ticket: "T-4711"}, func(r *report.Report) { r.Ticket = "" }, []report.Problem{report.WrongTicket}, report.Refused},
		{"practice", report.Expect{}, func(r *report.Report) { r.Practice = true }, []report.Problem{report.Practice}, report.Refused},
		{"the verdict is prettier than the samples", report.Expect{}, func(r *report.Report) { r.Verdict = int(result.OK) }, []report.Problem{report.VerdictDisagrees}, report.Refused},
		{"the skew is", report.Expect{}, func(r *report.Report) { r.Skew = &report.Skew{} }, []report.Problem{report.SkewDisagrees}, report.Refused},
		{"the skew is off by two microseconds", report.Expect{}, func(r *report.Report) { r.Skew.Low -= 2000 }, []report.Problem{report.SkewDisagrees}, report.Refused},
		{"the skew is off by rounding", report.Expect{}, func(r *report.Report) { r.Skew.Low -= 100 }, nil, report.Holds},
		{"the skew was left out", report.Expect{}, func(r *report.Report) { r.Skew, r.Agreement = nil, int(drift.Silence) }, []report.Problem{report.SkewDisagrees}, report.Refused},
		{"fewer agreed than it says", report.Expect{}, func(r *report.Report) { r.Agreement = int(drift.Unconfirmed) }, []report.Problem{report.SkewDisagrees}, report.Refused},
		{"all of it is consistent with a milder rule", report.Expect{}, func(r *report.Report) { r.Rule.Past *= 3; r.Verdict = int(result.OK) }, nil, report.Holds},
		{"it is said not to be the clock", report.Expect{}, func(r *report.Report) {
			r.Findings = []report.Finding{{Code: "not-the-clock", Severity: "info", Sure: "certain"}}
		}, []report.Problem{report.FindingDisagrees}, report.Refused},
		{"one sample was moved", report.Expect{}, sample(func(x *report.Sample) { x.Sent += int64(46 * s); x.Received += int64(46 * s) }), []report.Problem{report.OutOfOrder}, report.Refused},
		{"an answer before its question", report.Expect{}, sample(func(x *report.Sample) { x.ServerReceived -= int64(s) }), []report.Problem{report.SkewDisagrees, report.NegativeDelay}, report.Refused},
		{"received before sent", report.Expect{}, sample(func(x *report.Sample) { x.Received = x.Sent - 1; x.ServerSent = x.ServerReceived - 1 }), []report.Problem{report.OutOfOrder}, report.Refused},
		{"a day and a bit old", now(25 * time.Hour), func(*report.Report) {}, []report.Problem{report.Old}, report.Doubtful},
		{"younger than the reader's clock allows", now(-time.Hour), func(*report.Report) {}, []report.Problem{report.FromFuture}, report.Doubtful},
		{"a reader's clock that is a little slow", now(-time.Minute), func(*report.Report) {}, nil, report.Holds},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := verified(t, tt.expect, tt.edit)
			got := slices.DeleteFunc(v.Problems, func(p report.Problem) bool {
				return p == report.VerdictDisagrees && slices.Contains(tt.want, report.SkewDisagrees)
			})
			if diff := cmp.Diff(tt.want, got); diff != "" || v.Trust != tt.trust {
				t.Errorf("trust %v, want %v; problems (-want +got):\n%s", v.Trust, tt.trust, diff)
			}
		})
	}
}

func TestAge(t *testing.T) {
	v := verified(t, report.Expect{}, func(*report.Report) {})
	if got := v.Age.Round(s); got != 3*time.Minute || v.AgeByThem {
		t.Errorf("age %v (by their clock: %v), want 3 minutes of true time", got, v.AgeByThem)
	}
	v = verified(t, report.Expect{}, func(r *report.Report) {
		r.Skew, r.Servers, r.Agreement, r.Verdict = nil, []report.Server{}, int(drift.Silence), int(result.CantTell)
	})
	if got := v.Age.Round(s); got != 3*time.Minute+47*s || !v.AgeByThem {
		t.Errorf("age %v (by their clock: %v), want 3 minutes 47 s by their clock", got, v.AgeByThem)
	}
}

// Every check there is can be reported, and reads back as itself.
func TestEveryCheckCanBeReported(t *testing.T) {
	for _, c := range resulttest.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			r, err := report.New(c.Check, report.Options{System: "darwin", Arch: "arm64"})
			if err != nil {
				t.Fatal(err)
			}
			text, err := render.Report(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range strings.Split(text, "\n") {
				if len(l) > render.Columns || strings.ContainsFunc(l, func(r rune) bool { return r < ' ' || r > '~' }) {
					t.Errorf("not 72 columns of ASCII: %q", l)
				}
			}
			v := report.Verify(report.Find(text)[0], report.Expect{Now: resulttest.Truth()})
			v.Problems = slices.DeleteFunc(v.Problems, func(p report.Problem) bool { return p == report.Practice && c.Name == "practice" })
			if v.Err != nil || len(v.Problems) > 0 || v.Check.Verdict != c.Check.Verdict || edited(v.Found) {
				t.Errorf("%v, %v, verdict %v, want %v", v.Err, v.Problems, v.Check.Verdict, c.Check.Verdict)
			}
			if got, want := v.Check.Estimate.Skew, c.Check.Estimate.Skew; got != want {
				t.Errorf("skew %v, want %v", got, want)
			}
		})
	}
}

func TestTickets(t *testing.T) {
	for ticket, want := range map[string]error{
		"": nil, "T-4711": nil, "4711": nil, "12345": nil, "CASE_2026_11": nil, "10123456789": nil, "inc0012345": nil,
		"123456": report.ErrSecret, "12345678": report.ErrSecret, "123-456": report.ErrSecret, "0123_4567": report.ErrSecret,
		"JBSWY3DPEHPK3PXP": report.ErrSecret, "jbsw-y3dp-ehpk-3pxp": report.ErrSecret, "48656c6c6f21deadbeef": report.ErrSecret,
		"jane": report.ErrTicket, "jane.doe4": report.ErrTicket, "a@b.example1": report.ErrTicket, "192.0.2.1": report.ErrTicket,
		"C:\\4711": report.ErrTicket, "/home/4711": report.ErrTicket, "T 4711": report.ErrTicket, "T-4711\n": report.ErrTicket,
		"otpauth://4": report.ErrTicket, "2001:db8::1": report.ErrTicket, "T-12345678901234567890": report.ErrTicket, "\u0661": report.ErrTicket,
	} {
		if got := report.CheckTicket(ticket); !errors.Is(got, want) || (want == nil) != (got == nil) {
			t.Errorf("CheckTicket(%q) = %v, want %v", ticket, got, want)
		}
	}
}

func TestServersThatAreNotOursHaveNoNames(t *testing.T) {
	readings := []drift.Reading{
		resulttest.Reading("time.google.com", 0, 0), resulttest.Reading("ntp.corp.example", 0, 0),
		resulttest.Reading("ntp2.corp.example:1123", 0, 0), resulttest.Reading("192.0.2.7", 0, 0), resulttest.Reading("[2001:db8::7]:123", 0, 0),
	}
	for _, tt := range []struct {
		names bool
		want  []string
	}{
		{false, []string{"time.google.com", "named server 2", "named server 3", "named server 4", "named server 5"}},
		{true, []string{"time.google.com", "ntp.corp.example", "ntp2.corp.example", "named server 4", "named server 5"}},
	} {
		r, err := report.New(resulttest.With(0, readings...), report.Options{ServerNames: tt.names})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range r.Servers {
			got = append(got, s.Name)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("names allowed: %v (-want +got):\n%s", tt.names, diff)
		}
	}
}

func TestTooManySamplesAreRefused(t *testing.T) {
	reading := resulttest.Reading("time.google.com", 0, 0)
	for range 256 {
		reading.Samples = append(reading.Samples, reading.Samples[0])
	}
	if _, err := report.New(resulttest.With(0, reading), report.Options{}); !errors.Is(err, report.ErrTooMany) {
		t.Errorf("%v, want ErrTooMany", err)
	}
}

func TestSpoken(t *testing.T) {
	for _, tt := range []struct {
		skew time.Duration
		want string
	}{
		{0, "OK-0.0-"}, {300 * time.Millisecond, "OK-0.3-"}, {-12 * s, "SLOW-12.0-"}, {-47 * s, "SLOW-47.0-"}, {42 * s, "FAST-42.0-"},
		{-978 * s, "SLOW-16.3M-"}, {time.Hour, "FAST-1.00H-"}, {-5 * time.Hour, "SLOW-5.00H-"}, {26 * time.Hour, "FAST-26.0H-"},
		{-30 * 24 * time.Hour, "SLOW-30.0D-"}, {-115_711_224 * s, "SLOW-3.67Y-"},
	} {
		r, _ := made(t, tt.skew, "T-4711")
		got := r.Spoken()
		if !strings.HasPrefix(got, tt.want) || len(got) != len(tt.want)+4 {
			t.Errorf("%v is spoken as %s, want %sxxxx", tt.skew, got, tt.want)
		}
		heard := report.FindSpoken("It says "+strings.ToLower(got)+", I think.", "t-4711")
		if len(heard) != 1 || !heard[0].Fits || heard[0].Said+"-" != tt.want {
			t.Errorf("%s is heard as %v", got, heard)
		}
		if other := report.FindSpoken(got, "T-4712"); len(other) != 1 || other[0].Fits {
			t.Errorf("%s fits another ticket: %v", got, other)
		}
	}
	if got := report.FindSpoken("SLOW-46.0-R57P", "T-4711"); len(got) != 1 || got[0].Fits {
		t.Errorf("a misheard number fits: %v", got)
	}
	if got := report.FindSpoken("my clock is slow", ""); len(got) != 0 {
		t.Errorf("heard %v in plain words", got)
	}
}

func TestChanges(t *testing.T) {
	const day = 24 * time.Hour
	at := func(after, off time.Duration, zone int, ticket string) report.Verified {
		v := verified(t, report.Expect{Now: resulttest.Truth()}, func(r *report.Report) {
			c := resulttest.With(off, resulttest.Skewed(off)...)
			c.Conclude()
			*r, _ = report.New(c, report.Options{Ticket: ticket, System: "linux", Arch: "amd64"})
			r.Start += after.Microseconds()
			r.UTCOffset = zone
		})
		return v
	}
	for _, tt := range []struct {
		name  string
		after report.Verified
		kind  report.Kind
		fixed bool
		skew  time.Duration
	}{
		{"nothing happened", at(time.Hour, -47*s, 3600, "T-1"), report.Same, false, 0},
		{"it was set", at(time.Minute, 0, 3600, "T-1"), report.Stepped, true, 47 * s},
		{"it was set the wrong way", at(time.Minute, -94*s, 3600, "T-1"), report.Stepped, false, -47 * s},
		{"it loses 2 s a day", at(day, -49*s, 3600, "T-1"), report.Drifted, false, -2 * s},
		{"too much for drift", at(time.Hour, -49*s, 3600, "T-1"), report.Stepped, false, -2 * s},
		{"the zone alone", at(time.Minute, -47*s, 0, "T-1"), report.Zoned, false, 0},
		{"the zone and the clock", at(time.Minute, -47*s+time.Hour, 0, "T-1"), report.Both, false, time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := at(0, -47*s, 3600, "T-1")
			got := report.Changes([]report.Verified{tt.after, before}) // newest first
			if len(got) != 1 || got[0].Before != 1 || got[0].After != 0 {
				t.Fatalf("%+v, want one change from the second to the first", got)
			}
			if c := got[0]; c.Kind != tt.kind || c.Fixed != tt.fixed || !c.Skew.Widen(s/10).Contains(tt.skew) {
				t.Errorf("%v, fixed %v, by %v; want %v, %v, %v", c.Kind, c.Fixed, c.Skew, tt.kind, tt.fixed, skew.Words(tt.skew))
			}
		})
	}
	if got := report.Changes([]report.Verified{at(0, 0, 0, "T-1"), at(0, 0, 0, "T-2")}); len(got) != 0 {
		t.Errorf("two tickets are compared: %v", got)
	}
	ppm, bound := report.Changes([]report.Verified{at(0, 0, 0, "T-1"), at(day, -2*s, 0, "T-1")})[0].Rate()
	if ppm > -23 || ppm < -23.3 || bound > 0.2 {
		t.Errorf("2 s a day is %v +/- %v ppm, want -23.1", ppm, bound)
	}
}
