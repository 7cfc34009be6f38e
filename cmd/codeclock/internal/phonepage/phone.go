package phonepage

import (
	"errors"
	"net/netip"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// maxTaps is how many taps of one phone are kept: eleven minutes of them.
const maxTaps = 20

// phone is one page that is open on some device.
type phone struct {
	number  int
	addr    netip.Addr
	system  System
	ticket  string
	pass    string // that of the computer beside it, still sealed; "" for none
	clock   drift.Track
	answers int // exchanges answered, the number of the last
	pending exchange
	blind   bool // true time was not known at the last exchange
	far     bool // its clock is too far off to be measured
	told    bool // Measured has been said since the clock was last set
	shown   bool // and Shown
	taps    []totp.Tap
	presses []Press // the taps as they came, since the clock was last set
	app     totp.App
}

// end uses the second half of the exchange that is pending, if it is of use. Its
// errors are those of drift.Track.Add.
func (p *phone) end(e ending, resolution time.Duration) error {
	s, ok := p.pending.sample(e, resolution)
	p.far = p.pending.n != 0 && p.pending.far()
	p.pending = exchange{}
	if !ok {
		return nil
	}
	err := p.clock.Add(s)
	p.clock = thin(p.clock)
	if errors.Is(err, source.ErrClockStepped) {
		p.told, p.shown, p.presses = false, false, nil
	}
	return err
}

// tooFar reports whether all that is known of the clock is that it cannot be measured.
func (p *phone) tooFar() bool { return p.far && !p.clock.Skew.Known() }

// tap keeps a moment at which a code changed. The stamp is the phone's, so it
// is brought to true time by what is known of the phone's clock.
func (p *phone) tap(stamp float64, resolution time.Duration) bool {
	if !p.clock.Skew.Known() || len(p.taps) >= maxTaps {
		return false
	}
	p.taps = append(p.taps, totp.Tap{
		At:    moment(stamp).Add(-p.clock.Skew.Middle()),
		Bound: skew.Add(p.clock.Skew.Bound(), resolution),
	})
	p.presses = append(p.presses, Press{moment(stamp), resolution})
	return true
}

// codes returns what the taps say, and what is left of it when the app follows
// this device's clock: nothing, if it does not.
func (p *phone) codes() Codes {
	c := Codes{App: p.app, Taps: len(p.taps)}
	c.Estimate, c.Err = totp.FromTaps(p.taps, totp.TapOptions{App: p.app})
	if c.Err == nil {
		c.Follows, c.Err = c.Estimate.Arc.Resolve(p.clock.Skew)
	}
	return c
}

// Codes is what taps say about the app that was watched.
type Codes struct {
	App      totp.App
	Taps     int // made, used or not
	Estimate totp.TapEstimate
	Follows  []skew.Interval // where the app's clock and the phone's can be the same
	Err      error           // as of totp.FromTaps and Arc.Resolve
}
