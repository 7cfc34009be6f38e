package batch

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

var errTried = errors.New("tried")

// count hands out 0 to n-1.
func count(n int) func() (int, error) {
	next := -1
	return func() (int, error) {
		if next++; next >= n {
			return 0, io.EOF
		}
		return next, nil
	}
}

// Whatever takes how long, what comes out is in order, and never much is held.
func TestInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var held, most atomic.Int64
		var got []int
		next := count(1000)
		err := InOrder[int, int]{
			Workers: 3,
			Next: func() (int, error) {
				most.Store(max(most.Load(), held.Add(1)))
				return next()
			},
			Do: func(_ context.Context, n int) int {
				time.Sleep(time.Duration(n*7919%100) * time.Millisecond)
				return n
			},
			Emit: func(n int) error {
				held.Add(-1)
				got = append(got, n)
				return nil
			},
		}.Run(t.Context())
		want := make([]int, 1000)
		for i := range want {
			want[i] = i
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %d items: %v", err, len(got), got)
		}
		if limit := int64(2*3*ahead + 3); most.Load() > limit {
			t.Errorf("%d items at once, more than %d", most.Load(), limit)
		}
	})
}

// What is done when it ends early is emitted whole and in order, and nothing waits for
// an input that never comes.
func TestInOrderEndsEarly(t *testing.T) {
	never := make(chan int)
	for _, tt := range []struct {
		name string
		next func() (int, error)
		emit func(n int, end func()) error
		want error
		most int
	}{
		{"the input fails", func() func() (int, error) {
			next := count(50)
			return func() (int, error) {
				if n, err := next(); err == nil {
					return n, nil
				}
				return 0, errTried
			}
		}(), nil, errTried, 50},
		{"nobody reads", count(1000), func(n int, _ func()) error {
			if n == 20 {
				return errTried
			}
			return nil
		}, errTried, 21},
		{"Ctrl-C", count(1000), func(n int, end func()) error {
			if n == 20 {
				end()
			}
			return nil
		}, context.Canceled, 21},
		{"Ctrl-C while nothing comes", func() func() (int, error) {
			next := count(21)
			return func() (int, error) {
				if n, err := next(); err == nil {
					return n, nil
				}
				return <-never, nil
			}
		}(), func(n int, end func()) error {
			if n == 20 {
				end()
			}
			return nil
		}, context.Canceled, 21},
	} {
		ctx, end := context.WithCancel(t.Context())
		n := 0
		err := InOrder[int, int]{
			Workers: 2, Next: tt.next, Do: func(_ context.Context, n int) int { return n },
			Emit: func(got int) error {
				if got != n {
					t.Errorf("%s: %d comes as number %d", tt.name, got, n)
				}
				n++
				if tt.emit == nil {
					return nil
				}
				return tt.emit(got, end)
			},
		}.Run(ctx)
		end()
		if !errors.Is(err, tt.want) || n != tt.most {
			t.Errorf("%s: %v after %d, want %v after %d", tt.name, err, n, tt.want, tt.most)
		}
	}
}

// A reader that waits for each answer gets it: it is flushed when nothing follows.
func TestInOrderIdles(t *testing.T) {
	written, flushed := 0, make(chan int, 100)
	asked := 0
	err := InOrder[int, int]{
		Workers: 2,
		Next: func() (int, error) {
			if asked > 0 {
				for n := range flushed {
					if n == asked {
						break
					}
				}
			}
			if asked++; asked > 5 {
				return 0, io.EOF
			}
			return asked, nil
		},
		Do:   func(_ context.Context, n int) int { return n },
		Emit: func(int) error { written++; return nil },
		Idle: func() error { flushed <- written; return nil },
	}.Run(t.Context())
	if err != nil || written != 5 {
		t.Errorf("%v, %d written", err, written)
	}
}
