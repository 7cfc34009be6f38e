package phonepage

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// atFirstSight is all that a page shows of a device at first sight.
func atFirstSight(v *view) string {
	text := []string{v.Word + " " + v.Sentence}
	text = append(text, v.Lines...)
	text = append(text, v.Hurry)
	for _, s := range v.Systems {
		if v.Fix && s.ID == v.System {
			text = append(append(text, v.Heading), s.Steps...)
		}
	}
	return strings.Join(text, "\n")
}

// commandOf tells whose steps a text has.
func commandOf() map[System]*regexp.Regexp {
	return map[System]*regexp.Regexp{
		Linux: regexp.MustCompile(`sudo|timedatectl`), Windows: regexp.MustCompile(`Time & language`), Mac: regexp.MustCompile(`System Settings`),
		IPhone: regexp.MustCompile(`Set Automatically`), Android: regexp.MustCompile(`Samsung`), Other: regexp.MustCompile(`Open its settings`),
	}
}

// Whatever clock a page measures on whatever system, on a local network and at a desk:
// the device is told what to do, and nothing against its own verdict.
func TestPagesHaveANextStep(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	desk, _ := url.Parse("https://clock.example.com")
	for _, tt := range []struct {
		i    skew.Interval
		far  bool
		want result.Verdict
	}{
		{skew.Around(0, 20*milli), false, result.OK},
		{skew.Around(-20*second, 20*milli), false, result.OK},
		{skew.Around(20*second, 20*milli), false, result.OK},
		{skew.Around(-42*second, 20*milli), false, result.AtRisk},
		{skew.Around(-47*second, 20*milli), false, result.Wrong},
		{skew.Around(-time.Hour, 20*milli), false, result.Wrong},
		{skew.Around(1000*24*time.Hour, 20*milli), false, result.Wrong},
		{skew.Around(-20*second, time.Minute), false, result.CantTell},
		{skew.Unknown, false, result.CantTell},
		{skew.Unknown, true, result.Wrong},
	} {
		for _, system := range []System{IPhone, Android, Windows, Mac, Linux, Other} {
			for _, link := range []*url.URL{nil, desk} {
				for _, once := range []bool{false, true} {
					s := New(Options{True: func() (time.Time, time.Duration, bool) { return now, milli, true }, Link: link, Once: once})
					who := &phone{number: 1, system: system, clock: drift.Track{Skew: tt.i}, far: tt.far}
					v := s.view(who, want{}, moments{now, milli, true})
					fits(t, v, tt.want, system, link != nil)
				}
			}
		}
	}
}

func fits(t *testing.T, v *view, want result.Verdict, system System, desk bool) {
	t.Helper()
	text := atFirstSight(v)
	if v.Word != want.String() {
		t.Fatalf("%s, want %v", text, want)
	}
	if !slices.ContainsFunc(v.Systems, func(s steps) bool { return s.ID == string(system) }) {
		t.Errorf("the steps of %s cannot be chosen", system)
	}
	if desk && strings.Contains(text, "codeclock ") {
		t.Errorf("a customer of a desk has no codeclock:\n%s", text)
	}
	switch want {
	case result.OK:
		if strings.Contains(text, "should say OK") || strings.Contains(text, "What to do") || strings.Contains(text, "refuse ") || !strings.Contains(text, "second check") {
			t.Errorf("%s", text)
		}
	case result.CantTell:
		if v.Fix || strings.Contains(text, "refuse") || strings.Contains(text, "only") || len(v.Lines) < 2 {
			t.Errorf("%s", text)
		}
	default:
		if !v.Fix || !strings.Contains(text, "What to do\n") || strings.Contains(text, "codes work") {
			t.Errorf("%s", text)
		}
	}
	for of, its := range commandOf() {
		if has := its.MatchString(text); has != (v.Fix && of == system) {
			t.Errorf("%s, and steps of %s: %v\n%s", system, of, has, text)
		}
	}
}
