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
	var all, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &all) != nil || unix.ClockGettime(unix.CLOCK_UPTIME_RAW, &awake) != nil {
		return nil
	}
	woke, err := unix.SysctlRaw("kern.waketime") // a timeval, zero when it never slept
	return func(f *Facts) {
		if err == nil {
			f.Awake = sinceTimeval(woke, time.Now())
		}
		f.Uptime = Known(time.Duration(all.Nano()))
		f.Asleep = Known(max(time.Duration(all.Nano()-awake.Nano()), 0).Truncate(time.Second))
	}
}

// Asleep returns how long the computer has slept since it was started.
func Asleep() Value[time.Duration] {
	var all, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &all) != nil || unix.ClockGettime(unix.CLOCK_UPTIME_RAW, &awake) != nil {
		return Value[time.Duration]{}
	}
	return Known(max(time.Duration(all.Nano()-awake.Nano()), 0))
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
