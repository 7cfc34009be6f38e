package main

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// loginOptions are the flags of a simulated run of logins.
type loginOptions struct {
	logins int
	every  time.Duration
	drift  string
	repair int
	seed   uint64

	repairs func() bool // whether repair was given
}

func bindLogins(f *pflag.FlagSet, o *loginOptions) {
	f.IntVar(&o.logins, "logins", 0, "simulate this `number` of logins, with a verifier that remembers and learns")
	f.DurationVar(&o.every, "every", time.Minute, "the `time` until the next login")
	f.StringVar(&o.drift, "drift", "", "how much the device gains or loses a day, a `skew` such as 2s-fast")
	f.IntVar(&o.repair, "repair-after", 0, "set the device's clock right after this `number` of logins")
	o.repairs = func() bool { return f.Changed("repair-after") }
	f.Uint64Var(&o.seed, "seed", 1, "another `number` gives other moments and typing times")
}

// loginPlan is a run of logins before its verifier and its time are known.
type loginPlan struct {
	loginOptions
	perDay time.Duration
}

func (o loginOptions) plan() (*loginPlan, error) {
	p := &loginPlan{loginOptions: o}
	if err := p.bare().Check(); err != nil {
		return nil, cli.Usage(fmt.Errorf("--logins and --every: %w", err), "for example --logins 20 --every 1m")
	}
	if o.repair < 0 || o.repair >= o.logins || o.repair == 0 && o.repairs() {
		return nil, cli.Usagef("for example --logins 20 --repair-after 10", "--repair-after must be from 1 to less than --logins")
	}
	if o.drift != "" {
		perDay, err := skew.Parse(o.drift)
		if err != nil || perDay.Width() != 0 {
			return nil, cli.Usagef("for example --drift 2s-fast", "--drift: %v", cmp.Or(err, skew.ErrParse))
		}
		p.perDay = perDay.Middle()
	}
	return p, nil
}

func (p *loginPlan) bare() totp.Session {
	return totp.Session{Logins: p.logins, Every: p.every, Seed: p.seed}
}

// run plays the session at one verifier. What is not known of how it learns or
// refuses reuse is left out.
func (p *loginPlan) run(s result.Simulation, view result.View) (*result.Session, error) {
	session := p.bare()
	session.Verifier, session.Start, session.Unfit = view.Device(), s.At, view.Unfit()
	session.TypingMin, session.TypingMax = s.Typing.Min, s.Typing.Max
	if view.Policy != nil {
		session.Learning, session.Reuse = view.Policy.Learning, view.Policy.Reuse
	}
	off := totp.Drifting(s.Skew.Middle(), s.At, p.perDay)
	repaired := s.At.Add(time.Duration(p.repair) * p.every)
	session.Skew = func(at time.Time) time.Duration {
		if p.repair > 0 && !at.Before(repaired) {
			return 0
		}
		return off(at)
	}
	if err := session.Check(); err != nil {
		return nil, cli.Usage(err, "for example --logins 20 --every 1m")
	}
	return result.NewSession(session, p.perDay, p.repair), nil
}
