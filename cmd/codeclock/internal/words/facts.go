package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// Facts says what is known, a line for each; what is not known is left out.
func Facts(f host.Facts) []string {
	var lines []string
	add := func(id string, args ...any) { lines = append(lines, fmt.Sprintf(id, args...)) }
	if f.ZoneName != "" {
		add("time zone: %s, by %s", Clean(f.ZoneName), Clean(f.ZoneSource))
	}
	if f.ZoneOverridden == host.Yes {
		add("this program was given another time zone (TZ)")
	}
	if f.AutoTime != host.Unknown {
		add("automatic time is on: %s", f.AutoTime)
	}
	for _, s := range f.Services {
		if text := serviceFact(s); text != "" {
			add("%s: %s", Service(s.Name), text)
		}
	}
	switch step, known := f.MaxStep.Get(); {
	case step == host.AnyStep:
		add("corrects any error by itself")
	case known:
		add("corrects at most %s by itself", skew.Size(step))
	}
	lines = append(lines, clockFacts(f)...)
	if where := machine(f); where != "" {
		add("runs in: %s", where)
	}
	return lines
}

// clockFacts are those about the kernel's and the hardware's clock.
func clockFacts(f host.Facts) []string {
	var lines []string
	add := func(id string, args ...any) { lines = append(lines, fmt.Sprintf(id, args...)) }
	if f.KernelSynced != host.Unknown {
		add("kernel: something keeps the clock right: %s", f.KernelSynced)
	}
	if rate, known := f.KernelRate.Get(); known && rate != 0 {
		add("kernel: speeds the clock up by %s ppm", strconv.FormatFloat(rate, 'f', 1, 64))
	}
	if f.RTCLocal != host.Unknown {
		add("the hardware clock holds local time: %s", f.RTCLocal)
	}
	if off, known := f.RTCSkew.Get(); known && skew.Abs(off) > 2*time.Second {
		add("the hardware clock, taken as world time, is %s ahead of this clock", signed(off))
	}
	up, known := f.Uptime.Get()
	switch asleep, slept := f.Asleep.Get(); {
	case known && slept && asleep >= time.Second:
		add("started %s ago, asleep for %s of that", skew.Size(up), skew.Size(asleep))
	case known:
		add("started %s ago", skew.Size(up))
	}
	return lines
}

// signed says a difference that can go either way: "-3600 s".
func signed(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 0, 64) + " s" }

func serviceFact(s host.Service) string {
	switch {
	case s.Synced == host.Yes:
		text := fmt.Sprintf("follows %s", orUnknown(s.Source))
		switch age, known := s.LastSync.Get(); {
		case known && age < 0:
			text += ", and the clock was set back since it last heard from it"
		case known:
			text += fmt.Sprintf(", last heard from it %s ago", skew.Size(age))
		}
		return text
	case s.Synced == host.No:
		return "runs, and follows no server"
	case s.Running == host.Yes:
		return "runs"
	case s.Running == host.No:
		return "does not run"
	}
	return ""
}

// machine names what this runs in, and what told:
// "container (docker, by /.dockerenv), virtual machine (kvm, by QEMU)".
func machine(f host.Facts) string {
	var in []string
	for _, m := range []struct {
		is               host.Tri
		name, kind, mark string
	}{
		{f.Container, "container", f.ContainerKind, f.ContainerMark}, {f.WSL, "WSL", "", ""},
		{f.VM, "virtual machine", f.VMKind, f.VMMark}, {f.Domain, "domain", "", ""},
	} {
		switch {
		case m.kind != "" && m.mark != "":
			m.name += " (" + Clean(m.kind) + ", by " + Clean(m.mark) + ")"
		case m.kind != "":
			m.name += " (" + Clean(m.kind) + ")"
		}
		if m.is == host.Yes {
			in = append(in, m.name)
		}
	}
	return strings.Join(in, ", ")
}
