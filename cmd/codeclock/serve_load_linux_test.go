package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
)

// clientAt returns a client with an address of its own on loopback.
func clientAt(i int) *http.Client {
	from := &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/250), byte(i%250+1))}
	return &http.Client{Transport: &http.Transport{DialContext: (&net.Dialer{LocalAddr: from}).DialContext}}
}

// crowd lets devices measure at once, twelve exchanges each, and returns the bounds of
// what they would send to support.
func crowd(t *testing.T, url string, devices int) (bounds []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range devices {
		all.Go(func() {
			client := clientAt(i)
			defer client.CloseIdleConnections()
			found := report.Find(visitor{client: client, agent: testIPhone}.visit(fmt.Sprintf("%st/T-%d/", url, i+1)))
			mu.Lock()
			defer mu.Unlock()
			if len(found) != 1 || found[0].Err != nil {
				t.Errorf("device %d sends %d reports", i, len(found))
				return
			}
			bounds = append(bounds, found[0].Report.Skew.Bound())
		})
	}
	all.Wait()
	slices.Sort(bounds)
	return bounds
}

// A thousand devices at once all get their answer, and the server stays small. It is
// a process of its own, but has to share the processors with all devices.
func TestServeThousandDevices(t *testing.T) {
	if testing.Short() {
		t.Skip("twelve thousand exchanges take long")
	}
	skipWhenRaced(t)
	key, _ := newTestKey(t)
	p := startServeProcess(t, "--demo=good", "--sign-key", key)
	alone := crowd(t, p.url, 1)
	began := time.Now()
	many := crowd(t, p.url, 1000)
	took := time.Since(began)
	if len(alone) != 1 || len(many) != 1000 {
		t.Fatalf("%d and %d devices were measured", len(alone), len(many))
	}
	const most = 150 << 10
	if peak := p.memory(t, "VmHWM"); peak > most {
		t.Errorf("%d MB of memory", peak>>10)
	}
	t.Logf("bound alone %v, of 1000 at once %v in the median and %v at most, in %v; %d MB of memory at most",
		alone[0], many[500], many[999], took, p.memory(t, "VmHWM")>>10)
}

// perDevice adds what a benchmark of devices has taken, those that were measured and
// those that measured them together.
func perDevice(b *testing.B, exchanges int) func() {
	processor := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	began := processor()
	return func() {
		b.ReportMetric(float64((processor()-began).Microseconds())/float64(b.N), "cpu-us/device")
		b.ReportMetric(float64(b.N*exchanges)/b.Elapsed().Seconds(), "requests/s")
	}
}

// BenchmarkServe is one device: twelve exchanges, four of them with a signed report.
// BenchmarkBareHandler is as many posts to a handler that reads and answers.
func BenchmarkServe(b *testing.B) {
	w := newWorld()
	w.simulate = nil
	d, err := startDemo(&w.env, "good")
	if err != nil {
		b.Fatal(err)
	}
	defer d.stop()
	s := &service{truth: &truth{}, rule: result.DefaultRule(), goos: "linux"}
	s.truth.options.Sources = d.sources
	s.truth.measure(b.Context())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go http.Serve(l, s.page(l))
	defer l.Close()
	i := 0
	defer perDevice(b, 12)()
	for b.Loop() {
		i++
		client := clientAt(i % 60_000)
		if text := (visitor{client: client, agent: testIPhone, hurried: true}).visit(s.link.String() + "/"); !strings.Contains(text, "BEGIN") {
			b.Fatal("no report")
		}
		client.CloseIdleConnections()
	}
}

func BenchmarkBareHandler(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Write([]byte(`{"n":1}`))
	}))
	defer server.Close()
	defer perDevice(b, 12)()
	for b.Loop() {
		for range 12 {
			answer, err := http.Post(server.URL, "application/json", bytes.NewReader(make([]byte, 1000)))
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}
}
