package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/words"
)

// phoneLimit is how long the page is served. Nobody needs longer, and a page
// that is forgotten must not stay open.
const phoneLimit = 10 * time.Minute

// phoneOptions are the flags of phone.
type phoneOptions struct {
	measureOptions
	faceOptions
	pageOptions
	app   string
	once  bool
	plain bool
}

// pageOptions are the flags that say where the page is, and how a phone gets
// there.
type pageOptions struct {
	listen string
	qr     string
}

func bindPage(f *pflag.FlagSet, o *pageOptions) {
	f.StringVar(&o.listen, "listen", "", "serve the page on this private `address`, or address:port")
	f.StringVar(&o.qr, "qr", "auto", "draw the QR code as `blocks`, ascii, png:FILE or none")
}

func newPhone(e *env) *cobra.Command {
	o := phoneOptions{faceOptions: newFaces("text", "json")}
	c := &cobra.Command{
		Use: "phone", Short: "measure the clock of a phone, and of its authenticator app",
		Long: phoneLong, Example: phoneExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runPhone(c.Context(), e, o) },
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	f := c.Flags()
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	f.Var(o.failOn, "fail-on", "the least `verdict` that fails: "+o.failOn.List())
	f.Var(o.colour, "color", "`when` to use colours: "+o.colour.List())
	bindPage(f, &o.pageOptions)
	bindApp(f, &o.app)
	f.BoolVar(&o.once, "once", false, "end when one phone has been measured")
	f.BoolVar(&o.plain, "plain", false, "read lines, not single keys")
	o.given = f.Changed
	return c
}

const phoneLong = `Codes made on a phone follow the phone's clock, not this computer's.
phone serves one page on the local network. Scan the code that it draws
with the phone, and the page compares the phone's clock with true time.

It never asks for a code, a password or a key. The page is open to those
who have its address, only in this network, for 10 minutes.

While it runs: press SPACE when a code changes in the phone's app, three
times, to measure the app's own clock; q ends.

"codeclock report --device phone" makes a report for support of it.`

const phoneExamples = `  codeclock phone                       scan, and see
  codeclock phone --demo                practise with simulated servers
  codeclock phone --qr png:code.png     the code as a picture
  codeclock phone --once --format json  for programs`

// runPhone serves the page until somebody or its time ends it, and judges.
func runPhone(ctx context.Context, e *env, o phoneOptions) error {
	return o.visit(ctx, &visit{env: e, out: e.stdout, terminal: e.stdoutTerminal}, (*visit).verdict)
}

// visit serves the page, tells v.out what happens, and does what comes then.
func (o phoneOptions) visit(ctx context.Context, v *visit, then func(*visit) error) error {
	e := v.env
	var err error
	if v.app, err = findApp(o.app); err != nil {
		return err
	}
	m, err := o.measurement(e)
	if err != nil {
		return err
	}
	defer m.close()
	draw, err := parseQR(o.qr)
	if err != nil {
		return err
	}
	l, err := o.listener(e)
	if err != nil {
		return err
	}
	defer l.Close()
	if e.stderrTerminal {
		fmt.Fprintln(e.stderr, fmt.Sprintf(words.Asking, words.Servers(m.servers)))
	}
	ctx, cancel := context.WithTimeout(ctx, phoneLimit)
	defer cancel()
	v.options, v.truth = o, &truth{options: m.options}
	v.truth.measure(ctx)
	return v.run(ctx, l, draw, then)
}

// listener listens on --listen, or on the address that phones most likely reach.
func (o phoneOptions) listener(e *env) (net.Listener, error) {
	if o.listen != "" {
		return listenOn(o.listen)
	}
	addresses := e.addresses
	if addresses == nil {
		addresses = phonepage.Candidates
	}
	all, err := addresses()
	best := phonepage.Choose(all)
	switch {
	case len(best) > 0:
		return listenOn(best[0].Addr.String())
	case o.demo != "":
		return listenOn("127.0.0.1")
	case err == nil:
		err = phonepage.ErrNoNetwork
	}
	return nil, cli.Hint(err, `join the phone's Wi-Fi, or name an address with --listen; "codeclock tap" needs no network to the phone`)
}

// listenOn listens on one private address.
func listenOn(text string) (net.Listener, error) {
	hint := "for example --listen 192.168.178.20 or --listen 192.168.178.20:8080"
	where, err := netip.ParseAddrPort(text)
	if err != nil {
		addr, err := netip.ParseAddr(text)
		if err != nil {
			return nil, cli.Usagef(hint, "--listen must be an address of this computer, with or without a port")
		}
		where = netip.AddrPortFrom(addr, 0)
	}
	if !phonepage.Private(where.Addr()) {
		return nil, cli.Usagef(hint, "--listen must be an address of a local network, not one that is public or stands for all")
	}
	l, err := net.Listen("tcp", where.String())
	if err != nil {
		return nil, cli.Hint(fmt.Errorf("listen for phones: %w", cli.Root(err)), "is that an address of this computer, and the port free?")
	}
	return l, nil
}
