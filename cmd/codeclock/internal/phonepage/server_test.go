package phonepage

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
)

const (
	testToken = "ABCDEFGHIJKLMNOP"
	testHost  = "192.168.178.20:49213"
	evilAgent = "Mozilla/5.0 \x1b[2J::error::(iPhone)"
)

// world is a server whose true time the test sets, and a phone beside it.
type world struct {
	t      *testing.T
	server *Server
	now    time.Time // true time
	bound  time.Duration
	known  bool
	skew   time.Duration // of the phone's clock
	events []Event
	seal   string
	last   *ending
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: time.Unix(1_800_000_000, 0), bound: milli, known: true}
	w.server = New(Options{
		Addr:   netip.MustParseAddrPort(testHost),
		Token:  testToken,
		True:   func() (time.Time, time.Duration, bool) { return w.now, w.bound, w.known },
		Events: func(e Event) { w.events = append(w.events, e) },
	})
	return w
}

func (w *world) stamp() float64 { return float64(w.now.Add(w.skew).UnixMicro()) / 1000 }

// exchange is one round trip of 2 ms there and 2 ms back.
func (w *world) exchange(change func(*post)) reply {
	w.t.Helper()
	p := post{Seal: w.seal, Sent: w.stamp(), Resolution: 1, Last: w.last}
	if change != nil {
		change(&p)
	}
	body, err := json.Marshal(p)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = w.now.Add(2 * milli)
	got := w.ask(http.MethodPost, "/"+testToken+"/exchange", string(body), nil)
	w.now = w.now.Add(2 * milli)
	if got.Code != http.StatusOK {
		w.t.Fatalf("status %d: %s", got.Code, got.Body)
	}
	var r reply
	if err := json.Unmarshal(got.Body.Bytes(), &r); err != nil {
		w.t.Fatal(err)
	}
	w.seal = r.Seal
	w.last = &ending{N: r.N, Received: w.stamp(), Took: 4}
	return r
}

func (w *world) ask(method, path, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://"+testHost+path, strings.NewReader(body))
	r.RemoteAddr = "192.168.178.31:50000"
	r.Header.Set("User-Agent", evilAgent)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "http://"+testHost)
	}
	if change != nil {
		change(r)
	}
	got := httptest.NewRecorder()
	w.server.ServeHTTP(got, r)
	return got
}

// kinds returns what has happened, in order.
func (w *world) kinds() string {
	var all []string
	for _, e := range w.events {
		all = append(all, fmt.Sprint(e.Kind))
	}
	return strings.Join(all, " ")
}

func look(p *post) { p.Want = &want{Typing: 8, Window: "normal"} }

func TestMeasuringAPhone(t *testing.T) {
	w := newWorld(t)
	w.skew = -47 * second
	for range 8 {
		if r := w.exchange(nil); r.Ready || r.View != nil {
			t.Fatalf("ready after %d exchanges", r.N)
		}
	}
	r := w.exchange(look)
	if !r.Ready || r.View == nil || r.View.Verdict != "wrong" || r.View.Skew > -46_990 || r.View.Skew < -47_010 {
		t.Fatalf("after 8 exchanges: %+v", r)
	}
	if got, want := w.kinds(), fmt.Sprint(Opened, Measured, Shown); got != want {
		t.Errorf("events %s, want %s", got, want)
	}
	// There and back took 2 ms each; resolution and true time are each good to 1.
	want := Event{
		Kind: Measured, Phone: 1, Addr: netip.MustParseAddr("192.168.178.31"), System: IPhone,
		Skew: skew.Around(-47*second, 4*milli),
	}
	got := w.events[1]
	var again drift.Track
	for _, s := range got.Taken {
		if err := again.Add(s); err != nil {
			t.Errorf("an exchange that says nothing: %v", err)
		}
	}
	if len(got.Taken) != 8 || again.Skew != got.Skew {
		t.Errorf("the %d exchanges come to %v, the event says %v", len(got.Taken), again.Skew, got.Skew)
	}
	got.Taken = nil
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestClockThatIsSet(t *testing.T) {
	w := newWorld(t)
	for range 9 {
		w.exchange(nil)
	}
	w.skew = 12 * second
	for range 10 {
		w.exchange(nil)
	}
	if got, want := w.kinds(), fmt.Sprint(Opened, Measured, WasSet, Measured); got != want {
		t.Fatalf("events %s, want %s", got, want)
	}
	if e := w.events[3]; !e.Skew.Contains(12*second) || !e.Before.Contains(0) {
		t.Errorf("it is %v and was %v", e.Skew, e.Before)
	}
	if lines := w.exchange(look).View.Lines; !strings.Contains(strings.Join(lines, " "), "under 0.01 s off before") {
		t.Errorf("the page says %q", lines)
	}
}

func TestTrueTimeIsNotKnownAtFirst(t *testing.T) {
	w := newWorld(t)
	w.known = false
	r := w.exchange(look)
	if !r.Ready || !r.Wait || r.View.Verdict != "cant-tell" || r.View.Known {
		t.Errorf("without true time: %+v", r)
	}
	w.exchange(nil)
	w.known = true
	for range 9 {
		w.exchange(nil)
	}
	if got, want := w.kinds(), fmt.Sprint(Opened, NoTruth, Measured); got != want {
		t.Errorf("events %s, want %s", got, want)
	}
}

// An app that follows the clock, one that corrects itself, and one that is off
// by itself: what is tapped says which.
func TestTaps(t *testing.T) {
	for _, tt := range []struct {
		name      string
		phone     time.Duration
		app       time.Duration
		own       bool
		sentence  string
		steps     int
		forgotten bool
	}{
		{"both right", 0, 0, false, "The app's codes change on time", 0, true},
		{"the app follows a slow clock", -47 * second, -47 * second, false, "The app follows the clock: its codes change 4", 0, false},
		{"the app corrects itself", -47 * second, 0, true, "The app corrects its own time: the clock is 47.0 s slow, but the codes change on time", 0, false},
		{"the app is off by itself", 0, -17 * second, true, "The app keeps a time of its own: its codes change 13.1 s early", 2, false},
		{"88 s: whole periods are settled by the clock", -88 * second, -88 * second, false, "The app follows the clock: its codes change 8", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.skew = tt.phone
			for range 9 {
				w.exchange(nil)
			}
			var r reply
			for range 3 {
				w.untilChange(tt.app)
				w.now = w.now.Add(100 * milli) // the hand
				tap := w.stamp()
				r = w.exchange(func(p *post) { look(p); p.Tap = &tap; p.Want.App = "aegis" })
			}
			e := w.events[len(w.events)-1]
			own := e.Codes.Err == nil && len(e.Codes.Follows) == 0 // the app does not follow the phone's clock
			if e.Kind != Tapped || own != tt.own || e.Codes.Estimate.Used != 3 || !e.Codes.Estimate.Arc.Contains(tt.app) {
				t.Errorf("the last event is %+v", e)
			}
			c := r.View.Codes
			if c.Count != 3 || !strings.HasPrefix(c.Sentence, tt.sentence) || len(c.Steps) != tt.steps {
				t.Errorf("the page says %+v, want %q", c, tt.sentence)
			}
			if !tt.forgotten {
				return
			}
			if r = w.exchange(func(p *post) { look(p); p.Undo = true }); r.View.Codes.Count != 0 {
				t.Errorf("starting over leaves %d taps", r.View.Codes.Count)
			}
		})
	}
}

// untilChange waits until an app with this skew shows a new code.
func (w *world) untilChange(app time.Duration) {
	const period = 30 * second
	shows := time.Duration(w.now.Add(app).UnixNano()) % period
	w.now = w.now.Add(period - shows)
}

func TestTapsAreBounded(t *testing.T) {
	w := newWorld(t)
	tap := func(p *post) { look(p); at := p.Sent; p.Tap = &at }
	if r := w.exchange(tap); r.View.Codes.Count != 0 {
		t.Error("a tap counts before the clock was measured")
	}
	for range 9 {
		w.exchange(nil)
	}
	for range maxTaps + 5 {
		w.exchange(tap)
	}
	if r := w.exchange(look); r.View.Codes.Count != maxTaps || !r.View.Codes.Full {
		t.Errorf("%d taps are kept, full is %v", r.View.Codes.Count, r.View.Codes.Full)
	}
}

func TestRefusals(t *testing.T) {
	const page, post = "/" + testToken + "/", "/" + testToken + "/exchange"
	good := `{"sent": 1800000000000, "res": 1}`
	for _, tt := range []struct {
		name         string
		method, path string
		body         string
		change       func(*http.Request)
		want         int
	}{
		{"the page", "GET", page, "", nil, 200},
		{"the page, in small letters", "GET", strings.ToLower(page), "", nil, 200},
		{"without its last slash", "GET", "/" + testToken, "", nil, 308},
		{"a post", "POST", post, good, nil, 200},
		{"no token", "GET", "/", "", nil, 404},
		{"another token", "GET", "/ABCDEFGHIJKLMNOQ/", "", nil, 404},
		{"half a token", "GET", "/ABCDEFGH", "", nil, 404},
		{"a token and more", "GET", "/" + testToken + "X/", "", nil, 404},
		{"a token that only looks alike", "GET", "/ABCDEFGH%C4%B1JKLMNOP/", "", nil, 404},
		{"another file", "GET", page + "server.go", "", nil, 404},
		{"out of the folder", "GET", page + "../server.go", "", nil, 404},
		{"a post to the page", "POST", page, good, nil, 405},
		{"a look at the exchange", "GET", post, "", nil, 405},
		{"another host", "GET", page, "", func(r *http.Request) { r.Host = "evil.example:49213" }, 421},
		{"the host without its port", "GET", page, "", func(r *http.Request) { r.Host = "192.168.178.20" }, 421},
		{"no host", "GET", page, "", func(r *http.Request) { r.Host = "" }, 421},
		{"another host on a wrong path", "GET", "/", "", func(r *http.Request) { r.Host = "localhost:49213" }, 421},
		{"another origin", "POST", post, good, func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, 403},
		{"an opaque origin", "POST", post, good, func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		{"across sites", "POST", post, good, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"a form", "POST", post, good, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 415},
		{"no content type", "POST", post, good, func(r *http.Request) { r.Header.Del("Content-Type") }, 415},
		{"a megabyte", "POST", post, `{"seal": "` + strings.Repeat("A", 1<<20) + `"}`, nil, 413},
		{"a code", "POST", post, `{"sent": 1, "code": "123456"}`, nil, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := newWorld(t).ask(tt.method, tt.path, tt.body, tt.change)
			if got.Code != tt.want {
				t.Errorf("status %d, want %d: %.200s", got.Code, tt.want, got.Body)
			}
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			} {
				if v := got.Header().Get(name); v != want {
					t.Errorf("%s: %q, want %q", name, v, want)
				}
			}
			if v := got.Header().Get("Content-Security-Policy"); !strings.HasPrefix(v, "default-src 'none'") {
				t.Errorf("Content-Security-Policy: %q", v)
			}
			if strings.Contains(got.Body.String(), "123456") {
				t.Errorf("the answer repeats what was posted: %s", got.Body)
			}
		})
	}
}

func TestTooManyRequests(t *testing.T) {
	w := newWorld(t)
	last := 0
	for range requestBurst + 50 {
		last = w.ask(http.MethodGet, "/", "", nil).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("request %d got %d", requestBurst+50, last)
	}
	other := w.ask(http.MethodGet, "/"+testToken+"/", "", func(r *http.Request) { r.RemoteAddr = "192.168.178.32:1" })
	if other.Code != http.StatusOK {
		t.Errorf("another phone gets %d for it", other.Code)
	}
}

func TestVisitors(t *testing.T) {
	v := newVisitors(requestsPerSecond, requestBurst)
	now := time.Unix(1_800_000_000, 0)
	phone := netip.MustParseAddr("2001:db8:0:1::2")
	for i := range requestBurst {
		if !v.allow(phone, now) {
			t.Fatalf("request %d is refused", i)
		}
	}
	if v.allow(netip.MustParseAddr("2001:db8:0:1:ffff::3"), now) {
		t.Error("another address of the same /64 is another visitor")
	}
	if !v.allow(netip.MustParseAddr("2001:db8:0:2::2"), now) {
		t.Error("another /64 is the same visitor")
	}
	many := 0
	for i := range 30 * requestBurst {
		if v.allow(netip.MustParseAddr(fmt.Sprintf("2001:db8:7:%x::1", i)), now) {
			many++
		}
	}
	if many != sitesEach*requestBurst {
		t.Errorf("one /48 gets %d requests through", many)
	}
	if !v.allow(phone, now.Add(second/requestsPerSecond)) {
		t.Error("it does not become more again")
	}
	for i := range 3 * maxAddresses {
		v.allow(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), now)
	}
	if len(v.all) > maxAddresses {
		t.Errorf("%d addresses are kept", len(v.all))
	}
	v.allow(netip.MustParseAddr("192.168.0.2"), now.Add(time.Hour))
	if len(v.all) > 1 {
		t.Errorf("%d addresses are kept an hour later", len(v.all))
	}
}

func TestSystems(t *testing.T) {
	for agent, want := range map[string]System{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)":                                     IPhone,
		"Mozilla/5.0 (Linux; Android 16; SM-S938B)":                                                  Android,
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64)":                                                  Windows,
		"Mozilla/5.0 (X11; Linux x86_64)":                                                            Linux,
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)":                                            Mac,
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                     Linux,
		"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":             Linux,
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36":                                Other,
		"Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/537.36":                                Other,
		"Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5":             Other,
		"Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0":                    Other,
		"Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) ArkWeb/4.1.6.1": Other,
		"": Other,
	} {
		if got := systemOf(agent, false); got != want {
			t.Errorf("%q is %s, want %s", agent, got, want)
		}
	}
	if got := systemOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", true); got != IPhone {
		t.Errorf("a Mac with a touch screen is %s, want an iPad", got)
	}
	if got := systemOf("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", true); got != Other {
		t.Errorf("a phone that asks for pages made for computers is %s", got)
	}
}

func TestURL(t *testing.T) {
	if got, want := newWorld(t).server.URL(), "HTTP://192.168.178.20:49213/ABCDEFGHIJKLMNOP/"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	a, b := New(Options{}), New(Options{})
	if a.options.Token == b.options.Token || len(a.options.Token) != tokenLength {
		t.Errorf("tokens %s and %s", a.options.Token, b.options.Token)
	}
}
