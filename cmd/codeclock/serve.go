package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
)

func newServe(e *env) *cobra.Command {
	o := serveOptions{}
	c := &cobra.Command{
		Use: "serve", Short: "a help desk's link: measure whatever opens it, and sign the result",
		Long: serveLong, Example: serveExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runServe(c.Context(), e, o) },
	}
	f := c.Flags()
	bindMeasure(f, &o.measureOptions)
	bindRule(f, &o.ruleOptions)
	f.StringVar(&o.policy, "policy", "", "judge by this verifier, a `name` that \"codeclock policies\" lists")
	f.StringVar(&o.link, "url", "", "the public `address` of the page, such as https://clock.example.com")
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", "answer on this `address`")
	f.StringVar(&o.cert, "tls-cert", "", "the certificate, a `file` in PEM")
	f.StringVar(&o.key, "tls-key", "", "its private key, a `file` in PEM")
	f.StringArrayVar(&o.trusted, "trust-proxy", nil, "believe X-Forwarded-For from these `addresses`, such as 10.0.0.0/8; may be repeated")
	f.StringVar(&o.signKey, "sign-key", "", "sign reports with the key in this `file`, and share pages with all that have it")
	f.StringVar(&o.newKey, "new-key", "", "only write a new key to this `file`, and print its public half")
	f.StringVar(&o.desk, "desk", "", "the `name` of the desk, on the page")
	f.StringVar(&o.colour, "desk-color", "", "the desk's `colour`, such as #0066cc")
	f.StringVar(&o.metrics, "metrics", "", "answer Prometheus on this `address`")
	o.given = f.Changed
	if err := c.RegisterFlagCompletionFunc("policy", policyNames); err != nil {
		panic(err) // there is no such flag
	}
	return c
}

const serveLong = `Serve is a help desk's page, open to anybody who has its link. The
customer opens it on the device that makes the codes: the page measures
that device's clock against true time, says what it means for the codes
at the desk's own site, and has a report to send back. With --sign-key
the report is signed, and "codeclock verify --signer" checks it.

Give customers the link with the ticket, which is then in the report:
https://clock.example.com/t/T-4711

Nothing is stored, no address is logged, no cookie is set, and the page
never asks for a code, a password or a key. It answers on loopback, for
a web server with TLS in front of it; "codeclock help desk" has more.`

const serveExamples = `  codeclock serve --demo=slow                 practise, on this computer
  codeclock serve --new-key desk.pem
  codeclock serve --url https://clock.example.com --sign-key desk.pem \
    --desk "Example Support" --policy keycloak --trust-proxy 127.0.0.1`

// runServe serves the page until ctx ends.
func runServe(ctx context.Context, e *env, o serveOptions) error {
	if o.newKey != "" {
		return o.makeKey(e)
	}
	s, err := o.service(ctx, e)
	if err != nil {
		return err
	}
	defer s.close()
	l, err := o.open(s)
	if err != nil {
		return err
	}
	defer l.Close()
	metrics, err := o.openMetrics()
	if err != nil {
		return err
	}
	return s.run(ctx, e, l, metrics)
}

// makeKey writes a key and says what to do with it.
func (o serveOptions) makeKey(e *env) error {
	e.holdKey()
	public, err := newDeskKey(o.newKey)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stderr, "Keep that file secret. This is its public half, for those who read reports (verify --signer):")
	return cli.Write(e.stdout, publicWord(public)+"\n")
}

// open listens, with TLS where there is a certificate.
func (o serveOptions) open(s *service) (net.Listener, error) {
	l, err := net.Listen("tcp", s.listen.String())
	if err != nil {
		return nil, cli.Hint(fmt.Errorf("listen for visitors: %w", cli.Root(err)), "is that an address of this computer, and is the port free? --listen names another")
	}
	if o.cert == "" {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		l.Close()
		return nil, cli.Hint(errors.New("--tls-cert and --tls-key: they cannot be read, or do not fit each other"), "both are files in PEM, the certificate with its chain")
	}
	l = phonepage.Limit(l, s.trusts)
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}}), nil
}

func (o serveOptions) openMetrics() (net.Listener, error) {
	if o.metrics == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", o.metrics)
	if err != nil {
		return nil, cli.Hint(fmt.Errorf("listen for Prometheus: %w", cli.Root(err)), "for example --metrics 127.0.0.1:9090")
	}
	return l, nil
}
