package words

import (
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
)

func TestDrift(t *testing.T) {
	for _, tt := range []struct {
		rate  drift.Rate
		ended bool
		want  string
	}{
		{drift.Rate{PPM: 3.14, Low: 2.8, High: 3.4, Measurable: true}, true, "It gains 3.1 ppm (+/- 0.34 ppm), 0.27 s a day."},
		{drift.Rate{PPM: -400, Low: -401, High: -398.5, Measurable: true}, true, "It loses 400 ppm (+/- 1.5 ppm), 34.6 s a day."},
		{drift.Rate{PPM: 0.1, Low: -0.2, High: 0.4, Measurable: true}, true, "It keeps time: any drift is under 0.40 ppm, 0.04 s a day."},
		{drift.Rate{Needs: 15*time.Minute + time.Second}, true, "Its drift was not measurable in this watch; that needs about 16 minutes."},
		{drift.Rate{Needs: 31 * time.Second}, false, "Its drift isn't measurable yet; that needs about 40 s."},
		{drift.Rate{}, false, "Its drift isn't measurable yet."},
		{drift.Rate{}, true, "Its drift was not measurable in this watch."},
	} {
		if got := Drift(tt.rate, tt.ended); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestOutlook(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	in := func(d time.Duration) time.Time { return now.Add(d) }
	for _, tt := range []struct {
		outlook result.Outlook
		want    string
	}{
		{result.Outlook{Now: result.Wrong}, "WRONG, with no change in sight"},
		{result.Outlook{Changes: true, Next: result.AtRisk, Earliest: in(9 * day), Latest: in(13*day - 1)}, "OK, then AT RISK in 9 to 13 days"},
		{result.Outlook{Changes: true, Next: result.AtRisk, Earliest: in(9 * day)}, "OK for 9 days at least"},
		{result.Outlook{Changes: true, Next: result.AtRisk, Earliest: in(-time.Hour)}, "OK; it may be AT RISK any time"},
		{result.Outlook{Changes: true, Next: result.Wrong, Earliest: in(-time.Hour), Latest: in(90 * time.Second)}, "OK, then WRONG in at most 90 s"},
	} {
		if got := Outlook(tt.outlook, now); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, tt := range []struct {
		least, most time.Duration
		want        string
	}{
		{0, time.Second, "at most 1 s"},
		{30 * time.Second, 90 * time.Second, "30 to 90 s"},
		{10*time.Minute + 59*time.Second, 13*time.Minute + time.Second, "10 to 14 minutes"},
		{time.Hour, 3 * time.Hour, "1 to 3 hours"},
		{9 * day, 9 * day, "9 to 10 days"},
		{time.Hour, 9 * day, "at most 9 days"},
		{100 * day, 200 * day, "3 to 7 months"},
		{5 * 365 * day, 9 * 365 * day, "4 to 9 years"},
		{0, 1<<63 - 1, "at most 293 years"},
	} {
		if got := Span(tt.least, tt.most); got != tt.want {
			t.Errorf("from %v to %v: %q, want %q", tt.least, tt.most, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	d := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
	}
	for _, tt := range []struct {
		from, until time.Time
		want        string
	}{
		{d(2026, 12, 6), d(2026, 12, 10), "6 to 10 December 2026"},
		{d(2026, 11, 28), d(2026, 12, 3), "28 November to 3 December 2026"},
		{d(2026, 12, 28), d(2027, 1, 3), "28 December 2026 to 3 January 2027"},
		{d(2026, 12, 6), d(2026, 12, 6), "6 December 2026"},
	} {
		if got := Dates(tt.from, tt.until); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
