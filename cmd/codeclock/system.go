package main

import (
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"runtime"
	"time"

	"golang.org/x/term"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
)

// env is all that a command may touch of the world besides its arguments.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	stdoutTerminal bool // stdout is a terminal that can show colours
	stderrTerminal bool
	stderrColours  bool // and it can show colours
	explorer       bool // started by a double click, in a window of its own

	// keyboard reads single keys. nil means that standard input is no terminal.
	keyboard func() (*cli.Keyboard, error)
	opened   []*cli.Keyboard // by openKeyboard; run closes them, whatever happens
	// addresses lists this computer's. nil means phonepage.Candidates.
	addresses func() ([]phonepage.Candidate, error)

	// readSecret reads a line from the terminal without showing it. nil means
	// no terminal.
	readSecret func(context.Context) ([]byte, error)

	// size is the terminal's, in columns and rows. nil or 0 means that it is not known.
	size func() (columns, rows int)

	// noCore keeps a key out of files that the system writes of a process that ends
	// badly. nil means that nothing is done.
	noCore func()

	getenv func(string) string
	now    func() time.Time
	goos   string

	// host finds the facts about this computer. nil means that nothing is known.
	host func(context.Context) host.Facts
	// told finds the servers that this computer is told to use, and desktop its
	// desktop's web proxy. nil means that nothing is known.
	told    func(context.Context) []host.Told
	desktop func(context.Context) host.Proxy
	// proxy picks the web proxy for a request. nil means none.
	proxy func(*http.Request) (*url.URL, error)

	// resolve and dial lead the check of the guide to a host that was named. nil
	// means the system's own.
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	dial    func(ctx context.Context, network, address string) (net.Conn, error)

	// roots are the authorities that web servers must have a certificate of. nil
	// means the system's.
	roots *x509.CertPool

	// simulateWeb starts a practice web server. nil means one on loopback.
	simulateWeb func(ntpsim.WebConfig) (*ntpsim.Web, error)
	// simulate starts a practice server. nil means one on loopback.
	simulate func(ntpsim.Config) (*ntpsim.Server, error)
	// scenarios are the practice runs there are. nil means scenarios().
	scenarios []scenario
}

// system returns the real world.
func system() *env {
	e := &env{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		stdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())) && cli.EnableColours(os.Stdout),
		stderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		stderrColours:  term.IsTerminal(int(os.Stderr.Fd())) && cli.EnableColours(os.Stderr),
		explorer:       cli.StartedByExplorer(),
		readSecret:     cli.HiddenLine(int(os.Stdin.Fd())),
		size:           terminalSize,
		noCore:         cli.NoCore,
		getenv:         os.Getenv,
		now:            time.Now,
		host:           host.Read,
		told:           host.TimeServers,
		desktop:        host.SystemProxy,
		proxy:          http.ProxyFromEnvironment,
		goos:           runtime.GOOS,
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		e.keyboard = func() (*cli.Keyboard, error) { return cli.OpenKeyboard(os.Stdin) }
	}
	return e
}

// terminalSize returns the size of the terminal that is written to.
func terminalSize() (columns, rows int) {
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if columns, rows, err := term.GetSize(int(f.Fd())); err == nil {
			return columns, rows
		}
	}
	return 0, 0
}

// canRedraw reports whether a line on standard error can be drawn again and again.
func (e *env) canRedraw() bool { return e.stderrTerminal && e.getenv("TERM") != "dumb" }

// openKeyboard reads single keys where that is possible and wanted, and lines
// elsewhere.
func (e *env) openKeyboard(plain bool) (*cli.Keyboard, error) {
	open := func() (*cli.Keyboard, error) { return cli.LineKeyboard(e.stdin), nil }
	if e.keyboard != nil && !plain {
		open = e.keyboard
	}
	keys, err := open()
	if err == nil {
		e.opened = append(e.opened, keys)
	}
	return keys, err
}

// closeKeyboards gives back what openKeyboard took.
func (e *env) closeKeyboards() {
	for _, keys := range e.opened {
		keys.Close()
	}
}

// holdKey is called before a key is in this process's memory.
func (e *env) holdKey() {
	if e.noCore != nil {
		e.noCore()
	}
}
