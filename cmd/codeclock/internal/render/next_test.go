package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// met is a clock that people meet.
type met struct {
	name    string
	i       skew.Interval
	verdict result.Verdict
}

func clocks() []met {
	const s, m = time.Second, time.Millisecond
	return []met{
		{"right", skew.Around(0, 20*m), result.OK},
		{"a second off", skew.Around(-1100*m, 20*m), result.OK},
		{"20 s slow", skew.Around(-20*s, 20*m), result.OK},
		{"20 s fast", skew.Around(20*s, 20*m), result.OK},
		{"42 s slow", skew.Around(-42*s, 20*m), result.AtRisk},
		{"35 s slow, roughly", skew.Around(-35*s, 4*s), result.AtRisk},
		{"40 s fast", skew.Around(40*s, 20*m), result.AtRisk},
		{"47 s slow", skew.Around(-47*s, 20*m), result.Wrong},
		{"an hour slow", skew.Around(-time.Hour, 20*m), result.Wrong},
		{"two hours fast", skew.Around(2*time.Hour, 20*m), result.Wrong},
		{"years slow", skew.Around(-1000*24*time.Hour, 20*m), result.Wrong},
		{"anywhere", skew.Around(-20*s, time.Minute), result.CantTell},
		{"anywhere near", skew.Around(-20*s, 15*s), result.CantTell},
	}
}

// systems are those that a page knows, and what it does not.
func systems() []phonepage.System {
	return []phonepage.System{phonepage.IPhone, phonepage.Android, phonepage.Windows, phonepage.Mac, phonepage.Linux, phonepage.Other}
}

var (
	// step is what somebody can do next: a command, a step of a list, or a hurry.
	step = regexp.MustCompile(`(?m)codeclock( |"|$)|^ +\d+\. |Wait for|Start over|press "Measure again"|Go nearer|support`)

	// cured is what is said of steps that are to turn a verdict into OK.
	cured = regexp.MustCompile(`Fix it|Then fix it|It should say OK`)

	praised = regexp.MustCompile(`Its codes work at|; codes work\.|are fine`)
	refused = regexp.MustCompile(`refuse all|always refused|refuse every|Every code is refused|refuse its codes`)
	ofOne   = map[phonepage.System]*regexp.Regexp{
		phonepage.Linux: regexp.MustCompile(`sudo|timedatectl|systemctl`), phonepage.Windows: regexp.MustCompile(`Time & language`),
		phonepage.Mac: regexp.MustCompile(`System Settings`), phonepage.IPhone: regexp.MustCompile(`Set Automatically`),
		phonepage.Android: regexp.MustCompile(`Google Authenticator has it`),
	}
)

// fits sees that an answer has a next step, and says nothing against its own verdict.
func fits(t *testing.T, face string, v result.Verdict, system phonepage.System, text string) {
	t.Helper()
	if !step.MatchString(text) {
		t.Errorf("%s, %v: no next step\n%s", face, v, text)
	}
	text = flat(text)
	if v == result.OK && (cured.MatchString(text) || refused.MatchString(text)) {
		t.Errorf("%s is OK, and yet:\n%s", face, text)
	}
	if v == result.CantTell && (cured.MatchString(text) || refused.MatchString(text) || praised.MatchString(text) || strings.Contains(text, "accepted only") || strings.Contains(text, "codes only")) {
		t.Errorf("%s can't tell, and yet:\n%s", face, text)
	}
	if (v == result.Wrong || v == result.AtRisk) && praised.MatchString(text) {
		t.Errorf("%s is %v, and yet:\n%s", face, v, text)
	}
	for of, its := range ofOne {
		if system != "" && of != system && its.MatchString(text) {
			t.Errorf("%s of %s has the steps of %s:\n%s", face, system, of, text)
		}
	}
}

// checked is a check of a computer with such a clock.
func checked(i skew.Interval, set func(*result.Check)) result.Check {
	c := resulttest.With(i.Middle(), resulttest.Skewed(i.Middle())...)
	c.Estimate.Skew, c.Estimate.Point = i, i.Middle()
	if set != nil {
		set(&c)
	}
	c.Conclude()
	return c
}

// Whatever a check of whatever clock says, on whatever system, for people or for a log.
func TestChecksHaveANextStep(t *testing.T) {
	for _, m := range clocks() {
		for _, system := range append(systems(), "freebsd") {
			for _, alone := range []bool{false, true} {
				c := checked(m.i, func(c *result.Check) { c.System, c.Here = string(system), string(system) })
				if c.Verdict != m.verdict {
					t.Fatalf("%s is %v, not %v", m.name, c.Verdict, m.verdict)
				}
				text := Text(c, TextOptions{Unattended: alone})
				if alone && m.verdict == result.OK {
					text += "\ncodeclock" // all is well, and nobody is there
				}
				fits(t, fmt.Sprintf("check of a clock %s, %v", m.name, alone), m.verdict, system, text)
			}
		}
	}
	limits := func(c *result.Check) { c.Rule.MaxSkew = 30 * time.Second }
	for _, m := range clocks() {
		c := checked(m.i, limits)
		fits(t, "check with a limit of a clock "+m.name, c.Verdict, "", Text(c, TextOptions{}))
	}
	for _, c := range resulttest.Cases() {
		if text := Text(c.Check, TextOptions{Unattended: true}); strings.Contains(text, "codeclock phone") || strings.Contains(text, "where you are") {
			t.Errorf("check %s asks, where nobody is:\n%s", c.Name, text)
		}
		for _, alone := range []bool{false, true} {
			text := Text(c.Check, TextOptions{Unattended: alone})
			if alone && c.Check.Verdict == result.OK {
				text += "\ncodeclock"
			}
			fits(t, "check "+c.Name, c.Check.Verdict, "", text)
		}
	}
}

// Where no clock is to blame, the hand is.
func TestSlowHandsHaveANextStep(t *testing.T) {
	for _, typing := range []time.Duration{0, 8 * time.Second, 31 * time.Second, 55 * time.Second, 70 * time.Second, time.Hour} {
		for _, window := range []totp.Window{totp.Steps(0, 0, totp.DefaultPeriod), totp.Steps(1, 1, totp.DefaultPeriod)} {
			c := checked(skew.Around(0, time.Millisecond), func(c *result.Check) {
				c.Rule.Verifier.Typing, c.Rule.Verifier.Window = typing, window
			})
			text := Text(c, TextOptions{})
			if v := c.Verdict; v != result.OK && (!strings.Contains(text, "pasted") || cured.MatchString(text)) {
				t.Errorf("typing %v, %v:\n%s", typing, v, text)
			}
		}
	}
}

// A page measures phones and computers of every system, and of none that is known.
func TestPhonesHaveANextStep(t *testing.T) {
	for _, m := range clocks() {
		for _, system := range systems() {
			for _, once := range []bool{false, true} {
				e := phonepage.Event{Kind: phonepage.Measured, Phone: 1, System: system, Skew: m.i}
				text := PhoneText(e, resulttest.Truth(), PhoneOptions{Once: once})
				fits(t, fmt.Sprintf("phone %s, once %v", m.name, once), m.verdict, system, text)
			}
		}
	}
	for _, system := range systems() {
		far := phonepage.Event{Kind: phonepage.Measured, Phone: 1, System: system, Far: true}
		fits(t, "phone centuries off", result.Wrong, system, PhoneText(far, resulttest.Truth(), PhoneOptions{}))
	}
	for _, kind := range []phonepage.Kind{phonepage.NoTruth, phonepage.Quiet} {
		fits(t, fmt.Sprintf("phone, event %d", kind), result.CantTell, "", PhoneText(phonepage.Event{Kind: kind}, time.Time{}, PhoneOptions{}))
	}
}

// watched are the ways in which an app's clock and its device's can be known.
func watched(clock skew.Interval) []result.Taps {
	var all []result.Taps
	for _, app := range append(totp.Apps(), totp.AnyApp(), totp.App{ID: "token", NoClock: true}) {
		for _, off := range []time.Duration{0, -5 * time.Second, -17 * time.Second, -47 * time.Second, 20 * time.Second, time.Hour} {
			all = append(all, resulttest.Watched(app, off, clock))
		}
	}
	return append(all, lone(clock), scattered(clock))
}

// lone is a single press, scattered presses that do not belong together.
func lone(clock skew.Interval) result.Taps {
	t := resulttest.Watched(totp.AnyApp(), -17*time.Second, clock)
	t.Made = t.Made[:1]
	t.Conclude()
	return t
}

func scattered(clock skew.Interval) result.Taps {
	t := resulttest.Watched(totp.AnyApp(), 0, clock)
	t.Made[1].At, t.Made[2].At = t.Made[1].At.Add(9*time.Second), t.Made[2].At.Add(17*time.Second)
	t.Conclude()
	return t
}

func TestTapsHaveANextStep(t *testing.T) {
	known := []skew.Interval{skew.Unknown, skew.Around(0, time.Minute)}
	for _, m := range clocks() {
		known = append(known, m.i)
	}
	for _, clock := range known {
		for _, w := range watched(clock) {
			for _, limit := range []time.Duration{0, time.Second} {
				for _, os := range []string{"phones", "iphone", "android"} {
					w.Rule.MaxSkew, w.System = limit, os
					w.Conclude()
					face := fmt.Sprintf("tap at %s by a clock %v, limit %v", w.App.ID, clock, limit)
					if text := TapText(w, Screen{}); limit == 0 || w.Verdict == result.OK {
						fits(t, face, w.Verdict, "", text)
					} else if praised.MatchString(text) {
						t.Errorf("%s is %v, and yet:\n%s", face, w.Verdict, text)
					}
				}
			}
		}
	}
}

// simulated is what window shows of such a clock.
func simulated(i skew.Interval, measured bool) result.Simulation {
	s := result.Simulation{Skew: i, At: resulttest.Truth(), Measured: measured}
	s.Typing.Min, s.Typing.Max = result.DefaultTyping, result.DefaultTyping
	for _, p := range totp.Presets() {
		v, _ := p.Verifier(totp.DefaultPeriod, result.DefaultTyping)
		s.Views = append(s.Views, s.Fill(result.View{Policy: &p, Asked: p.ID == result.Normal, Known: true, Verifier: v}))
	}
	return s
}

func TestSimulationsHaveANextStep(t *testing.T) {
	for _, m := range clocks() {
		for _, measured := range []bool{false, true} {
			s := simulated(m.i, measured)
			text := Simulation(s, SimulationOptions{})
			if !step.MatchString(text) || cured.MatchString(text) {
				t.Errorf("window of a clock %s, %v:\n%s", m.name, measured, text)
			}
			live := Live(s, Screen{})
			if m.verdict == result.CantTell && (strings.Contains(live, "It is REFUSED") || strings.Contains(live, "refused ]")) {
				t.Errorf("window --live of a clock %s:\n%s", m.name, live)
			}
			if !strings.Contains(live, "ends") {
				t.Errorf("window --live of a clock %s doesn't say how it ends:\n%s", m.name, live)
			}
		}
	}
}

// Support reads reports on every clock, and hears what to ask for next.
func TestReportsHaveANextStep(t *testing.T) {
	for _, m := range clocks() {
		for _, at := range resulttest.Cases() {
			if at.Name != "good" && at.Name != "practice" {
				continue
			}
			for _, system := range systems() {
				c := at.Check
				c.Rule = result.DefaultRule()
				r, err := report.OfPhone(c, string(system), resulttest.Visit(m.i.Middle()), report.Options{System: "linux", Arch: "amd64"})
				if err != nil {
					t.Fatal(err)
				}
				readBack(t, "a phone, "+m.name, r)
			}
		}
		c := checked(m.i, nil)
		r, err := report.New(c, report.Options{System: "linux", Arch: "amd64"})
		if err != nil {
			t.Fatal(err)
		}
		readBack(t, "a computer, "+m.name, r)
		for _, w := range watched(m.i) {
			if r, err := report.OfApp(checked(skew.Around(0, time.Millisecond), nil), w, report.Options{System: "linux", Arch: "amd64"}); err == nil {
				readBack(t, "an app, "+m.name, r)
			}
		}
	}
}

// readBack has a report verified, for its ticket and for another.
func readBack(t *testing.T, what string, r report.Report) {
	t.Helper()
	text, err := Report(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, ticket := range []string{"", "T-9"} {
		for _, found := range report.Find(text) {
			v := report.Verify(found, report.Expect{Ticket: ticket, Now: resulttest.Truth().Add(time.Hour)})
			said := Verify([]report.Verified{v}, TextOptions{})
			if !strings.Contains(said, "\nNext: ") || v.Trust < report.Refused && v.Verdict == result.OK && strings.Contains(said, "shows the customer the steps") {
				t.Errorf("report on %s, %v:\n%s", what, v.Verdict, said)
			}
		}
	}
}

// What a network does to a measurement has its own next step.
func TestSilencesHaveANextStep(t *testing.T) {
	for name, err := range map[string]error{
		"silent": source.ErrNoAnswer, "refused": source.ErrRefused, "unreachable": source.ErrUnreachable,
		"unsynchronised": source.ErrUnsynchronised, "told to wait": &source.KissError{Code: "RATE"}, "turned away": &source.KissError{Code: "DENY"},
	} {
		for _, named := range []bool{false, true} {
			for n := 1; n <= 2; n++ {
				var readings []drift.Reading
				for k := range n {
					readings = append(readings, resulttest.Failed(fmt.Sprintf("time%d.example", k), err))
				}
				c := resulttest.With(0, readings...)
				c.Named = named
				c.Conclude()
				text := Text(c, TextOptions{})
				fits(t, name, result.CantTell, "", text)
				if !strings.Contains(text, "\nNext\n  1. ") {
					t.Errorf("%s, named %v:\n%s", name, named, text)
				}
			}
		}
	}
}
