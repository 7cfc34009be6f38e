package drift

import (
	"cmp"
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"codeclock/drift/source"
)

const (
	// firstPause is the least time between a source's last question and the next
	// measurement that asks it: NIST wants 4 s between two questions at least
	// (tf.nist.gov, usage policy), and others do not mind that.
	firstPause = 4 * time.Second

	// lastPause is where the pauses stop doubling: the one that NTP clients begin
	// with (RFC 5905, minpoll 6).
	lastPause = 64 * time.Second

	// unsentPause is when a source is tried again that nothing could be sent to: a
	// computer whose network comes up late bothers nobody but its own resolver.
	unsentPause = 2 * time.Second
)

// paced is a source that is asked again and again, with pauses that it can bear. Asked
// too early it gives no samples, and says again why there were none the last time.
type paced struct {
	source.Source

	mu    sync.Mutex
	busy  bool
	last  time.Time // when it ended; zero before
	pause time.Duration
	err   error // why it gave no samples
}

// Ask is that of a source.
func (p *paced) Ask(ctx context.Context, got func(source.Sample)) error {
	if err, ready := p.begin(time.Now()); !ready {
		return err
	}
	heard := false
	err := p.Source.Ask(ctx, func(s source.Sample) {
		heard = true
		got(s)
	})
	p.end(time.Now(), err, heard)
	return err
}

// begin reports whether the source may be asked now, or else why there is nothing.
func (p *paced) begin(now time.Time) (error, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.ready(now) {
		return cmp.Or(p.err, source.ErrNotAwaited), false
	}
	p.busy = true
	return nil, true
}

// end notes how the source ended. One that was heard is not called silent later on.
func (p *paced) end(now time.Time, err error, heard bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy, p.last, p.err = false, now, err
	if heard && !kissed(err) {
		p.err = nil
	}
	if p.pause = min(max(2*p.pause, firstPause), lastPause); unsent(p.err) {
		p.pause = unsentPause
	}
}

// unsent reports whether a source ended without a question having left this computer.
func unsent(err error) bool {
	var lookup *net.DNSError
	return errors.As(err, &lookup) || errors.Is(err, source.ErrUnreachable) || errors.Is(err, source.ErrForbidden)
}

func (p *paced) ready(now time.Time) bool {
	return !p.busy && !kissed(p.err) && (p.last.IsZero() || now.Sub(p.last) >= p.pause)
}

func kissed(err error) bool {
	var kiss *source.KissError
	return errors.As(err, &kiss)
}

// due reports whether the source may be asked.
func (p *paced) due(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ready(now)
}

// closed reports whether the source has asked to be left alone.
func (p *paced) closed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return kissed(p.err)
}

// hurry takes the pause back to the first one.
func (p *paced) hurry() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pause = min(p.pause, firstPause)
}
