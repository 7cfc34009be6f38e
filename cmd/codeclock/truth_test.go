package main

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift"
	"codeclock/drift/source"
)

// scriptedSource is a time server that answers, or fails, as it is told.
type scriptedSource struct {
	name string
	skew time.Duration // of this computer's clock

	mu    sync.Mutex
	err   error
	count int
}

func (s *scriptedSource) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

func (s *scriptedSource) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

func (s *scriptedSource) Name() string    { return s.name }
func (*scriptedSource) Kind() source.Kind { return source.KindNTP }

func (s *scriptedSource) Ask(_ context.Context, got func(source.Sample)) error {
	s.mu.Lock()
	s.count++
	err := s.err
	s.mu.Unlock()
	if err != nil {
		return err
	}
	now := time.Now().Round(0)
	got(source.Sample{Sent: now, ServerReceived: now.Add(-s.skew), ServerSent: now.Add(-s.skew), Received: now, Slack: time.Millisecond})
	return nil
}

func newTruth(sources ...source.Source) *truth {
	return &truth{options: drift.Options{Sources: sources}}
}

func TestTruthIsCarriedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &scriptedSource{name: "a", skew: -47 * time.Second}
		tr := newTruth(server)
		if _, _, known := tr.now(); known {
			t.Error("known before it was measured")
		}
		tr.measure(t.Context())
		time.Sleep(time.Minute)
		now, bound, known := tr.now()
		if off := time.Now().Round(0).Sub(now.Round(0)); !known || off != -47*time.Second {
			t.Errorf("a minute later it is off by %v, known %v", off, known)
		}
		if want := time.Millisecond + 30*time.Millisecond; bound != want {
			t.Errorf("a minute later it is good to %v, want %v", bound, want)
		}
	})
}

func TestTruthIsMeasuredAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &scriptedSource{name: "a", err: source.ErrNoAnswer}
		tr := newTruth(server)
		tr.measure(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { tr.keep(ctx); close(done) }()
		time.Sleep(truthRetry - time.Second)
		synctest.Wait()
		if server.asked() != 1 {
			t.Errorf("asked %d times before the pause was over", server.asked())
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if server.asked() != 2 {
			t.Errorf("asked %d times after the pause", server.asked())
		}
		server.fail(nil)
		time.Sleep(truthRetry + 2*time.Second)
		if _, _, known := tr.now(); !known {
			t.Error("not known although the server answers now")
		}
		asked := server.asked()
		time.Sleep(truthAgain - 5*time.Second)
		synctest.Wait()
		if server.asked() != asked {
			t.Error("asked again too soon")
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if server.asked() != asked+1 {
			t.Errorf("asked %d times more, want 1", server.asked()-asked)
		}
		cancel()
		<-done
	})
}

// A measurement that finds nothing does not throw away one that did.
func TestTruthSurvivesASilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &scriptedSource{name: "a", skew: time.Second}
		tr := newTruth(server)
		tr.measure(t.Context())
		server.fail(source.ErrNoAnswer)
		tr.measure(t.Context())
		if _, _, known := tr.now(); !known {
			t.Error("it is no longer known")
		}
	})
}

func TestServersThatAskToBeLeftAlone(t *testing.T) {
	polite, kissed := &scriptedSource{name: "a"}, &scriptedSource{name: "b", err: &source.KissError{Code: "RATE"}}
	tr := newTruth(polite, kissed)
	tr.measure(t.Context())
	tr.measure(t.Context())
	if polite.asked() != 2 || kissed.asked() != 1 {
		t.Errorf("asked %d and %d times, want 2 and 1", polite.asked(), kissed.asked())
	}
	only := newTruth(kissed)
	only.measure(t.Context())
	if only.options.Sources == nil || len(only.options.Sources) != 0 {
		t.Errorf("sources %v: nil would mean the default servers", only.options.Sources)
	}
}

// A measurement that is broken off is worth less than the whole one before.
func TestTruthIsNotReplacedByHalfAMeasurement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b, c := &scriptedSource{name: "a"}, &scriptedSource{name: "b"}, &scriptedSource{name: "c"}
		tr := newTruth(a, b, c)
		tr.measure(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		tr.options.Sources = []source.Source{cancelling{a, cancel}, mute{b}, mute{c}}
		tr.measure(ctx)
		if got := tr.last().Agreement; got != drift.Majority || a.asked() != 2 {
			t.Errorf("agreement %v after %d questions, want that of the whole measurement", got, a.asked())
		}
	})
}

// cancelling breaks the measurement off once its answer has been taken in.
type cancelling struct {
	*scriptedSource
	cancel func()
}

func (c cancelling) Ask(ctx context.Context, got func(source.Sample)) error {
	err := c.scriptedSource.Ask(ctx, got)
	synctest.Wait()
	c.cancel()
	return err
}

// mute does not answer before it is told to stop.
type mute struct{ *scriptedSource }

func (mute) Ask(ctx context.Context, _ func(source.Sample)) error {
	<-ctx.Done()
	return ctx.Err()
}
