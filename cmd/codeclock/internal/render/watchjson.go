package render

import (
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
)

// watchJSON is the JSON face of what came of a watch. Its samples have one of their own,
// see package watchlog.
type watchJSON struct {
	header
	Clock   string `json:"clock" jsonschema:"whose clock it is: computer, app (what shows codes that were tapped) or codes (what made codes that were read)"`
	Verdict string `json:"verdict" jsonschema:"that of the last sample"`
	Samples int    `json:"samples"`
	Failed  int    `json:"samples_without_answer"`

	skewJSON
	Modulo *float64 `json:"skew_modulo_seconds,omitempty" jsonschema:"the skew is known but for whole periods of so many seconds; absent where it is known"`
	trueTime
	Since *time.Time `json:"since" jsonschema:"true time of the first point"`
	Until *time.Time `json:"until" jsonschema:"true time of the last point, at which the skew was what it is"`

	Rate     rateJSON      `json:"rate"`
	Outlooks []outlookJSON `json:"outlooks" jsonschema:"what becomes of the codes of this clock, by the kind of site"`
	Steps    []moveJSON    `json:"steps" jsonschema:"what moved the clock, as its samples show it, the oldest first"`
	Events   []eventJSON   `json:"events" jsonschema:"what was seen to happen to the clock, the last few"`
	Odd      int           `json:"points_left_out" jsonschema:"answers that fit nothing: spikes, and servers that lie"`
	Log      *logJSON      `json:"log,omitempty" jsonschema:"what reading the log came to"`
}

type rateJSON struct {
	Measurable bool     `json:"measurable"`
	PPM        *float64 `json:"rate_ppm" jsonschema:"parts per million that the clock gains; negative when it loses; null when not measurable"`
	Low        *float64 `json:"rate_low_ppm" jsonschema:"the ends of the 95 % interval"`
	High       *float64 `json:"rate_high_ppm"`
	Needs      *float64 `json:"needs_seconds" jsonschema:"about how long a watch has to be before the rate is measurable; null when it is, or when that is not known"`
	Points     int      `json:"points"`
	Kernel     *float64 `json:"kernel_ppm" jsonschema:"by how much the kernel speeds the clock up; null when not known"`
}

type outlookJSON struct {
	Sites    string     `json:"sites" jsonschema:"strict, normal or relaxed; limit for a limit that was set, own for another window"`
	Verdict  string     `json:"verdict"`
	Changes  bool       `json:"changes" jsonschema:"false where no change is in sight"`
	Next     *string    `json:"next_verdict"`
	Earliest *time.Time `json:"earliest" jsonschema:"the earliest time of the change"`
	Latest   *time.Time `json:"latest" jsonschema:"the latest; null where it may never come"`
}

type moveJSON struct {
	Kind    string    `json:"kind" jsonschema:"jump, slew or turn: another rate from then on"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Low     *float64  `json:"by_low_seconds"`
	High    *float64  `json:"by_high_seconds"`
	Turn    *float64  `json:"turn_ppm" jsonschema:"by how much the rate changed; null for a jump or a slew"`
	Resumed bool      `json:"resumed" jsonschema:"the computer slept or the watch was begun anew meanwhile"`
}

type eventJSON struct {
	Before *time.Time `json:"before" jsonschema:"true time of the first sample after it"`
	Slept  float64    `json:"slept_seconds"`
	Set    float64    `json:"set_seconds"`
}

type logJSON struct {
	Unread int  `json:"lines_unread"`
	Empty  int  `json:"documents_without_skew"`
	Cut    bool `json:"last_line_cut"`
}

// WatchJSON renders what came of a watch as one document, WatchJSONLine on one line.
func WatchJSON(w *result.Watch) (string, error) { return document(newWatchJSON(w)) }

// WatchJSONLine renders what came of a watch on one line, as the last of its samples'.
func WatchJSONLine(w *result.Watch) (string, error) { return line(newWatchJSON(w)) }

func newWatchJSON(w *result.Watch) watchJSON {
	from, until := w.Span()
	j := watchJSON{
		header: newHeader("watch", w.Version, w.Demo), Clock: string(w.Clock), Verdict: w.Verdict().ID(),
		Samples: w.Samples, Failed: w.Failed,
		skewJSON: newSkewJSON(w.Known.Point, w.Known.Skew), Modulo: unlessZero(w.Known.Period),
		Since: orNull(from), Until: orNull(until),
		Rate: newRateJSON(w), Outlooks: []outlookJSON{}, Steps: []moveJSON{}, Events: []eventJSON{}, Odd: len(w.Course.Odd),
	}
	if !w.Last.At.IsZero() {
		j.trueTime = newTrueTime(w.Last.At)
	}
	for _, o := range w.Outlooks {
		j.Outlooks = append(j.Outlooks, newOutlookJSON(o))
	}
	for _, s := range w.Course.Steps {
		j.Steps = append(j.Steps, newMoveJSON(s))
	}
	for _, e := range w.Events {
		j.Events = append(j.Events, eventJSON{orNull(e.Before), e.Slept.Seconds(), e.Set.Seconds()})
	}
	if w.Log != (result.LogRead{}) {
		j.Log = &logJSON{w.Log.Unread, w.Log.Empty, w.Log.Cut}
	}
	return j
}

func newRateJSON(w *result.Watch) rateJSON {
	r := w.Course.Rate
	j := rateJSON{Measurable: r.Measurable, Needs: unlessZero(r.Needs), Points: r.Points}
	if r.Measurable {
		j.PPM, j.Low, j.High = &r.PPM, &r.Low, &r.High
	}
	if kernel, ok := w.Kernel.Get(); ok {
		j.Kernel = &kernel
	}
	return j
}

func newOutlookJSON(o result.Outlook) outlookJSON {
	j := outlookJSON{Sites: o.Site, Verdict: o.Now.ID(), Changes: o.Changes}
	if o.Changes {
		next := o.Next.ID()
		j.Next, j.Earliest, j.Latest = &next, orNull(o.Earliest), orNull(o.Latest)
	}
	return j
}

func newMoveJSON(s drift.Step) moveJSON {
	j := moveJSON{Kind: string(s.Kind), From: s.From.UTC(), To: s.To.UTC(), Resumed: s.Resumed}
	if s.Kind == drift.Turn {
		j.Turn = &s.Turn
	} else if s.By.Known() {
		j.Low, j.High = seconds(s.By.Lo()), seconds(s.By.Hi())
	}
	return j
}

// orNull returns a time in UTC, nil for the zero one.
func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
