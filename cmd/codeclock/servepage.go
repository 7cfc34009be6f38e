package main

import (
	"context"
	"net"
	"net/netip"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
)

const (
	// visitLimit is how long the page is served. Nobody needs longer, and a page
	// that is forgotten must not stay open.
	visitLimit = 10 * time.Minute

	// showTime is how long --once waits for the page to show what was measured.
	showTime = 5 * time.Second
)

// visitOptions are the flags that say how phones are measured.
type visitOptions struct {
	measureOptions
	pageOptions
	app    string
	ticket string // of the report on the page
	once   bool
	plain  bool
}

// pageOptions are the flags that say where the page is, and how a phone gets
// there.
type pageOptions struct {
	listen string
	qr     string
}

func bindPage(f *pflag.FlagSet, o *pageOptions) {
	f.StringVar(&o.listen, "listen", "", "serve the page on this private `address`, or address:port")
	f.StringVar(&o.qr, "qr", "auto", "the `form` of the QR code: auto, blocks, ascii, png:FILE or none; auto is blocks where there is room")
}

// visit is one run of the page, and what came of it.
type visit struct {
	phoneLog
	env     *env
	options visitOptions
	keys    *cli.Keyboard // as serve opened it

	first int              // with once, the phone that was measured first; 0 for none
	shown <-chan time.Time // with once, when the page has had its time to show it
}

// serve measures true time, serves the page, shows what happens and reads keys,
// until somebody, its time or ctx ends it.
func (v *visit) serve(ctx context.Context, o visitOptions) error {
	var err error
	if v.app, err = findApp(o.app); err != nil {
		return err
	}
	m, err := o.measurement(v.env)
	if err != nil {
		return err
	}
	defer m.close()
	qr, err := parseQR(o.qr)
	if err != nil {
		return err
	}
	l, err := listener(v.env, o.listen, o.demo != "")
	if err != nil {
		return err
	}
	defer l.Close()
	m.announce(v.env)
	ctx, cancel := context.WithTimeout(ctx, visitLimit)
	defer cancel()
	v.options, v.once, v.demo, v.truth = o, o.once, o.demo, &truth{options: m.options}
	v.truth.measure(ctx)
	return v.run(ctx, l, qr)
}

// run opens the page and the keyboard, and stays until the visit ends.
func (v *visit) run(ctx context.Context, l net.Listener, qr qrCode) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	events := make(chan phonepage.Event, 64)
	server := v.page(ctx, l, events)
	hands := v.env.keyboard != nil && !v.json
	if err := v.invite(v.env, server.URL(), qr, hands); err != nil {
		return err
	}
	if err := v.open(); err != nil {
		return err
	}
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
	return nil
}

// page returns the page, which sends what happens to events until ctx ends.
func (v *visit) page(ctx context.Context, l net.Listener, events chan<- phonepage.Event) *phonepage.Server {
	return phonepage.New(phonepage.Options{
		Addr: netip.MustParseAddrPort(l.Addr().String()), True: v.truth.now,
		Practice: v.demo != "", Once: v.once, Report: v.report,
		Events: func(e phonepage.Event) {
			select {
			case events <- e:
			case <-ctx.Done():
			}
		},
	})
}

// open reads the keyboard where there is one, and nothing where there is not.
func (v *visit) open() error {
	v.keys = cli.NoKeyboard()
	if v.json || v.env.keyboard == nil && !v.options.plain {
		return nil
	}
	keys, err := v.env.openKeyboard(v.options.plain)
	if err == nil {
		v.keys, v.out = keys, keys.Echo(v.out)
	}
	return err
}

// loop shows what happens until it ends: when somebody asks for it, or with
// --once when a phone has been measured and its page has shown that.
func (v *visit) loop(ctx context.Context, events <-chan phonepage.Event, served <-chan error) error {
	keys := v.keys.Keys
	for {
		var over bool
		var err error
		select {
		case e := <-events:
			over, err = v.happened(e)
		case k, open := <-keys:
			if !open {
				keys = nil
				continue
			}
			over, err = v.pressed(k)
		case err = <-served:
			over = true
		case <-v.shown:
			over = true
		case <-ctx.Done():
			over = true
		}
		if over || err != nil {
			return err
		}
	}
}

// happened shows an event, and reports whether the visit is over with it.
func (v *visit) happened(e phonepage.Event) (over bool, err error) {
	if err := v.show(e); err != nil || !v.once {
		return false, err
	}
	switch {
	case e.Kind == phonepage.Measured && v.first == 0:
		v.first, v.shown = e.Phone, time.After(showTime)
	case e.Phone != v.first:
	case e.Kind == phonepage.Shown:
		return true, nil
	case e.Kind == phonepage.WasSet, e.Kind == phonepage.NoTruth:
		v.first, v.shown = 0, nil
	}
	return false, nil
}

// pressed does what a key asks for, and reports whether that ends the visit.
func (v *visit) pressed(k cli.Keypress) (over bool, err error) {
	switch {
	case k.Text == cli.KeyInterrupt && v.once:
		return true, errInterrupted
	case k.Leaves():
		return true, nil
	case (k.Text == " " || k.Text == "") && !v.once:
		return false, v.tap(k.At)
	}
	return false, nil
}
