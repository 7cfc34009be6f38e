package result

import (
	"slices"
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

const s = time.Second

func rule() Rule {
	return Rule{Verifier: totp.Verifier{Window: totp.Steps(1, 1, totp.DefaultPeriod), Typing: 8 * s}}
}

func TestJudge(t *testing.T) {
	limit := Rule{MaxSkew: s}
	for _, tt := range []struct {
		name string
		rule Rule
		skew skew.Interval
		want Verdict
	}{
		{"a right clock", rule(), skew.Around(0, 20*time.Millisecond), OK},
		{"25 s slow fails one time in ten", rule(), skew.Exactly(-25 * s), AtRisk},
		{"25 s fast is no trouble", rule(), skew.Exactly(25 * s), OK},
		{"42 s slow", rule(), skew.Exactly(-42 * s), AtRisk},
		{"47 s slow", rule(), skew.Exactly(-47 * s), Wrong},
		{"47 s fast is not the mirror of it", rule(), skew.Exactly(47 * s), AtRisk},
		{"a year slow", rule(), skew.Exactly(-8766 * time.Hour), Wrong},
		{"between OK and at risk", rule(), skew.Between(-25*s, 0), AtRisk},
		{"from OK to one try in three there is nothing to say", rule(), skew.Between(-42*s, 0), CantTell},
		{"between at risk and wrong", rule(), skew.Between(-50*s, -42*s), AtRisk},
		{"from OK to wrong there is nothing to say", rule(), skew.Between(-50*s, 0), CantTell},
		{"so wide that both ends are wrong and the middle is not", rule(), skew.Around(0, time.Hour), CantTell},
		{"not measured", rule(), skew.Unknown, CantTell},
		{"inside a limit", limit, skew.Around(0, s), OK},
		{"across a limit", limit, skew.Around(s, 20*time.Millisecond), AtRisk},
		{"far too rough for a limit", limit, skew.Around(0, 2*s), CantTell},
		{"over a limit", limit, skew.Exactly(-2 * s), Wrong},
		{"a limit and no measurement", limit, skew.Unknown, CantTell},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.Judge(tt.skew); got != tt.want {
				t.Errorf("Judge(%v) = %v, want %v", tt.skew, got, tt.want)
			}
		})
	}
}

func TestSettled(t *testing.T) {
	for _, tt := range []struct {
		name string
		skew skew.Interval
		want bool
	}{
		{"clearly right", skew.Around(0, s), true},
		{"clearly wrong", skew.Around(-time.Hour, s), true},
		{"across a threshold a narrower interval could change the verdict", skew.Between(-25*s, 0), false},
		{"both ends wrong, the middle right", skew.Around(0, time.Hour), false},
		{"nothing known", skew.Unknown, false},
	} {
		if got := rule().Settled(tt.skew); got != tt.want {
			t.Errorf("%s: Settled(%v) = %v, want %v", tt.name, tt.skew, got, tt.want)
		}
	}
}

// What says that the clock is to blame, and the finding that says it is not, never
// stand side by side.
func TestBlamedOrNotTheClock(t *testing.T) {
	strictSite := Rule{Verifier: totp.Verifier{Window: totp.Steps(0, 0, totp.DefaultPeriod), Typing: 8 * s}}
	for _, tt := range []struct {
		name        string
		rule        Rule
		skew        skew.Interval
		blamed, not bool
	}{
		{"a right clock", rule(), skew.Around(0, 20*time.Millisecond), false, true},
		{"a right clock and a site too strict for the typing", strictSite, skew.Around(0, 20*time.Millisecond), false, true},
		{"1.5 s off, over a limit of 1 s", Rule{MaxSkew: s}, skew.Exactly(1500 * time.Millisecond), true, false},
		{"0.3 s off, over a limit of 0.1 s", Rule{MaxSkew: s / 10}, skew.Exactly(300 * time.Millisecond), true, false},
		{"1.5 s off, which normal sites do not mind", rule(), skew.Exactly(1500 * time.Millisecond), false, false},
	} {
		c := Check{Rule: tt.rule, Estimate: drift.Estimate{Agreement: drift.Majority, Skew: tt.skew, Point: tt.skew.Middle()}}
		c.Conclude()
		not := slices.ContainsFunc(c.Findings, func(f drift.Finding) bool { return f.Code == drift.NotTheClock })
		if c.Blamed() != tt.blamed || not != tt.not {
			t.Errorf("%s: blamed %v, not the clock %v; want %v, %v", tt.name, c.Blamed(), not, tt.blamed, tt.not)
		}
	}
}
