package main

import (
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// phoneLog says what happens at the page, and keeps what was measured of each
// phone.
type phoneLog struct {
	out      io.Writer
	json     bool // out is for programs
	terminal bool // out is a terminal
	screen   func() render.Screen
	once     bool
	demo     string

	app    totp.App
	truth  *truth
	taps   tapList
	clocks map[int]phonepage.Event // the last measurement of each phone
}

// invite says how a phone gets to the page. Where out is for programs, people are
// told on standard error. hands says that somebody can press keys.
func (p *phoneLog) invite(e *env, address string, qr qrCode, hands bool) error {
	out := p.out
	if p.json {
		out = e.stderr
		text, err := render.PhoneListening(strings.ToLower(address), p.demo, version())
		if err == nil {
			err = cli.Write(p.out, text)
		}
		if err != nil {
			return err
		}
	}
	wanted := qr.kind != "auto"
	qr, small := qr.auto(p.terminal, e)
	code, err := qr.draw(address)
	if err != nil {
		return err
	}
	return cli.Write(out, render.Invitation(render.Invite{
		URL: address, Code: code, File: qr.file, Demo: p.demo, Truth: p.truth.last(), Keys: hands, Once: p.once,
		Wanted: wanted, Small: small, Alone: isLoopback(address), Screen: p.screen(),
	}))
}

// isLoopback reports whether a page is served to this computer alone.
func isLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.IsLoopback()
}

// show says what has happened.
func (p *phoneLog) show(e phonepage.Event) error {
	switch e.Kind {
	case phonepage.Shown:
		return nil // the person sees it
	case phonepage.Measured:
		if p.clocks == nil {
			p.clocks = map[int]phonepage.Event{}
		}
		p.clocks[e.Phone] = e
	case phonepage.WasSet, phonepage.NoTruth:
		delete(p.clocks, e.Phone)
	}
	now, _, _ := p.truth.now()
	if p.json {
		text, err := render.PhoneJSON(e, now, p.demo, version())
		if err != nil {
			return fmt.Errorf("write json: %w", err)
		}
		return cli.Write(p.out, text)
	}
	return cli.Write(p.out, render.PhoneText(e, now, render.PhoneOptions{
		Screen: p.screen(), Once: p.once,
	}))
}

// tap takes the space bar as a change of code in the app of the phone that was
// measured, if that is one.
func (p *phoneLog) tap(at time.Time) error {
	if !p.taps.add(p.truth, at) {
		return cli.Write(p.out, "True time is not known, so this press says nothing.\n")
	}
	if n := len(p.taps.list); n < defaultTaps {
		return cli.Write(p.out, fmt.Sprintf("%d of %d", n, defaultTaps)+"\n")
	}
	t := p.taps.judge(p.app, p.theClock())
	return cli.Write(p.out, render.TapText(t, p.screen()))
}

// sumUp says at the end what has scrolled away by then.
func (p *phoneLog) sumUp() error {
	if p.json || p.once {
		return nil
	}
	return cli.Write(p.out, render.PhoneSummary(p.clocks, p.screen()))
}

// theClock returns the skew of the one phone that was measured, Unknown when it
// could be several or none.
func (p *phoneLog) theClock() skew.Interval {
	if len(p.clocks) != 1 {
		return skew.Unknown
	}
	for _, e := range p.clocks {
		return e.Skew
	}
	return skew.Unknown
}

// worst returns the verdict on the worst phone.
func (p *phoneLog) worst() result.Verdict {
	worst := result.CantTell
	for _, e := range p.clocks {
		if verdict := e.Verdict(); worst == result.CantTell || verdict > worst {
			worst = verdict
		}
	}
	return worst
}
