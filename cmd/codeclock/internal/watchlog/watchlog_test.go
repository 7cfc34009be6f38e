package watchlog

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

var truth = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

const ms = time.Millisecond

// samples are of every kind that a watch writes.
func samples() []result.Sample {
	good := result.Sample{
		Clock: result.ComputerClock, Version: "v1", Run: 2, At: truth, Wall: truth.Add(12 * ms), Point: 12 * ms,
		Skew: skew.Around(12*ms, 5*ms), Verdict: result.OK, Agreement: drift.Majority, Asked: 3, Answered: 3, Agreed: 2,
		Points: []drift.Point{
			{At: truth.Add(10 * ms), Skew: skew.Around(12*ms, 5*ms), Delay: 9 * ms, Witness: "1", Run: 2},
			{At: truth.Add(900 * ms), Skew: skew.Around(0, time.Second), Witness: "12", Run: 2},
		},
	}
	practice, slept := good, good
	practice.Demo = "drifting"
	slept.Slept, slept.Set = time.Hour, -3*time.Second
	far := good
	far.Point, far.Skew = -100*365*24*time.Hour, skew.Around(-100*365*24*time.Hour, time.Hour)
	far.Wall, far.Points, far.Verdict = truth.Add(far.Point), nil, result.Wrong
	silent := result.Sample{Clock: result.ComputerClock, Wall: truth, Verdict: result.CantTell, Agreement: drift.Silence, Asked: 5}
	later := silent
	later.At = truth.Add(time.Minute)
	return []result.Sample{good, practice, slept, far, silent, later}
}

var compare = cmp.Options{
	cmp.AllowUnexported(skew.Interval{}),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
}

// readAll reads a log, and returns what was in it.
func readAll(text string) (list []result.Sample, r Reading, err error) {
	r, err = Read(strings.NewReader(text), func(s result.Sample) { list = append(list, s) })
	return list, r, err
}

func TestLinesRoundTrip(t *testing.T) {
	for _, want := range samples() {
		line, err := Encode(want)
		if err != nil || strings.Count(line, "\n") != 1 {
			t.Fatalf("%q, %v", line, err)
		}
		got, r, err := readAll(line)
		if err != nil || len(got) != 1 || r.Unread != 0 || r.Cut {
			t.Fatalf("%q: %+v, %v", line, r, err)
		}
		if diff := cmp.Diff(want, got[0], compare...); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

// Whatever is between good lines, these are found.
func TestWhatCannotBeReadIsLeftOut(t *testing.T) {
	good, _ := Encode(samples()[0])
	for name, tt := range map[string]struct {
		text string
		want Reading
	}{
		"nothing":                  {"", Reading{}},
		"empty lines":              {"\n\n\n", Reading{}},
		"one line":                 {good, Reading{Samples: 1}},
		"without its newline":      {strings.TrimSpace(good), Reading{Samples: 1}},
		"lines of Windows":         {strings.ReplaceAll(good+good, "\n", "\r\n"), Reading{Samples: 2}},
		"cut off":                  {good + good[:40], Reading{Samples: 1, Cut: true}},
		"cut off in the middle":    {good[:40] + "\n" + good, Reading{Samples: 1, Unread: 1}},
		"zeros, as after a crash":  {good + strings.Repeat("\x00", 100) + "\n" + good, Reading{Samples: 2, Unread: 1}},
		"something else":           {good + "hello\n[1]\n12\nnull\n{}\n" + good, Reading{Samples: 2, Unread: 5}},
		"an endless line":          {good + strings.Repeat("x", 3<<20) + "\n" + good, Reading{Samples: 2, Unread: 1}},
		"an endless last line":     {good + strings.Repeat("x", 3<<20), Reading{Samples: 1, Cut: true}},
		"a document without end":   {good + "{\n  \"schema\": \"x\",\n" + good, Reading{Samples: 2, Unread: 1}},
		"a document, cut off":      {good + "{\n  \"schema\": \"x\",\n", Reading{Samples: 1, Cut: true}},
		"the summary of a watch":   {good + `{"schema":"codeclock/watch/v1","samples":1}` + "\n", Reading{Samples: 1}},
		"another schema":           {`{"schema":"codeclock/watch-sample/v2"}` + "\n" + good, Reading{Samples: 1, Unread: 1}},
		"ends the wrong way round": {strings.Replace(good, `"skew_low_seconds":0.007`, `"skew_low_seconds":9`, 1), Reading{Unread: 1}},
		"a year that is none":      {strings.Replace(good, `"true_time":"2026`, `"true_time":"1026`, 1), Reading{Unread: 1}},
		"a negative run":           {strings.Replace(good, `"run":2`, `"run":-2`, 1), Reading{Unread: 1}},
		"another verdict":          {strings.Replace(good, `"ok"`, `"\u001b[31mok"`, 1), Reading{Unread: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			_, got, err := readAll(tt.text)
			if tt.want.Samples > 0 {
				tt.want.Clock, tt.want.Runs = result.ComputerClock, 3
			}
			if err != nil || got != tt.want {
				t.Errorf("%+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}

// documentOf is the JSON of a command, over several lines as it prints it.
func documentOf(command string, at time.Time, fields string) string {
	return fmt.Sprintf("{\n  \"schema\": \"codeclock/%s/v1\",\n  \"verdict\": \"ok\",\n  \"inner\": [\n    {\n      \"x\": 1\n    }\n  ],\n  %s,\n  \"true_time\": %q\n}\n", command, fields, at.Format(time.RFC3339Nano))
}

func TestResultsOfOtherCommands(t *testing.T) {
	const whole = `"skew_seconds": -42, "skew_low_seconds": -49, "skew_high_seconds": -35`
	const modulo = `"skew_seconds": null, "skew_low_seconds": null, "skew_high_seconds": null, "codes": {"period_seconds": 30, "skew_modulo_period_low_seconds": %v, "skew_modulo_period_high_seconds": %v}`
	day := 24 * time.Hour
	for name, tt := range map[string]struct {
		text   string
		clock  result.Clock
		skews  []float64
		empty  int
		period time.Duration
		err    error
	}{
		"tap":   {documentOf("tap", truth, whole) + documentOf("tap", truth.Add(day), whole), result.AppClock, []float64{-42, -42}, 0, 0, nil},
		"infer": {documentOf("infer", truth, whole+`, "codes": 2`), result.CodesClock, []float64{-42}, 0, 0, nil},
		"check": {documentOf("check", truth, whole), result.ComputerClock, []float64{-42}, 0, 0, nil},
		"on one line": {
			strings.ReplaceAll(documentOf("tap", truth, whole), "\n", " ") + "\n", result.AppClock, []float64{-42}, 0, 0, nil,
		},
		"a token, whole codes aside, which wanders over the edge": {
			documentOf("tap", truth, fmt.Sprintf(modulo, 13, 14)) + documentOf("tap", truth.Add(day), fmt.Sprintf(modulo, 14.5, 15.5)) +
				documentOf("tap", truth.Add(2*day), fmt.Sprintf(modulo, -13.5, -12.5)),
			result.AppClock, []float64{13.5, 15, 17}, 0, 30 * time.Second, nil,
		},
		"a token whose whole codes are known from the first": {
			documentOf("tap", truth, whole) + documentOf("tap", truth.Add(day), fmt.Sprintf(modulo, -13.5, -12.5)),
			result.AppClock, []float64{-42, -43}, 0, 0, nil,
		},
		"nothing known":    {documentOf("infer", truth, `"skew_seconds": null`), "", nil, 1, 0, nil},
		"against a site":   {documentOf("check", truth, whole+`, "against": true`), "", nil, 0, 0, nil},
		"two clocks":       {documentOf("tap", truth, whole) + documentOf("check", truth, whole), result.AppClock, []float64{-42}, 0, 0, ErrMixed},
		"practice as well": {documentOf("tap", truth, whole) + documentOf("tap", truth, whole+`, "demo": "good"`), result.AppClock, []float64{-42}, 0, 0, ErrMixed},
	} {
		t.Run(name, func(t *testing.T) {
			list, r, err := readAll(tt.text)
			var skews []float64
			var period time.Duration
			for _, s := range list {
				skews, period = append(skews, s.Point.Seconds()), s.Period
			}
			if !errors.Is(err, tt.err) || r.Clock != tt.clock || r.Empty != tt.empty || period != tt.period || !cmp.Equal(skews, tt.skews) {
				t.Errorf("%v, %v, %+v, %v", skews, period, r, err)
			}
		})
	}
}

// Nothing that is read makes it panic, and what was read can be written and read again.
func FuzzRead(f *testing.F) {
	for _, s := range samples() {
		line, _ := Encode(s)
		f.Add(line + line[:len(line)/2])
	}
	f.Add(documentOf("tap", truth, `"skew_seconds": 1, "skew_low_seconds": 0, "skew_high_seconds": 2`))
	f.Add(documentOf("tap", truth, `"codes": {"period_seconds": 30, "skew_modulo_period_low_seconds": 1, "skew_modulo_period_high_seconds": 2}`))
	f.Fuzz(func(t *testing.T, text string) {
		list, r, err := readAll(text)
		if err != nil && !errors.Is(err, ErrMixed) || len(list) != r.Samples {
			t.Fatalf("%d samples, %+v, %v", len(list), r, err)
		}
		for _, s := range list {
			if s.Skew.Known() && (s.At.IsZero() || !s.Skew.Contains(s.Point)) {
				t.Errorf("%+v", s)
			}
			if s.Clock != result.ComputerClock {
				continue
			}
			line, err := Encode(s)
			if again, r, _ := readAll(line); err != nil || len(again) != 1 || r.Unread != 0 {
				t.Errorf("%q, %v: %+v", line, err, r)
			}
		}
	})
}
