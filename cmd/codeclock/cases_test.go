package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"codeclock/drift/host"
)

// output is what a tool printed, of testdata/host.
type output struct{ command, capture string }

// from adds what tools printed to facts, as if it was at a moment.
func from(f host.Facts, now time.Time, outputs ...output) host.Facts {
	for _, o := range outputs {
		data, err := os.ReadFile(filepath.Join("../../testdata/host", o.capture))
		if err != nil {
			panic(err)
		}
		_, text, _ := strings.Cut(string(data), "\n") // the first line says where it comes from
		f.Add(o.command, text, now)
	}
	return f
}

const (
	tracking = "chronyc -c tracking"
	sources  = "chronyc -c sources"
	activity = "chronyc -c activity"
	timesync = "timedatectl show-timesync"
	ntpqRV   = "ntpq -c rv"
	ntpqPN   = "ntpq -pn"
	ntpctl   = "ntpctl -s all"
	ntpRS    = "ntp-ctl status"
	w32tm    = "w32tm /query /status /verbose"
)

// pageCase is what a computer's tools print, and what the page must and must not say.
type pageCase struct {
	name  string
	goos  string // "" means linux
	skew  time.Duration
	facts host.Facts
	must  []string
	never []string
}

// debian is a Linux with systemd, sudo and chrony.
func debian() host.Facts {
	s := host.System{ID: "debian", Init: "systemd", Root: host.No}
	return host.Facts{System: s.With("timedatectl", "systemctl", "sudo", "date", "apt-get", "chronyc", "hwclock", "journalctl")}
}

// alpine is a Linux with OpenRC, BusyBox and doas.
func alpine() host.Facts {
	s := host.System{ID: "alpine", Init: "openrc", Root: host.No}
	return host.Facts{System: s.With("rc-service", "doas", "date", "apk", "busybox", "hwclock", "ntpd")}
}

func runs(f host.Facts, s host.Service) host.Facts {
	s.Running = host.Yes
	f.Services = append(f.Services, s)
	return f
}

// chronyStates are the states of a real chronyd that were captured, a minute after.
func chronyCase(state string, after time.Duration) host.Facts {
	now := time.Unix(1795633836, 0).Add(after)
	out := []output{{tracking, "chronyc/" + state + ".txt"}, {sources, "chronycsources/" + state + ".txt"}}
	if state == "offline" || state == "stale" {
		out = append(out, output{activity, "chronycactivity/" + state + ".txt"})
	}
	return from(debian(), now, out...)
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateTime, text)
	if err != nil {
		panic(err)
	}
	return t
}

const minute = 47 * time.Second

// chronyPages are a real chronyd's states.
func chronyPages() []pageCase {
	const firewall = "UDP 123"
	asks := "codeclock check --server 127.0.0.1"
	heard := time.Unix(1795633836, 0)
	inKVM := debian()
	inKVM.VM, inKVM.VMKind = host.Yes, "kvm"
	return []pageCase{
		{"its server died", "", -minute, chronyCase("stale", 0), []string{"chrony last heard from 127.0.0.1 100 s ago", "restart chronyd", asks}, []string{"synced", firewall}},
		{"its server died, and days passed", "", -minute, from(debian(), time.Unix(1795628498, 0).Add(5*24*time.Hour), output{tracking, "chronyc/stale-tracking-only.txt"}), []string{"chrony last heard from 127.0.0.1 5 days ago"}, []string{"synced", firewall}},
		{"local", "", -minute, from(debian(), time.Unix(1795628528, 0), output{tracking, "chronyc/local.txt"}), []string{"chrony follows this computer's own clock", "Name time servers"}, []string{"does not say which", firewall}},
		{"never answered", "", -minute, chronyCase("never-answered", 0), []string{"chrony hears nothing from 127.0.0.1, or refuses what it hears", asks}, []string{firewall}},
		{"NTS refused", "", -minute, chronyCase("nts-cert-refused", 0), []string{"or refuses what it hears", asks}, []string{firewall}},
		{"NTS refused, years off", "", -8 * 365 * 24 * time.Hour, chronyCase("nts-cert-refused", 0), []string{"1. sudo date -u -s", "TLS needs it", asks}, []string{firewall}},
		{"its server is not synchronised", "", -minute, chronyCase("server-unsynchronised", 0), []string{"or refuses what it hears"}, []string{firewall}},
		{"offline", "", -minute, chronyCase("offline", 0), []string{"told that it is offline", "sudo chronyc online"}, []string{firewall}},
		{"its server is too unsure", "", -minute, chronyCase("rootdistance", 0), []string{"its server is too unsure of its own time", "Name four servers or more in chrony.conf"}, []string{firewall, "hears nothing"}},
		{"its servers contradict each other", "", -minute, chronyCase("all-falsetickers", 0), []string{"its servers contradict each other"}, []string{firewall}},
		{"some of them do", "", -minute, chronyCase("some-x", 0), []string{"its servers contradict each other"}, []string{firewall}},
		{"too variable", "", -minute, chronyCase("variable", 0), []string{"they vary too much"}, []string{firewall}},
		{"its receiver is silent", "", -minute, chronyCase("refclock-silent", 0), []string{"hears nothing from GPS, or refuses", "codeclock check --server system"}, []string{firewall, "--server GPS"}},
		{"synced with one that is wrong", "", -minute, chronyCase("synced-2", 0), []string{"Likely cause: chrony is synced, so its source is wrong (127.0.0.1)", "Name other servers"}, []string{firewall}},
		{"synced by NTS with one that is wrong", "", -minute, chronyCase("nts-ok", 0), []string{"its source is wrong (127.0.0.1)"}, []string{firewall}},
		{"the hardware clock as a reference: rebuilt", "", -minute, from(debian(), heard, output{tracking, "chronyc/rtc.txt"}), []string{"chrony follows this computer's own clock", "Name time servers"}, []string{"RTC0", firewall}},
		{"a pulse that is wrong: rebuilt", "", -minute, from(debian(), heard, output{tracking, "chronyc/pps.txt"}, output{sources, "chronycsources/pps.txt"}), []string{"its source is wrong (PPS0)", "Look at the clock that is attached"}, []string{"Name other servers", firewall}},
		{"a clock of unknown make in a machine: rebuilt", "", minute, from(inKVM, heard, output{tracking, "chronyc/phc.txt"}), []string{"its source is wrong (PHC0)", "in a virtual machine that is mostly the host's"}, []string{firewall}},
		{"it has only begun: rebuilt", "", -minute, from(debian(), heard, output{tracking, "chronyc/never-answered.txt"}, output{sources, "chronycsources/starting.txt"}), []string{"chrony has only begun to ask", "Wait a few minutes"}, []string{"uses none", "restart", firewall}},
		{"a name that no command takes: rebuilt", "", -minute, from(debian(), heard, output{tracking, "chronyc/never-answered.txt"}, output{sources, "chronycsources/link-local.txt"}), []string{"hears nothing from fe80::1%eth0", "codeclock check --server system"}, []string{"--server fe80", firewall}},
		{"the clock was set back since", "", -minute, from(debian(), heard.Add(-time.Minute), output{tracking, "chronyc/synced-2.txt"}), []string{"something set the clock back after chrony last heard from 127.0.0.1", "restart chronyd"}, []string{"its source", firewall}},
		{"512 ppm: rebuilt", "", -minute, from(debian(), heard, output{tracking, "chronyc/wild.txt"}), []string{"runs wild: chrony has to make up for 512 ppm"}, []string{"its source is wrong"}},
		{"31,000 ppm (omnios-build#2576)", "", -minute, runs(debian(), host.Service{Name: host.Chrony, Synced: host.Yes, Offset: host.Known(-minute), Rate: host.Known(-31000.)}), []string{"runs wild: chrony has to make up for 31000 ppm", "No service can hold this clock"}, []string{"corrects it slowly"}},
	}
}

// servicePages are other services.
func servicePages() []pageCase {
	captured := day("2026-11-25 19:15:00")
	seoul, _ := time.LoadLocation("Asia/Seoul")
	healthy := from(debian(), day("2026-10-02 11:09:00"), output{timesync, "timesync/spike-ignored.txt"})
	healthy.KernelSynced = host.Yes
	limit := from(debian(), captured, output{ntpqRV, "ntpq/classic-freqlimit.txt"})
	open := runs(debian(), host.Service{Name: host.OpenNTPD})
	open.KernelSynced = host.No
	busy := runs(alpine(), host.Service{Name: host.BusyBox, Source: "pool.ntp.org"})
	busy.KernelSynced = host.No
	unset := from(debian(), captured, output{timesync, "timesync/synced.txt"})
	unset.KernelSynced = host.No
	pinned := host.Facts{System: host.System{ID: "openwrt", Init: "procd", Root: host.Yes}.With("uci", "date", "ntpd", "busybox")}
	pinned.KernelRate = host.Known(500.)
	pinned = runs(pinned, host.Service{Name: host.BusyBox})
	connman := from(debian(), captured, output{"busctl --timeout=1 call net.connman / net.connman.Clock GetProperties", "connman/unsynced.txt"})
	old := from(debian(), captured, output{"timedatectl status", "timedatectl/old-232.txt"})
	old = runs(old, host.Service{Name: host.Timesyncd})
	sdw := runs(debian(), host.Service{Name: host.SDWDate})
	sdw.KernelSynced, sdw.CanNTP, sdw.AutoTime = host.No, host.No, host.No
	tools := runs(healthy, host.Service{Name: host.GuestTool})
	tools.VM = host.Yes
	const firewall = "UDP 123"
	nix := host.Facts{System: host.System{ID: "nixos", Init: "systemd", Root: host.No}.With("timedatectl", "systemctl", "sudo", "date", "nixos-rebuild")}
	return []pageCase{
		{"timesyncd, unreachable", "", -minute, from(debian(), captured, output{timesync, "timesync/unreachable.txt"}), []string{"systemd-timesyncd hears nothing from 192.0.2.9, or refuses", "codeclock check --server 192.0.2.9"}, []string{firewall}},
		{"timesyncd, too unsure a server: the same text", "", -minute, from(debian(), captured, output{timesync, "timesync/rootdistance.txt"}), []string{"or refuses what it hears"}, []string{firewall}},
		{"timesyncd, an unsynchronised server: the same text", "", -minute, from(debian(), captured, output{timesync, "timesync/unsyncedserver.txt"}), []string{"or refuses what it hears"}, []string{firewall}},
		{"timesyncd that ignored one spike is healthy", "", -minute, healthy, []string{"its source is wrong (169.254.169.123)"}, []string{"hears nothing", firewall}},
		{"timesyncd that heard months ago", "", -minute, from(debian(), day("2026-11-22 12:00:00").In(seoul), output{timesync, "timesync/stale.txt"}), []string{"systemd-timesyncd last heard from 192.0.2.10 2 months 11 days ago"}, []string{"synced", firewall}},
		{"timesyncd that may not set the clock", "", -minute, unset, []string{"hears from its server, but the clock was not set"}, []string{"its source is wrong"}},
		{"timesyncd of systemd 232 (hypriot#191)", "", -minute, old, []string{"systemd-timesyncd runs, but cannot be asked"}, []string{"battery"}},
		{"ntpd whose server died", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/ntpsec-reach0.txt"}, output{ntpqPN, "ntpqpeers/reach0.txt"}), []string{"ntpd last heard from 192.0.2.9 90 s ago", "systemctl restart ntp "}, []string{"synced", firewall}},
		{"ntpd without a peer: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/ntpsec-starting.txt"}, output{ntpqPN, "ntpqpeers/none.txt"}), []string{"ntpd runs, but asks no server", "Name servers in ntp.conf"}, []string{"hears nothing", firewall}},
		{"ntpd that has just started", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/ntpsec-starting.txt"}), []string{"ntpd hears nothing, or refuses"}, []string{firewall}},
		{"ntpd on its own clock", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/classic-locl.txt"}), []string{"ntpd follows this computer's own clock", "ntp.conf"}, []string{"does not say which"}},
		{"ntpd held at its limit", "", -minute, limit, []string{"runs wild: ntpd has to make up for 500 ppm"}, []string{"corrects it slowly"}},
		{"ntpd, chosen peers", "", -minute, from(debian(), captured, output{ntpqPN, "ntpqpeers/locl.txt"}, output{ntpqRV, "ntpq/ntpsec-synced.txt"}), []string{"its source is wrong"}, []string{"own clock"}},
		{"a kernel pinned at 500 ppm (openwrt#24789)", "", -minute, pinned, []string{"the kernel already corrects it as much as it can (500 ppm)", "/etc/init.d/sysntpd restart"}, []string{"makestep", "systemctl", "sudo"}},
		{"OpenNTPD, starting", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/starting.txt"}), []string{"openntpd hears nothing from 192.0.2.9, or refuses"}, []string{firewall}},
		{"OpenNTPD, not done", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/later.txt"}), []string{"openntpd hears from its server, but the clock was not set"}, []string{firewall}},
		{"OpenNTPD is content, and its table says 44 s", "", 44 * time.Second, from(debian(), captured, output{ntpctl, "ntpctl/synced-but-44s-off.txt"}), []string{"openntpd knows of the error, and corrects it slowly", "restart openntpd"}, []string{"its source is wrong"}},
		{"OpenNTPD, unsynchronised (docker-ntp#17)", "", 18161 * time.Millisecond, from(debian(), captured, output{ntpctl, "ntpctl/status-unsynced-offset.txt"}), []string{"18.2 s fast"}, []string{firewall}},
		{"OpenNTPD, whose constraints fail", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/status-constraint-unsynced.txt"}), []string{"openntpd hears nothing, or refuses"}, []string{firewall}},
		{"OpenNTPD, which tells root alone", "", -minute, from(open, captured, output{ntpctl, "ntpctl/unprivileged.txt"}), []string{"openntpd runs, but cannot be asked", "codeclock check --server system"}, []string{firewall, "battery"}},
		{"ntpd-rs, silent for five polls", "", -minute, from(debian(), captured, output{ntpRS, "ntpctlrs/stale.txt"}), []string{"ntpd-rs last heard from ntp.example.com 1 hour 25 minutes ago", "restart ntpd-rs"}, []string{"synced", firewall}},
		{"ntpd-rs, NTS, never", "", -minute, from(debian(), captured, output{ntpRS, "ntpctlrs/nts-never.txt"}), []string{"ntpd-rs hears nothing from time.example.com, or refuses"}, []string{firewall}},
		{"BusyBox on Alpine", "", -minute, busy, []string{"busybox-ntpd runs, but cannot be asked", "doas rc-service ntpd restart", "/etc/conf.d/ntpd"}, []string{"systemctl", "timedatectl", "sudo", "battery"}},
		{"BusyBox has no limit of 1000 s", "", -20 * time.Minute, busy, []string{"cannot be asked"}, []string{"does not correct more"}},
		{"ntpd on a receiver, with servers beside it: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/classic-gps.txt"}, output{ntpqPN, "ntpqpeers/gps.txt"}), []string{"its source is wrong (GPS)", "Look at the clock that is attached"}, []string{"last heard", firewall}},
		{"ntpd in orphan mode: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/classic-orphan.txt"}), []string{"ntpd follows this computer's own clock", "ntp.conf"}, []string{"last heard", firewall}},
		{"ntpd, sent away: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/ntpsec-starting.txt"}, output{ntpqPN, "ntpqpeers/denied.txt"}), []string{"hears nothing from 192.0.2.9, or refuses", "codeclock check --server 192.0.2.9"}, []string{firewall}},
		{"ntpd, an address that was cut off: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/classic-ipv6.txt"}, output{ntpqPN, "ntpqpeers/ipv6-cut.txt"}), []string{"its source is wrong (2001:db8:4f8:1c[...])"}, []string{"83.137.98.96", firewall}},
		{"ntpd, the same, silent: rebuilt", "", -minute, from(debian(), captured, output{ntpqRV, "ntpq/ntpsec-starting.txt"}, output{ntpqPN, "ntpqpeers/ipv6-cut-silent.txt"}), []string{"codeclock check --server system"}, []string{"--server 2001", firewall}},
		{"OpenNTPD, some constraints fail: rebuilt", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/status-constraint-errors.txt"}), []string{"its source may be wrong", "ntpd.conf"}, []string{"set-ntp", firewall}},
		{"OpenNTPD, no constraint answers: rebuilt", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/status-no-constraints.txt"}), []string{"openntpd hears nothing, or refuses"}, []string{"set-ntp", firewall}},
		{"OpenNTPD without a peer: rebuilt", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/status-no-peers.txt"}), []string{"openntpd runs, but asks no server"}, []string{"set-ntp", firewall}},
		{"OpenNTPD with a sensor: rebuilt", "", -minute, from(debian(), captured, output{ntpctl, "ntpctl/status-sensor.txt"}), []string{"its source may be wrong"}, []string{"hears nothing", "set-ntp"}},
		{"ntpd-rs on a receiver: rebuilt", "", -minute, from(debian(), captured, output{ntpRS, "ntpctlrs/sock.txt"}), []string{"its source is wrong (/run/chrony.ttyAMA0.sock)", "Look at the clock that is attached"}, []string{"asks no server", firewall}},
		{"timesyncd held at its limit: rebuilt", "", -minute, from(debian(), captured, output{timesync, "timesync/limit.txt"}), []string{"runs wild: systemd-timesyncd has to make up for 500 ppm"}, []string{"Name other servers", firewall}},
		{"PTP keeps the clock", "", -minute, runs(debian(), host.Service{Name: host.PTP}), []string{"Ask whoever runs PTP"}, []string{"set-ntp", "install"}},
		{"two services fight", "", -minute, runs(healthy, host.Service{Name: host.OpenNTPD}), []string{"Two time services are running", "its source may be wrong"}, []string{"its source is wrong", firewall}},
		{"ntpd on OpenRC, beyond what it corrects", "", -30*time.Minute - 17*time.Second, runs(host.Facts{System: host.System{ID: "gentoo", Init: "openrc", Root: host.Yes}.With("rc-service", "emerge", "date", "ntpd")}, host.Service{Name: host.NTPsec, Synced: host.No, Contact: host.Unheard}), []string{"ntpd does not correct more than", "rc-service ntpd stop", "ntpd -gq", "rc-service ntpd start"}, []string{"systemctl", "sudo"}},
		{"sdwdate, which asks web sites", "", -minute, sdw, []string{"sdwdate runs, but cannot be asked", "restart sdwdate"}, []string{"no time service", "--server", firewall}},
		{"a guest's own tool sets the clock, too", "", minute, tools, []string{"its source may be wrong"}, []string{"its source is wrong"}},
		{"NixOS writes ntp.conf", "", -minute, from(nix, captured, output{ntpqRV, "ntpq/ntpsec-synced.txt"}), []string{"networking.timeServers"}, []string{"in ntp.conf"}},
		{"ConnMan", "", -minute, connman, []string{"connman hears nothing, or refuses", "main.conf (FallbackTimeservers)", "restart connman"}, []string{firewall}},
	}
}

// windowsPages are w32tm in many languages.
func windowsPages() []pageCase {
	page := func(name, capture string, must, never []string) pageCase {
		f := from(host.Facts{}, time.Now(), output{w32tm, "w32tm/" + capture})
		return pageCase{name, "windows", -minute, f, must, append(never, "UDP 123")}
	}
	own := []string{"Windows follows this computer's own clock"}
	hosts := []string{"Windows takes the time of the machine around this one, and that is wrong", "Put the clock right on the machine around this one"}
	return []pageCase{
		page("English, five days old", "stale.txt", []string{"Windows last heard from time.windows.com 5 days ago", "Sync now"}, []string{"synced"}),
		page("English, a host's clock", "hyper-v-2.txt", hosts, []string{"does not say which", "Sync now"}),
		page("English, nothing heard", "unsynced.txt", append(own, "Sync now", "It fails? Then run: codeclock check --server system"), nil),
		page("French, synced", "fr-synced.txt", []string{"Windows says that it is synced, so its source may be wrong (0.fr.pool.ntp.org)"}, nil),
		page("French, synced just now", "fr-verbose-synced.txt", []string{"Likely cause: Windows is synced, so its source is wrong (AD-03.corp.example.com)", "administrator"}, []string{"Sync now"}),
		page("German, synced", "de-synced.txt", []string{"its source may be wrong (time.windows.com)"}, nil),
		page("German, in a domain", "de-domain.txt", []string{"its source may be wrong (DC08.corp.example.com)"}, nil),
		page("Spanish", "es-synced.txt", []string{"Likely cause: Windows is synced, so its source is wrong (time.windows.com)"}, nil),
		page("Portuguese", "pt-unsynced.txt", own, nil),
		page("Italian", "it-local.txt", own, nil),
		page("Japanese", "ja-synced.txt", []string{"its source may be wrong (192.0.2.3)"}, nil),
		page("Japanese, in the console's bytes", "ja-synced.cp932.bin", []string{"its source may be wrong (192.0.2.3)"}, nil),
		page("Japanese, at Azure", "ja-azure-host.txt", hosts, []string{"Sync now"}),
		page("Chinese, never synced", "zh-unsynced.txt", own, nil),
		page("Chinese", "zh-synced-2048.txt", []string{"its source may be wrong (ntp.example.com)"}, nil),
		page("Chinese, in the console's bytes", "zh-synced-2048.cp936.bin", []string{"its source may be wrong (ntp.example.com)"}, nil),
		page("Chinese, without elevation", "zh-synced-unelevated.txt", []string{"its source may be wrong (time.windows.com)"}, nil),
		page("Korean, two days old", "ko-stale.txt", []string{"Windows last heard from time.windows.com 2 days 1 hour ago"}, []string{"synced"}),
		page("Korean, own clock, leap 0", "ko-localcmos-leap0.txt", own, nil),
		page("Korean, free-running", "ko-freerunning.txt", own, nil),
		page("English, free-running, leap 0", "en-freerunning-leap0.txt", own, nil),
		page("Polish: rebuilt", "pl-synced.txt", []string{"its source may be wrong (time.windows.com)"}, nil),
		page("Turkish, free-running: rebuilt", "tr-unsynced.txt", own, nil),
		page("Dutch, two days old: rebuilt", "nl-stale.txt", []string{"Windows last heard from time.windows.com 2 days 1 hour ago"}, []string{"synced"}),
		page("Swedish, a host's clock: rebuilt", "sv-host.txt", hosts, []string{"Sync now"}),
		page("Czech, too large an error: rebuilt", "cs-toobig.txt", []string{"Windows gets answers, and does not correct so large an error", `Turn OFF "Set time automatically"`, "as an administrator"}, []string{"last heard", "synced"}),
		page("Czech, too large, on its own clock: rebuilt", "cs-toobig-local.txt", []string{"does not correct so large an error"}, []string{"own clock"}),
		page("Arabic, own clock, leap 0: rebuilt", "ar-local.txt", own, nil),
		page("Arabic, synced, without the empty line: rebuilt", "ar-synced-noempty.txt", []string{"Likely cause: Windows is synced, so its source is wrong (time.windows.com)"}, nil),
		page("Russian, two days old", "ru-stale.txt", []string{"Windows last heard from time.windows.com 2 days 1 hour ago"}, []string{"synced"}),
		{"the host's clock, while the switch for servers is off", "windows", -minute, from(host.Facts{AutoTime: host.No, VM: host.Yes, VMKind: "hyper-v"}, time.Now(), output{w32tm, "w32tm/hyper-v-2.txt"}), []string{"Put the clock right on the machine around this one (Hyper-V)"}, []string{"switched off", "Sync now"}},
		{"the service is disabled", "windows", -minute, host.Facts{AutoTime: host.No, Services: []host.Service{{Name: host.W32Time, Running: host.No, Enabled: host.No}}}, []string{"This needs an administrator", "sc.exe config w32time start= auto"}, []string{"Sync now"}},
		{"a domain whose clock is wrong", "windows", -minute, from(host.Facts{Domain: host.Yes}, time.Now(), output{w32tm, "w32tm/fr-verbose-synced.txt"}), []string{"This computer is managed", "For IT: the domain's own clock is wrong"}, []string{"/resync", "Sync now"}},
		{"a domain's member whose service is disabled", "windows", -minute, host.Facts{Domain: host.Yes, AutoTime: host.No, Services: []host.Service{{Name: host.W32Time, Running: host.No, Enabled: host.No}}}, []string{"This computer is managed", "time service is disabled"}, []string{"/resync", "Sync now"}},
		{"a domain controller on its host's clock", "windows", -minute, from(host.Facts{Domain: host.Yes, VM: host.Yes, VMKind: "hyper-v"}, time.Now(), output{w32tm, "w32tm/hyper-v-2.txt"}), []string{"Put the clock right on the machine around this one (Hyper-V)"}, []string{"/resync", "Sync now"}},
		{"a policy names the servers", "windows", -minute, from(host.Facts{AutoTime: host.Yes, Policy: host.Yes}, time.Now(), output{w32tm, "w32tm/fr-verbose-synced.txt"}), []string{"Ask your administrator: a policy says whose time Windows takes"}, []string{"manualpeerlist", "switched"}},
		{"switched off by policy (windows-itpro-docs#156)", "windows", -minute, host.Facts{AutoTime: host.No, Policy: host.Yes}, []string{"an administrator's policy switched automatic time off", "Ask your administrator"}, []string{"Sync now", "UDP 123"}},
	}
}

// placePages are about whose clock it is.
func placePages() []pageCase {
	noNTP := from(debian(), day("2026-05-21 13:06:35"), output{"timedatectl show", "timedatectl/no-ntp.txt"})
	noNTP.Services = []host.Service{{Name: host.Chrony, Running: host.No}, {Name: host.Timesyncd, Running: host.No}}
	bare := alpine()
	bare.KernelSynced = host.No
	bare.Services = []host.Service{{Name: host.Chrony, Running: host.No}}
	pod := host.Facts{Container: host.Yes, ContainerKind: "kubernetes", ContainerMark: "/proc/self/mountinfo"}
	orb := host.Facts{Container: host.Yes, ContainerKind: "docker", ContainerMark: "/.dockerenv", VM: host.Yes, VMKind: "orbstack", VMMark: "kernel 6.10.7-orbstack"}
	wsl := host.Facts{WSL: host.Yes, VM: host.Yes, RTCSkew: host.Known(time.Duration(0))}
	slept := host.Facts{WSL: host.Yes, VM: host.Yes, RTCSkew: host.Known(minute)}
	phc := runs(debian(), host.Service{Name: host.Chrony, Synced: host.Yes, Kind: host.FromHost, Source: "PHC0", LastSync: host.Known(time.Second)})
	phc.VM, phc.VMKind = host.Yes, "hyper-v"
	kind := host.Facts{Container: host.Yes, ContainerKind: "kubernetes", ContainerMark: "KUBERNETES_SERVICE_HOST", VM: host.Yes, VMKind: "docker-desktop"}
	cloud := debian()
	cloud.VM, cloud.VMKind, cloud.RTC = host.Yes, "amazon", host.No
	rootless := host.Facts{CanNTP: host.No, KernelSynced: host.No, Services: []host.Service{{Name: host.Chrony, Running: host.No}}}
	rootless.System = host.System{ID: "debian", Init: "systemd", Root: host.No}.With("timedatectl", "systemctl", "apt-get", "date")
	pi := debian()
	pi.RTC = host.No
	off := from(pi, day("2026-11-25 19:15:00"), output{timesync, "timesync/unreachable.txt"})
	off.Uptime = host.Known(20 * time.Minute)
	yum := host.Facts{CanNTP: host.No, KernelSynced: host.No, Services: []host.Service{{Name: host.Chrony, Running: host.No}}}
	yum.System = host.System{ID: "centos", Init: "systemd", Root: host.Yes}.With("timedatectl", "systemctl", "yum", "date")
	return []pageCase{
		{"no service to switch on (hoodik#168)", "", -minute, noNTP, []string{"no time service that codeclock knows runs on this computer", "sudo apt-get install chrony"}, []string{"set-ntp", "switched off"}},
		{"Alpine without one (kairos#519)", "", -minute, bare, []string{"no time service that codeclock knows runs", "doas apk add chrony", "doas rc-update add chronyd default", "doas rc-service chronyd start"}, []string{"timedatectl", "systemctl", "sudo"}},
		{"a pod (coder#12721)", "", -minute, pod, []string{"This is a container of Kubernetes: its clock is that of its node", "Ask whoever runs the cluster"}, []string{"paused", "Docker"}},
		{"a container in OrbStack (arcbox#574)", "", -minute, orb, []string{"This is a container (docker, by /.dockerenv): its clock is that of OrbStack's virtual machine", "on the computer that runs OrbStack", "Right there: restart OrbStack"}, nil},
		{"WSL, and Windows is off (WSL#4245)", "", -minute, wsl, []string{"Windows itself is off: its hardware clock shows the same error", "In Windows: Settings"}, []string{"stood still", "hwclock"}},
		{"WSL, whose own switch is off", "", minute, host.Facts{WSL: host.Yes, VM: host.Yes, AutoTime: host.No, KernelSynced: host.No}, []string{"wsl --shutdown"}, []string{"switched off", "set-ntp"}},
		{"QEMU on a Mac", "", -minute, host.Facts{VM: host.Yes, VMKind: "qemu", RTCSkew: host.Known(time.Duration(0))}, []string{"(QEMU) is off too"}, []string{"KVM"}},
		{"WSL 1 shows Windows' clock", "", -minute, host.Facts{WSL: host.Yes, VM: host.No}, []string{"Windows itself is off: WSL 1 has no clock of its own", "In Windows: Settings"}, []string{"stood still", "wsl --shutdown"}},
		{"CentOS 7 without a service", "", -minute, yum, []string{"yum install chrony", "systemctl enable --now chronyd"}, []string{"sudo", "set-ntp"}},
		{"a board that was off for days", "", -55 * time.Hour, off, []string{"no clock that runs on while it is off", "hears nothing from 192.0.2.9"}, []string{"battery"}},
		{"WSL that stood still", "", -minute, slept, []string{"WSL's clock stood still", "wsl --shutdown"}, []string{"itself is off"}},
		{"a guest with the host's clock", "", -minute, phc, []string{"chrony takes the time of the machine around this one (Hyper-V), and that is wrong"}, []string{"makestep", "Name other servers"}},
		{"Kubernetes in Docker Desktop", "", -minute, kind, []string{"a container of Kubernetes: its clock is that of Docker Desktop's virtual machine", "on the computer that runs Docker Desktop"}, []string{"runs the cluster"}},
		{"a machine has no battery", "", -8 * 365 * 24 * time.Hour, cloud, []string{"1. sudo date -u -s"}, []string{"battery", "no clock"}},
		{"a container on a board without a clock", "", -8 * 365 * 24 * time.Hour, host.Facts{Container: host.Yes, ContainerKind: "docker", ContainerMark: "/.dockerenv", RTC: host.No}, []string{"the computer around this container lost the time"}, []string{"this computer has no clock", "date -u"}},
		{"nothing to become root with", "", -minute, rootless, []string{"1. This needs an administrator: become root first.", "2. apt-get install chrony"}, []string{"sudo"}},
		{"macOS", "darwin", -minute, host.Facts{}, []string{"Date & Time (as an administrator)"}, nil},
		{"a board without a clock", "", -8 * 365 * 24 * time.Hour, pi, []string{"no clock that runs on while it is off", "1. sudo date -u -s"}, []string{"battery"}},
		{"Android that follows its carrier (andOTP#285)", "android", -minute, from(host.Facts{}, time.Now(), output{"settings get global auto_time", "android/on.txt"}), []string{"what it follows (mostly the carrier) is wrong", "OFF, and set the time by hand"}, []string{"off and on again"}},
		{"Android that is switched off", "android", -minute, from(host.Facts{}, time.Now(), output{"settings get global auto_time", "android/off.txt"}), []string{"automatic time is switched off"}, nil},
	}
}

// From what tools printed to the page: the right cause is said, and no step that the
// page itself or the computer rules out.
func TestPagesFromToolOutputs(t *testing.T) {
	for _, group := range [][]pageCase{chronyPages(), servicePages(), windowsPages(), placePages()} {
		for _, tt := range group {
			t.Run(tt.name, func(t *testing.T) {
				w := newWorld()
				w.goos = "linux"
				if tt.goos != "" {
					w.goos = tt.goos
				}
				w.scenarios = []scenario{{name: "case", servers: five(tt.skew), web: fiveSites(tt.skew), facts: tt.facts}}
				got := runIn(t, w, "check", "--demo=case")
				text := strings.Join(strings.Fields(got.Stdout), " ")
				for _, must := range tt.must {
					if !strings.Contains(text, must) {
						t.Errorf("does not say %q:\n%s", must, got.Stdout)
					}
				}
				for _, never := range tt.never {
					if strings.Contains(text, never) {
						t.Errorf("says %q:\n%s", never, got.Stdout)
					}
				}
				fitsThePage(t, got.Stdout)
			})
		}
	}
}
