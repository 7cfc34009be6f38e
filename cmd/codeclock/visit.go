package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// visit is one run of phone.
type visit struct {
	env      *env
	options  phoneOptions
	app      totp.App
	truth    *truth
	out      io.Writer // for what happens
	terminal bool      // out is a terminal that can show colours

	keys   *cli.Keyboard // as run opened it
	taps   tapList
	clocks map[int]phonepage.Event // the last measurement of each phone
	first  int                     // with once, the phone that was measured first; 0 for none
}

// run serves, shows what happens and reads keys, until somebody or ctx ends it;
// then, with the keyboard still there, it does what comes then.
func (v *visit) run(ctx context.Context, l net.Listener, draw qrFace, then func(*visit) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	events := make(chan phonepage.Event, 64)
	server := phonepage.New(phonepage.Options{
		Addr: netip.MustParseAddrPort(l.Addr().String()), True: v.truth.now,
		Practice: v.options.demo != "", Once: v.options.once,
		Events: func(e phonepage.Event) {
			select {
			case events <- e:
			case <-ctx.Done():
			}
		},
	})
	if err := v.invite(server.URL(), draw); err != nil {
		return err
	}
	if err := v.open(); err != nil {
		return err
	}
	defer v.keys.Close()
	go v.truth.keep(ctx)
	served := make(chan error, 1)
	go func() {
		served <- server.Serve(ctx, l)
		close(served)
	}()
	if err := v.loop(ctx, events, served); err != nil {
		return err
	}
	cancel()
	<-served // the last answer has gone out
	return then(v)
}

// colour reports whether to use colours.
func (v *visit) colour() bool { return cli.UseColour(v.env.getenv, v.options.colour.Value, v.terminal) }

// open reads the keyboard where there is one, and nothing where there is not.
func (v *visit) open() error {
	switch {
	case v.options.format.Value == "text" && v.options.plain:
		v.keys = cli.LineKeyboard(v.env.stdin)
		return nil
	case v.options.format.Value != "text", v.env.keyboard == nil:
		v.keys = cli.NoKeyboard()
		return nil
	}
	keys, err := v.env.keyboard()
	if err == nil {
		v.keys, v.out = keys, cli.Newlines(v.out)
	}
	return err
}

// showTime is how long --once waits for the page to show what was measured.
const showTime = 5 * time.Second

// loop shows what happens until it ends: when somebody asks for it, or with
// --once when a phone has been measured and its page has shown that.
func (v *visit) loop(ctx context.Context, events <-chan phonepage.Event, served <-chan error) error {
	v.clocks = map[int]phonepage.Event{}
	input := v.keys.Keys
	var shown <-chan time.Time
	for {
		select {
		case e := <-events:
			if err := v.show(e); err != nil {
				return err
			}
			switch {
			case !v.options.once:
			case e.Kind == phonepage.Measured && v.first == 0:
				v.first, shown = e.Phone, time.After(showTime)
			case e.Phone != v.first:
			case e.Kind == phonepage.Shown:
				return nil
			case e.Kind == phonepage.WasSet, e.Kind == phonepage.NoTruth:
				v.first, shown = 0, nil
			}
		case <-shown:
			return nil
		case k, open := <-input:
			switch {
			case !open:
				input = nil
			case k.Text == cli.KeyInterrupt && v.options.once:
				return errInterrupted
			case k.Leaves():
				return nil
			case (k.Text == " " || k.Text == "") && !v.options.once:
				if err := v.tap(k.At); err != nil {
					return err
				}
			}
		case err := <-served:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// show says what has happened.
func (v *visit) show(e phonepage.Event) error {
	switch e.Kind {
	case phonepage.Shown:
		return nil // the person sees it
	case phonepage.Measured:
		v.clocks[e.Phone] = e
	case phonepage.WasSet, phonepage.NoTruth:
		delete(v.clocks, e.Phone)
	}
	now, _, _ := v.truth.now()
	if v.options.format.Value == "json" {
		text, err := render.PhoneJSON(e, now, v.options.demo, version())
		if err != nil {
			return fmt.Errorf("write json: %w", err)
		}
		return cli.Write(v.out, text)
	}
	return cli.Write(v.out, render.PhoneText(e, now, render.PhoneOptions{
		Color: v.colour(), Once: v.options.once,
	}))
}

// tap takes the space bar as a change of code in the app of the phone that was
// measured, if that is one.
func (v *visit) tap(at time.Time) error {
	if !v.taps.add(v.truth, at) {
		return cli.Write(v.out, words.TapNoTruth+"\n")
	}
	if n := len(v.taps.list); n < defaultTaps {
		return cli.Write(v.out, fmt.Sprintf(words.TapCount, n, defaultTaps)+"\n")
	}
	t := v.taps.judge(v.app, v.theClock())
	return cli.Write(v.out, render.TapText(t, v.colour()))
}

// theClock returns the skew of the one phone that was measured, Unknown when it
// could be several or none.
func (v *visit) theClock() skew.Interval {
	if len(v.clocks) != 1 {
		return skew.Unknown
	}
	for _, e := range v.clocks {
		return e.Skew
	}
	return skew.Unknown
}

// verdict returns the exit status: that of the worst phone.
func (v *visit) verdict() error {
	worst := result.CantTell
	for _, e := range v.clocks {
		if verdict := e.Verdict(); worst == result.CantTell || verdict > worst {
			worst = verdict
		}
	}
	return v.options.failure(worst, v.options.demo != "")
}

// invite says how a phone gets to the page: people are told on standard output,
// or beside it when that is for programs.
func (v *visit) invite(url string, face qrFace) error {
	out := v.out
	if v.options.format.Value == "json" {
		out = v.env.stderr
		text, err := render.PhoneListening(url, v.options.demo, version())
		if err == nil {
			err = cli.Write(v.out, text)
		}
		if err != nil {
			return err
		}
	}
	face = face.auto(v.terminal, v.colour())
	code, err := face.draw(url)
	if err != nil {
		return err
	}
	return cli.Write(out, render.Invitation(render.Invite{
		URL: url, Code: code, File: face.file, Demo: v.options.demo,
		Truth: v.truth.last(), Keys: v.env.keyboard != nil && v.options.format.Value == "text", Once: v.options.once,
	}))
}
