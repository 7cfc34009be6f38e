package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
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
			found := report.Find(scriptedBy(client, fmt.Sprintf("%st/T-%d/", url, i+1), 0, testIPhone))
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

// A thousand devices at once all get their answer, and the server stays small.
func TestServeThousandDevices(t *testing.T) {
	if testing.Short() {
		t.Skip("twelve thousand exchanges take long")
	}
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has all of 127.0.0.0/8")
	}
	key, _ := newTestKey(t)
	url := startServe(t, "--demo=good", "--sign-key", key)
	alone := crowd(t, url, 1)
	began := time.Now()
	many := crowd(t, url, 1000)
	took := time.Since(began)
	if len(alone) != 1 || len(many) != 1000 {
		t.Fatalf("%d and %d devices were measured", len(alone), len(many))
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	const most = 150 << 20 // the devices are in it too
	if m.HeapInuse > most {
		t.Errorf("%d MB are in use", m.HeapInuse>>20)
	}
	t.Logf("bound alone %v, median of 1000 at once %v, in %v; heap %d MB of %d MB from the system", alone[0], many[500], took, m.HeapInuse>>20, m.Sys>>20)
}

// BenchmarkServe is one device: twelve exchanges, two of them with a signed report.
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
	for b.Loop() {
		i++
		client := clientAt(i % 60_000)
		if text := scriptedBy(client, s.link.String()+"/", 0, testIPhone); !strings.Contains(text, "BEGIN") {
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
