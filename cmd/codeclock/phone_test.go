package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// phoneRun is a run of phone whose output is read as it comes.
type phoneRun struct {
	world  *world
	lines  *bufio.Scanner
	status chan int
	typing *io.PipeWriter
}

// startPhone runs phone on loopback against practice servers.
func startPhone(t *testing.T, args ...string) *phoneRun {
	t.Helper()
	w := newWorld()
	out, in := io.Pipe()
	w.stdout = in
	return startOn(t, w, out, in, append([]string{"phone"}, args...))
}

// startReport runs report of a phone on loopback. Its lines are those of both
// streams, and w.out has its standard output.
func startReport(t *testing.T, w *world, args ...string) *phoneRun {
	t.Helper()
	out, in := io.Pipe()
	w.stdout, w.stderr = io.MultiWriter(&w.out, in), in
	return startOn(t, w, out, in, append([]string{"report", "--device=phone"}, args...))
}

// startOn runs a command that serves the page on loopback and writes to in, the
// other end of out.
func startOn(t *testing.T, w *world, out io.Reader, in io.Closer, args []string) *phoneRun {
	t.Helper()
	w.simulate = nil // real sockets: this is no bubble
	keys, typing := io.Pipe()
	w.stdin = keys
	r := &phoneRun{world: w, lines: bufio.NewScanner(out), status: make(chan int, 1), typing: typing}
	go func() {
		r.status <- run(t.Context(), &w.env, append(args, "--listen=127.0.0.1"))
		in.Close()
		typing.Close()
	}()
	return r
}

// end reads what is left and returns the exit status.
func (r *phoneRun) end() int {
	for r.lines.Scan() {
	}
	return <-r.status
}

// until returns the next line that contains a text.
func (r *phoneRun) until(t *testing.T, text string) string {
	t.Helper()
	for r.lines.Scan() {
		if strings.Contains(r.lines.Text(), text) {
			return r.lines.Text()
		}
	}
	t.Fatalf("no line has %q; stderr %q", text, r.world.err.String())
	return ""
}

// event returns the next JSON line of an event.
func (r *phoneRun) event(t *testing.T, name string) map[string]any {
	t.Helper()
	var e map[string]any
	if err := json.Unmarshal([]byte(r.until(t, `"event":"`+name+`"`)), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// scripted is a phone without a browser: it posts what the page posts, until it
// is done or the server is gone. It returns the text for support that it was last
// shown.
func scripted(url string, off time.Duration, agent string) string {
	return visitor{client: http.DefaultClient, off: off, agent: agent}.visit(url)
}

// visitor is somebody with a device whose clock is off.
type visitor struct {
	client  *http.Client
	off     time.Duration
	agent   string
	hurried bool // takes no turns
}

// visit is scripted by a visitor.
func (v visitor) visit(url string) string {
	seal, last, want, support := "", "null", "", ""
	for range 12 {
		sent := time.Now()
		body := fmt.Sprintf(`{"seal":%q,"sent":%d,"res":1,"touch":true,"last":%s%s}`, seal, sent.Add(v.off).UnixMilli(), last, want)
		ask, err := http.NewRequest(http.MethodPost, strings.ToLower(url[:8])+url[8:]+"exchange", strings.NewReader(body))
		if err != nil {
			return support
		}
		ask.Header.Set("Content-Type", "application/json")
		ask.Header.Set("User-Agent", v.agent)
		answer, err := v.client.Do(ask)
		got := time.Now()
		if err != nil {
			return support
		}
		var reply struct {
			Seal  string  `json:"seal"`
			N     int     `json:"n"`
			Ready bool    `json:"ready"`
			Next  float64 `json:"next"`
			View  struct {
				Support string `json:"support"`
			} `json:"view"`
		}
		err = json.NewDecoder(answer.Body).Decode(&reply)
		answer.Body.Close()
		if err != nil {
			return support
		}
		if seal = reply.Seal; reply.Ready {
			want = `,"want":{"typing":8,"window":"normal","app":"other"}`
		}
		if reply.View.Support != "" {
			support = reply.View.Support
		}
		last = fmt.Sprintf(`{"n":%d,"got":%d,"took":%d}`, reply.N, got.Add(v.off).UnixMilli(), got.Sub(sent).Milliseconds())
		if v.hurried {
			continue
		}
		<-time.After(time.Duration(reply.Next * float64(time.Millisecond)))
	}
	return support
}

// With --demo=slow true time is 47 s ahead of this computer, and so of a phone
// that is as right as it.
func TestPhoneForPrograms(t *testing.T) {
	r := startPhone(t, "--demo=slow", "--once", "--format=json", "--fail-on=risk")
	url, _ := r.event(t, "listening")["url"].(string)
	go scripted(url, 0, "Android")
	opened := r.event(t, "opened")
	e := r.event(t, "measured")
	low, high := e["skew_low_seconds"].(float64), e["skew_high_seconds"].(float64)
	if low > -47 || high < -47 || high-low > 1 || e["verdict"] != "wrong" || e["demo"] != "slow" || e["address"] != "127.0.0.1" || opened["phone"] != 1. {
		t.Errorf("measured %v", e)
	}
	if got := <-r.status; got != 2 {
		t.Errorf("exit status %d, want that of WRONG", got)
	}
	if !strings.Contains(r.world.err.String(), url) {
		t.Errorf("people are not told the address: %q", r.world.err.String())
	}
}

func TestPhoneForPeople(t *testing.T) {
	r := startPhone(t, "--demo=good", "--plain", "--qr=ascii")
	r.until(t, " of 5 time servers agree")
	r.until(t, "####") // the code
	url := strings.TrimSpace(r.until(t, "http://127.0.0.1:"))
	go scripted(url, -47*time.Second, "Android")
	r.until(t, "has opened the page")
	if got := r.until(t, "WRONG"); !regexp.MustCompile(`^WRONG   Phone 1 \(.*\): 4[67]\.[0-9] s slow \(\+/- 0\.`).MatchString(got) {
		t.Errorf("the answer is %q", got)
	}
	r.until(t, "accept its codes only in their first 1")
	io.WriteString(r.typing, "\n") // a code changes
	r.until(t, "1 of 3")
	io.WriteString(r.typing, "q\n")
	r.until(t, "Measured in all: 1 device")
	if got := r.end(); got != 0 {
		t.Errorf("exit status %d of a practice run", got)
	}
}

// The whole way: the program, its page, a real browser, and the code as a file.
func TestPhoneInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	file := filepath.Join(t.TempDir(), "code.png")
	r := startPhone(t, "--demo=slow", "--once", "--plain", "--qr=png:"+file)
	url := strings.TrimSpace(r.until(t, "http://127.0.0.1:"))
	tab := b.Open(t, url, browsertest.Look{})
	r.until(t, "Phone 1 (iPhone, iPad) has opened the page")
	if got := r.until(t, "WRONG"); !regexp.MustCompile(`^WRONG   Phone 1 \(.*\): 4[67]\.[0-9] s slow \(\+/- 0\.`).MatchString(got) {
		t.Errorf("the answer is %q", got)
	}
	r.until(t, `Turn "Set Automatically" off and on again`)
	for r.lines.Scan() {
	}
	<-r.status
	if png, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(png, []byte("\x89PNG")) {
		t.Errorf("the picture of the code: %d bytes, %v", len(png), err)
	}
	_ = tab
}

func TestPhoneEndsByItself(t *testing.T) {
	r := startPhone(t, "--demo=good", "--plain")
	r.until(t, "http://")
	io.WriteString(r.typing, "q\n")
	for r.lines.Scan() {
	}
	if got := <-r.status; got != 0 {
		t.Errorf("exit status %d of a practice run", got)
	}
}

func TestPhoneCallsThatCannotBe(t *testing.T) {
	for _, tt := range []struct {
		args, err string
		status    int
	}{
		{"--listen=0.0.0.0", "not a public one or one that means every", 64},
		{"--listen=[::]:8080", "not a public one or one that means every", 64},
		{"--listen=203.0.113.7", "not a public one or one that means every", 64},
		{"--listen=localhost", "must be an address", 64},
		{"--listen=192.0.2.1:99999", "must be an address", 64},
		{"--qr=picture", "must be auto, blocks", 64},
		{"--qr=png:", "must be auto, blocks", 64},
		{"--app=nope", "unknown app", 64},
		{"--format=xml", "must be one of text, json", 64},
		{"--listen=10.255.255.254", "listen for phones", 3},
	} {
		got := runIn(t, newWorld(), "phone", "--demo", tt.args)
		if got.Status != tt.status || !strings.Contains(got.Err, tt.err) || got.Stdout != "" {
			t.Errorf("%s: status %d, stderr %q, stdout %q", tt.args, got.Status, got.Err, got.Stdout)
		}
	}
	w := newWorld()
	w.addresses = func() ([]phonepage.Candidate, error) {
		return []phonepage.Candidate{{Interface: "eth0", Addr: netip.MustParseAddr("203.0.113.7"), Routed: true}}, nil
	}
	if got := runIn(t, w, "phone", "--server=127.0.0.1:1"); got.Status != 3 || !strings.Contains(got.Err, "in no local network") || !strings.Contains(got.Err, "codeclock tap") {
		t.Errorf("without a local network: %+v", got)
	}
}

func TestQRFaces(t *testing.T) {
	for _, tt := range []struct {
		flag, term string
		terminal   bool
		want       string
		dumb       bool
	}{
		{"auto", "xterm", true, "blocks", false},
		{"auto", "dumb", true, "none", true},
		{"auto", "xterm", false, "none", false},
		{"ascii", "dumb", true, "ascii", false},
		{"blocks", "xterm", false, "blocks", false},
		{"none", "xterm", true, "none", false},
	} {
		w := newWorld()
		w.getenv = func(name string) string { return map[string]string{"TERM": tt.term, "NO_COLOR": "1"}[name] }
		q, err := parseQR(tt.flag)
		got, dumb := q.auto(tt.terminal, &w.env)
		if err != nil || got.kind != tt.want || dumb != tt.dumb {
			t.Errorf("--qr=%s in %s, terminal %v: %v, %v, %v; want %s, %v", tt.flag, tt.term, tt.terminal, got, dumb, err, tt.want, tt.dumb)
		}
	}
}

// The code is in view together with what to do with it, the address and the keys, in
// every terminal that has room for that. In the others it gives way, unless it was
// asked for.
func TestInvitationStaysInView(t *testing.T) {
	const url = "HTTP://192.168.178.20:49213/ABCDEFGHIJKLMNOP/"
	code, err := qrCode{kind: "blocks"}.draw(url)
	if err != nil {
		t.Fatal(err)
	}
	columns, _ := phonepage.QRSize(code)
	if first, _, _ := strings.Cut(code, "\n"); words.Width(first) != columns {
		t.Errorf("%q is not %d columns wide", first, columns)
	}
	for _, tt := range []struct {
		columns, rows int
		drawn         bool
	}{
		{80, 24, true}, {80, 16, true}, {120, 16, true}, {60, 20, true}, {40, 24, true}, {40, 50, true}, {0, 0, true},
		{60, 16, false}, {40, 16, false}, {29, 50, true}, {28, 50, false},
	} {
		i := render.Invite{URL: url, Code: code, Demo: "slow", Keys: true, Screen: render.Screen{Columns: tt.columns, Rows: tt.rows}}
		text := render.Invitation(i)
		if drawn := strings.Contains(text, "█"); drawn != tt.drawn {
			t.Errorf("%d x %d: drawn %v, want %v", tt.columns, tt.rows, drawn, tt.drawn)
		}
		inView := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if tt.rows > 0 {
			inView = inView[max(len(inView)-tt.rows+1, 0):]
		}
		for _, want := range []string{strings.ToLower(url), "q: end", map[bool]string{true: "Scan this", false: "--qr png:code.png"}[tt.drawn]} {
			if !strings.Contains(strings.Join(inView, "\n"), want) {
				t.Errorf("%d x %d: %q is not in view:\n%s", tt.columns, tt.rows, want, text)
			}
		}
		if i.Wanted = true; !strings.Contains(render.Invitation(i), "█") {
			t.Errorf("%d x %d: what was asked for is not drawn", tt.columns, tt.rows)
		}
	}
}

// What people read of each event.
// phoneLine is what a program reads of a line of phone.
type phoneLine struct {
	Event, Verdict string
	Before         *float64 `json:"skew_before_seconds"`
	Codes          *struct{ Taps int }
}

func TestPhoneText(t *testing.T) {
	now := time.Date(2026, 11, 22, 19, 4, 0, 0, time.UTC)
	phone := phonepage.Event{Phone: 1, Addr: netip.MustParseAddr("192.168.178.31"), System: phonepage.IPhone, Taken: make([]source.Sample, 8)}
	with := func(k phonepage.Kind, off time.Duration, change func(*phonepage.Event)) phonepage.Event {
		e := phone
		e.Kind, e.Skew = k, skew.Around(off, 18*time.Millisecond)
		if change != nil {
			change(&e)
		}
		return e
	}
	tapped := func(e *phonepage.Event) {
		at := time.Unix(1_800_000_000, 0)
		e.Codes.Taps = 3
		e.Codes.Estimate, e.Codes.Err = totp.FromTaps([]totp.Tap{{At: at}, {At: at.Add(30 * time.Second)}, {At: at.Add(60 * time.Second)}}, totp.TapOptions{})
	}
	for name, e := range map[string]phonepage.Event{
		"opened":     with(phonepage.Opened, 0, nil),
		"right":      with(phonepage.Measured, 12*time.Millisecond, nil),
		"slow":       with(phonepage.Measured, -47*time.Second, nil),
		"fast":       with(phonepage.Measured, 42*time.Second, func(e *phonepage.Event) { e.System = phonepage.Android }),
		"hour":       with(phonepage.Measured, -time.Hour, nil),
		"years":      with(phonepage.Measured, -3*8766*time.Hour, func(e *phonepage.Event) { e.System = phonepage.Windows }),
		"set":        with(phonepage.WasSet, 0, func(e *phonepage.Event) { e.Before = skew.Around(-47*time.Second, 0) }),
		"no-truth":   {Kind: phonepage.NoTruth, Addr: phone.Addr},
		"quiet":      {Kind: phonepage.Quiet},
		"tapped":     with(phonepage.Tapped, -47*time.Second, tapped),
		"tapped-own": with(phonepage.Tapped, 12*time.Second, tapped),
	} {
		golden(t, "phone-"+name+".txt", render.PhoneText(e, now, render.PhoneOptions{}))
		line, err := render.PhoneJSON(e, now, "", "(devel)")
		if err != nil || strings.Count(line, "\n") != 1 {
			t.Errorf("%s: %v, and not one line: %s", name, err, line)
		}
		e := parse[phoneLine](t, "phone", line)
		if (e.Verdict != "") != (e.Event == "measured") || (e.Before != nil) != (e.Event == "was-set") || (e.Codes != nil) != (e.Event == "tapped") {
			t.Errorf("%s: %+v", name, e)
		}
		if name == "slow" {
			golden(t, "phone-slow.json", line)
		}
	}
}
