package phonepage

import "strings"

// System is the kind of device that a page was opened on, by its user agent:
// all that is kept of it.
type System string

// The systems that have their own steps.
const (
	IPhone  System = "iphone"
	Android System = "android"
	Windows System = "windows"
	Mac     System = "macos"
	Linux   System = "linux"
	Other   System = "other"
)

// systems returns all of them, in an order that passes count on.
func systems() []System { return []System{IPhone, Android, Windows, Mac, Linux, Other} }

// Phone reports whether it is a phone, or something that nothing is known of: the
// page is made for phones.
func (s System) Phone() bool { return s == IPhone || s == Android || s == Other }

// systemOf reads a user agent. An iPad says that it is a Mac, but Macs have no
// touch screen. Linux is what has X11: televisions and Chromebooks have a Linux without
// its commands, and a phone that asks for pages made for computers says X11 but has a
// touch screen.
func systemOf(userAgent string, touch bool) System {
	for _, row := range []struct {
		has string
		is  System
	}{
		{"iPhone", IPhone}, {"iPad", IPhone}, {"iPod", IPhone},
		{"Android", Android},
		{"Windows", Windows},
		{"Macintosh", Mac},
		{"CrOS", Other},
		{"X11; Linux", Linux}, {"X11; Ubuntu", Linux}, {"X11; Fedora", Linux},
	} {
		if !strings.Contains(userAgent, row.has) {
			continue
		}
		switch {
		case row.is == Mac && touch:
			return IPhone
		case row.is == Linux && touch:
			return Other
		}
		return row.is
	}
	return Other
}
