package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// Invite is what a person needs to open the page on a phone.
type Invite struct {
	URL   string
	Code  string // the QR code, drawn; "" when there is none
	File  string // the picture that holds it, if that is where it is
	Demo  string
	Truth drift.Estimate
	Keys  bool // single keys are read
	Once  bool // the page is closed once a phone has been measured
	Alone bool // the address is this computer's own, so no phone gets there

	Wanted bool // the code was asked for, so it is shown whatever the room
	Small  bool // the terminal cannot draw a code

	Screen Screen
}

// Invitation tells how to open the page. The code and what to do with it are in view
// together; where the terminal has no room for that, the code gives way.
func Invitation(i Invite) string {
	p := &page{screen: i.Screen}
	p.practice(i.Demo)
	if i.Truth.Skew.Known() {
		p.line(fmt.Sprintf("True time: %s agree (+/- %s).", agreeing(i.Truth), skew.BoundWords(i.Truth.Skew.Bound())))
	} else {
		p.line(fmt.Sprintf("True time is not known yet: %s agree. Asking again.", agreeing(i.Truth)))
	}
	p.blank()
	p.WriteString(inView(i))
	return p.String()
}

// inView returns the first of the layouts that is in view as a whole.
func inView(i Invite) string {
	if i.Code == "" {
		return below(i)
	}
	columns, _ := phonepage.QRSize(i.Code)
	layouts := []func(Invite) string{below, beside, tight}
	switch {
	case i.Screen.Columns > 0 && i.Screen.Columns < columns:
		layouts = nil
	case i.Screen.Columns > 0 && len(i.URL) <= i.Screen.side(columns):
		layouts = []func(Invite) string{beside, below, tight} // what happens next pushes up less
	}
	for _, layout := range layouts {
		if text := layout(i); !i.Screen.overflows(text) {
			return text
		}
	}
	if !i.Wanted {
		i.Code, i.Small = "", true
	}
	return below(i)
}

// gapBeside is how many columns are between a code and what stands beside it.
const gapBeside = 2

// side is how many columns of a terminal there are beside a code.
func (s Screen) side(code int) int { return s.Columns - 1 - code - gapBeside }

// below lays out the way to the page below its code.
func below(i Invite) string {
	p := &page{screen: i.Screen}
	p.WriteString(i.Code)
	wayTo(p, i)
	p.verbatim("  " + address(i))
	if i.Small {
		p.line("Its code cannot be drawn here. To scan it from a picture:")
		p.line("  codeclock phone --qr png:code.png")
	}
	p.blank()
	waiting(p, i)
	p.blank()
	return p.String()
}

// beside lays out the way to the page beside its code, all but an address that is too
// long for that.
func beside(i Invite) string {
	columns, _ := phonepage.QRSize(i.Code)
	room := i.Screen.side(columns)
	side := &page{screen: Screen{Columns: max(room, minColumns) + 1}}
	wayTo(side, i)
	last := ""
	if url := address(i); len(url) <= room {
		side.verbatim(url)
	} else {
		last = "  " + url + "\n"
	}
	side.blank()
	waiting(side, i)
	texts := strings.Split(side.String(), "\n")
	var b strings.Builder
	for line := range strings.Lines(i.Code) {
		line = strings.TrimSuffix(line, "\n")
		if len(texts) > 0 && texts[0] != "" {
			line += strings.Repeat(" ", gapBeside) + texts[0]
		}
		texts = texts[min(1, len(texts)):]
		b.WriteString(line + "\n")
	}
	return b.String() + last + strings.Join(texts, "\n")
}

// tight lays out below a code what matters most.
func tight(i Invite) string {
	p := &page{screen: i.Screen}
	p.WriteString(i.Code)
	switch {
	case i.Alone:
		p.line("No network: no phone gets here. Here:")
	default:
		p.line("Scan this (same Wi-Fi), or open there:")
	}
	p.verbatim(address(i))
	keys(p, i)
	return p.String()
}

// address is in small letters: capitals make the code smaller, and mean the same.
func address(i Invite) string { return strings.ToLower(i.URL) }

// wayTo says how a phone gets to the page.
func wayTo(p *page, i Invite) {
	switch {
	case i.Alone:
		p.line("This computer is in no network, so no phone gets here.")
		p.line("Open this address in a browser on this computer:")
	case i.File != "":
		p.wrapped("", fmt.Sprintf("Scan the code in %s with the phone. It must be in the same Wi-Fi.", words.Clean(i.File)), "")
		p.line("Or open this address on it:")
	case i.Code != "":
		p.line("Scan this with the phone. It must be in the same Wi-Fi.")
		p.line("Or open this address on it:")
	default:
		p.line("Open this address on the phone. It must be in the same Wi-Fi.")
	}
}

// waiting says what happens next, and what can be pressed.
func waiting(p *page, i Invite) {
	p.line("Waiting for a phone. This ends by itself after 10 minutes.")
	keys(p, i)
}

func keys(p *page, i Invite) {
	switch {
	case i.Keys && i.Once:
		p.line("q: end")
	case i.Keys:
		p.line("SPACE: a code changes now    q: end")
	}
}
