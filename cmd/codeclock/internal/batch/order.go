package batch

import (
	"context"
	"io"
	"sync"
)

// ahead is how many items may be worked on or wait for a slower one before them, for
// each worker.
const ahead = 16

// InOrder is what is done with all items of an input.
type InOrder[In, Out any] struct {
	Workers int
	Next    func() (In, error) // io.EOF after the last
	Do      func(context.Context, In) Out
	Emit    func(Out) error // in the order of the input
	Idle    func() error    // called when there is nothing to emit for now; nil for nothing
}

// job is an item and where its outcome will be.
type job[In, Out any] struct {
	in  In
	out chan Out
}

// Run works on many items at once, and keeps a bounded number of them. It ends with
// the first error of Next but io.EOF, once all before it is emitted, or of Emit or
// Idle; or with that of ctx, after which nothing is emitted: whatever Do returned then
// may be half done.
func (o InOrder[In, Out]) Run(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait() // but not for a read that nothing can interrupt
	defer end()
	most := ahead * o.Workers
	order, work := make(chan job[In, Out], most), make(chan job[In, Out], most)
	failed := make(chan error, 1)
	go func() {
		failed <- o.feed(ctx, order, work)
		close(order)
		close(work)
	}()
	for range o.Workers {
		workers.Go(func() { o.work(ctx, work) })
	}
	for {
		j, more, err := await(ctx, order, o.Idle)
		if err != nil {
			return err
		}
		if !more {
			return <-failed
		}
		out, _, err := await(ctx, j.out, o.Idle)
		if err == nil {
			err = o.Emit(out)
		}
		if err != nil {
			return err
		}
	}
}

// work does what is to be done until there is no more, or ctx ends.
func (o InOrder[In, Out]) work(ctx context.Context, work <-chan job[In, Out]) {
	for {
		j, more, err := await(ctx, work, nil)
		if err != nil || !more {
			return
		}
		j.out <- o.Do(ctx, j.in)
	}
}

// feed hands out items until there are no more.
func (o InOrder[In, Out]) feed(ctx context.Context, order, work chan<- job[In, Out]) error {
	for {
		in, err := o.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		j := job[In, Out]{in, make(chan Out, 1)}
		for _, to := range []chan<- job[In, Out]{order, work} {
			select {
			case to <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// await receives a value, and calls idle first where it has to wait. After the end of
// ctx there is none.
func await[T any](ctx context.Context, from <-chan T, idle func() error) (v T, ok bool, err error) {
	select {
	case v, ok = <-from:
		return v, ok, ctx.Err()
	default:
	}
	if idle != nil {
		if err := idle(); err != nil {
			return v, false, err
		}
	}
	select {
	case v, ok = <-from:
		return v, ok, ctx.Err()
	case <-ctx.Done():
		return v, false, ctx.Err()
	}
}
