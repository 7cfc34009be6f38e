package render

import (
	"math"

	"codeclock/cmd/codeclock/internal/result"
)

// WatchStatus returns the state of a watch as machines are told it: the gauges of a
// check of the last look, and what the watch adds to them. Times are true time.
func WatchStatus(w *result.Watch) Status {
	gauges := watchGauges(w)
	if w.Check != nil {
		gauges = append(checkGauges(*w.Check), gauges...)
	}
	return Status{Service: "CLOCK", Verdict: w.Verdict(), Gauges: gauges}
}

// finely rounds a rate to what no clock keeps.
func finely(ppm float64) float64 { return math.Round(ppm*1e4) / 1e4 }

func watchGauges(w *result.Watch) []Gauge {
	r := w.Course.Rate
	rate := Gauge{Name: "drift_ppm", Help: "How fast this clock gains, negative when it loses, in parts per million.", Label: "bound"}
	if r.Measurable {
		rate.Points = []Point{{"low", finely(r.Low)}, {"best", finely(r.PPM)}, {"high", finely(r.High)}}
	}
	change := Gauge{Name: "codes_change_timestamp_seconds", Help: "Earliest true time at which the verdict of codes changes, by the kind of site; absent while no change is in sight.", Label: "sites"}
	for _, o := range w.Outlooks {
		if o.Changes {
			change.Points = append(change.Points, Point{o.Site, unix(o.Earliest)})
		}
	}
	return []Gauge{
		rate, change,
		gauge("watch_samples", "Samples of this watch.", float64(w.Samples)),
		gauge("watch_samples_without_answer", "Samples of this watch without an answer.", float64(w.Failed)),
		gauge("watch_jumps", "Times that the clock was seen to be set or moved during this watch.", float64(len(w.Course.Steps))),
	}
}
