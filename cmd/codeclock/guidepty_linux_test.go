package main

import (
	"net"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/guide"
)

// portalAddress starts a real portal on loopback and returns where it is.
func portalAddress(t *testing.T) string {
	t.Helper()
	_, dial := toPortal(t)
	c, err := dial(t.Context(), "tcp", "portal.example:80")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.RemoteAddr().(*net.TCPAddr).String()
}

// Everybody of people walks through the guide in a real terminal, some with the
// number keys and some with the arrows, and ends as by --answers.
func TestPeopleInATerminal(t *testing.T) {
	for i, p := range people() {
		t.Run(p.story, func(t *testing.T) {
			args := []string{"guide"}
			if strings.Contains(p.flags, "clock") {
				args = append(args, "--server="+ntpServer(t, 0))
			}
			if demo := strings.Index(p.flags, "--demo"); demo >= 0 {
				args = append(args[:1], p.flags[demo:])
			} else if strings.Contains(p.flags, "AHEAD") {
				args = append(args[:1], "--server="+ntpServer(t, 3600e9))
			}
			term := startInTerminal(t, args...)
			answerAll(term, p, i%2 == 0)
			agree(term, p, portalAddress(t))
			if status := term.end(); status != 0 {
				t.Fatalf("status %d\n%s", status, term.stdout.String())
			}
			want, got := verdictOf(p.run(t).Stdout), verdictOf(term.stdout.String())
			if got != want || got == "" {
				t.Errorf("in the terminal it ends with %q, by --answers with %q", got, want)
			}
			if p.typed != "" && strings.Contains(term.shown.String()+term.stdout.String(), p.typed) {
				t.Errorf("the code is shown: %q", term.shown.String())
			}
		})
	}
}

// answerAll gives a person's answers, each when its question is there.
func answerAll(term *inTerminal, p person, arrows bool) {
	var words []string
	for i, n := range numbers(term.t, p.answers) {
		q, _ := guide.Next(words)
		offered := q.Offered(words)
		term.until(offered[len(offered)-1].Text[:10]) // the last line is drawn
		if arrows || len(n) > 1 {
			downs := 0
			for offered[downs].Word != strings.Split(p.answers, ",")[i] {
				downs++
			}
			term.press(strings.Repeat("\x1b[B", downs) + "\x1b[A\x1b[B")
			term.press("\r")
		} else {
			term.press(n)
		}
		words = append(words, strings.Split(p.answers, ",")[i])
	}
}

// agree answers what the guide offers to check.
func agree(term *inTerminal, p person, portal string) {
	for _, c := range guide.Runnable(strings.Split(p.answers, ",")) {
		wanted := strings.Contains(p.flags, "--check="+string(c))
		switch {
		case c == guide.Network && wanted:
			term.until("press Enter: ")
			term.press(portal + "\r")
		case c == guide.Network:
			term.until("press Enter: ")
			term.press("\r")
		case !wanted:
			term.until("[y/N]")
			term.press("\r")
		default:
			term.until("[y/N]")
			term.press("y\r")
			if c == guide.Code {
				term.until("not shown): ")
				term.press(p.typed + "\r")
			}
		}
	}
}

// verdictOf returns the one sentence at the end of a page.
func verdictOf(page string) string {
	page = strings.Join(strings.Fields(page), " ")
	for _, begin := range []string{"Found: ", "Most likely: "} {
		if _, after, ok := strings.Cut(page, begin); ok {
			sentence, _, _ := strings.Cut(after, " Do this first")
			return begin + sentence
		}
	}
	return ""
}
