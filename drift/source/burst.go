package source

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"
)

const (
	// DefaultGap is the least time between two questions to one server: the
	// spacing of a burst in RFC 5905, section 13.
	DefaultGap = 2 * time.Second

	// DefaultSamples is how many samples a server is asked for when nothing
	// else is said: the good ones of chrony's iburst (ntp_core.c,
	// IBURST_GOOD_SAMPLES).
	DefaultSamples = 4

	// firstRetry is when a question that got no answer is asked again; it
	// doubles each time. It is above nearly every round trip on earth, and a
	// late answer to an earlier question still counts.
	firstRetry = 400 * time.Millisecond

	// maxUnanswered is how many questions to one address may be without an
	// answer before it is left alone.
	maxUnanswered = 4
)

// outcome is how one exchange ended.
type outcome struct {
	sample Sample
	err    error
}

// askAddress takes up to Samples samples from one address. Questions without an
// answer stay open while a new one is asked.
func (n *NTP) askAddress(ctx context.Context, addr netip.AddrPort, got func(Sample)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes := make(chan outcome)
	var open sync.WaitGroup
	defer open.Wait()
	defer cancel()
	unanswered, retry := 0, n.firstRetry()
	ask := func() {
		unanswered++
		open.Go(func() {
			s, err := n.exchange(ctx, addr)
			select {
			case outcomes <- outcome{s, err}:
			case <-ctx.Done():
			}
		})
	}
	timer := time.NewTimer(retry)
	ask()
	for good := 0; ; {
		select {
		case <-ctx.Done():
			return ErrNoAnswer
		case o := <-outcomes:
			switch {
			case o.err == nil:
				got(o.sample)
				if good++; good >= n.samples() {
					return nil
				}
				unanswered, retry = 0, n.firstRetry()
				timer.Reset(n.gap())
			case stray(o.err) && unanswered < maxUnanswered:
				// One such packet must not end the matter.
				if n.firstRetry() == firstRetry {
					ask()
				}
			default:
				return o.err
			}
		case <-timer.C:
			if unanswered < maxUnanswered {
				ask()
				timer.Reset(retry)
				retry *= 2
			}
		}
	}
}

// stray reports whether an error may come from a packet that somebody else sent.
func stray(err error) bool { return errors.Is(err, ErrMismatch) || errors.Is(err, ErrMalformed) }

func (n *NTP) samples() int {
	if n.Samples <= 0 {
		return DefaultSamples
	}
	return n.Samples
}

// firstRetry is when a question without an answer is asked again.
func (n *NTP) firstRetry() time.Duration { return max(firstRetry, n.Gap) }

func (n *NTP) gap() time.Duration {
	switch {
	case n.Gap == 0:
		return DefaultGap
	case n.Gap < 0:
		return 0
	}
	return n.Gap
}
