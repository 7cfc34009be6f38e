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
		list = append(list, Contact{s.Name, source.KindNTP.String(), s.Operator, s.Why, words.ContactFirst, s.Smears})
	}
	for _, h := range source.DefaultHosts() {
		list = append(list, Contact{h.Name, source.KindHTTPS.String(), h.Operator, h.Why, words.ContactFallback, false})
	}
	return list
}

// ContactsText renders the list for people.
func ContactsText() string {
	p := &page{}
	for i, c := range Contacts() {
		switch {
		case i == 0:
			p.wrapped("", words.ContactsNTP, "")
		case c.Kind == source.KindHTTPS.String() && Contacts()[i-1].Kind != c.Kind:
			p.blank()
			p.wrapped("", words.ContactsHTTPS, "")
		}
		p.line("  " + c.Name + "   " + c.Operator)
		p.wrapped("      ", c.Why, "      ")
	}
	p.blank()
	p.wrapped("", words.ContactsOthers, "")
	return p.String()
}

// ContactsJSON renders the list for programs.
func ContactsJSON(version string) (string, error) {
	return document(contactsJSON{newHeader("servers", version, ""), Contacts()})
}
