package source

// Host is a web server that is asked when nobody names another, and why it.
type Host struct {
	Name     string
	Operator string
	Why      string // who else relies on it, or what it adds; with the source
}

// DefaultHosts returns the web servers to ask by default: five of different
// operators, so that two that are wrong or blocked change nothing. All serve the
// whole world from many places, so that the round trip is short, and take a HEAD
// request without a word about who sent it.
func DefaultHosts() []Host {
	return []Host{
		{"9.9.9.9", "Quad9", "an address, so it works without name lookup; OpenBSD's ntpd asks it for the same purpose (ntpd.conf, constraint)"},
		{"www.google.com", "Google", "OpenBSD's ntpd asks it for the same purpose (ntpd.conf, constraints)"},
		{"www.cloudflare.com", "Cloudflare", "another operator, which runs a public time service itself"},
		{"www.microsoft.com", "Microsoft", "another operator, which every Windows computer talks to anyway"},
		{"www.apple.com", "Apple", "another operator, which every Mac and iPhone talks to anyway"},
	}
}
