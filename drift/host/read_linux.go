package host

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

func readers() []reader {
	if runtime.GOOS == "android" { // a Linux whose parts may not be read
		return []reader{readSleep, func(ctx context.Context) func(*Facts) { return ask(ctx, "settings get global auto_time") }}
	}
	return []reader{readKernel, readSleep, readWake, readRTC, readLocaltime, readMachine, readSystem, readTimedatectl, readServices}
}

// unsyncError is the largest error that the kernel counts up to; a clock that
// nothing keeps right gets there. The flag STA_UNSYNC is no use: chrony sets it
// to keep the kernel off the hardware clock (chrony.conf, rtcsync), and systemd
// judges by the error for that reason (src/shared/clock-util, ntp_synced).
const unsyncError = 16 * time.Second

// readKernel asks adjtimex(2) without changing anything. Where that is forbidden
// (older container runtimes), nothing is known.
func readKernel(context.Context) func(*Facts) {
	var t unix.Timex
	if _, err := unix.Adjtimex(&t); err != nil {
		return nil
	}
	maxError := time.Duration(t.Maxerror) * time.Microsecond
	source := strings.TrimSpace(file("/sys/devices/system/clocksource/clocksource0/current_clocksource"))
	return func(f *Facts) {
		f.KernelSynced = Is(maxError < unsyncError)
		f.KernelRate = Known(float64(t.Freq) / (1 << 16))
		f.Clocksource = source
	}
}

// readSleep compares the clock that runs on in sleep with the one that does not.
func readSleep(context.Context) func(*Facts) {
	boot, awake, ok := sinceBoot()
	if !ok {
		return nil
	}
	return func(f *Facts) {
		f.Uptime = Known(boot)
		f.Asleep = Known(max(boot-awake, 0).Truncate(time.Millisecond))
	}
}

// sinceBoot returns the time since the computer was started, with and without sleep.
func sinceBoot() (all, awake time.Duration, ok bool) {
	var a, b unix.Timespec
	ok = unix.ClockGettime(unix.CLOCK_MONOTONIC, &a) == nil && unix.ClockGettime(unix.CLOCK_BOOTTIME, &b) == nil
	return time.Duration(b.Nano()), time.Duration(a.Nano()), ok
}

// Asleep returns how long the computer has slept since it was started.
func Asleep() Value[time.Duration] {
	boot, awake, ok := sinceBoot()
	if !ok {
		return Value[time.Duration]{}
	}
	return Known(max(boot-awake, 0))
}

// readWake asks systemd when its last sleep ended, where the computer has slept.
func readWake(ctx context.Context) func(*Facts) {
	boot, awake, _ := sinceBoot()
	if boot-awake < time.Second || exists("/run/systemd/system") != Yes {
		return nil
	}
	woke, known := lastExit(tool(ctx, "systemctl", "show", "-p", "ExecMainExitTimestampMonotonic",
		"systemd-suspend.service", "systemd-hibernate.service", "systemd-hybrid-sleep.service", "systemd-suspend-then-hibernate.service")).Get()
	if since := awake - woke; known && since >= 0 {
		return func(f *Facts) { f.Awake = Known(since) }
	}
	return nil
}

// readRTC reads the hardware clock as if it held UTC, and the file that says
// whether it does.
func readRTC(context.Context) func(*Facts) {
	local := adjtimeLocal(file("/etc/adjtime"))
	there := exists("/sys/class/rtc/rtc0")
	seconds, err := strconv.ParseInt(strings.TrimSpace(file("/sys/class/rtc/rtc0/since_epoch")), 10, 64)
	now := time.Now()
	return func(f *Facts) {
		if f.RTCLocal == Unknown { // timedatectl knows better where there is one
			f.RTCLocal = local
		}
		f.RTC = there
		if err == nil {
			f.RTCSkew = Known(time.Unix(seconds, 0).Sub(now).Truncate(time.Second))
		}
	}
}

func readMachine(context.Context) func(*Facts) {
	root := os.DirFS("/")
	release := file("/proc/sys/kernel/osrelease")
	wsl := wslFromRelease(release)
	vmKind, vmMark, vm := virtual(root)
	if isWSL1(release) {
		vmKind, vmMark, vm = "", "", No
	}
	kind, mark, container := containerIn(root)
	return func(f *Facts) {
		f.WSL, f.VM, f.VMKind, f.VMMark = wsl, vm, vmKind, vmMark
		f.Container, f.ContainerKind, f.ContainerMark = container, kind, mark
	}
}

// readSystem finds what commands this system understands.
func readSystem(context.Context) func(*Facts) {
	var present []string
	for _, path := range initMarks() {
		if exists(path) == Yes {
			present = append(present, path)
		}
	}
	s := System{Init: initOf(file("/proc/1/comm"), present...), Root: Is(os.Geteuid() == 0)}
	s.ID = osRelease(cmp.Or(file("/etc/os-release"), file("/usr/lib/os-release")))
	var found []string
	for _, name := range commands() {
		if has(name) {
			found = append(found, name)
		}
	}
	s = s.With(found...)
	return func(f *Facts) { f.System = s }
}

// has reports whether a command is there: in PATH, or where an administrator's is.
func has(name string) bool {
	if _, err := exec.LookPath(name); err == nil {
		return true
	}
	return exists("/usr/sbin/"+name) == Yes || exists("/sbin/"+name) == Yes
}

// readTimedatectl asks systemd, which starts its helper for that and nothing
// else. Old versions do not know "show".
func readTimedatectl(ctx context.Context) func(*Facts) {
	if exists("/run/systemd/system") != Yes {
		return nil
	}
	text := tool(ctx, "timedatectl", "show")
	if strings.Contains(text, "Unknown operation") {
		return ask(ctx, "timedatectl status")
	}
	return func(f *Facts) { f.Add("timedatectl show", text, time.Now()) }
}
