package ntpsim

import (
	"bytes"
	"encoding/binary"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// request is a client's question with the given transmit timestamp.
func request(transmit uint64) []byte {
	p := make([]byte, packetSize)
	p[0] = 4<<3 | modeClient
	binary.BigEndian.PutUint64(p[offTransmit:], transmit)
	return p
}

func TestTimestamp(t *testing.T) {
	for _, tt := range []struct {
		name string
		at   time.Time
		want uint64
	}{
		{"the beginning of era 0", ntpEpoch, 0},
		{"1970, as in RFC 5905's figure 4", time.Unix(0, 0), 2_208_988_800 << 32},
		{"half a second", ntpEpoch.Add(time.Second / 2), 1 << 31},
		{"the last second of era 0", time.Date(2036, 2, 7, 6, 28, 15, 0, time.UTC), 0xffffffff << 32},
		{"the first second of era 1", time.Date(2036, 2, 7, 6, 28, 16, 0, time.UTC), 0},
	} {
		if got := timestamp(tt.at); got != tt.want {
			t.Errorf("%s: got %#x, want %#x", tt.name, got, tt.want)
		}
	}
}

func TestAnswerEchoesTheQuestion(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := Config{RefID: "GPS"}.answer(request(0xfeedfacecafebeef), at, at)
	if got := binary.BigEndian.Uint64(p[offOrigin:]); got != 0xfeedfacecafebeef {
		t.Errorf("origin %#x is not the question's transmit timestamp", got)
	}
	if p[0] != 4<<3|modeServer || p[offStratum] != 2 || !bytes.Equal(p[offRefID:offReference], []byte("GPS\x00")) {
		t.Errorf("header % x", p[:16])
	}
	if got := binary.BigEndian.Uint64(p[offTransmit:]); got != timestamp(at) {
		t.Errorf("transmit %#x, want %#x", got, timestamp(at))
	}
}

func TestOnlyClientsAreAnswered(t *testing.T) {
	now := time.Now()
	server := request(1)
	server[0] = 4<<3 | modeServer
	for name, p := range map[string][]byte{"a server's packet": server, "a short packet": request(1)[:47], "nothing": nil} {
		if got := (Config{}).answer(p, now, now); got != nil {
			t.Errorf("%s is answered with % x", name, got)
		}
	}
}

func TestSkewAndDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Config{Skew: -47 * time.Second, Out: 30 * time.Millisecond, Back: 10 * time.Millisecond})
		conn, _ := s.Dial(t.Context(), s.Addr())
		defer conn.Close()
		start := time.Now()
		conn.Write(request(1))
		p := make([]byte, 100)
		n, err := conn.Read(p)
		if err != nil || n != packetSize {
			t.Fatalf("read %d bytes, %v", n, err)
		}
		if took := time.Since(start); took != 40*time.Millisecond {
			t.Errorf("took %v, want 40ms", took)
		}
		// The server is ahead of a slow clock, and stamps when the request is there.
		want := timestamp(start.Add(47*time.Second + 30*time.Millisecond))
		if got := binary.BigEndian.Uint64(p[offReceive:]); got != want {
			t.Errorf("received at %#x, want %#x", got, want)
		}
	})
}

func TestStrayPacketsComeFirst(t *testing.T) {
	s, err := Start(Config{Stray: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	conn, err := net.Dial("udp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute))
	conn.Write(request(7))
	var origins []uint64
	for range 2 {
		p := make([]byte, 100)
		if _, err := conn.Read(p); err != nil {
			t.Fatal(err)
		}
		origins = append(origins, binary.BigEndian.Uint64(p[offOrigin:]))
	}
	if origins[0] == 7 || origins[1] != 7 {
		t.Errorf("origins %v, want a wrong one and then 7", origins)
	}
	if s.Requests() != 1 {
		t.Errorf("counted %d requests, want 1", s.Requests())
	}
}
