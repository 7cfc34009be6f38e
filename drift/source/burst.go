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

// burst is the questions to one address. Those without an answer stay open while a
// new one is asked.
type burst struct {
	n        *NTP
	addr     netip.AddrPort
	outcomes chan outcome
	strays   chan error // why a packet was no answer

	open       sync.WaitGroup
	good       int // samples so far
	unanswered int
	repeat     *time.Timer // when to ask again
	retry      time.Duration
}

// askAddress takes up to Samples samples from one address. Where nothing came but
// packets that are no answer, the error says so.
func (n *NTP) askAddress(ctx context.Context, addr netip.AddrPort, got func(Sample)) error {
	b := &burst{
		n: n, addr: addr, outcomes: make(chan outcome), strays: make(chan error),
		retry: n.firstRetry(), repeat: time.NewTimer(n.firstRetry()),
	}
	ctx, cancel := context.WithCancel(ctx)
	defer b.open.Wait()
	defer cancel()
	b.ask(ctx)
	silence := ErrNoAnswer
	var over <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return silence
		case <-over:
			return silence
		case silence = <-b.strays:
			if deadline, ok := ctx.Deadline(); ok && over == nil {
				over = time.After(time.Until(deadline) - lastWord)
			}
		case o := <-b.outcomes:
			if o.err == nil {
				got(o.sample)
			}
			if b.take(ctx, o) {
				return o.err
			}
		case <-b.repeat.C:
			b.again(ctx)
		}
	}
}

// ask asks once more.
func (b *burst) ask(ctx context.Context) {
	b.unanswered++
	b.open.Go(func() {
		s, err := b.n.exchange(ctx, b.addr, func(reason error) {
			select {
			case b.strays <- reason:
			case <-ctx.Done():
			}
		})
		select {
		case b.outcomes <- outcome{s, err}:
		case <-ctx.Done():
		}
	})
}

// take reports whether an outcome is the end.
func (b *burst) take(ctx context.Context, o outcome) bool {
	switch {
	case o.err == nil:
		b.good++
		b.unanswered, b.retry = 0, b.n.firstRetry()
		b.repeat.Reset(b.n.gap())
		return b.good >= b.n.samples()
	case astray(o.err) && b.unanswered < maxUnanswered:
		// So many that the exchange was given up: from another port, then.
		if b.n.firstRetry() == firstRetry {
			b.ask(ctx)
		}
		return false
	}
	return true
}

// again asks once more if that has not been done often enough in vain.
func (b *burst) again(ctx context.Context) {
	if b.unanswered < maxUnanswered {
		b.ask(ctx)
		b.repeat.Reset(b.retry)
		b.retry *= 2
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
