package drift

import (
	"time"

	"codeclock/drift/source"
)

// Server is a time server that this package asks by default, and why it may.
type Server struct {
	Name     string
	Operator string
	Why      string        // on what ground a program may have it as a default
	Gap      time.Duration // least time between two questions; 0 means source.DefaultGap
	Smears   bool          // spreads a leap second over a day
}

// DefaultServers returns the servers that are asked when none are named: five,
// of five operators, so that two of any kind can be wrong or silent. All are
// offered to the public by name; pool.ntp.org is not, to programs without a
// vendor zone (ntppool.org, vendors), so it is never a default.
func DefaultServers() []Server {
	return []Server{
		{
			Name: "time.cloudflare.com", Operator: "Cloudflare",
			Why: "public service for anyone (developers.cloudflare.com/time-services)",
		},
		{
			Name: "time.google.com", Operator: "Google", Smears: true,
			Why: "free public service (developers.google.com/time/faq)",
		},
		{
			Name: "time.aws.com", Operator: "Amazon Web Services", Smears: true,
			Why: "offered to computers outside of EC2 (docs.aws.amazon.com, set-time)",
		},
		{
			// NIST's list of servers asks for at least 4 s between questions.
			Name: "time.nist.gov", Operator: "NIST", Gap: 4 * time.Second,
			Why: "public service of the United States (tf.nist.gov/tf-cgi/servers.cgi)",
		},
		{
			Name: "ntp.time.nl", Operator: "SIDN Labs (TimeNL)",
			Why: "free of charge for anyone to use (time.nl)",
		},
	}
}

// defaultSources returns the DefaultServers as sources.
func defaultSources() []source.Source {
	var out []source.Source
	for _, s := range DefaultServers() {
		out = append(out, &source.NTP{Server: s.Name, Gap: s.Gap})
	}
	return out
}
