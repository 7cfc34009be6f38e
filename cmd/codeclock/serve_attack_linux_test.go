package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/report"
)

const (
	attackers   = 10
	slowOnes    = 1_000
	junkPosts   = 100_000
	besieged    = 100 // visitors meanwhile
	atOnce      = 5   // of them
	anotherSeal = `{"seal":"%s","sent":1800000000000,"res":1}`
)

// attacks returns one of the addresses that attack.
func attacks(i int) *net.TCPAddr { return &net.TCPAddr{IP: net.IPv4(127, 9, 9, byte(i%attackers+1))} }

// Ten addresses hold a thousand slow connections and send a hundred thousand posts of
// junk. The server's memory and descriptors stay what they were, and whoever comes
// meanwhile is measured.
func TestServeUnderAttack(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred thousand posts take long")
	}
	skipWhenRaced(t)
	key, _ := newTestKey(t)
	p := startServeProcess(t, "--demo=good", "--sign-key", key)
	measured := func(from int) bool {
		client := clientAt(from)
		defer client.CloseIdleConnections()
		found := report.Find(visitor{client: client, agent: testIPhone}.visit(p.url + "t/T-4711/"))
		return len(found) == 1 && found[0].Err == nil && found[0].Report.Desk != nil
	}
	for i := range besieged {
		measured(i)
	}
	before := use{p.descriptors(t), p.memory(t, "VmRSS")}
	s := besiege(t, p.url)
	var served atomic.Int32
	most := use{}
	for i := range besieged / atOnce {
		var wave sync.WaitGroup
		for j := range atOnce {
			wave.Go(func() {
				if measured(1000 + i*atOnce + j) {
					served.Add(1)
				}
			})
		}
		wave.Wait()
		most = most.max(use{p.descriptors(t), p.memory(t, "VmRSS")})
	}
	answers := s.lift()
	after := p.settled(t, before.descriptors)
	t.Logf("before %v, at most %v, after %v; %d of %d visitors measured; answers to junk %v; %d slow connections were opened",
		before, most, after, served.Load(), besieged, answers, s.held.Load())
	if served.Load() < besieged*99/100 {
		t.Errorf("%d of %d visitors were measured", served.Load(), besieged)
	}
	if held := most.descriptors - before.descriptors; held > attackers*16+10*atOnce {
		t.Errorf("%d descriptors more than before", held)
	}
	const flat = 32 << 10
	if most.memory > before.memory+flat || after.memory > before.memory+flat {
		t.Errorf("memory in KiB: before %v, at most %v, after %v", before, most, after)
	}
	for status := range answers {
		if status != http.StatusOK && (status < 400 || status > 499) {
			t.Errorf("junk gets %d", status)
		}
	}
}

// use is what a process takes: descriptors, and memory in KiB.
type use struct{ descriptors, memory int }

func (u use) max(v use) use {
	return use{max(u.descriptors, v.descriptors), max(u.memory, v.memory)}
}

// settled waits until a process has few descriptors again.
func (p serveProcess) settled(t *testing.T, descriptors int) use {
	t.Helper()
	for range 3000 {
		if p.descriptors(t) <= descriptors+2 {
			break
		}
		pause(t.Context(), 100*time.Millisecond)
	}
	got := use{p.descriptors(t), p.memory(t, "VmRSS")}
	if got.descriptors > descriptors+2 {
		t.Errorf("%d descriptors were open before, %d are after", descriptors, got.descriptors)
	}
	return got
}

// siege is an attack that goes on until it is lifted.
type siege struct {
	stop context.CancelFunc
	slow sync.WaitGroup
	junk sync.WaitGroup
	held atomic.Int32 // slow connections that were opened

	mu      sync.Mutex
	answers map[int]int // to junk, by status
}

func besiege(t *testing.T, url string) *siege {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &siege{stop: stop, answers: map[int]int{}}
	host := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	for i := range slowOnes {
		s.slow.Go(func() { s.dribble(ctx, host, i) })
	}
	seal := sealFor(t, url)
	for i := range 4 * attackers {
		s.junk.Go(func() { s.throw(url, seal, i) })
	}
	return s
}

// lift ends the slow connections when all junk is thrown, and returns what it got.
func (s *siege) lift() map[int]int {
	s.junk.Wait()
	s.stop()
	s.slow.Wait()
	return s.answers
}

// dribble holds a connection by sending a header letter by letter, and comes back when
// it is cut off.
func (s *siege) dribble(ctx context.Context, host string, i int) {
	dialer := net.Dialer{LocalAddr: attacks(i)}
	for ctx.Err() == nil {
		if c, err := dialer.DialContext(ctx, "tcp", host); err == nil {
			s.held.Add(1)
			_, err = io.WriteString(c, "POST /exchange HTTP/1.1\r\nHost: "+host+"\r\nX-Slow: ")
			for err == nil && ctx.Err() == nil {
				pause(ctx, time.Duration(200+rand.IntN(600))*time.Millisecond)
				_, err = io.WriteString(c, "a")
			}
			c.Close()
		}
		pause(ctx, time.Second)
	}
}

// pause lets an attacker or a visitor wait, as people and their programs do.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// throw sends its part of the junk. What is cut off is sent again, but not for ever.
func (s *siege) throw(url, seal string, i int) {
	client := &http.Client{Transport: &http.Transport{DialContext: (&net.Dialer{LocalAddr: attacks(i)}).DialContext}}
	defer client.CloseIdleConnections()
	for n, lost := 0, 0; n < junkPosts/(4*attackers) && lost < junkPosts; {
		answer, err := client.Do(junk(url, seal, i+n))
		if err != nil {
			lost++
			continue
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		n++
		s.mu.Lock()
		s.answers[answer.StatusCode]++
		s.mu.Unlock()
	}
}

// sealFor returns a seal of the page for one ticket.
func sealFor(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Post(url+"t/T-1/exchange", "application/json", strings.NewReader(`{"sent":1800000000000,"res":1}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(body), `"seal":"`)
	seal, _, _ := strings.Cut(rest, `"`)
	return seal
}

// junk returns one of many kinds of requests that no page sends, or not so often.
func junk(url, seal string, i int) *http.Request {
	const good = `{"sent":1800000000000,"res":1}`
	path, body, change := "exchange", good, func(*http.Request) {}
	switch i % 15 {
	case 0:
		body = "\x00\xff{{{"
	case 1:
		body = fmt.Sprintf(anotherSeal, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	case 2: // that of another ticket
		path, body = "t/T-2/exchange", fmt.Sprintf(anotherSeal, seal)
	case 3: // in another order
		path, body = "t/T-1/exchange", fmt.Sprintf(anotherSeal, seal[20:]+seal[:20])
	case 4:
		body = `{"seal":"` + strings.Repeat("A", 64<<10) + `"}`
	case 5:
		body = strings.Repeat("[", 4000)
	case 6:
		change = func(r *http.Request) { r.Host = "evil.example" }
	case 7:
		change = func(r *http.Request) { r.Header.Set("Origin", "null") }
	case 8:
		change = func(r *http.Request) {
			r.Header.Set("X-A", strings.Repeat("a", 7<<10))
			r.Header.Set("Content-Type", "text/plain")
		}
	case 9:
		path = "t/%2e%2e/exchange"
	case 10:
		path = "t/T-%C3%A9/exchange"
	case 11:
		path = "..%2f..%2fetc/passwd"
	case 12: // not believed: this is no proxy
		body, change = "{}{}", func(r *http.Request) { r.Header.Set("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", rand.IntN(256))) }
	case 13: // in chunks
		change = func(r *http.Request) { r.ContentLength = -1; r.Header.Set("Sec-Fetch-Site", "cross-site") }
	case 14: // again and again: the one kind that has a right, to as much as any visitor
		path, body = "t/T-1/exchange", fmt.Sprintf(anotherSeal, seal)
	}
	r, err := http.NewRequest(http.MethodPost, url+path, strings.NewReader(body))
	if err != nil {
		panic(err) // the paths are those above
	}
	r.Header.Set("Content-Type", "application/json")
	change(r)
	return r
}
