package render

import (
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
)

// Contact is a host that this program may contact.
type Contact struct {
	Name     string `json:"name"`
	Kind     string `json:"kind" jsonschema:"ntp (UDP 123) or https (TCP 443)"`
	Operator string `json:"operator"`
	Why      string `json:"why"`
	When     string `json:"when"`
	Smears   bool   `json:"smears_leap_seconds" jsonschema:"spreads a leap second over a day"`
}

type contactsJSON struct {
	header
	Servers []Contact `json:"servers"`
}

// Contacts returns all hosts that are contacted without being named, in the
// order in which they are.
func Contacts() []Contact {
	var list []Contact
	for _, s := range drift.DefaultServers() {
		list = append(list, Contact{s.Name, source.KindNTP.String(), s.Operator, s.Why, "first, in every measurement", s.Smears})
	}
	for _, h := range source.DefaultHosts() {
		list = append(list, Contact{h.Name, source.KindHTTPS.String(), h.Operator, h.Why, "when no time server answers or the clock seems wrong, and with --source https or both", false})
	}
	return list
}

// ContactsText renders the list for people.
func ContactsText(s Screen) string {
	p := &page{screen: s}
	for i, c := range Contacts() {
		switch {
		case i == 0:
			p.wrapped("", "Time servers, asked first what time it is (UDP port 123). They are sent a packet to each of up to four addresses, again where none comes back, more with --samples, and again after pauses of 4 s to 64 s while \"codeclock wait\" waits. It says nothing about this computer:", "")
		case c.Kind == source.KindHTTPS.String() && Contacts()[i-1].Kind != c.Kind:
			p.blank()
			p.wrapped("", "Web servers, asked when no time server answers, when those that do say that the clock is not right or are one and the same, and with --source https or both (TCP port 443). They are sent up to five HEAD requests each, over up to five connections, which say \"User-Agent: codeclock\" and nothing about this computer:", "")
		}
		p.line("  " + c.Name + "   " + c.Operator)
		p.wrapped("      ", words.BreakPaths(c.Why, p.screen.Width()-6), "      ")
	}
	p.blank()
	p.wrapped("", "Nobody else is contacted, but for the name servers of this network, the web proxy of the environment, and what you name yourself with --server or --against. There is no telemetry and no search for updates.", "")
	return p.String()
}

// ContactsJSON renders the list for programs.
func ContactsJSON(version string) (string, error) {
	return document(contactsJSON{newHeader("servers", version, ""), Contacts()})
}
