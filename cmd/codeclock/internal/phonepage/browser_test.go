package phonepage

import (
	"context"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main{M: m}.Run()) }

// served is a page that is served on loopback, and what it has told.
type served struct {
	server *Server
	url    string
	stop   context.CancelFunc
	mu     sync.Mutex
	events []Event
	news   chan Event
}

// trueBound is what the tests say of their true time: they share one computer
// with the browser, so it is exact but for the clock's own steps.
const trueBound = time.Millisecond

func serve(t *testing.T, o Options) *served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return serveOn(t, l, o)
}

func serveOn(t *testing.T, l net.Listener, o Options) *served {
	t.Helper()
	s := &served{news: make(chan Event, 100)}
	o.Addr = netip.MustParseAddrPort(l.Addr().String())
	if o.True == nil {
		o.True = func() (time.Time, time.Duration, bool) { return time.Now(), trueBound, true }
	}
	o.Events = func(e Event) {
		s.mu.Lock()
		s.events = append(s.events, e)
		s.mu.Unlock()
		s.news <- e
	}
	server := New(o)
	s.server, s.url = server, server.URL()
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	done := make(chan error)
	go func() { done <- server.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s
}

// next waits for an event of a kind.
func (s *served) next(t *testing.T, k Kind) Event {
	t.Helper()
	limit := time.After(5 * time.Minute) // the machine may be far too busy
	for {
		select {
		case e := <-s.news:
			if e.Kind == k {
				return e
			}
		case <-limit:
			t.Fatalf("no event of kind %d", k)
		}
	}
}

const shown = `!/busy/.test(document.getElementById('verdict').className)`

// keep writes a screenshot where CODECLOCK_SCREENSHOTS names a directory.
func keep(t *testing.T, tab *browsertest.Tab, name string) {
	if dir := os.Getenv("CODECLOCK_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), tab.Screenshot(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPhonesAreMeasured(t *testing.T) {
	b := browsertest.Start(t)
	for _, tt := range []struct {
		name     string
		skew     time.Duration
		word     string
		sentence string
	}{
		{"right", 0, "OK", "This phone's clock is right"},
		{"29.6s-slow", -29600 * time.Millisecond, "AT RISK", "This phone's clock is 29."},
		{"29.6s-fast", 29600 * time.Millisecond, "OK", "This phone's clock is 29."},
		{"47s-slow", -47 * time.Second, "WRONG", "This phone's clock is 4"},
		{"1h-fast", time.Hour, "WRONG", "This phone's clock is 1 hour fast, almost to the second."},
		{"3y-slow", -3 * 8766 * time.Hour, "WRONG", "This phone thinks it is "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, Options{})
			tab := b.Open(t, s.url, browsertest.Look{Skew: tt.skew})
			tab.Wait(shown)
			if got := tab.Text("#word"); got != tt.word {
				t.Errorf("the word is %q, want %q", got, tt.word)
			}
			if got := tab.Text("#sentence"); !strings.HasPrefix(got, tt.sentence) {
				t.Errorf("the sentence is %q, want %q...", got, tt.sentence)
			}
			e := s.next(t, Measured)
			if !e.Skew.Contains(tt.skew) || e.Skew.Bound() > time.Second || e.System != IPhone {
				t.Errorf("measured %v on %s, which must hold %v", e.Skew, e.System, tt.skew)
			}
			quiet(t, s, tab)
			keep(t, tab, tt.name)
		})
	}
}

// quiet fails when a page has logged anything or asked anyone else.
func quiet(t *testing.T, s *served, tab *browsertest.Tab) {
	t.Helper()
	if got := tab.Console(); len(got) > 0 {
		t.Errorf("the console says %q", got)
	}
	for _, r := range tab.Requests() {
		if !strings.HasPrefix(strings.ToUpper(r), strings.ToUpper(s.url)) {
			t.Errorf("the page asked for %s", r)
		}
	}
}

func TestClockSetWhileThePageIsOpen(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{})
	s.next(t, Measured)
	tab.Wait(shown)
	browsertest.Eval[bool](tab, `(window.testSkew = -47000) < 0`)
	e := s.next(t, WasSet)
	if !e.Before.Contains(0) || !e.Skew.Contains(-47*time.Second) {
		t.Errorf("it was %v and is %v, want 0 and 47 s slow", e.Before, e.Skew)
	}
	tab.Wait(`document.getElementById('word').textContent === 'WRONG'`)
	if got, want := tab.Text("#lines"), "The clock was set while this page was open."; !strings.Contains(got, want) {
		t.Errorf("the page says %q, want %q", got, want)
	}
	quiet(t, s, tab)
}

func TestTwoPhonesAtOnce(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	skews := map[System]time.Duration{IPhone: -47 * time.Second, Android: 12 * time.Second}
	b.Open(t, s.url, browsertest.Look{Skew: skews[IPhone]})
	b.Open(t, s.url, browsertest.Look{Skew: skews[Android], UserAgent: "Mozilla/5.0 (Linux; Android 16; Pixel 10) Chrome/156.0 Mobile"})
	numbers := map[int]bool{}
	for range skews {
		e := s.next(t, Measured)
		numbers[e.Phone] = true
		if want := skews[e.System]; !e.Skew.Contains(want) {
			t.Errorf("%s: %v does not hold %v", e.System, e.Skew, want)
		}
	}
	if len(numbers) != 2 {
		t.Errorf("the phones are %v, want two", numbers)
	}
}

func TestServerGoneInMidMeasurement(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{})
	s.next(t, Opened)
	s.stop()
	tab.Wait(`!document.getElementById('gone').hidden`)
	if got, want := tab.Text("#gone"), "The computer has stopped answering."; !strings.HasPrefix(got, want) {
		t.Errorf("the page says %q, want %q", got, want)
	}
	keep(t, tab, "gone")
}

func TestNoTrueTimeYet(t *testing.T) {
	b := browsertest.Start(t)
	var known atomic.Bool
	s := serve(t, Options{True: func() (time.Time, time.Duration, bool) { return time.Now(), trueBound, known.Load() }})
	tab := b.Open(t, s.url, browsertest.Look{Skew: 12 * time.Second})
	s.next(t, NoTruth)
	tab.Wait(shown)
	if got := tab.Text("#word"); got != "CAN'T TELL" {
		t.Errorf("the word is %q, want CAN'T TELL", got)
	}
	keep(t, tab, "cant-tell")
	known.Store(true)
	if e := s.next(t, Measured); !e.Skew.Contains(12 * time.Second) {
		t.Errorf("measured %v, want 12 s fast", e.Skew)
	}
	tab.Wait(`document.getElementById('word').textContent === 'OK'`)
	quiet(t, s, tab)
}

func TestWithoutJavaScript(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{NoScript: true})
	keep(t, tab, "no-script")
	if got, want := tab.Visible(), "codeclock tap"; !strings.Contains(got, want) || strings.Contains(got, "MEASURING") {
		t.Errorf("without JavaScript the page shows %q", got)
	}
}

// A page whose turn is seconds away says so, waits for it, and is measured then.
func TestPageWaitsForItsTurns(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	s.server.turns.mu.Lock()
	s.server.turns.gap, s.server.turns.head = 2*time.Second, 0
	s.server.turns.mu.Unlock()
	tab := b.Open(t, s.url, browsertest.Look{Skew: 12 * time.Second})
	tab.Wait(`!document.getElementById('queue').hidden`)
	if got := tab.Visible(); !strings.Contains(got, "MEASURING") || !strings.Contains(got, "wait for its turns") {
		t.Errorf("the page shows %q", got)
	}
	keep(t, tab, "queue")
	tab.Wait(shown)
	if e := s.next(t, Measured); !e.Skew.Contains(12 * time.Second) {
		t.Errorf("measured %v", e.Skew)
	}
	if got := tab.Visible(); strings.Contains(got, "wait for its turns") {
		t.Errorf("it still waits: %q", got)
	}
	quiet(t, s, tab)
}

// A press is one press, by finger, mouse or key, and never two.
func TestPressing(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{})
	s.next(t, Measured)
	tab.Wait(shown)
	tab.Click("#tap")
	if e := s.next(t, Tapped); e.Codes.Taps != 1 || e.Codes.Estimate.Used != 1 {
		t.Errorf("one click came to %d taps, %d used", e.Codes.Taps, e.Codes.Estimate.Used)
	}
	tab.Wait(`/Two more/.test(document.getElementById('notes').textContent)`)
	tab.Keys(" ")
	if e := s.next(t, Tapped); e.Codes.Taps != 2 {
		t.Errorf("a click and a key came to %d taps", e.Codes.Taps)
	}
	tab.Wait(`document.getElementById('dots').textContent === '\u25cf\u25cf\u25cb'`)
	tab.Click("#undo")
	tab.Wait(`document.getElementById('taps').textContent === 'Not checked yet.'`)
	quiet(t, s, tab)
}

func TestChoices(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{Skew: -47 * time.Second})
	tab.Wait(shown)
	choose := func(name, value string) {
		browsertest.Eval[bool](tab, `(function (e) { e.value = "`+value+`"; return e.dispatchEvent(new Event("change")); }(document.getElementById("`+name+`")))`)
	}
	choose("typing", "0")
	tab.Wait(`document.getElementById('chance').textContent === 'With 0 s of typing at a normal site, 4 tries in 10 work.'`)
	choose("window", "relaxed")
	tab.Wait(`document.getElementById('chance').textContent === 'With 0 s of typing at a relaxed site, every try works.'`)
	choose("system", "windows")
	tab.Wait(`/Time & language/.test(document.getElementById('steps').textContent)`)
	if got := tab.Text("#word"); got != "WRONG" {
		t.Errorf("a choice for the curve changed the verdict to %q", got)
	}
	quiet(t, s, tab)
}

func TestAccessible(t *testing.T) {
	b := browsertest.Start(t)
	for _, look := range []struct {
		name string
		browsertest.Look
	}{
		{"ok-light", browsertest.Look{}},
		{"ok-dark", browsertest.Look{Dark: true}},
		{"risk-light", browsertest.Look{Skew: -42 * time.Second}},
		{"risk-dark-wide", browsertest.Look{Skew: 42 * time.Second, Dark: true, Still: true, Width: 1200, UserAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"}},
		{"wrong-light-200", browsertest.Look{Skew: -time.Hour, Zoom: 200}},
		{"wrong-dark-320", browsertest.Look{Skew: -47 * time.Second, Width: 320, Dark: true}},
	} {
		t.Run(look.name, func(t *testing.T) {
			s := serve(t, Options{Practice: look.Dark})
			tab := b.Open(t, s.url, look.Look)
			tab.Wait(shown)
			tab.Click("#tap")
			tab.Wait(`/Two more/.test(document.getElementById('notes').textContent)`)
			keep(t, tab, look.name)
			if got := browsertest.Eval[int](tab, `document.documentElement.scrollWidth - innerWidth`); got > 0 {
				t.Errorf("the page is %d px wider than the screen", got)
			}
			for _, v := range tab.Violations() {
				t.Error(v)
			}
			quiet(t, s, tab)
		})
	}
}

// Who asked for less motion gets a still picture until they start it.
func TestStillPicture(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{Still: true})
	tab.Wait(shown)
	if !browsertest.Eval[bool](tab, `document.getElementById('pause').getAttribute('aria-pressed') === 'true'`) {
		t.Error("the picture is not paused")
	}
	browsertest.Eval[bool](tab, `(window.testSite = document.getElementById('site').innerHTML) !== ''`)
	tab.Wait(`performance.now() > 3000`)
	if !browsertest.Eval[bool](tab, `window.testSite === document.getElementById('site').innerHTML`) {
		t.Error("the picture moves")
	}
	tab.Click("#pause")
	tab.Wait(`window.testSite !== document.getElementById('site').innerHTML`)
}

// The keyboard reaches every control, in the order of the page.
func TestKeyboard(t *testing.T) {
	b := browsertest.Start(t)
	s := serve(t, Options{})
	tab := b.Open(t, s.url, browsertest.Look{Skew: -47 * time.Second})
	tab.Wait(shown)
	var got []string
	for range 10 {
		tab.Keys("\t")
		got = append(got, browsertest.Eval[string](tab, `document.activeElement.id || document.activeElement.tagName`))
	}
	want := []string{"again", "system", "app", "tap", "pause", "typing", "window", "SUMMARY", "support", "copy"}
	if !slices.Equal(got, want) {
		t.Errorf("the tab key goes to %q, want %q", got, want)
	}
}
