package host

import (
	"context"
	"strings"
	"sync"
	"time"
)

// A printer is a command, and what its output tells.
type printer struct {
	command string
	tells   func(f *Facts, text string, now time.Time)
}

// printers are all commands that are asked.
func printers() []printer {
	service := func(parse func(string) Service) func(*Facts, string, time.Time) {
		return func(f *Facts, text string, _ time.Time) { f.merge(parse(text)) }
	}
	timed := func(parse func(string, time.Time) Service) func(*Facts, string, time.Time) {
		return func(f *Facts, text string, now time.Time) { f.merge(parse(text, now)) }
	}
	plain := func(parse func(string, *Facts)) func(*Facts, string, time.Time) {
		return func(f *Facts, text string, _ time.Time) { parse(text, f) }
	}
	return []printer{
		{"chronyc -c tracking", timed(chronycTracking)},
		{"chronyc -c sources", service(chronycSources)},
		{"chronyc -c activity", func(f *Facts, text string, _ time.Time) { f.mergeActivity(chronycActivity(text)) }},
		{"timedatectl show", plain(timedatectlShow)},
		{"timedatectl status", plain(timedatectlStatus)},
		{"timedatectl show-timesync", timed(timesyncShow)},
		{"ntpq -c rv", service(ntpqRV)},
		{"ntpq -pn", service(ntpqPeers)},
		{"ntpctl -s all", service(ntpctlAll)},
		{"ntp-ctl status", service(ntpctlRS)},
		{connmanCommand, connmanTells},
		{"w32tm /query /status /verbose", service(w32tmStatus)},
		{"launchctl print system/com.apple.timed", service(launchctlTimed)},
		{"systemsetup -getusingnetworktime", func(f *Facts, text string, _ time.Time) { known(&f.AutoTime, systemsetupNetworkTime(text)) }},
		{"settings get global auto_time", func(f *Facts, text string, _ time.Time) { known(&f.AutoTime, androidAutoTime(text)) }},
	}
}

// Add adds to the facts what a command printed at now, whose zone is the computer's.
// A command that is not one of those that are asked adds nothing, and nor does what is
// not understood.
func (f *Facts) Add(command, text string, now time.Time) {
	for _, p := range printers() {
		if p.command == command {
			p.tells(f, text, now)
		}
	}
}

// ask runs commands at once and returns what adds their outputs, in this order.
func ask(ctx context.Context, commands ...string) func(*Facts) {
	texts := make([]string, len(commands))
	var done sync.WaitGroup
	for i, command := range commands {
		args := strings.Fields(command)
		done.Go(func() { texts[i] = tool(ctx, args[0], args[1:]...) })
	}
	done.Wait()
	now := time.Now()
	return func(f *Facts) {
		for i, command := range commands {
			f.Add(command, texts[i], now)
		}
	}
}

// merge adds what is known of a service to what was known of it before. A parser that
// understood nothing returns a service with nothing but its name.
func (f *Facts) merge(s Service) {
	for i := range f.Services {
		if f.Services[i].Name == s.Name {
			f.Services[i] = f.Services[i].with(s)
			return
		}
	}
	f.Services = append(f.Services, Service{Name: s.Name}.with(s))
}

// mergeActivity adds what chronyc counts of its sources. Reference clocks are not
// among them, and a source that is offline looks silent elsewhere: it only decides
// where nothing better is known.
func (f *Facts) mergeActivity(s Service) {
	before := f.Service(Chrony).Contact
	if before != ContactUnknown && (before != Unheard || s.Contact != Offline) {
		s.Contact = ContactUnknown
	}
	f.merge(s)
}
