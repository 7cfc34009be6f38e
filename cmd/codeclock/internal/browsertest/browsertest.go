// Package browsertest drives a real Chromium in tests. It is the only package
// that knows the library it is done with.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"
)

// patience is how long one tab may take for all that a test does, on a machine
// that is far too busy.
const patience = 5 * time.Minute

// Browser is a running Chromium with a profile of its own.
type Browser struct{ ctx context.Context }

// shared is the one browser that all tests of a package use, and what ends it.
var shared struct {
	sync.Mutex
	Browser
	stop func()
}

// Main runs a package's tests, and then ends the browser that they have shared.
type Main struct{ *testing.M }

// Run returns the exit status of the tests.
func (m Main) Run() int {
	defer func() {
		if shared.stop != nil {
			shared.stop()
		}
	}()
	return m.M.Run()
}

// Start returns the package's browser, which runs until Main ends it. Tests with
// one stay out under -short.
func Start(t *testing.T) Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("browsers take long")
	}
	path := find()
	if path == "" {
		Missing(t, "chromium")
	}
	shared.Lock()
	defer shared.Unlock()
	if shared.stop != nil {
		return shared.Browser
	}
	profile, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.Flag("no-sandbox", os.Geteuid() == 0), // root cannot have one
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(patience),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	shared.stop = func() {
		cancel()
		stop()
		os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	shared.Browser = Browser{ctx}
	return shared.Browser
}

// Missing skips a test for want of a real part, or fails it when
// CODECLOCK_REQUIRE_REAL=1 says that all of them have to be there.
func Missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Fatalf("%s is not on this machine", what)
	}
	t.Skipf("%s is not on this machine", what)
}

// NPM returns the path of a file of an npm package (.ci/npm), which CODECLOCK_NPM
// leads to.
func NPM(t *testing.T, path string) string {
	t.Helper()
	path = filepath.Join(os.Getenv("CODECLOCK_NPM"), "node_modules", path)
	if _, err := os.Stat(path); err != nil {
		Missing(t, filepath.Base(path)+" (.ci/npm)")
	}
	return path
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Look says how a page is opened. The zero Look is a phone with a right clock
// in daylight.
type Look struct {
	Skew      time.Duration // of Date.now, from before the page loads
	Dark      bool
	Still     bool // prefers-reduced-motion
	NoScript  bool
	Width     int64  // CSS pixels; 0 means 390
	Zoom      int    // text size in percent; 0 means 100
	UserAgent string // "" means an iPhone
	AnyTLS    bool   // whoever made the server's certificate
}

const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"

// Tab is a page that is open.
type Tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	console  []string
	requests []string
}

// Open opens an address in a tab of its own.
func (b Browser) Open(t *testing.T, url string, look Look) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, patience)
	t.Cleanup(stop)
	tab := &Tab{t: t, ctx: ctx}
	tab.prepare(look)
	tab.listen()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatalf("open %s: %v", url, err)
	}
	return tab
}

// prepare makes the tab look as asked for before anything is loaded.
func (tab *Tab) prepare(look Look) {
	tab.t.Helper()
	if look.Width == 0 {
		look.Width = 390
	}
	if look.UserAgent == "" {
		look.UserAgent = iPhone
	}
	scheme, motion := "light", "no-preference"
	if look.Dark {
		scheme = "dark"
	}
	if look.Still {
		motion = "reduce"
	}
	tab.do(chromedp.Do(tab.ctx, chromedp.EmulateViewport(look.Width, 844, chromedp.EmulateScale(2))))
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: motion},
		},
	})
	tab.do(err)
	_, err = chromedp.Call(tab.ctx, security.SetIgnoreCertificateErrors, security.SetIgnoreCertificateErrorsParams{Ignore: look.AnyTLS})
	tab.do(err)
	_, err = chromedp.Call(tab.ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: look.UserAgent})
	tab.do(err)
	_, err = chromedp.Call(tab.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: look.NoScript})
	tab.do(err)
	_, err = chromedp.Call(tab.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: fmt.Sprintf(`(function () {
			var real = Date.now;
			window.testSkew = %d;
			Date.now = function () { return real() + window.testSkew; };
			if (%d) addEventListener('DOMContentLoaded', function () { document.documentElement.style.fontSize = 1.125 * %[2]d + '%%'; });
		}());`, look.Skew.Milliseconds(), look.Zoom),
	})
	tab.do(err)
}

// listen collects what reaches the console and the network until the tab ends.
func (tab *Tab) listen() {
	_, err := chromedp.Call(tab.ctx, network.Enable, network.EnableParams{})
	tab.do(err)
	go collect(tab, chromedp.Events(tab.ctx, log.EntryAdded), &tab.console, func(e log.EventEntryAdded) string { return e.Entry.Text + " " + e.Entry.URL })
	go collect(tab, chromedp.Events(tab.ctx, runtime.ConsoleAPICalled), &tab.console, func(e runtime.EventConsoleAPICalled) string { return fmt.Sprint(e.Type, len(e.Args)) })
	go collect(tab, chromedp.Events(tab.ctx, runtime.ExceptionThrown), &tab.console, func(e runtime.EventExceptionThrown) string { return e.ExceptionDetails.Text })
	go collect(tab, chromedp.Events(tab.ctx, network.RequestWillBeSent), &tab.requests, func(e network.EventRequestWillBeSent) string { return e.Request.URL })
}

func collect[E any](tab *Tab, events func(func(E, error) bool), into *[]string, say func(E) string) {
	for e, err := range events {
		if err != nil {
			return
		}
		tab.mu.Lock()
		*into = append(*into, say(e))
		tab.mu.Unlock()
	}
}

func (tab *Tab) do(err error) {
	tab.t.Helper()
	if err != nil {
		tab.t.Fatal(err)
	}
}

// Console returns what the page has logged, failed to load or thrown.
func (tab *Tab) Console() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.console)
}

// Requests returns the addresses that the page has asked for.
func (tab *Tab) Requests() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.requests)
}

// Text returns what an element shows.
func (tab *Tab) Text(selector string) string {
	tab.t.Helper()
	text, err := chromedp.Run(tab.ctx, chromedp.TextContent(chromedp.CSS(selector)))
	tab.do(err)
	return strings.Join(strings.Fields(text), " ")
}

// Visible returns all that a person can read on the page.
func (tab *Tab) Visible() string {
	tab.t.Helper()
	text, err := chromedp.Run(tab.ctx, chromedp.Text(chromedp.CSS("body")))
	tab.do(err)
	return text
}

// Wait waits until a JavaScript expression is true.
func (tab *Tab) Wait(expression string) {
	tab.t.Helper()
	if _, err := chromedp.Run(tab.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		tab.t.Fatalf("wait for %s: %v", expression, err)
	}
}

// Eval returns what an expression comes to.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	v, err := chromedp.Run(tab.ctx, chromedp.Evaluate[T](expression))
	tab.do(err)
	return v
}

// Violations returns what axe-core finds wrong with the page as it is, by the
// rules of WCAG 2.0 to 2.2, A and AA, and its own best practices.
func (tab *Tab) Violations() []string {
	tab.t.Helper()
	source, err := os.ReadFile(NPM(tab.t, "axe-core/axe.min.js"))
	tab.do(err)
	tab.do(chromedp.Do(tab.ctx, chromedp.Evaluate[chromedp.Void](string(source))))
	found, err := chromedp.Run(tab.ctx, chromedp.Evaluate[[]string](`axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}).then(function (r) {
		return r.violations.map(function (v) {
			return v.id + ': ' + v.nodes.map(function (n) { return n.html + ' ' + n.failureSummary; }).join('; ');
		});
	})`, func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
	tab.do(err)
	return found
}

// Click clicks an element with a mouse.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	tab.do(chromedp.Do(tab.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// Offline takes the tab's network away, or gives it back.
func (tab *Tab) Offline(yes bool) {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: yes, DownloadThroughput: -1, UploadThroughput: -1}},
	})
	tab.do(err)
	_, err = chromedp.Call(tab.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: yes, DownloadThroughput: -1, UploadThroughput: -1,
	})
	tab.do(err)
}

// Keys presses keys as on a keyboard, wherever the focus is.
func (tab *Tab) Keys(keys string) {
	tab.t.Helper()
	tab.do(chromedp.Do(tab.ctx, chromedp.KeyEvent(keys)))
}

// Screenshot returns the whole page as a PNG.
func (tab *Tab) Screenshot() []byte {
	tab.t.Helper()
	png, err := chromedp.Run(tab.ctx, chromedp.FullScreenshot(100))
	tab.do(err)
	return png
}
