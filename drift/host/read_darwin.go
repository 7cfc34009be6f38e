package host

import (
	"context"
	"time"

	"golang.org/x/sys/unix"
)

func readers() []reader {
	return []reader{readSleep, readLocaltime, readMachine, readTimed}
}

// readSleep compares the clock that runs on in sleep with the one that does not
// (clock_gettime(3) of macOS).
func readSleep(context.Context) func(*Facts) {
	all, awake, ok := sinceBoot()
	if !ok {
		return nil
	}
	woke, err := unix.SysctlRaw("kern.waketime") // a timeval, zero when it never slept
	return func(f *Facts) {
		if err == nil {
			f.Awake = sinceTimeval(woke, time.Now())
		}
		f.Uptime = Known(all)
		f.Asleep = Known(max(all-awake, 0).Truncate(time.Second))
	}
}

// sinceBoot returns the time since the computer was started, with and without sleep.
func sinceBoot() (all, awake time.Duration, ok bool) {
	var a, b unix.Timespec
	ok = unix.ClockGettime(unix.CLOCK_MONOTONIC, &a) == nil && unix.ClockGettime(unix.CLOCK_UPTIME_RAW, &b) == nil
	return time.Duration(a.Nano()), time.Duration(b.Nano()), ok
}

// Asleep returns how long the computer has slept since it was started.
func Asleep() Value[time.Duration] {
	all, awake, ok := sinceBoot()
	if !ok {
		return Value[time.Duration]{}
	}
	return Known(max(all-awake, 0))
}

func readMachine(context.Context) func(*Facts) {
	vm, err := unix.SysctlUint32("kern.hv_vmm_present")
	if err != nil {
		return nil
	}
	return func(f *Facts) { f.VM = Is(vm != 0) }
}

// readTimed asks about macOS's own time service. The switch for automatic time
// is told to administrators alone, so it is mostly not known.
func readTimed(ctx context.Context) func(*Facts) {
	answers := ask(ctx, "launchctl print system/com.apple.timed", "systemsetup -getusingnetworktime")
	server := ntpConfServer(file("/etc/ntp.conf"))
	return func(f *Facts) {
		answers(f)
		f.merge(Service{Name: Timed, Source: server})
	}
}
