package render

import (
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// watchOf is a watch of a clock that is off by so much and drifts, of n looks that are a
// minute apart.
func watchOf(off time.Duration, ppm float64, n int, change func(n int, s *result.Sample)) *result.Watch {
	w := &result.Watch{Rule: result.DefaultRule(), Version: "v1.2.3"}
	for k := range n {
		at := resulttest.Truth().Add(time.Duration(k) * time.Minute)
		now := off + time.Duration(ppm*1e-6*float64(at.Sub(resulttest.Truth())))
		i := skew.Around(now+time.Duration(k*37%5-2)*time.Millisecond/4, time.Duration(4+k%3)*time.Millisecond)
		s := result.Sample{
			Clock: result.ComputerClock, At: at, Wall: at.Add(now), Point: now, Skew: i, Agreement: drift.Majority, Asked: 3, Answered: 3, Agreed: 3,
			Points: []drift.Point{{At: at, Skew: i, Delay: i.Width(), Witness: "1"}},
		}
		if change != nil {
			change(k, &s)
		}
		w.Add(s)
	}
	check := resulttest.With(w.Last.Point, resulttest.Skewed(w.Last.Point)...)
	if !w.Last.Skew.Known() {
		check = resulttest.With(0, resulttest.Offline()...)
	}
	check.Conclude()
	w.Check = &check
	w.Conclude()
	return w
}

// watches are of every kind.
func watches() map[string]*result.Watch {
	slept := watchOf(12*time.Millisecond, 3, 40, func(n int, s *result.Sample) {
		if n == 20 {
			s.Slept, s.Set = time.Hour, -2*time.Second
		}
	})
	jumped := watchOf(12*time.Millisecond, 3, 60, func(n int, s *result.Sample) {
		if n >= 30 {
			s.Skew, s.Point = s.Skew.Shift(3*time.Second), s.Point+3*time.Second
			s.Points[0].Skew = s.Skew
		}
	})
	kernel := watchOf(0, -2, 40, nil)
	kernel.Kernel = host.Known(23.4)
	failing := watchOf(12*time.Millisecond, 0, 30, func(n int, s *result.Sample) {
		if n%3 == 2 {
			s.Skew, s.Points, s.Agreement, s.Answered = skew.Unknown, nil, drift.Silence, 0
		}
	})
	limited := watchOf(800*time.Millisecond, 20, 40, nil)
	limited.Rule.MaxSkew = time.Second
	limited.Conclude()
	return map[string]*result.Watch{
		"steady": watchOf(12*time.Millisecond, 0, 40, nil), "losing": watchOf(-20*time.Second, -40, 60, nil), "short": watchOf(0, 0, 2, nil),
		"one": watchOf(0, 0, 1, nil), "slept": slept, "jumped": jumped, "kernel": kernel, "failing": failing, "limited": limited,
		"far": watchOf(-1000*24*time.Hour, 100, 30, nil), "wrong": watchOf(-100*time.Second, 50, 30, nil),
	}
}

// Whatever was watched, the picture and the summary keep to terminals of any size, end
// with what is due next, and begin with the verdict.
func TestWatchFitsTerminals(t *testing.T) {
	for name, w := range watches() {
		for _, columns := range []int{0, 20, 40, 60, 80, 200} {
			for _, rows := range []int{0, 8, 12, 24, 50} {
				screen := Screen{Columns: columns, Rows: rows}
				live := WatchLive(w, WatchState{Next: 43 * time.Second, Note: "the log is written again"}, screen)
				for face, text := range map[string]string{"live": live, "summary": WatchText(w, screen)} {
					for _, l := range strings.Split(text, "\n") {
						if words.Width(l) > screen.Width() && columns >= 40 {
							t.Errorf("%s, %s, %d columns: %q", name, face, columns, l)
						}
					}
					if !strings.HasPrefix(text, w.Verdict().String()) {
						t.Errorf("%s, %s begins otherwise than with %v:\n%s", name, face, w.Verdict(), text)
					}
				}
				if lines := strings.Count(live, "\n"); rows >= 12 && columns >= 40 && lines >= rows {
					t.Errorf("%s: %d lines on %d rows of %d:\n%s", name, lines, rows, columns, live)
				}
				if flat := strings.Join(strings.Fields(live), " "); !strings.HasSuffix(flat, "the next in 43 s. Ctrl-C ends with a summary.") {
					t.Errorf("%s: the picture ends otherwise:\n%s", name, live)
				}
			}
		}
	}
}

// What is said of each kind.
func TestWatchSays(t *testing.T) {
	all := watches()
	for name, want := range map[string][]string{
		"steady":  {"It keeps time: any drift is under ", "most sites       OK for "},
		"losing":  {"It loses 39.9 ppm", "3.45 s a day.", "OK, then AT RISK in "},
		"short":   {"Its drift was not measurable in this watch."},
		"slept":   {"The computer slept for 1 hour before 2026-11-22 12:20:00 UTC."},
		"jumped":  {"The clock was set forward by 3.00 s between 2026-11-22 12:29:00 and 2026-11-22 12:30:00 UTC."},
		"kernel":  {"The kernel speeds it up by 23.4 ppm; left alone it would be one that loses 25"},
		"failing": {"30 samples, 10 of them without an answer"},
		"limited": {"within 1 s OK, then WRONG in "},
		"wrong":   {"WRONG   ", "What to do about it: codeclock check"},
	} {
		text := strings.Join(strings.Fields(WatchText(all[name], Screen{})), " ")
		for _, w := range want {
			if !strings.Contains(text, strings.Join(strings.Fields(w), " ")) {
				t.Errorf("%s: no %q in\n%s", name, w, WatchText(all[name], Screen{}))
			}
		}
	}
}

// Lines are of one shape, and what happened has a line of its own.
func TestWatchLines(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(int, *result.Sample)
		want   string
	}{
		"good":  {nil, "2026-11-22 12:02:00 UTC  OK  10.0 ms fast (+/- 6.5 ms)\n"},
		"slept": {func(_ int, s *result.Sample) { s.Slept = 90 * time.Minute }, "2026-11-22 12:02:00 UTC  the computer slept for 1 hour 30 minutes\n2026-11-22 12:02:00 UTC  OK  "},
		"set":   {func(_ int, s *result.Sample) { s.Set = -30 * time.Millisecond }, "2026-11-22 12:02:00 UTC  the clock was set back by 30 ms\n2026-11-22 12:02:00 UTC  OK  "},
		"both": {func(_ int, s *result.Sample) { s.Slept, s.Set = time.Minute, 3*time.Hour },
			"2026-11-22 12:02:00 UTC  slept for 60.0 s; set forward by 3 hours\n2026-11-22 12:02:00 UTC  OK  "},
		"silent": {func(_ int, s *result.Sample) { s.Skew, s.Answered, s.Points = skew.Unknown, 0, nil }, "2026-11-22 12:02:00 UTC  CAN'T TELL  no server gave an answer\n"},
		"at odds": {func(_ int, s *result.Sample) { s.Skew, s.Points = skew.Unknown, nil },
			"2026-11-22 12:02:00 UTC  CAN'T TELL  the servers contradict each other\n"},
		"before true time is known": {func(_ int, s *result.Sample) { s.Skew, s.At, s.Answered, s.Points = skew.Unknown, time.Time{}, 0, nil },
			"2026-11-22 12:02:00 by this clock  CAN'T TELL  no server gave an answer\n"},
	} {
		if got := WatchLine(watchOf(10*time.Millisecond, 0, 3, tt.change)); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// The plot of what is known shows the skews where they are.
func TestPlotShowsTheDrift(t *testing.T) {
	text := WatchLive(watchOf(-20*time.Second, -1000, 60, nil), WatchState{Next: time.Second}, Screen{Columns: 80, Rows: 24})
	rows := strings.Split(text, "\n")
	first, last := -1, -1
	for _, r := range rows {
		if _, plotted, ok := strings.Cut(r, " |"); ok && strings.Contains(plotted, "o") {
			if first < 0 {
				first = strings.Index(plotted, "o")
			}
			last = strings.LastIndex(plotted, "o")
		}
	}
	if first < 0 || last-first < 40 || !strings.Contains(text, "12:00:00") || !strings.Contains(text, "12:59:00 UTC") {
		t.Errorf("a clock that loses does not go down from left to right (%d to %d):\n%s", first, last, text)
	}
}
