package source

import (
	"bytes"
	"net"
	"time"
)

// maxStray is how many packets that are no answer are read in one exchange: far
// more than come by accident, and never a load.
const maxStray = 64

// path is a path to a server on which nothing is read but the answer to our
// question. Whatever else comes, late or forged, is passed over, as in chrony, which
// closes its socket after a valid packet alone (ntp_core.c). Package beevik/ntp
// would take the first packet for the answer.
type path struct {
	net.Conn
	udp      *net.UDPConn       // nil without the kernel's timestamps
	question []byte             // as it was sent
	received time.Time          // when the answer came, by the kernel; zero when it does not say
	stray    func(reason error) // told of every packet that was passed over; nil is fine
	control  [128]byte          // beside a packet, from the kernel
}

// newPath has the kernel stamp what is received, where it can.
func newPath(conn net.Conn, stray func(error)) *path {
	p := &path{Conn: conn, stray: stray}
	if udp, ok := conn.(*net.UDPConn); ok && stampReceived(udp) == nil {
		p.udp = udp
	}
	return p
}

// Write sends a question.
func (p *path) Write(b []byte) (int, error) {
	p.question = bytes.Clone(b)
	return p.Conn.Write(b)
}

// Read reads the answer. Errors are ErrMismatch, ErrMalformed and the network's.
func (p *path) Read(b []byte) (int, error) {
	var reason error
	for range maxStray {
		n, err := p.next(b)
		if err != nil {
			return n, err
		}
		if reason = p.passed(b[:n]); reason == nil {
			return n, nil
		}
		if p.stray != nil {
			p.stray(reason)
		}
	}
	return 0, reason
}

// next reads one packet, with its timestamp where there is one.
func (p *path) next(b []byte) (int, error) {
	if p.udp == nil {
		return p.Conn.Read(b)
	}
	n, control, _, _, err := p.udp.ReadMsgUDP(b, p.control[:])
	if err == nil {
		p.received = stamped(p.control[:control])
	}
	return n, err
}

// passed returns why a packet is no server's answer to our question: ErrMismatch
// or ErrMalformed; nil when it is one.
func (p *path) passed(packet []byte) error {
	if len(packet) < headerSize || len(p.question) < headerSize || packet[0]&7 != modeServer {
		return ErrMalformed
	}
	if !bytes.Equal(packet[fieldOrigin:fieldReceive], p.question[fieldTransmit:fieldTransmit+timestampWidth]) {
		return ErrMismatch
	}
	return nil
}
