package phonepage

import (
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
)

// cuttable is a listener whose network can be lost: what is connected ends, and what
// connects ends at once.
type cuttable struct {
	net.Listener
	mu    sync.Mutex
	lost  bool
	conns []net.Conn
}

func (l *cuttable) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		lost := l.lost
		if l.conns = append(l.conns, c); lost {
			c.Close()
		}
		l.mu.Unlock()
		if !lost {
			return c, nil
		}
	}
}

func (l *cuttable) cut(yes bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = yes
	for _, c := range l.conns {
		if yes {
			c.Close()
		}
	}
	l.conns = nil
}

const (
	isGone  = `!document.getElementById('gone').hidden && ` + shown
	isThere = `document.getElementById('gone').hidden && ` + shown
)

// A page that loses its computer says so and waits for nothing, and goes on by itself
// when it hears it again: before its first answer and after it.
func TestComputerIsLostForATime(t *testing.T) {
	b := browsertest.Start(t)
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &cuttable{Listener: tcp}
	s := serveOn(t, l, Options{})
	tab := b.Open(t, s.url, browsertest.Look{Skew: -47 * time.Second})
	s.next(t, Opened)
	l.cut(true)
	tab.Wait(isGone)
	if got := tab.Text("#word"); got != "CAN'T TELL" && got != "WRONG" {
		t.Errorf("without its computer the page says %q", got)
	}
	if got := tab.Text("#gone"); !strings.Contains(got, "goes on by itself") {
		t.Errorf("the page says %q", got)
	}
	l.cut(false)
	tab.Wait(isThere + ` && document.getElementById('word').textContent === 'WRONG'`)

	l.cut(true)
	tab.Click("#again")
	tab.Wait(isGone)
	if got := tab.Text("#word"); got != "WRONG" {
		t.Errorf("what was measured became %q", got)
	}
	l.cut(false)
	tab.Wait(isThere)
	if got := tab.Text("#word"); got != "WRONG" {
		t.Errorf("measured again, it is %q", got)
	}
}

// A phone that says that it is offline is believed at once.
func TestPhoneIsOfflineForATime(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{})
	tab.Wait(shown)
	tab.Offline(true)
	tab.Wait(isGone)
	tab.Offline(false)
	tab.Wait(isThere)
	if got := tab.Text("#word"); got != "OK" {
		t.Errorf("back in the network it is %q", got)
	}
}
