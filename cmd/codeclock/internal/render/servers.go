package render

import (
	"errors"
	"fmt"
	"slices"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
)

// servers renders each server on its own, for -v.
func servers(p *page, c result.Check) {
	p.blank()
	p.line("Servers")
	for _, j := range c.Estimate.Readings {
		if j.Err != nil {
			p.wrapped("  ", fmt.Sprintf("%s   %s", words.Clean(j.Server), noVote(c.Estimate, j)), "      ")
			continue
		}
		p.line("  " + words.Clean(j.Server) + "   " + standing(j))
		best := quickest(j.Samples)
		p.line("      " + detail(j, best))
		p.line(fmt.Sprintf("      says this clock is %s", words.SkewExact(j.Interval)))
	}
}

// noVote says why a server has no vote.
func noVote(e drift.Estimate, j drift.Judged) string {
	if !errors.Is(j.Err, drift.ErrSameServer) {
		return words.Reason(j.Err)
	}
	first := slices.IndexFunc(e.Readings, func(other drift.Judged) bool { return other.Voice == j.Voice })
	return fmt.Sprintf("answers as the same server as %s: no vote of its own", words.Clean(e.Readings[first].Server))
}

// detail says how a server was asked.
func detail(j drift.Judged, best source.Sample) string {
	if j.Kind == source.KindHTTPS {
		return fmt.Sprintf("HTTPS   requests: %d   round trip %s", len(j.Samples), words.Millis(best.Received.Sub(best.Sent)))
	}
	return fmt.Sprintf("%s   stratum %d   round trip %s", best.Addr, best.Stratum, words.Millis(best.Delay()))
}

func standing(j drift.Judged) string {
	if j.Agrees {
		return "agrees"
	}
	return "ignored: " + why(j)
}

// quickest returns the sample that was on its way for the least time.
func quickest(samples []source.Sample) source.Sample {
	best := samples[0]
	for _, s := range samples[1:] {
		if s.Delay() < best.Delay() {
			best = s
		}
	}
	return best
}
