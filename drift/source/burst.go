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

	// lastWord is how long before the end it is said that nothing came but packets
	// that are no answer.
	lastWord = 20 * time.Millisecond

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
// answer stay open while a new one is asked. Where nothing came but packets that
// are no answer, the error says so.
func (n *NTP) askAddress(ctx context.Context, addr netip.AddrPort, got func(Sample)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	outcomes, strays := make(chan outcome), make(chan error)
	stray := func(reason error) {
		select {
		case strays <- reason:
		case <-ctx.Done():
		}
	}
	var open sync.WaitGroup
	defer open.Wait()
	defer cancel()
	unanswered, retry := 0, n.firstRetry()
	ask := func() {
		unanswered++
		open.Go(func() {
			s, err := n.exchange(ctx, addr, stray)
			select {
			case outcomes <- outcome{s, err}:
			case <-ctx.Done():
			}
		})
	}
	timer := time.NewTimer(retry)
	silence := ErrNoAnswer
	var over <-chan time.Time
	ask()
	for good := 0; ; {
		select {
		case <-ctx.Done():
			return silence
		case <-over:
			return silence
		case silence = <-strays:
			if deadline, ok := ctx.Deadline(); ok && over == nil {
				over = time.After(time.Until(deadline) - lastWord)
			}
		case o := <-outcomes:
			switch {
			case o.err == nil:
				got(o.sample)
				if good++; good >= n.samples() {
					return nil
				}
				unanswered, retry = 0, n.firstRetry()
				timer.Reset(n.gap())
			case astray(o.err) && unanswered < maxUnanswered:
				// So many that the exchange was given up: from another port, then.
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

// astray reports whether an exchange ended by packets that were no answer.
func astray(err error) bool { return errors.Is(err, ErrMismatch) || errors.Is(err, ErrMalformed) }

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
