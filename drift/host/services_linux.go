package host

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// readServices finds the services among the running processes and asks each what
// it thinks. One that does not run is not asked: asking would start some.
func readServices(ctx context.Context) func(*Facts) {
	running, all := processes()
	root := os.DirFS("/")
	if _, _, in := containerIn(root); in != No {
		all = false // those outside keep the clock, and are not seen
	}
	var commands []string
	var found []Service
	for _, name := range []string{Chrony, Timesyncd, NTPsec, OpenNTPD, NTPdRS, BusyBox, ConnMan, PTP, GuestTool, HTPDate, SDWDate, TLSDate} {
		switch command := running[name]; {
		case command == "" && (name == ConnMan || name == HTPDate || name == SDWDate || name == TLSDate): // nobody misses it
		case command != "":
			found = append(found, Service{Name: name, Running: Yes})
			commands = append(commands, questions(name)...)
		case all:
			found = append(found, Service{Name: name, Running: No})
		}
	}
	answers := ask(ctx, commands...)
	touched, err := os.Stat("/run/systemd/timesync/synchronized")
	offered := hostClocks(root)
	return func(f *Facts) {
		for _, s := range found {
			f.merge(s)
		}
		answers(f)
		if command := running[BusyBox]; command != "" {
			f.merge(Service{Name: BusyBox, Source: busyBoxServer(command)})
		}
		if err == nil && running[Timesyncd] != "" { // touched at each answer that is used
			f.merge(Service{Name: Timesyncd, LastSync: heard(time.Since(touched.ModTime()).Seconds())})
		}
		for i, s := range f.Services {
			f.Services[i] = s.inGuest(offered)
		}
	}
}

// questions are the commands that ask a service what it thinks.
func questions(name string) []string {
	switch name {
	case Chrony:
		return []string{"chronyc -c tracking", "chronyc -c sources", "chronyc -c activity"}
	case Timesyncd:
		return []string{"timedatectl show-timesync"}
	case NTPsec:
		return []string{"ntpq -c rv", "ntpq -pn"}
	case OpenNTPD:
		return []string{"ntpctl -s all"}
	case NTPdRS:
		return []string{"ntp-ctl status"}
	case ConnMan:
		return []string{connmanCommand}
	}
	return nil
}

// processes returns the services that run, each with its command line, and whether
// the processes of others could be seen at all.
func processes() (running map[string]string, all bool) {
	running = map[string]string{}
	for _, id := range processIDs() {
		comm, command := processName(id), ""
		if id == "1" && comm != "" {
			all = true
		}
		if comm == "ntpd\n" || comm == "openntpd\n" || comm == "busybox\n" { // names that several services have
			command = file("/proc/" + id + "/cmdline")
		}
		name := serviceOfProcess(comm, command)
		if name == NTPsec && isBusyBox(command) {
			name = BusyBox
		}
		if name != "" {
			running[name] = comm + "\x00" + command
		}
	}
	if running[OpenNTPD] != "" {
		delete(running, NTPsec) // its first process, which has no title
	}
	return running, all
}

// isBusyBox reports whether the program of a command line is a link to BusyBox.
func isBusyBox(command string) bool {
	first, _, _ := strings.Cut(command, "\x00")
	target, err := filepath.EvalSymlinks(first)
	return err == nil && strings.HasPrefix(filepath.Base(target), "busybox")
}
