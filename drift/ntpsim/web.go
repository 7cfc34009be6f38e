package ntpsim

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

// WebHost is the name of a practice web server that is given none.
const WebHost = "web.example"

// WebConfig is how a web server behaves. The zero WebConfig is a good server.
type WebConfig struct {
	Name string // in its certificate; empty means WebHost

	// Skew is what a client of this server finds its own clock to be: the
	// server's clock is this much behind the machine's.
	Skew time.Duration

	Out, Back time.Duration // one-way delays of a request; setting up costs nothing
	Cached    bool          // says that its answers come from a cache
}

// Web is a real HTTPS server with a certificate of its own, valid for a year
// around what its clock shows.
type Web struct {
	config  WebConfig
	roots   *x509.CertPool
	tls     *tls.Config
	server  *http.Server
	socket  net.Listener // nil for a server that is reached by Dial alone
	accept  chan net.Conn
	closed  chan struct{}
	closing sync.Once
	serving sync.WaitGroup
}

// NewWeb returns a server that is reached by Dial, without a socket.
func NewWeb(c WebConfig) (*Web, error) {
	w := &Web{config: c, accept: make(chan net.Conn), closed: make(chan struct{})}
	if err := w.prepare(); err != nil {
		return nil, fmt.Errorf("start web server: %w", err)
	}
	w.run(inMemory{w})
	return w, nil
}

// StartWeb listens on a free TCP port of 127.0.0.1.
func StartWeb(c WebConfig) (*Web, error) {
	w := &Web{config: c, closed: make(chan struct{})}
	if err := w.prepare(); err != nil {
		return nil, fmt.Errorf("start web server: %w", err)
	}
	var err error
	if w.socket, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("start web server: %w", err)
	}
	w.run(w.socket)
	return w, nil
}

func (w *Web) run(l net.Listener) {
	w.serving.Go(func() { w.server.Serve(quiet{tls.NewListener(l, w.tls)}) })
}

// Roots returns the authorities that vouch for this server alone.
func (w *Web) Roots() *x509.CertPool { return w.roots }

// Dial returns a connection to the server, whatever address is asked for. It has
// the shape of source.HTTPS.Dial.
func (w *Web) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if w.socket != nil {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", w.socket.Addr().String())
	}
	client, near := net.Pipe()
	far, server := net.Pipe()
	select {
	case w.accept <- server:
		w.serving.Go(func() { carry(far, near) })
		w.serving.Go(func() { carry(near, far) })
		return client, nil
	case <-w.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// carry moves bytes until one end is closed. With it there is room on the way, as
// there is between sockets: both ends of a net.Pipe may write at once and wait for
// ever, as when a client refuses a certificate of which it has read only half.
func carry(to, from net.Conn) {
	io.Copy(to, from)
	to.Close()
	from.Close()
}

// Close stops the server and waits until nothing of it is left. It may be called
// more than once.
func (w *Web) Close() error {
	w.closing.Do(func() { close(w.closed) })
	err := w.server.Close()
	w.serving.Wait()
	return err
}

// answer is the server's whole behaviour: a Date by its own clock.
func (w *Web) answer(out http.ResponseWriter, _ *http.Request) {
	w.serving.Add(1)
	defer w.serving.Done()
	w.pause(w.config.Out)
	out.Header().Set("Date", w.now().Format(http.TimeFormat))
	if w.config.Cached {
		out.Header().Set("Age", "17")
	}
	w.pause(w.config.Back) // nothing is sent before the handler returns
}

func (w *Web) now() time.Time { return time.Now().Add(-w.config.Skew).UTC() }

func (w *Web) pause(d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-w.closed:
	}
}

// prepare makes the certificate and the server.
func (w *Web) prepare() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	name := cmp.Or(w.config.Name, WebHost)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: name},
		DNSNames:     []string{name},
		NotBefore:    w.now().AddDate(0, -6, 0),
		NotAfter:     w.now().AddDate(0, 6, 0),
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA:         true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return err
	}
	w.roots = x509.NewCertPool()
	w.roots.AddCert(cert)
	w.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	w.server = &http.Server{Handler: http.HandlerFunc(w.answer)}
	return nil
}

// quiet hides from http.Server that a connection is TLS: it would print to
// standard error when a client goes away in the middle of a handshake.
type quiet struct{ net.Listener }

func (q quiet) Accept() (net.Conn, error) {
	c, err := q.Listener.Accept()
	return struct{ net.Conn }{c}, err
}

// inMemory is the listener of a server without a socket.
type inMemory struct{ w *Web }

func (l inMemory) Accept() (net.Conn, error) {
	select {
	case c := <-l.w.accept:
		return c, nil
	case <-l.w.closed:
		return nil, net.ErrClosed
	}
}

func (l inMemory) Close() error   { return nil }
func (l inMemory) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
