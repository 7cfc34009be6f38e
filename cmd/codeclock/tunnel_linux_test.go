package main

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// path is a network of its own with a far end: what this computer sends to afar comes
// back to here as if it came from there. Packets are those of the kernel, and so are
// the repeats of what gets lost.
type path struct {
	tunnel  *os.File
	port    uint16 // of the server: packets to it go there, others come back
	bad     atomic.Bool
	lost    atomic.Int32
	carried atomic.Int32

	mu  sync.Mutex
	rng *rand.Rand
}

// The addresses of a path: where servers listen, and where visitors find them.
const (
	nearby = "10.9.0.1"
	afar   = "10.9.0.2"
)

// A bad path takes its time, more there than back, and loses one packet in ten.
const (
	slowThere = 180 * time.Millisecond
	slowBack  = 40 * time.Millisecond
	shaken    = 60 * time.Millisecond // at most, for each packet anew
	badLuck   = 0.1
)

// newPath lays a path in the network namespace that the test is in.
func newPath(t *testing.T) *path {
	t.Helper()
	f, err := os.OpenFile("/dev/net/tun", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("a tunnel of one's own: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	request, err := unix.NewIfreq("path0")
	if err != nil {
		t.Fatal(err)
	}
	request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(int(f.Fd()), unix.TUNSETIFF, request); err != nil {
		t.Skipf("a tunnel of one's own: %v", err)
	}
	for _, c := range [][]string{
		{"ip", "link", "set", "lo", "up"},
		{"ip", "addr", "add", nearby + "/24", "dev", "path0"},
		{"ip", "link", "set", "path0", "up"},
	} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Skipf("%v: %v %s", c, err, out)
		}
	}
	p := &path{tunnel: f, rng: rand.New(rand.NewPCG(1, 2))}
	go p.carry()
	return p
}

// carry turns packets around until the tunnel is closed.
func (p *path) carry() {
	buf := make([]byte, 64<<10)
	for {
		n, err := p.tunnel.Read(buf)
		if err != nil {
			return
		}
		packet := bytes.Clone(buf[:n])
		wait, arrives := p.weather(packet)
		if !arrives {
			p.lost.Add(1)
			continue
		}
		p.carried.Add(1)
		time.AfterFunc(wait, func() { p.tunnel.Write(packet) })
	}
}

// weather makes a packet come from where it was going to, and says how long it takes,
// or that it gets lost. The sums of IPv4 and TCP are the same when addresses change
// places.
func (p *path) weather(packet []byte) (wait time.Duration, arrives bool) {
	const header, source, target, tcp = 20, 12, 16, 6
	if len(packet) < header+4 || packet[0]>>4 != 4 || packet[9] != tcp {
		return 0, false
	}
	from, to := bytes.Clone(packet[source:target]), bytes.Clone(packet[target:header])
	copy(packet[source:], to)
	copy(packet[target:], from)
	if !p.bad.Load() {
		return 0, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	start := int(packet[0]&15) * 4
	wait = slowBack
	if binary.BigEndian.Uint16(packet[start+2:]) == p.port {
		wait = slowThere
	}
	return wait + time.Duration(p.rng.Int64N(int64(shaken))), p.rng.Float64() >= badLuck
}
