package drift

import (
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// The numbers of the point. They were chosen on simulated networks (normal and
// heavy-tailed jitter, queues in one direction, Wi-Fi, liars on short and on long
// paths), confirmed on other seeds, and then on real servers behind an emulated
// network. TestPointIsAsGoodAsTheBestOfOthers holds them to it.
const (
	// outlier is how many times the typical deviation a voice's middle may be from
	// the median, and still count: the path of one that is further is uneven. The
	// limit is wide, since the deviation of a handful is itself a rough figure.
	outlier = 12

	// doubt is how far from the median, in median deviations, the truth is looked
	// for when a voice is asked whether it allows it. Who is sure of something
	// else, on a short path, is left out. reach is how far the point may be.
	doubt, reach = 0.5, 1

	// From the first on, the middles are so far apart, compared with half the
	// widths, that most answers were delayed and the median itself is a poor guide;
	// from the second on, doubt and reach are as much larger as this.
	scatteredFrom, scatteredTo = 0.3, 0.4
	moreDoubt, moreReach       = 2.5, 2

	// heaviest is how many times more a voice may weigh than another.
	heaviest = 16

	// oneSided is how far the ends on one side may be apart, compared with the
	// middles, when all delays but those of one direction are the same.
	oneSided = 0.5

	// oneSidedReach is how far from the median the point may be then, in median
	// deviations, rather than 1.
	oneSidedReach = 9

	// Below tightEnds of them, the inner ends of the intervals lie close together
	// and the outer ones far apart, as they do where queues only add to delays.
	// Above looseEnds, they do not.
	tightEnds, looseEnds = 0.3, 0.45

	// madToSigma makes a median absolute deviation comparable with a standard
	// deviation of normal noise.
	madToSigma = 1.4826
)

// point returns the likeliest skew inside of what is known, from what the voices
// leave possible that allow some of it. The interval is what is known; the point
// is a guess within it, with the breakdown of a median and nearly the precision
// of a mean.
//
// It starts at the median of the middles, leaves out what does not fit there
// (Hampel's rejection by the median absolute deviation), and takes the mean of the
// rest, each weighted as if its error were proportional to its width. Where delays
// are only ever added to, the least delay is the best (as in RFC 5905's clock
// filter): there it is the middle of what all leave possible together.
//
// Whatever comes out, it is no further from the median than half of the voices
// are (three times that where most answers were delayed). More than half are
// honest, so the median is among the honest middles and that distance is no more
// than these differ: nobody else can move it further.
func point(known skew.Interval, agreeing []skew.Interval) time.Duration {
	origin := known.Middle()
	all := make(spans, len(agreeing))
	for i, a := range agreeing {
		all[i] = span{skew.Sub(a.Lo(), origin).Seconds(), skew.Sub(a.Hi(), origin).Seconds()}
	}
	best := all.best()
	return known.Clamp(skew.Add(origin, time.Duration(best*float64(time.Second))))
}

// span is an interval in seconds from the middle of what is known, so that years
// of skew keep their nanoseconds.
type span struct{ lo, hi float64 }

func (s span) middle() float64 { return (s.lo + s.hi) / 2 }

// width is at least a microsecond, so that it can be divided by.
func (s span) width() float64 { return max(s.hi-s.lo, 1e-6) }

type spans []span

func (all spans) best() float64 {
	middles := all.each(span.middle)
	centre := median(middles)
	deviation := medianDeviation(middles, centre)
	scatter := all.scatter(deviation)
	fit := all.fitting(centre, deviation, deviation*(doubt+moreDoubt*scatter))
	tight, furthest := fit.tightness(), deviation*(reach+moreReach*scatter)
	if fit.oneSided() {
		tight, furthest = 1, deviation*oneSidedReach
	}
	best := (1-tight)*fit.mean() + tight*fit.inner().middle()
	return min(max(best, centre-furthest), centre+furthest)
}

// scatter says how much the middles are strewn over the widths: from 0, not at all,
// to 1.
func (all spans) scatter(deviation float64) float64 {
	return between(scatteredFrom, scatteredTo, 2*deviation/median(all.each(span.width)))
}

// fitting returns those that fit a centre: that are not far off and do not exclude
// its neighbourhood.
func (all spans) fitting(centre, deviation, around float64) spans {
	var fit spans
	for _, s := range all {
		near := math.Abs(s.middle()-centre) <= outlier*madToSigma*deviation
		if near && s.lo <= centre+around && s.hi >= centre-around {
			fit = append(fit, s)
		}
	}
	if fit == nil {
		return all
	}
	return fit
}

// mean is that of the middles, weighted by 1/width² within limits.
func (all spans) mean() float64 {
	narrowest := slices.Min(all.each(span.width))
	var sum, total float64
	for _, s := range all {
		ratio := narrowest / s.width()
		weight := max(ratio*ratio, 1./heaviest)
		sum += weight * s.middle()
		total += weight
	}
	return sum / total
}

// inner is from the furthest beginning to the nearest end: what all leave possible
// together, if that is anything.
func (all spans) inner() span {
	return span{slices.Max(all.each(span.begin)), slices.Min(all.each(span.end))}
}

// tightness says how much the ends look like those of delays that are only ever
// added to: from 0, not at all, to 1. Then those of the least delay are close to
// each other, next to the truth, and the others trail away from it.
func (all spans) tightness() float64 {
	if len(all) < 3 {
		return 0
	}
	lo, hi := all.each(span.begin), all.each(span.end)
	towards := slices.Max(lo) - median(lo) + median(hi) - slices.Min(hi)
	away := median(lo) - slices.Min(lo) + slices.Max(hi) - median(hi)
	if towards+away == 0 {
		return 0
	}
	return 1 - between(tightEnds, looseEnds, towards/(towards+away))
}

// oneSided reports whether only one direction has delays that differ. All of one
// side's ends must be close together then, compared with the closest half of the
// middles, so that the honest ones show it by themselves.
func (all spans) oneSided() bool {
	if len(all) < 3 {
		return false
	}
	closest := min(spread(all.each(span.begin)), spread(all.each(span.end)))
	return closest <= oneSided*half(all.each(span.middle))
}

func (s span) begin() float64 { return s.lo }
func (s span) end() float64   { return s.hi }

// each returns one figure of every span, in ascending order.
func (all spans) each(figure func(span) float64) []float64 {
	out := make([]float64, len(all))
	for i, s := range all {
		out[i] = figure(s)
	}
	slices.Sort(out)
	return out
}
