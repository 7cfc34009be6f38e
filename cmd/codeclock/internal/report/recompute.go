package report

import (
	"net/netip"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// Outcome is what the samples of a report amount to, whatever it claims.
type Outcome struct {
	Verdict result.Verdict // of the device
	Skew    skew.Interval  // of the device; Unknown where the samples do not settle it
	Point   time.Duration  // the likeliest skew inside Skew

	Check result.Check // of the computer
	Taps  result.Taps  // of an App, or of one that was watched on a page; its zero value else
}

// Recompute computes everything again from the samples.
func (r Report) Recompute() Outcome {
	c := result.Check{
		Estimate: drift.Agree(r.readings()), Rule: r.rule(),
		At: r.Local(), Took: time.Duration(r.Took), System: r.System, Version: r.Program,
	}
	c.Estimate.Stepped = r.Stepped
	c.Conclude()
	o := Outcome{Verdict: c.Verdict, Skew: c.Estimate.Skew, Point: c.Estimate.Point, Check: c}
	switch {
	case r.Page != nil:
		o.Skew = r.pageSkew(c.Estimate)
		o.Point, o.Verdict = o.Skew.Middle(), c.Rule.Judge(o.Skew)
		if r.Watched != nil {
			o.Taps = r.Watched.onPage(r.Local(), c, o.Skew)
		}
	case r.Watched != nil:
		o.Taps = r.Watched.taps(r.Local(), c)
		o.Skew, o.Point, o.Verdict = o.Taps.Codes, o.Taps.Codes.Middle(), o.Taps.Verdict
	}
	return o
}

// pageSkew returns the skew of the phone. True time is that of the computer less
// its own skew, so no exchange with the page is closer than that is known. It is
// Unknown when the exchanges contradict each other: no report is made of those.
func (r Report) pageSkew(truth drift.Estimate) skew.Interval {
	var clock drift.Track
	if !truth.Skew.Known() {
		return skew.Unknown
	}
	for _, s := range r.Exchanges() {
		s.Slack = max(s.Slack, truth.Skew.Bound())
		if clock.Add(s) != nil {
			return skew.Unknown
		}
	}
	return clock.Skew
}

// onPage returns what presses on a page come to, which the phone stamped: brought
// to true time by what is known of its clock.
func (w WatchedApp) onPage(start time.Time, c result.Check, clock skew.Interval) result.Taps {
	w.Clock = &Span{Low: int64(clock.Lo()), High: int64(clock.Hi())}
	taps := w.Taps
	w.Taps = nil
	for _, t := range taps {
		at := skew.Sub(time.Duration(t[0]), clock.Middle())
		w.Taps = append(w.Taps, Tap{int64(at), int64(skew.Add(time.Duration(t[1]), clock.Bound()))})
	}
	return w.taps(start, c)
}

// taps returns what the taps come to.
func (w WatchedApp) taps(start time.Time, c result.Check) result.Taps {
	t := result.Taps{
		Rule: c.Rule, App: totp.App{ID: w.App, Lag: time.Duration(w.Lag), OwnTime: w.Own, Minutes: w.Whole},
		Clock: w.Clock.Interval(), Truth: c.Estimate, At: c.At, Version: c.Version,
	}
	if !c.Estimate.Skew.Known() {
		t.Err, t.Verdict = totp.ErrNoTaps, result.CantTell
		return t
	}
	for _, tap := range w.Taps {
		t.Made = append(t.Made, totp.Tap{
			At:    start.Add(time.Duration(tap[0])),
			Bound: max(time.Duration(tap[1]), c.Estimate.Skew.Bound()),
		})
	}
	t.Conclude()
	return t
}

// rule returns what decides the verdict.
func (r Report) rule() result.Rule {
	return result.Rule{
		Verifier: totp.Verifier{
			Period: time.Duration(r.Rule.Period), Typing: time.Duration(r.Rule.Typing),
			Window: totp.Window{Past: time.Duration(r.Rule.Past), Future: time.Duration(r.Rule.Future)},
		},
		MaxSkew: time.Duration(r.Rule.MaxSkew),
	}
}

// readings returns what the servers said.
func (r Report) readings() []drift.Reading {
	var out []drift.Reading
	for _, s := range r.Servers {
		samples := r.sources(s.Samples)
		for i, machine := range s.Machines {
			samples[i].Addr = standInAddress(machine)
		}
		out = append(out, drift.Reading{
			Server: s.Name, Kind: kindOf(s.Method), Samples: samples, Ended: errorOf(s.Error), Voice: s.Voice,
		})
	}
	return out
}

// standInAddress tells machines apart as their addresses did: it is of the block
// for documentation (RFC 5737).
func standInAddress(machine int) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(machine)}), 0)
}

// kindOf returns the kind of server of a method.
func kindOf(method string) source.Kind {
	if method == source.KindHTTPS.String() {
		return source.KindHTTPS
	}
	return source.KindNTP
}
