package main

import (
	"context"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// maxTruthAge is how old the last measurement of true time may be: by then a
// stopwatch of 500 ppm may be 1.8 s off, which is near what the verdict turns on.
const maxTruthAge = time.Hour

// serveOptions are the flags of serve.
type serveOptions struct {
	measureOptions
	ruleOptions
	policy  string
	link    string
	listen  string
	cert    string
	key     string
	trusted []string
	signKey string
	newKey  string
	desk    string
	colour  string
	metrics string
	given   func(string) bool
}

// service is the page of a help desk.
type service struct {
	measurement
	truth  *truth
	rule   result.Rule
	policy string // its ID, "" for a rule of the desk's own
	demo   string
	goos   string
	desk   string
	colour string
	link   *url.URL
	listen netip.AddrPort
	proxy  []netip.Prefix
	signer ed25519.PrivateKey // nil for none
	counts counts
}

// service reads the flags.
func (o serveOptions) service(ctx context.Context, e *env) (*service, error) {
	s := &service{demo: o.demo, goos: e.goos, desk: o.desk, colour: o.colour}
	for _, read := range []func(*service) error{o.readPlace, o.readTrusted, o.readDesk, o.readRule} {
		if err := read(s); err != nil {
			return nil, err
		}
	}
	if o.signKey != "" {
		e.holdKey()
		key, err := readDeskKey(ctx, o.signKey)
		if err != nil {
			return nil, err
		}
		s.signer = key
	}
	if o.against != "" {
		return nil, cli.Usagef("leave --against out, and name your verifier's own time server with --server if it is to count", "serve measures against true time, not one web site")
	}
	var err error
	s.measurement, err = o.measurement(e)
	s.truth = &truth{options: s.options}
	return s, err
}

// readPlace reads where the page is, and refuses to send it in clear over a network.
func (o serveOptions) readPlace(s *service) error {
	listen := o.listen
	if o.demo != "" && !o.given("listen") {
		listen = "127.0.0.1:0"
	}
	var err error
	if s.listen, err = netip.ParseAddrPort(listen); err != nil {
		return cli.Usagef("for example --listen 127.0.0.1:8080", "--listen must be an address and a port")
	}
	local := s.listen.Addr().IsLoopback()
	if o.link != "" {
		if s.link, err = parseLink(o.link); err != nil {
			return err
		}
	}
	return cli.Refuse(
		cli.Refusal{When: (o.cert == "") != (o.key == ""),
			What: "--tls-cert and --tls-key go together", Hint: "name both, or leave TLS to a web server in front"},
		cli.Refusal{When: !local && o.cert == "",
			What: "plain HTTP is for loopback alone", Hint: "give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a web server with TLS"},
		cli.Refusal{When: o.link == "" && !local,
			What: "--url is missing: pages answer to one name alone", Hint: "for example --url https://clock.example.com"},
		cli.Refusal{When: o.link == "" && o.cert != "",
			What: "--url is missing: a certificate is for a name", Hint: "for example --url https://clock.example.com"},
	)
}

// parseLink reads the public address of the page.
func parseLink(text string) (*url.URL, error) {
	const hint = "for example --url https://clock.example.com"
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Path != "" && u.Path != "/":
		return nil, cli.Usagef(hint, "--url must be a scheme and a name, without a path")
	case u.Scheme == "http" && !loopbackHost(u.Hostname()):
		return nil, cli.Usagef(hint, "--url: plain HTTP is for loopback alone")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, cli.Usagef(hint, "--url must begin with https://")
	}
	return u, nil
}

func (o serveOptions) readTrusted(s *service) error {
	for _, text := range o.trusted {
		p, err := netip.ParsePrefix(text)
		if a, errAddr := netip.ParseAddr(text); errAddr == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil || p.Bits() == 0 {
			return cli.Usagef("for example --trust-proxy 127.0.0.1/32", "--trust-proxy must be the addresses of your own proxies")
		}
		s.proxy = append(s.proxy, p)
	}
	return nil
}

// maxDesk is how long the name of a desk may be, to fit a phone's first line.
const maxDesk = 40

var hexColour = cli.Lazily(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

func (o serveOptions) readDesk(*service) error {
	odd := strings.ContainsFunc(o.desk, func(r rune) bool { return !unicode.IsPrint(r) })
	return cli.Refuse(
		cli.Refusal{When: odd || len([]rune(o.desk)) > maxDesk,
			What: fmt.Sprintf("--desk: a name has at most %d letters, and nothing that is not shown", maxDesk), Hint: `for example --desk "Example Support"`},
		cli.Refusal{When: verdictLike().MatchString(o.desk),
			What: "--desk: that could be taken for a verdict", Hint: "the name of the desk alone"},
		cli.Refusal{When: o.colour != "" && !hexColour().MatchString(o.colour),
			What: "--desk-color must be a colour in hexadecimal", Hint: "for example --desk-color #0066cc"},
	)
}

// verdictLike is what would read like one of the page's own verdicts.
var verdictLike = cli.Lazily(`(?i)^\W*(ok|at risk|wrong|can.?t tell)\W*$`)

// readRule reads what the verdict is judged by.
func (o serveOptions) readRule(s *service) error {
	rule, err := o.ruleOptions.rule()
	if err != nil {
		return err
	}
	s.rule = rule
	if o.policy == "" {
		return nil
	}
	if o.given("window") || o.given("max-skew") {
		return cli.Usagef("leave one of them out", "--policy excludes --window and --max-skew")
	}
	p, err := totp.LookupPolicy(o.policy)
	if err != nil {
		return policyError(o.policy, err)
	}
	period := time.Duration(0)
	if o.given("period") {
		period = o.period
	}
	v, known := p.Verifier(period, o.typing)
	if !known {
		return cli.Usagef("say it yourself with --window", "--policy: its window is not published")
	}
	s.rule, s.policy = result.Rule{Verifier: v}, p.ID
	return nil
}

// now returns true time while it is known well enough to judge by.
func (s *service) now() (time.Time, time.Duration, bool) {
	now, bound, known := s.truth.now()
	return now, bound, known && s.truth.age() <= maxTruthAge
}

func (s *service) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(s.proxy, func(p netip.Prefix) bool { return p.Contains(a) })
}

// page returns the page for a listener.
func (s *service) page(l net.Listener) *phonepage.Server {
	if s.link == nil {
		s.link = &url.URL{Scheme: "http", Host: l.Addr().String()}
	}
	o := phonepage.Options{
		Link: s.link, Key: s.sealKey(), Ticket: func(t string) bool { return report.CheckTicket(t) == nil },
		True: s.now, Rule: s.rule, Desk: s.desk, Colour: s.colour, Practice: s.demo != "",
		Report: s.report, Events: s.happened, Answered: s.counts.answered, Signed: s.signer != nil,
	}
	if len(s.proxy) > 0 {
		o.Trusted = s.trusts
	}
	return phonepage.New(o)
}

// sealKey returns the key that pages are sealed with: one that follows from the
// signing key (HKDF, RFC 5869), so that all that share it answer each other's pages;
// a random one without.
func (s *service) sealKey() (key [phonepage.KeySize]byte) {
	if s.signer == nil {
		return key
	}
	derived, err := hkdf.Key(sha256.New, s.signer.Seed(), nil, "codeclock serve seal 1", len(key))
	if err != nil {
		panic(err) // the length is one that SHA-256 gives
	}
	copy(key[:], derived)
	return key
}

// report returns the text to send to support, signed where there is a key; empty
// when none can be made.
func (s *service) report(e phonepage.Event) string {
	now, _, known := s.now()
	if !known {
		return ""
	}
	c := s.truth.check(time.UTC)
	c.Rule, c.Demo = s.rule, s.demo
	r, err := deviceReport(c, e, report.Options{Ticket: e.Ticket, System: s.goos, Arch: runtime.GOARCH})
	if err != nil {
		return ""
	}
	var sign func([]byte) []byte
	if s.signer != nil {
		desk := report.NewDesk(s.signer.Public().(ed25519.PublicKey), s.policy)
		desk.Time = now.UnixMicro()
		r.Desk, sign = &desk, func(data []byte) []byte { return ed25519.Sign(s.signer, data) }
	}
	text, err := render.SignedReport(r, sign)
	if err != nil {
		return ""
	}
	return text
}

// run serves until ctx ends, or something fails.
func (s *service) run(ctx context.Context, e *env, l, metrics net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	page := s.page(l)
	if err := s.announceService(e, page.URL()); err != nil {
		return err // nobody would know where it is
	}
	failed := make(chan error, 2)
	go func() { failed <- page.Serve(ctx, l) }()
	ends := 1
	if metrics != nil {
		ends++
		go func() { failed <- s.serveMetrics(ctx, metrics) }()
	}
	s.truth.measure(ctx)
	if _, _, known := s.now(); !known && ctx.Err() == nil {
		fmt.Fprintln(e.stderr, "True time is not known yet, and no device can be measured. \"codeclock check\" says why; serve keeps trying.")
	}
	go s.truth.keep(ctx)
	var err error
	for range ends {
		err = errors.Join(err, <-failed)
		cancel()
	}
	return err
}

// announceService says where the page is, and who signs.
func (s *service) announceService(e *env, link string) error {
	text := fmt.Sprintf("The page is at %s, and for a ticket at %st/T-4711\n", link, link)
	if s.signer != nil {
		text += fmt.Sprintf("Reports are signed. To check them: codeclock verify --signer %s\n", publicWord(s.signer.Public().(ed25519.PublicKey)))
	}
	if s.demo != "" {
		text += "Practice run: true time is simulated. Open the page in a browser here; Ctrl-C ends it.\n"
	}
	return cli.Write(e.stdout, e.screen("never").Fold(text))
}
