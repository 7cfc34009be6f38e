package host

import (
	"context"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

func readers() []reader {
	return []reader{readKernel, readSleep, readRTC, readLocaltime, readMachine, readTimedatectl, readServices}
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
	var boot, awake unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &awake) != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &boot) != nil {
		return nil
	}
	return func(f *Facts) {
		f.Uptime = Known(time.Duration(boot.Nano()))
		f.Asleep = Known(max(time.Duration(boot.Nano()-awake.Nano()), 0).Truncate(time.Millisecond))
	}
}

// readRTC reads the hardware clock as if it held UTC, and the file that says
// whether it does.
func readRTC(context.Context) func(*Facts) {
	local := adjtimeLocal(file("/etc/adjtime"))
	seconds, err := strconv.ParseInt(strings.TrimSpace(file("/sys/class/rtc/rtc0/since_epoch")), 10, 64)
	now := time.Now()
	return func(f *Facts) {
		if f.RTCLocal == Unknown { // timedatectl knows better where there is one
			f.RTCLocal = local
		}
		if err == nil {
			f.RTCSkew = Known(time.Unix(seconds, 0).Sub(now).Truncate(time.Second))
		}
	}
}

func readMachine(context.Context) func(*Facts) {
	wsl := wslFromRelease(file("/proc/sys/kernel/osrelease"))
	kind := vmFromDMI(file("/sys/class/dmi/id/sys_vendor"), file("/sys/class/dmi/id/product_name"))
	vm := hypervisorFromCPU(file("/proc/cpuinfo"))
	if kind != "" {
		vm = Yes
	}
	container, in := readContainer()
	return func(f *Facts) {
		f.WSL, f.VM, f.VMKind = wsl, vm, kind
		f.Container, f.ContainerKind = in, container
	}
}

// readContainer looks for the marks that container runtimes leave. Without any,
// a first process that is an init system shows that this is a whole computer.
func readContainer() (kind string, in Tri) {
	switch {
	case exists("/.dockerenv") == Yes:
		return "docker", Yes
	case exists("/run/.containerenv") == Yes:
		return "podman", Yes
	}
	kind = strings.TrimSpace(file("/run/systemd/container"))
	if kind == "" {
		kind = containerFromCgroup(file("/proc/1/cgroup"))
	}
	if kind != "" && kind != "wsl" {
		return kind, Yes
	}
	switch strings.TrimSpace(file("/proc/1/comm")) {
	case "systemd", "init", "runit", "openrc-init":
		return "", No
	}
	return "", Unknown
}

// readTimedatectl asks systemd, which starts its helper for that and nothing
// else.
func readTimedatectl(ctx context.Context) func(*Facts) {
	if exists("/run/systemd/system") != Yes {
		return nil
	}
	text := tool(ctx, "timedatectl", "show")
	return func(f *Facts) { timedatectlShow(text, f) }
}

// readServices finds the services among the running processes and asks each what
// it thinks. One that does not run is not asked: asking would start some.
func readServices(ctx context.Context) func(*Facts) {
	running, all := processes()
	if _, in := readContainer(); in != No {
		all = false // those outside keep the clock, and are not seen
	}
	var found []Service
	for _, name := range []string{Chrony, Timesyncd, NTPsec, OpenNTPD, NTPdRS, PTP, GuestTool} {
		switch {
		case running[name]:
			found = append(found, Service{Name: name, Running: Yes}.with(askService(ctx, name)))
		case all:
			found = append(found, Service{Name: name, Running: No})
		}
	}
	return func(f *Facts) { f.Services = append(f.Services, found...) }
}

func askService(ctx context.Context, name string) Service {
	switch name {
	case Chrony:
		return chronycTracking(tool(ctx, "chronyc", "-c", "tracking"), time.Now())
	case Timesyncd:
		s := timesyncShow(tool(ctx, "timedatectl", "show-timesync"))
		if info, err := os.Stat("/run/systemd/timesync/synchronized"); err == nil {
			s.LastSync = ago(time.Since(info.ModTime()).Seconds())
		}
		return s
	case NTPsec:
		return ntpqRV(tool(ctx, "ntpq", "-c", "rv"))
	}
	return Service{}
}

// processes returns the services that run, and whether the processes of others
// could be seen at all.
func processes() (running map[string]bool, all bool) {
	running = map[string]bool{}
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		id := entry.Name()
		if id[0] < '0' || id[0] > '9' {
			continue
		}
		comm, command := file("/proc/"+id+"/comm"), ""
		if id == "1" && comm != "" {
			all = true
		}
		if comm == "ntpd\n" { // the one name that two services have
			command = file("/proc/" + id + "/cmdline")
		}
		if name := serviceOfProcess(comm, command); name != "" {
			running[name] = true
		}
	}
	if running[OpenNTPD] {
		delete(running, NTPsec) // its first process, which has no title
	}
	return running, all
}
