package source

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"time"
)

// pipes is a network of net.Pipe with delays, for use in a synctest bubble. It
// is a listener, and its dial reaches it.
type pipes struct {
	there, back func() time.Duration // delay of each write; order is kept
	accept      chan net.Conn
	closed      chan struct{}
	once        sync.Once
	carriers    sync.WaitGroup
}

func newPipes(there, back func() time.Duration) *pipes {
	return &pipes{there: there, back: back, accept: make(chan net.Conn), closed: make(chan struct{})}
}

// fixed is a delay without jitter.
func fixed(d time.Duration) func() time.Duration { return func() time.Duration { return d } }

// jittery is a delay of at least d and usually not much more.
func jittery(d, jitter time.Duration, seed uint64) func() time.Duration {
	rng := rand.New(rand.NewPCG(seed, 7))
	var mu sync.Mutex
	return func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return d + time.Duration(rng.ExpFloat64()*float64(jitter))
	}
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, nearClient := net.Pipe()
	nearServer, server := net.Pipe()
	p.carriers.Go(func() { carry(nearServer, nearClient, p.there) })
	p.carriers.Go(func() { carry(nearClient, nearServer, p.back) })
	select {
	case p.accept <- server:
		return client, nil
	case <-p.closed:
	case <-ctx.Done():
	}
	client.Close()
	server.Close()
	return nil, net.ErrClosed
}

// carry moves bytes from one end to another, each write delay later.
func carry(to, from net.Conn, delay func() time.Duration) {
	type parcel struct {
		due  time.Time
		data []byte
	}
	road := make(chan parcel, 1024)
	arrived := make(chan struct{})
	defer func() { <-arrived }()
	go func() {
		defer close(arrived)
		defer to.Close()
		for p := range road {
			time.Sleep(time.Until(p.due))
			if _, err := to.Write(p.data); err != nil {
				from.Close() // who still writes there is told
				break
			}
		}
		for range road {
		}
	}()
	defer close(road)
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			road <- parcel{time.Now().Add(delay()), append([]byte(nil), buf[:n]...)}
		}
		if err != nil {
			return
		}
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accept:
		return c, nil
	case <-p.closed:
		return nil, io.EOF
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "pipe"} }
