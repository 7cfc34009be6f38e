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
	return func(f *Facts) {
		f.Uptime = Known(time.Duration(all.Nano()))
		f.Asleep = Known(max(time.Duration(all.Nano()-awake.Nano()), 0).Truncate(time.Second))
	}
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
	s := launchctlTimed(tool(ctx, "launchctl", "print", "system/com.apple.timed"))
	s.Source = ntpConfServer(file("/etc/ntp.conf"))
	auto := systemsetupNetworkTime(tool(ctx, "systemsetup", "-getusingnetworktime"))
	return func(f *Facts) {
		f.Services = append(f.Services, s)
		f.AutoTime = auto
	}
}
