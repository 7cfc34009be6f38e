package host

import (
	"context"
	"io/fs"
	"slices"
	"strings"
)

// Told is a server that this computer is told to ask for the time.
type Told struct {
	Server string // host or host:port, as it is written there. Raw: check it before use
	By     string // who is told: the name of a service, or ByDHCP, ByDomain or ByCloud
}

// Who is told, or tells, besides services.
const (
	ByDHCP   = "dhcp"   // the network, when it gave this computer its address
	ByDomain = "domain" // the Windows domain, whose controllers tell the time
	ByCloud  = "cloud"  // the cloud that this computer is in
)

// maxTold is how many servers are looked at: a handful is told usually, and a pool
// of a hundred would only be a load.
const maxTold = 8

// TimeServers returns the servers that this computer is told to use, each once and
// at most 8: those of the services that run, or of every one that has been set up
// where it is not known which runs, and what the network and the cloud offer. It
// asks nobody, needs no administrator, and never fails: what cannot be read is
// left out.
func TimeServers(ctx context.Context) []Told {
	ctx, cancel := context.WithTimeout(ctx, Budget)
	defer cancel()
	return distinct(told(ctx))
}

// distinct leaves out what is no name, what comes again, and what is too much.
func distinct(all []Told) []Told {
	var out []Told
	for _, t := range all {
		t.Server = strings.TrimSuffix(t.Server, ".")
		again := slices.ContainsFunc(out, func(o Told) bool { return strings.EqualFold(o.Server, t.Server) })
		if t.Server != "" && !again && len(out) < maxTold {
			out = append(out, t)
		}
	}
	return out
}

// by labels names with who is told them.
func by(who string, servers []string) []Told {
	var out []Told
	for _, s := range servers {
		out = append(out, Told{s, who})
	}
	return out
}

// cloudServers returns where the time is to be had inside a cloud, by what its main
// boards are called (see vmFromDMI). Sources: AWS, set-time.html, "The Amazon Time
// Sync Service is available through NTP at the 169.254.169.123 IP address";
// Google, Compute Engine, "Configure NTP on a VM", server metadata.google.internal.
func cloudServers(vmKind string) []Told {
	switch vmKind {
	case "amazon":
		return by(ByCloud, []string{"169.254.169.123"})
	case "google":
		return by(ByCloud, []string{"metadata.google.internal"})
	}
	return nil
}

// toldByFiles reads what the services of Unix systems are set up to ask, below the
// root of the file system. Only those in running (see processes) count, if any does.
func toldByFiles(root fs.FS, running map[string]string) []Told {
	var out []Told
	for _, service := range []struct {
		name string
		read func(fs.FS) []string
	}{
		{Chrony, chronyServers}, {Timesyncd, timesyncdServers}, {NTPsec, ntpdServers}, {OpenNTPD, openntpdServers}, {NTPdRS, ntpdRSServers},
	} {
		if running[service.name] != "" || !anyKeeper(running) {
			out = append(out, by(service.name, service.read(root))...)
		}
	}
	return append(out, by(ByDHCP, offered(root))...)
}

// anyKeeper reports whether one of the services that ask time servers runs.
func anyKeeper(running map[string]string) bool {
	return running[Chrony] != "" || running[Timesyncd] != "" || running[NTPsec] != "" || running[OpenNTPD] != "" || running[NTPdRS] != ""
}

// firstOf returns the text of the first of these files that is there.
func firstOf(root fs.FS, names ...string) string {
	for _, name := range names {
		if text := textOf(root, name); text != "" {
			return text
		}
	}
	return ""
}

// textOf returns the text of a file, "" when there is none or when it is too long
// to be one of those that are read here.
func textOf(root fs.FS, name string) string {
	const enough = 1 << 20
	name = strings.TrimPrefix(name, "/")
	if info, err := fs.Stat(root, name); err != nil || !info.Mode().IsRegular() || info.Size() > enough {
		return ""
	}
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return ""
	}
	return string(data)
}

// maxFiles is how many files one pattern may stand for.
const maxFiles = 64

// textsOf returns the texts of all files that match, in the order of their names.
func textsOf(root fs.FS, patterns ...string) []string {
	var out []string
	for _, pattern := range patterns {
		names, _ := fs.Glob(root, strings.TrimPrefix(pattern, "/"))
		for _, name := range names[:min(len(names), maxFiles)] {
			out = append(out, textOf(root, name))
		}
	}
	return out
}
