package phonepage

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/guide"
)

// What a page says that anybody may open.
const (
	pageTitle    = "Are the login codes on time?"
	pageBy       = "with codeclock"
	pageGone     = "No answer comes. Is this device online? The page tries again by itself."
	pageNoScript = "Without it, open this link in another browser."
	pageSplit    = "Use split screen."
	pageAsks     = "It sets no cookie, keeps nothing, and talks to %s alone."
	pageSigned   = "The times of this page's server and its signature cannot be forged. This device's own clock is what its browser said."
	pageOther    = "Do the codes come from a phone?"
	pageScan     = "Open this page there too: what counts is the clock of the device that makes the codes. Once this computer is measured, the text there has both results."
	pageQR       = "QR code of this page's link"
	pageNoCode   = "What to do when no code arrives"
	pageUnsure   = "Find out where the code comes from"
	pageReport   = "the text at the end of this desk's page"
	pageBack     = "Back: measure the clock of this device"
)

// The places in index.html where a page that anybody may open has something else
// than one on the local network.
const (
	headerOf  = `<header><img src="icon.svg" alt="" width="28" height="28"> codeclock</header>`
	titleOf   = "<title>Are the login codes on time? - codeclock</title>"
	goneOf    = "The computer has stopped answering. Is this device still in its Wi-Fi? If so, start <b>codeclock phone</b> there again and scan its new code. This page goes on by itself when the computer answers."
	noScript  = "Without it, run <b>codeclock tap</b> on the computer."
	bothOf    = " Use split screen, or press the space bar on the computer."
	verdictOf = `<section id="verdict"`
	fixOf     = `<section id="fix"`
	copyOf    = `<p><button id="copy">`
	footerOf  = "It talks to no one but the computer that shows it."
)

// document returns the page's HTML as whoever asks for it needs it. All that is not
// fixed in it is escaped.
func (s *Server) document(r *http.Request, index string) string {
	if s.options.Link == nil {
		return index
	}
	desk := html.EscapeString(s.options.Desk)
	if desk == "" {
		desk = html.EscapeString(s.options.Link.Hostname())
	}
	swaps := []string{
		headerOf, `<header class="desk">` + desk + ` <small>` + pageBy + `</small></header>`,
		titleOf, "<title>" + pageTitle + " - " + desk + "</title>\n<link rel=\"stylesheet\" href=\"desk.css\">",
		goneOf, pageGone,
		noScript, pageNoScript,
		bothOf, " " + pageSplit,
		verdictOf, whereFrom() + verdictOf,
		footerOf, fmt.Sprintf(pageAsks, desk),
	}
	if s.options.Signed {
		swaps = append(swaps, copyOf, "<p class=\"quiet\">"+pageSigned+"</p>\n\t"+copyOf)
	}
	index = strings.NewReplacer(swaps...).Replace(index)
	if system := systemOf(r.UserAgent(), false); system != IPhone && system != Android {
		index = strings.Replace(index, fixOf, otherDevice()+fixOf, 1)
	}
	return index
}

// whereFrom returns the guide's first question: a code that is sent needs no clock.
func whereFrom() string {
	q := guide.Questions()[0]
	var b strings.Builder
	fmt.Fprintf(&b, "<nav class=\"card\" aria-label=\"%s\">\n\t<h2>%[1]s</h2>\n\t<ul>\n", html.EscapeString(q.Text))
	for _, a := range q.Answers {
		to := map[string]string{"sent": "sent.html", "shown": "#verdict"}[a.Word]
		if to == "" {
			to = "unsure.html"
		}
		fmt.Fprintf(&b, "\t<li><a href=\"%s\">%s</a></li>\n", to, html.EscapeString(a.Text))
	}
	b.WriteString("\t</ul>\n</nav>\n\n")
	return b.String()
}

// otherDevice returns what a computer shows for the phone beside it.
func otherDevice() string {
	return "<section class=\"card\">\n\t<h2>" + pageOther + "</h2>\n\t<p>" + pageScan +
		"</p>\n\t<p><img id=\"qr\" src=\"qr.png\" alt=\"" + pageQR + "\" width=\"220\" height=\"220\"></p>\n</section>\n\n"
}

// advice returns the page of steps after some answers to the guide.
func (s *Server) advice(r *http.Request, title string, answers ...string) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" + titleOf +
		"\n<link rel=\"icon\" href=\"icon.svg\">\n<link rel=\"stylesheet\" href=\"app.css\">\n</head>\n<body>\n" + headerOf +
		"\n<main>\n<h1>" + title + "</h1>\n")
	for _, step := range guide.Steps(answers) {
		fmt.Fprintf(&b, "<section class=\"card\">\n\t<h2>%s</h2>\n", html.EscapeString(step.Title))
		for _, line := range step.Lines {
			text := strings.ReplaceAll(line.Text, `a report ("codeclock report")`, pageReport) // nobody here has the program
			fmt.Fprintf(&b, "\t<p>%s</p>\n", html.EscapeString(text))
		}
		b.WriteString("</section>\n")
	}
	b.WriteString("<p><a href=\"./\">" + pageBack + "</a></p>\n</main>\n</body>\n</html>\n")
	return s.document(r, b.String())
}

// deskStyle returns the desk's colour as a style sheet.
func (s *Server) deskStyle() string {
	if s.options.Colour == "" {
		return "/* no colour */\n"
	}
	return ".desk { border-bottom: 4px solid " + s.options.Colour + "; }\n"
}

// invitation returns the page's link, with the pass that a computer's page asks for if
// it is one: nothing else gets into a QR code. What stands behind # is sent to nobody.
func (s *Server) invitation(at place, pass string) string {
	link := s.origin + at.home
	if _, ok := s.seals.openPass(pass, at.ticket, time.Now()); ok {
		link += "#" + pass
	}
	return link
}

// extra returns what only a page that anybody may open has, nil for any other name.
func (s *Server) extra(r *http.Request, at place) []byte {
	switch at.rest {
	case "/sent.html":
		return []byte(s.advice(r, pageNoCode, "sent", "nothing"))
	case "/unsure.html":
		return []byte(s.advice(r, pageUnsure, "unsure", "page-neither"))
	case "/desk.css":
		return []byte(s.deskStyle())
	case "/qr.png":
		picture, err := QRPNG(s.invitation(at, r.URL.Query().Get("pass")))
		if err != nil {
			return nil // a link is far shorter than what a code can hold
		}
		return picture
	}
	return nil
}
