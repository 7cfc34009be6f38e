package render

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// device is one whose codes a verifier judges.
type device struct {
	v totp.Verifier
	i skew.Interval
}

// devices calls f with devices up to three minutes off, at every kind of verifier.
func devices(step time.Duration, f func(device)) {
	for _, seconds := range []int{10, 30, 45, 60} {
		p := time.Duration(seconds) * time.Second
		for _, w := range []totp.Window{
			totp.Steps(0, 0, p), totp.Steps(1, 1, p), totp.Steps(2, 2, p), totp.Steps(1, 0, p), totp.Steps(0, 1, p),
			{Past: 10 * time.Second, Future: 10 * time.Second}, {Past: 20 * time.Second, Future: 5 * time.Second},
		} {
			for _, bound := range []time.Duration{0, 20 * time.Millisecond, 2 * time.Second, time.Minute} {
				for off := -180 * time.Second; off <= 180*time.Second; off += step {
					f(device{totp.Verifier{Period: p, Window: w, Typing: 8 * time.Second}, skew.Around(off, bound)})
				}
			}
		}
	}
}

// accepts applies the law to a whole second of a code's life: whatever the skew s in the
// interval, s - future <= age < s + period + past. Nobody sees 50 ms.
func (d device) accepts(second int) bool {
	const unseen = 50 * time.Millisecond
	first := time.Duration(second)*time.Second + unseen
	last := time.Duration(second+1)*time.Second - unseen - 1
	for _, s := range []time.Duration{d.i.Lo(), d.i.Hi()} {
		if first < s-d.v.Window.Future || last >= s+d.v.Period+d.v.Window.Past {
			return false
		}
	}
	return true
}

// told is what a face says of a code: the seconds of its life in which it is accepted.
type told struct{ from, until int }

const forGood = math.MaxInt

// grammar reads back what faces say, each pattern with where its numbers stand, in the
// order in which they are tried; p is the period.
var grammar = []struct {
	text *regexp.Regexp
	told func(n []int, p int) told
}{
	{regexp.MustCompile(`^always refused|^never|refuse all of its codes|for as long as (it is|they are) shown[.;]?$`), func([]int, int) told { return told{0, 0} }},
	{regexp.MustCompile(`^refused for as long as it is shown|refuse its codes for as long`), func([]int, int) told { return told{0, 0} }},
	{regexp.MustCompile(`^unknown|^perhaps|^Whether`), func([]int, int) told { return told{0, 0} }},
	{regexp.MustCompile(`time-zone`), func([]int, int) told { return told{0, 0} }},
	{regexp.MustCompile(`until the code changes|^all the time|^Its codes work at \w+ sites\.|^Its codes work at sites with this window\.|accept its codes for as long`), func(_ []int, p int) told { return told{0, p} }},
	{regexp.MustCompile(`until (\d+) s after it changes`), func(n []int, p int) told { return told{0, p + n[0]} }},
	{regexp.MustCompile(`(?:^|in (?:the|their) )first (\d+) s`), func(n []int, _ int) told { return told{0, n[0]} }},
	{regexp.MustCompile(`(\d+) s to (\d+) s`), func(n []int, _ int) told { return told{n[0], n[1]} }},
	{regexp.MustCompile(`once (?:it has|they have) changed`), func(_ []int, p int) told { return told{p, forGood} }},
	{regexp.MustCompile(`from (\d+)( minutes?)?( \d+)? s after (?:it has|they have) changed`), func(n []int, p int) told { return told{p + n[0], forGood} }},
	{regexp.MustCompile(`(?:from|after) (\d+) s`), func(n []int, _ int) told { return told{n[0], forGood} }},
}

var minutes = regexp.MustCompile(`(\d+) minutes?(?: (\d+) s)?`)

// read understands what a face says.
func read(t *testing.T, text string, period int) told {
	t.Helper()
	text = minutes.ReplaceAllStringFunc(text, func(m string) string {
		n := minutes.FindStringSubmatch(m)
		min, _ := strconv.Atoi(n[1])
		s, _ := strconv.Atoi(n[2])
		return fmt.Sprintf("%d s", 60*min+s)
	})
	for _, g := range grammar {
		m := g.text.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var n []int
		for _, s := range m[1:] {
			k, _ := strconv.Atoi(s)
			n = append(n, k)
		}
		return g.told(n, period)
	}
	t.Fatalf("nobody understands %q", text)
	return told{}
}

// Each way to say when a code is accepted says what the law says, to the second, for as
// long as the device shows the code; after that, from when on.
func TestEveryFaceKeepsToTheLaw(t *testing.T) {
	devices(1500*time.Millisecond, func(d device) {
		c := result.NewCodes(d.v, d.i)
		period := int(d.v.Period / time.Second)
		sentence, _ := words.SayCodes(c, d.i)
		for face, text := range map[string]string{"table": words.Acceptance(c), "window": words.Part(c), "sentence": sentence} {
			said := read(t, text, period)
			for a := range period {
				if got := said.from <= a && a < said.until; got != d.accepts(a) {
					t.Fatalf("%s of %+v: %q, and yet second %d is accepted: %v", face, d, text, a, !got)
				}
			}
			if said.from >= period && (d.accepts(said.from-1) || !d.accepts(said.from)) {
				t.Fatalf("%s of %+v: %q is not the first second", face, d, text)
			}
		}
	})
}

// All faces say the same sentence of a device, none praises codes whose verdict is not OK,
// and the numbers for machines round to those for people.
func TestAllFacesAgree(t *testing.T) {
	devices(7300*time.Millisecond, func(d device) {
		rule := result.Rule{Verifier: d.v}
		c := result.NewCodes(d.v, d.i)
		want, hurry := words.SayCodes(c, d.i)
		verdict := rule.Judge(d.i)
		if works := strings.HasPrefix(want, "Its codes work"); works != (verdict == result.OK) {
			t.Fatalf("%+v: %v, and %q", d, verdict, want)
		}
		check := resulttest.With(d.i.Middle())
		check.Rule, check.Estimate.Skew, check.Estimate.Point = rule, d.i, d.i.Middle()
		check.Conclude()
		for name, got := range map[string]string{
			"page":   strings.Join(words.SayDevice(words.ThisPhone, d.i, rule, resulttest.Truth()).Lines, " "),
			"report": codesRow(report.Outcome{Skew: d.i, Check: check}),
			"tap":    TapText(result.Taps{Rule: rule, Codes: d.i, Clock: d.i, Verdict: verdict, Estimate: totp.TapEstimate{Arc: totp.Arc{Skew: d.i, Period: d.v.Period}}}, Screen{}),
		} {
			if !strings.Contains(flat(got), want) {
				t.Fatalf("%s of %+v: %q lacks %q", name, d, got, want)
			}
		}
		if text := flat(Text(check, TextOptions{})); verdict == result.AtRisk && !strings.Contains(text, flat(hurry)) {
			t.Fatalf("check of %+v lacks %q:\n%s", d, hurry, text)
		}
		machineAgrees(t, d, check)
	})
}

// machineAgrees compares the JSON of check and of window with the law.
func machineAgrees(t *testing.T, d device, check result.Check) {
	t.Helper()
	check.Sites = []result.Site{{Name: "it", Codes: result.NewCodes(d.v, d.i)}}
	text, err := JSON(check)
	if err != nil {
		t.Fatal(err)
	}
	type ages struct {
		From  *float64 `json:"accepted_from_seconds"`
		Until *float64 `json:"accepted_until_seconds"`
	}
	var doc struct{ Sites []ages }
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	s := result.Simulation{Skew: d.i, At: resulttest.Truth()}
	view := newViewJSON(s, s.Fill(result.View{Known: true, Verifier: d.v}))
	for face, got := range map[string]ages{"check": doc.Sites[0], "window": {view.From, view.Until}} {
		for a := range int(d.v.Period / time.Second) {
			in := got.From != nil && *got.From <= float64(a)+.05 && float64(a)+.95 <= *got.Until
			if in != d.accepts(a) {
				t.Fatalf("%s of %+v: second %d is in %v: %v", face, d, a, got, in)
			}
		}
	}
}

func TestPhoneInTheTerminalSaysTheSame(t *testing.T) {
	v := result.DefaultRule().Verifier
	for off := -180 * time.Second; off <= 180*time.Second; off += 13 * time.Second {
		i := skew.Around(off, 10*time.Millisecond)
		want, _ := words.SayCodes(result.NewCodes(v, i), i)
		e := phonepage.Event{Kind: phonepage.Measured, Skew: i}
		if got := flat(PhoneText(e, resulttest.Truth(), PhoneOptions{})); !strings.Contains(got, want) {
			t.Errorf("%v off: %q lacks %q", off, got, want)
		}
	}
}

// flat undoes the breaking of lines.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }
