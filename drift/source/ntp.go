package source

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/beevik/ntp"

	"codeclock/drift/skew"
)

// NTP is one NTP server as a Source. Only Server needs to be set.
type NTP struct {
	// Server is a host, host:port, IPv4 or IPv6 literal or [IPv6]:port. The
	// port is 123 when none is given.
	Server string

	// Samples is how many samples to take of each address at most. 0 means
	// DefaultSamples.
	Samples int

	// Gap is the least time from an answer to the next question to the same
	// address. 0 means DefaultGap; negative means to ask again at once. A
	// question without an answer is repeated after 400 ms, or after Gap where
	// that is set and longer.
	Gap time.Duration

	// MaxDistance is how unsure of its own time a server may be: root delay/2 +
	// root dispersion. Such a server leaves an interval that is as wide. 0 means
	// what chrony allows, 3 s; 16 s is the most that a server can say.
	MaxDistance time.Duration

	// Resolve finds the addresses of a host. nil means the system's resolver.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)

	// Dial opens a path to an address. nil means UDP, which alone gets the
	// kernel's receive timestamps.
	Dial func(ctx context.Context, addr netip.AddrPort) (net.Conn, error)

	// Now reads the clock to see whether it is set during an exchange. nil
	// means time.Now.
	Now func() time.Time
}

// Name returns the server as it was given.
func (n *NTP) Name() string { return n.Server }

// Kind returns KindNTP.
func (n *NTP) Kind() Kind { return KindNTP }

// Ask asks all addresses of the server at once, each up to Samples times, and
// again after a while when no answer comes. It returns nil if any of them gave
// a sample.
func (n *NTP) Ask(ctx context.Context, got func(Sample)) error {
	host, port, err := SplitServer(n.Server)
	if err != nil {
		return err
	}
	addrs, err := n.resolve(ctx, host)
	if err != nil {
		return err
	}
	var (
		mu      sync.Mutex
		wg      sync.WaitGroup
		good    int
		reasons = make([]error, len(addrs))
	)
	for i, addr := range addrs {
		wg.Go(func() {
			reasons[i] = n.askAddress(ctx, netip.AddrPortFrom(addr, port), func(s Sample) {
				mu.Lock()
				defer mu.Unlock()
				good++
				got(s)
			})
		})
	}
	wg.Wait()
	worst := worstReason(reasons)
	if good > 0 && !errors.Is(worst, ErrClockStepped) {
		return nil
	}
	return worst
}

// worstReason picks the reason that says most: what a server said comes before
// what the network did.
func worstReason(reasons []error) error {
	worst := reasons[0]
	for _, err := range reasons[1:] {
		if rank(err) > rank(worst) {
			worst = err
		}
	}
	return worst
}

func rank(err error) int {
	var network net.Error
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrNoAnswer):
		return 1
	case errors.As(err, &network):
		return 2
	case errors.Is(err, ErrClockStepped):
		return 4
	}
	return 3
}

// exchange asks once. The monotonic clock brackets it: the kernel's receive
// timestamp is wall time, so a clock that is set meanwhile would look like a good
// sample.
func (n *NTP) exchange(ctx context.Context, addr netip.AddrPort, stray func(error)) (Sample, error) {
	conn, err := n.dial(ctx, addr)
	if err != nil {
		return Sample{}, networkReason(err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()

	wire := &capture{path: newPath(conn, stray), maxDistance: cmp.Or(n.MaxDistance, maxRootDistance)}
	wall, start := n.now(), time.Now()
	r, err := ntp.QueryWithOptions(addr.String(), ntp.QueryOptions{
		Timeout:    timeLeft(ctx),
		Dialer:     func(string, string) (net.Conn, error) { return wire.path, nil },
		Extensions: []ntp.Extension{wire},
	})
	elapsed := time.Since(start)
	parted := skew.Abs(skew.Sub(n.now().Sub(wall), elapsed))
	switch {
	case err != nil:
		return Sample{}, wire.explain(err)
	case Stepped(parted, elapsed):
		return Sample{}, ErrClockStepped
	}
	return wire.judge(r, remote(conn, addr), parted)
}

// remote returns who is at the other end of a path.
func remote(conn net.Conn, asked netip.AddrPort) netip.AddrPort {
	if udp, ok := conn.RemoteAddr().(*net.UDPAddr); ok {
		return udp.AddrPort()
	}
	return asked
}

func (n *NTP) now() time.Time {
	if n.Now == nil {
		return time.Now().Round(0)
	}
	return n.Now().Round(0)
}

func (n *NTP) dial(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
	if n.Dial != nil {
		return n.Dial(ctx, addr)
	}
	var d net.Dialer
	return d.DialContext(ctx, "udp", addr.String())
}

// timeLeft is what remains of the context; without a deadline, beevik/ntp's
// own default.
func timeLeft(ctx context.Context) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return 0
	}
	return max(time.Until(deadline), 1)
}
