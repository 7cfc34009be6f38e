package main

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
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
	bad     atomic.Bool
	lost    atomic.Int32
	carried atomic.Int32
	rng     *rand.Rand
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
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skipf("a tunnel of one's own: %v", err)
	}
	request, err := unix.NewIfreq("path0")
	if err != nil {
		t.Fatal(err)
	}
	request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, request); err != nil {
		t.Skipf("a tunnel of one's own: %v", err)
	}
	// Go waits for packets from here on, not before there is an interface to wait for.
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	f := os.NewFile(uintptr(fd), "/dev/net/tun")
	t.Cleanup(func() { f.Close() })
	for _, c := range [][]string{
		{"ip", "link", "set", "lo", "up"},
		{"ip", "addr", "add", nearby + "/24", "dev", "path0"},
		{"ip", "link", "set", "path0", "up"},
	} {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Skipf("%v: %v %s", c, err, out)
		}
	}
	return &path{tunnel: f, rng: rand.New(rand.NewPCG(1, 2))}
}

// carry turns packets around until the tunnel is closed. Those to a port go there, all
// others come back.
func (p *path) carry(port uint16) {
	buf := make([]byte, 64<<10)
	for {
		n, err := p.tunnel.Read(buf)
		if err != nil {
			return
		}
		packet := bytes.Clone(buf[:n])
		if !turnAround(packet) {
			continue // nobody's TCP
		}
		wait, arrives := p.weather(portOf(packet) == port)
		if !arrives {
			p.lost.Add(1)
			continue
		}
		p.carried.Add(1)
		time.AfterFunc(wait, func() { p.tunnel.Write(packet) })
	}
}

// turnAround makes a packet come from where it was going to. It is false for what is no
// TCP over IPv4. The sums of both are the same when addresses change places.
func turnAround(packet []byte) bool {
	const header, source, target, tcp = 20, 12, 16, 6
	if len(packet) < header+4 || packet[0]>>4 != 4 || packet[9] != tcp {
		return false
	}
	from := bytes.Clone(packet[source:target])
	copy(packet[source:], packet[target:header])
	copy(packet[target:], from)
	return true
}

// portOf returns the port that a packet goes to.
func portOf(packet []byte) uint16 {
	return binary.BigEndian.Uint16(packet[int(packet[0]&15)*4+2:])
}

// weather says how long a packet takes, there or back, or that it gets lost.
func (p *path) weather(there bool) (wait time.Duration, arrives bool) {
	if !p.bad.Load() {
		return 0, true
	}
	wait = slowBack
	if there {
		wait = slowThere
	}
	return wait + time.Duration(p.rng.Int64N(int64(shaken))), p.rng.Float64() >= badLuck
}
