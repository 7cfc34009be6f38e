package host

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// chronyServers returns the servers that chrony is set up to ask. The files are
// those of Debian and Fedora (chrony.conf(5)).
func chronyServers(root fs.FS) []string {
	return chronyConf(root, firstOf(root, "etc/chrony/chrony.conf", "etc/chrony.conf"), 0)
}

// maxDepth is how deep configurations may include each other.
const maxDepth = 4

// chronyConf reads one file and those that it names: include has a pattern, confdir
// and sourcedir have directories.
func chronyConf(root fs.FS, text string, depth int) []string {
	if depth > maxDepth {
		return nil
	}
	var out []string
	for _, line := range directives(text, "!;#%") {
		var more []string
		switch strings.ToLower(line[0]) {
		case "server", "pool", "peer":
			out = append(out, withPort(line[1], line[2:]))
		case "include":
			more = textsOf(root, line[1])
		case "confdir":
			more = inDirectories(root, line[1:], "*.conf")
		case "sourcedir":
			more = inDirectories(root, line[1:], "*.sources")
		}
		for _, text := range more {
			out = append(out, chronyConf(root, text, depth+1)...)
		}
	}
	return out
}

func inDirectories(root fs.FS, dirs []string, pattern string) []string {
	var out []string
	for _, dir := range dirs {
		out = append(out, textsOf(root, path.Join(dir, pattern))...)
	}
	return out
}

// withPort adds the port that stands among a server's options, as chrony has it.
func withPort(server string, options []string) string {
	i := slices.Index(options, "port")
	if i < 0 || i+1 >= len(options) {
		return server
	}
	if strings.Contains(server, ":") {
		server = "[" + server + "]"
	}
	return server + ":" + options[i+1]
}

// directives splits a configuration into lines of at least two words, without
// comments, which begin with one of these characters.
func directives(text, comments string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if strings.IndexAny(strings.TrimSpace(line), comments) == 0 {
			continue
		}
		if words := strings.Fields(line); len(words) >= 2 {
			out = append(out, words)
		}
	}
	return out
}
