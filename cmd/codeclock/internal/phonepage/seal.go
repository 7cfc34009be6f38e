package phonepage

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

const (
	// KeySize is how long a key is that sittings are sealed with.
	KeySize = 32

	// sealLife is how long a page may be silent and go on, and how far apart the
	// exchanges are that count: both together are less than a report may span.
	sealLife = 5 * time.Minute

	// maxSeal is the longest seal that is opened: one with maxKept exchanges and
	// maxTaps presses has under 5,000 letters.
	maxSeal = 6 << 10

	// maxKept is how many exchanges of a sitting are kept, as many as a report has.
	maxKept = 24
)

// errSeal says that a seal is not of this key, of another ticket, or too old. The
// page begins anew then.
var errSeal = errors.New("the seal is not valid here, or no longer")

// seals seal what is known of a device, so that its page can carry it: AES-256-GCM
// (NIST SP 800-38D) with a random nonce. Whoever has the key opens it.
type seals struct{ aead cipher.AEAD }

func newSeals(key [KeySize]byte) seals {
	if key == ([KeySize]byte{}) {
		rand.Read(key[:]) // never fails
	}
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has a size of AES
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has GCM's block size
	}
	return seals{aead}
}

// label is what a seal is bound to beside its text.
func label(ticket string) []byte { return []byte("codeclock sitting 1\n" + ticket) }

// close seals a phone. now is this computer's time, which a server with the same key
// must share to the minute.
func (s seals) close(p *phone, now time.Time) string {
	plain, err := json.Marshal(p.sitting(now))
	if err != nil {
		panic(err) // numbers and strings of ours always marshal
	}
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, label(p.ticket)))
}

// open returns what close sealed for the same ticket. Errors are errSeal.
func (s seals) open(text, ticket string, now time.Time) (*phone, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, errSeal
	}
	plain, err := s.aead.Open(nil, nil, sealed, label(ticket))
	if err != nil {
		return nil, errSeal
	}
	var in sitting
	if err := json.Unmarshal(plain, &in); err != nil {
		return nil, errSeal
	}
	if age := now.Sub(time.Unix(0, in.At)); skew.Abs(age) > sealLife {
		return nil, errSeal
	}
	p := in.phone()
	p.ticket = ticket
	return p, nil
}

// sitting is a phone on its way. Times are nanoseconds after At, and At itself is
// after 1970.
type sitting struct {
	At      int64      `json:"at"`
	Number  int        `json:"no"`
	System  System     `json:"sys"`
	Answers int        `json:"n"`
	App     string     `json:"app,omitempty"`
	Pass    string     `json:"pass,omitempty"`
	Flags   [4]bool    `json:"f"` // blind, told, shown, far
	Before  []int64    `json:"b,omitempty"`
	Pending *waiting   `json:"x,omitempty"`
	Samples [][5]int64 `json:"s,omitempty"` // sent, received, said, ended, slack
	Taps    [][2]int64 `json:"t,omitempty"` // by true time, and how far off
	Presses [][2]int64 `json:"p,omitempty"` // by the phone's clock
}

// waiting is an exchange that has been answered and not yet ended.
type waiting struct {
	N        int     `json:"n"`
	Sent     float64 `json:"sent"`
	Received int64   `json:"got"`
	Said     int64   `json:"said"`
	Bound    int64   `json:"bound"`
}

func (p *phone) sitting(now time.Time) sitting {
	after := func(t time.Time) int64 { return int64(t.Sub(now)) }
	out := sitting{
		At: now.UnixNano(), Number: p.number, System: p.system, Answers: p.answers, App: p.app.ID, Pass: p.pass,
		Flags: [4]bool{p.blind, p.told, p.shown, p.far},
	}
	if b := p.clock.Before; b.Known() {
		out.Before = []int64{int64(b.Lo()), int64(b.Hi())}
	}
	if x := p.pending; x.n != 0 {
		out.Pending = &waiting{N: x.n, Sent: x.sent, Received: after(x.received), Said: after(x.said), Bound: int64(x.bound)}
	}
	for _, s := range p.clock.Samples {
		out.Samples = append(out.Samples, [5]int64{after(s.Sent), after(s.ServerReceived), after(s.ServerSent), after(s.Received), int64(s.Slack)})
	}
	for _, t := range p.taps {
		out.Taps = append(out.Taps, [2]int64{after(t.At), int64(t.Bound)})
	}
	for _, t := range p.presses {
		out.Presses = append(out.Presses, [2]int64{after(t.At), int64(t.Resolution)})
	}
	return out
}

// phone returns the phone that was sealed.
func (in sitting) phone() *phone {
	at := func(after int64) time.Time { return time.Unix(0, in.At).Add(time.Duration(after)).UTC() }
	p := &phone{
		number: in.Number, system: in.System, answers: in.Answers, app: totp.AnyApp(), pass: in.Pass,
		blind: in.Flags[0], told: in.Flags[1], shown: in.Flags[2], far: in.Flags[3],
	}
	if app, ok := totp.LookupApp(in.App); ok {
		p.app = app
	}
	if x := in.Pending; x != nil {
		p.pending = exchange{n: x.N, sent: x.Sent, received: at(x.Received), said: at(x.Said), bound: time.Duration(x.Bound)}
	}
	var all []source.Sample
	for _, s := range in.Samples {
		all = append(all, source.Sample{Sent: at(s[0]), ServerReceived: at(s[1]), ServerSent: at(s[2]), Received: at(s[3]), Slack: time.Duration(s[4])})
	}
	p.clock = track(all)
	if len(in.Before) == 2 {
		p.clock.Before = skew.Between(time.Duration(in.Before[0]), time.Duration(in.Before[1]))
	}
	for _, t := range in.Taps {
		p.taps = append(p.taps, totp.Tap{At: at(t[0]), Bound: time.Duration(t[1])})
	}
	for _, t := range in.Presses {
		p.presses = append(p.presses, Press{at(t[0]), time.Duration(t[1])})
	}
	return p
}

// track returns what samples amount to that were found to agree: any of them leave
// at least as much possible as all.
func track(samples []source.Sample) drift.Track {
	var t drift.Track
	for _, s := range samples {
		t.Add(s) // agreed when it came
	}
	return t
}

// thin drops exchanges that are too old, and the one that says least where there are
// too many; never the last, by whose time the others have aged.
func thin(t drift.Track) drift.Track {
	last := len(t.Samples) - 1
	var kept []source.Sample
	widest := 0
	for i, s := range t.Samples {
		if i < last && t.Samples[last].ServerSent.Sub(s.ServerSent) > sealLife {
			continue
		}
		if kept = append(kept, s); i < last && s.Interval().Bound() > kept[widest].Interval().Bound() {
			widest = len(kept) - 1
		}
	}
	if len(kept) > maxKept {
		kept = append(kept[:widest], kept[widest+1:]...)
	}
	if len(kept) == len(t.Samples) {
		return t
	}
	less := track(kept)
	less.Before = t.Before
	return less
}
