package render

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// maxHappened is how many things that happened to a clock are told.
const maxHappened = 5

// WatchText renders what came of a watch for people, with a plot if there is room.
func WatchText(w *result.Watch, s Screen) string {
	if text := watchText(w, s, w.Samples-w.Failed >= fewPlotted); strings.Count(text, "\n") <= s.room() {
		return text
	}
	return watchText(w, s, false)
}

// fewPlotted are too few samples to be seen better in a plot.
const fewPlotted = 5

func watchText(w *result.Watch, s Screen, plotted bool) string {
	p := &page{screen: s}
	watchAnswer(p, w)
	p.practice(w.Demo)
	if w.Samples == 0 {
		return p.String()
	}
	p.blank()
	watchDrift(p, w, true)
	if kernel, rate, ok := w.Untouched(); ok {
		p.wrapped("", words.Untouched(kernel, rate), "")
	}
	watchHappened(p, w)
	if plotted {
		p.blank()
		plotCourse(p, w.Course.Points, plotRows)
	}
	p.blank()
	p.wrapped("", watchedSo(w), "")
	watchLog(p, w.Log)
	p.line(watchNext(w))
	return p.String()
}

// watchAnswer renders line 1: how the clock was at the last look.
func watchAnswer(p *page, w *result.Watch) {
	if w.Check != nil {
		p.headline(w.Verdict(), alone(*w.Check))
		if w.Last.Skew != w.Known.Skew && w.Known.Skew.Known() {
			p.wrapped("", fmt.Sprintf("At %s it was %s.", moment(w.Known.At), offWords(w.Known.Skew)), "")
		}
		return
	}
	p.headline(w.Verdict(), logAnswer(w))
}

// logAnswer says how a clock was whose samples were read and not measured.
func logAnswer(w *result.Watch) string {
	k := w.Known
	size, bound := skew.Words(k.Point), skew.BoundWords(k.Skew.Bound())
	switch {
	case !k.Skew.Known():
		return "Nothing was measured in this log."
	case k.Period > 0:
		whole := time.Duration(math.Round(k.Point.Seconds()/k.Period.Seconds())) * k.Period
		return fmt.Sprintf("The codes of the app or token changed %s (+/- %s) at %s. By how many whole codes it is off isn't known.",
			words.Change(k.Skew.Shift(-whole)), bound, moment(k.At))
	case !w.Last.Skew.Known():
		return fmt.Sprintf("Nothing was measured at the end of this log. %s was %s (+/- %s) at %s.", whose(w.Clock), size, bound, moment(k.At))
	}
	return fmt.Sprintf("%s was %s (+/- %s) at %s.", whose(w.Clock), size, bound, moment(k.At))
}

// whose says whose clock a log is about.
func whose(c result.Clock) string {
	return map[result.Clock]string{
		result.ComputerClock: "The clock of the computer in this log",
		result.AppClock:      "The clock of the app or token in this log",
		result.CodesClock:    "The clock of what made the codes in this log",
	}[c]
}

// moment says when something was, in UTC.
func moment(t time.Time) string { return words.DateClock(t.UTC()) + " UTC" }

// watchDrift renders the rate, and what becomes of codes by it.
func watchDrift(p *page, w *result.Watch, ended bool) {
	rate := w.Course.Rate
	p.wrapped("", words.Drift(rate, ended), "")
	if !rate.Measurable {
		return
	}
	for _, o := range w.Outlooks {
		text := words.Outlook(o, rate.Until)
		if ended && o.Changes && !o.Latest.IsZero() && o.Earliest.Sub(rate.Until) > 48*time.Hour {
			text += " (" + words.Dates(o.Earliest.UTC(), o.Latest.UTC()) + ")"
		}
		p.wrapped(fmt.Sprintf("  %-17s", outlookSite(o)), text, "                   ")
	}
}

// outlookSite names the sites of an outlook.
func outlookSite(o result.Outlook) string {
	switch o.Site {
	case "limit":
		return fmt.Sprintf("within %s", words.Limit(o.Rule.MaxSkew))
	case "own":
		return "your window"
	}
	return words.Sites(o.Rule.Verifier)
}

// watchHappened lists what happened to the clock meanwhile, the last things if there are
// many.
func watchHappened(p *page, w *result.Watch) {
	list := happened(w)
	if len(list) == 0 {
		return
	}
	p.blank()
	p.line("What happened to it")
	if more := len(list) - maxHappened; more > 0 {
		p.line(fmt.Sprintf("  - %s before", words.Count(more, "more thing")))
		list = list[more:]
	}
	for _, l := range list {
		p.wrapped("  - ", l, "    ")
	}
}

// happened says what was seen to happen, and what the samples show.
func happened(w *result.Watch) []string {
	type told struct {
		at   time.Time
		text string
	}
	var list []told
	for _, e := range w.Events {
		if e.Slept > 0 {
			list = append(list, told{e.Before, fmt.Sprintf("The computer slept for %s before %s.", skew.Size(e.Slept), moment(e.Before))})
		}
		if e.Set != 0 && !slices.ContainsFunc(w.Course.Steps, func(s drift.Step) bool { return !e.Before.Before(s.From) && !e.Before.After(s.To) }) {
			list = append(list, told{e.Before, fmt.Sprintf("The clock was set %s by %s before %s.", words.Way(e.Set), words.ShiftSize(e.Set), moment(e.Before))})
		}
	}
	for _, s := range w.Course.Steps {
		if s.Kind == drift.Turn && !w.Course.Rate.Measurable {
			continue // nobody knows what it turned to
		}
		list = append(list, told{s.To, words.ClockStep(s)})
	}
	slices.SortStableFunc(list, func(a, b told) int { return a.at.Compare(b.at) })
	var out []string
	for _, l := range list {
		out = append(out, l.text)
	}
	return out
}

// watchedSo says what all that rests on.
func watchedSo(w *result.Watch) string {
	from, until := w.Span()
	text := fmt.Sprintf("How we know: %s", words.Count(w.Samples, "sample"))
	if w.Failed > 0 {
		text += fmt.Sprintf(", %d of them without an answer", w.Failed)
	}
	if until.After(from) {
		text += fmt.Sprintf(", over %s, until %s", words.Long(until.Sub(from).Round(time.Second)), moment(until))
	}
	if odd := len(w.Course.Odd); odd > 0 {
		text += fmt.Sprintf("; %s out of %d left out, too far from the others", words.Count(odd, "answer"), len(w.Course.Points))
	}
	return text + "."
}

// watchLog says what could not be used of a log.
func watchLog(p *page, l result.LogRead) {
	if l.Cut {
		p.wrapped("", words.LogCut, "")
	}
	if l.Unread > 0 {
		p.wrapped("", fmt.Sprintf("%s of the log can't be read, and %s left out.", words.Count(l.Unread, "line"), isOrAre(l.Unread)), "")
	}
	if l.Empty > 0 {
		p.wrapped("", fmt.Sprintf("%s in the log %s not how far off the clock is, and when.", words.Count(l.Empty, "result"), sayOrSays(l.Empty)), "")
	}
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func sayOrSays(n int) string {
	if n == 1 {
		return "says"
	}
	return "say"
}

// watchNext is what to run next.
func watchNext(w *result.Watch) string {
	here, fine := w.Clock == result.ComputerClock, w.Verdict() == result.OK
	switch {
	case here && !fine:
		return "What to do about it:    codeclock check"
	case here && !w.Course.Rate.Measurable:
		return "Watch it for longer:    codeclock watch --for 1h"
	case here:
		return "To go on another day:    codeclock watch --log clock.log"
	case !fine, !w.Course.Rate.Measurable:
		return "Look at it once more:    codeclock tap"
	}
	return "Codes still refused? Other causes:    codeclock guide"
}
