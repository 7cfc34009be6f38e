package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// small is the size under which skews are told in milliseconds.
const small = time.Second

// WatchState is what a watch that is going on shows beside its samples.
type WatchState struct {
	Next time.Duration // until the next sample
	Note string        // what else has to be said, "" for nothing
}

// WatchLive renders the state of a watch on a terminal. Where a terminal has too few rows, the plot gives way, and then what isn't the
// answer.
func WatchLive(w *result.Watch, l WatchState, s Screen) string {
	text := watchLive(w, l, s, plotRows)
	for rows := plotRows - 1; s.Rows > 0 && strings.Count(text, "\n") >= s.Rows && rows >= -1; rows-- {
		text = watchLive(w, l, s, rows)
	}
	return text
}

func watchLive(w *result.Watch, l WatchState, s Screen, rows int) string {
	p := &page{screen: s}
	watchAnswer(p, w)
	if rows >= 0 {
		p.practice(w.Demo)
		watchDrift(p, w, false)
		if list := happened(w); len(list) > 0 {
			p.wrapped("", list[len(list)-1], "")
		}
	}
	if rows >= minPlotRows {
		p.verbatim("")
		plotCourse(p, w.Course.Points, rows)
		p.verbatim("")
	}
	if l.Note != "" {
		p.wrapped("", l.Note+".", "")
	}
	p.wrapped("", liveStatus(w, l.Next), "")
	return p.Builder.String()
}

// liveStatus says how far the watch is.
func liveStatus(w *result.Watch, next time.Duration) string {
	text := words.Count(w.Samples, "sample")
	if w.Failed > 0 {
		text += fmt.Sprintf(" (%d without an answer)", w.Failed)
	}
	switch {
	case next > 0:
		text += fmt.Sprintf("; the next in %.0f s.", max(1, next.Seconds()))
	default:
		text += "; asking now."
	}
	return text + " Ctrl-C ends with a summary."
}
