package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// windowOptions are the flags of window.
type windowOptions struct {
	measureOptions
	keyOptions
	loginOptions
	verifierOptions
	format    *cli.Choice
	skew      string
	measure   bool
	typing    string
	at        string
	showCodes bool
	curve     bool
	svg       string
	live      bool
	plain     bool

	given func(flag string) bool // set by the command once flags are read
}

// simulation is a simulation before its time is known: what live mode asks again
// and again.
type simulation struct {
	base     result.Simulation
	sites    []result.View
	key      *totp.Key
	codeOf   func(step int64) (string, error) // of the key
	logins   *loginPlan
	fixed    time.Time // of --at; zero without it
	trueTime func() time.Time
}

// simulation reads the flags, asks for the key and measures, in this order: nothing
// is asked of anybody before the call is known to be right.
func (o windowOptions) simulation(ctx context.Context, e *env) (simulation, error) {
	p, err := o.parse()
	if err != nil {
		return p, err
	}
	if p.key, err = o.key(ctx, e); err != nil {
		return p, err
	}
	if p.key != nil {
		p.codeOf = remembered(p.key.CodeOf)
	}
	if p.sites, err = o.sites(p.key, p.base.Typing); err != nil {
		return p, err
	}
	p.say(e, o)
	if o.measure {
		if err := o.measureSkew(ctx, e, &p.base); err != nil {
			return p, err
		}
	}
	p.trueTime = trueTime(e, p.base, p.fixed)
	p.base.Clock = p.fixed.IsZero() && !o.measure
	return p, nil
}

// say says on stderr how a call was understood, and keeps of a key no more than is
// needed.
func (p *simulation) say(e *env, o windowOptions) {
	for _, name := range o.policies {
		if policy, err := totp.LookupPolicy(name); err == nil && !policy.Named(name) {
			fmt.Fprintf(e.stderr, "codeclock: note: the name was taken for %s\n", policy.ID)
		}
	}
	if p.key == nil {
		return
	}
	p.base.Key = result.NewKey(*p.key)
	if !o.showCodes {
		fmt.Fprintln(e.stderr, words.KeyNotShown)
		p.key = nil
	}
}

// parse reads all flags.
func (o windowOptions) parse() (simulation, error) {
	p := simulation{base: result.Simulation{Version: version()}}
	err := cmp.Or(o.checkPartners(), o.checkConflicts())
	if err != nil {
		return p, err
	}
	if p.base.Skew, err = o.givenSkew(); err != nil {
		return p, err
	}
	if p.base.Typing, err = parseTyping(o.typing); err != nil {
		return p, err
	}
	if p.fixed, err = parseAt(o.at); err != nil {
		return p, err
	}
	if o.given("logins") {
		if p.logins, err = o.loginOptions.plan(); err != nil {
			return p, err
		}
	}
	_, err = o.sites(nil, p.base.Typing) // without the period of a key
	return p, err
}

// checkPartners refuses flags that say more about another one that is not there:
// they would be read and do nothing.
func (o windowOptions) checkPartners() error {
	for _, partner := range []struct {
		there bool
		name  string
		hint  string
		flags []string
	}{
		{o.measure, "--measure", "--measure", []string{"server", "demo", "samples", "timeout", "against", "source"}},
		{o.given("logins"), "--logins", "--logins 20", []string{"every", "drift", "repair-after", "seed"}},
		{o.showCodes || o.file != "", "--key-file or --show-codes", "--key-file FILE", []string{"account", "names"}},
	} {
		for _, flag := range partner.flags {
			if !partner.there && o.given(flag) {
				return cli.Usagef("add "+partner.hint, "--%s needs %s", flag, partner.name)
			}
		}
	}
	return nil
}

// checkConflicts refuses flags that contradict each other.
func (o windowOptions) checkConflicts() error {
	return cli.Refuse(
		cli.Refusal{When: o.svg == cli.Stdout && o.format.Value != "text",
			What: "--svg - and --format " + o.format.Value + " are both for standard output", Hint: "name a file with --svg"},
		cli.Refusal{When: o.measure && o.skew != "",
			What: "--skew and --measure exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: !o.measure && o.skew == "",
			What: "how far off is the device?", Hint: "for example --skew 47s-slow, or --measure to take this computer's"},
		cli.Refusal{When: o.plain && (!o.live || o.format.Value == "json"),
			What: "--plain is about the picture of --live", Hint: "leave --plain out, or add --live"},
		cli.Refusal{When: o.live && (o.at != "" || o.svg != "" || o.curve || o.logins != 0), // they have no meaning while time passes
			What: "--live follows the present, so --at, --svg, --curve and --logins do not go with it", Hint: "leave one of them out"},
	)
}

// trueTime returns the clock of a simulation: a fixed time, or this computer's
// time, put right by what was measured.
func trueTime(e *env, s result.Simulation, fixed time.Time) func() time.Time {
	switch {
	case !fixed.IsZero():
		return func() time.Time { return fixed }
	case s.Measured:
		return func() time.Time { return e.now().Add(-s.Skew.Middle()) }
	}
	return e.now
}

// givenSkew returns --skew, unknown when the skew is to be measured.
func (o windowOptions) givenSkew() (skew.Interval, error) {
	if o.measure {
		return skew.Unknown, nil
	}
	if o.skew == "0" { // of whatever unit
		return skew.Exactly(0), nil
	}
	if one := undirected(o.skew); one != "" {
		return skew.Unknown, cli.Usagef(fmt.Sprintf("--skew %[1]s-slow, or --skew %[1]s-fast", one), "--skew %s: slow or fast?", one)
	}
	i, err := skew.Parse(o.skew)
	if err != nil {
		return skew.Unknown, cli.Usage(fmt.Errorf("--skew: %w", err), "for example --skew 47s-slow, or an interval, --skew 50s-slow..40s-slow")
	}
	return i, nil
}

func (o windowOptions) measureSkew(ctx context.Context, e *env, s *result.Simulation) error {
	m, err := o.measurement(e)
	if err != nil {
		return err
	}
	defer m.close()
	m.announce(e)
	estimate := drift.Measure(ctx, m.options)
	if !estimate.Skew.Known() {
		return cli.Hint(errors.New("this computer's clock could not be measured"), "\"codeclock check\" says why; or give the skew with --skew")
	}
	s.Skew, s.Measured, s.Demo = estimate.Skew, true, o.demo
	return nil
}

// key returns the key, nil when none is wanted.
func (o windowOptions) key(ctx context.Context, e *env) (*totp.Key, error) {
	if !o.showCodes && o.file == "" {
		return nil, nil
	}
	k, err := o.load(ctx, e)
	return &k, err
}

// at returns the simulation at a true time.
func (p simulation) at(trueTime time.Time) (result.Simulation, error) {
	s := p.base
	s.At = trueTime.UTC()
	for _, site := range p.sites {
		view := s.Fill(site)
		if p.key != nil {
			if err := view.AddCodes(p.codeOf); err != nil {
				return s, cli.Usage(err, words.KeyHint(err))
			}
		}
		if p.logins != nil && view.Known {
			session, err := p.logins.run(s, view)
			if err != nil {
				return s, err
			}
			view.Session = session
		}
		s.Views = append(s.Views, view)
	}
	return s, nil
}

// remembered makes each code once. Whatever makes one leaves copies of the key in memory,
// and window --live would every second for each verifier.
func remembered(codeOf func(step int64) (string, error)) func(step int64) (string, error) {
	const some = 64
	made := map[int64]string{}
	return func(step int64) (string, error) {
		if code, ok := made[step]; ok {
			return code, nil
		}
		code, err := codeOf(step)
		if len(made) >= some {
			clear(made)
		}
		if err == nil {
			made[step] = code
		}
		return code, err
	}
}
