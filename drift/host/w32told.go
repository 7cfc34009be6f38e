package host

import "strings"

// w32Told is what Windows' registry holds about time servers, read as it is and
// understood here, so that it is tested on every system.
type w32Told struct {
	clientType string // W32Time\Parameters: Type
	servers    string // W32Time\Parameters: NtpServer
	domain     string // the computer's DNS domain; "" for none
}

// list returns the servers in use: by Type, those of the list, those of the domain,
// all of them or none (Microsoft, Windows Time service tools and settings). A
// domain's name stands for its controllers.
func (w w32Told) list() []Told {
	var domain []Told
	if w.domain != "" {
		domain = by(ByDomain, []string{w.domain})
	}
	switch named := by(W32Time, w32Peers(w.servers)); w.clientType {
	case "NTP":
		return named
	case "NT5DS":
		return domain
	case "AllSync":
		return append(domain, named...)
	}
	return nil
}

// w32Peers reads NtpServer: names with flags behind a comma, separated by spaces,
// such as "time.windows.com,0x9 192.0.2.1,0x8".
func w32Peers(text string) []string {
	var out []string
	for _, word := range strings.Fields(text) {
		if name, _, _ := strings.Cut(word, ","); name != "" {
			out = append(out, name)
		}
	}
	return out
}
