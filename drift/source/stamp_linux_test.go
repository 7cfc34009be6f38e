package source

import (
	"net"
	"testing"
	"time"
)

// A forged packet over a real socket is passed over, and the answer has the
// kernel's timestamp, which is from before it was read.
func TestKernelStampsTheAnswer(t *testing.T) {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	conn, err := net.Dial("udp", server.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var strays []error
	p := newPath(conn, func(reason error) { strays = append(strays, reason) })
	question, answer := make([]byte, 48), make([]byte, 48)
	question[47] = 1
	answer[0] = modeServer
	if _, err := p.Write(question); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	server.WriteTo(answer, conn.LocalAddr())
	answer[31] = 1
	server.WriteTo(answer, conn.LocalAddr())
	if n, err := p.Read(make([]byte, 100)); n != 48 || err != nil {
		t.Fatalf("read %d bytes, %v; want the answer of 48", n, err)
	}
	if len(strays) != 1 || strays[0] != ErrMismatch {
		t.Errorf("passed over %v, want one ErrMismatch", strays)
	}
	// The kernel's clock may be a tick behind that of time.Now.
	if p.received.Before(before.Add(-10*time.Millisecond)) || p.received.After(time.Now()) {
		t.Errorf("received at %v; want between %v and now", p.received, before)
	}
}
