package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/ntpsim"
)

// person is somebody whose code does not work, and what they answer.
type person struct {
	story   string
	answers string // the words, in the order of the questions
	flags   string // checks that they ask for
	typed   string // at the check of the code
}

func people() []person {
	return []person{
		{"a text message does not arrive", "sent,text,nothing,asked-sent,nothing-new,other-site", "", ""},
		{"the mail is in the spam folder", "sent,mail,nothing,asked-sent,nothing-new,etsy", "", ""},
		{"the number has changed", "sent,text,nothing,asked-sent,new-number,paypal", "", ""},
		{"the app's phone is 47 s slow", "shown,phone,google,refused,others-fail,amazon", "", ""},
		{"the computer with the app is 1 hour slow", "shown,computer,keepassxc,refused,others-fail,other-site", "--check=clock --demo=hour", ""},
		{"it works sometimes", "shown,phone,2fas,sometimes,ebay", "", ""},
		{"only codes that have just changed work", "shown,phone,aegis,fresh,shopify", "", ""},
		{"only codes that are over work (standardnotes/forum#3759)", "shown,phone,ente,expired,other-site", "", ""},
		{"a digit of full width", "shown,phone,other-app,refused,pasted,other-site", "--check=code", "75522４"},
		{"the same code twice", "shown,phone,microsoft,refused,same-code,walmart", "", ""},
		{"behind a captive portal", "sent,mail,no-page,other-site", "--check=network --host=portal.example", ""},
		{"the clock is right and the key wrong", "shown,computer,bitwarden,refused,set-up-again,other-site", "--check=clock --demo=good", ""},
		{"two Amazon entries", "shown,phone,authy,refused,two-entries,amazon", "", ""},
		{"set up in the browser of a computer that is ahead", "shown,phone,google,setup,other-site", "--check=clock --server=AHEAD", ""},
		{"a hardware token", "shown,token,refused,no-clue,other-site", "", ""},
		{"locked out at PayPal", "shown,phone,google,locked,paypal", "", ""},
		{"waits for a mail, and the site wants the app's code", "sent,mail,nothing,asked-app,amazon", "", ""},
		{"does not know", "unsure,page-neither,other-site", "", ""},
	}
}

// run answers by --answers. The portal, where there is one, is a real one.
func (p person) run(t *testing.T, extra ...string) outcome {
	t.Helper()
	w := newWorld()
	w.now = time.Now
	w.stdin = strings.NewReader(p.typed)
	w.resolve, w.dial = toPortal(t)
	ahead := strings.Contains(p.flags, "AHEAD")
	if ahead {
		p.flags = strings.ReplaceAll(p.flags, "AHEAD", ntpServer(t, time.Hour))
	}
	args := append([]string{"guide", "--answers", p.answers}, strings.Fields(p.flags)...)
	if ahead || strings.Contains(p.flags, "network") {
		o := outcome{Status: run(t.Context(), &w.env, append(args, extra...))}
		o.Stdout, o.Err = w.out.String(), w.err.String()
		return o
	}
	return runIn(t, w, append(args, extra...)...)
}

// ntpServer starts a real time server that is so far from this computer's clock.
func ntpServer(t *testing.T, skew time.Duration) string {
	t.Helper()
	s, err := ntpsim.Start(ntpsim.Config{Skew: skew})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s.Addr().String()
}

// ending is how a page ends: what was checked, and what it comes to.
func ending(page string) string {
	if at := strings.Index(page, words.GuideChecked); at >= 0 {
		return page[at:]
	}
	for _, begin := range []string{"Found: ", "Most likely: "} {
		if at := strings.Index(page, "\n"+begin); at >= 0 {
			return page[at+1:]
		}
	}
	return page
}

func TestPeople(t *testing.T) {
	var b strings.Builder
	for _, p := range people() {
		got := p.run(t)
		if got.Status != 0 || got.Err != "" {
			t.Errorf("%s: status %d, stderr %q", p.story, got.Status, got.Err)
		}
		if line := longLine(got.Stdout); line != "" {
			t.Errorf("%s: a line that is too long: %s", p.story, line)
		}
		fmt.Fprintf(&b, "-- %s --\n%s\n", p.story, strings.TrimSpace(p.answers+" "+p.flags))
		for i, s := range guide.Steps(strings.Split(p.answers, ",")) {
			if i >= guide.First && i < guide.First+2 {
				fmt.Fprintf(&b, "   %s\n", s.Title)
			}
		}
		fmt.Fprintf(&b, "%s\n", ending(got.Stdout))
	}
	golden(t, "guide-people.txt", b.String())
}

func longLine(page string) string {
	for _, l := range strings.Split(page, "\n") {
		if len([]rune(l)) > words.Columns && !strings.Contains(l, "://") {
			return l
		}
	}
	return ""
}

func TestGuideIsGolden(t *testing.T) {
	golden(t, "guide-phone.txt", people()[3].run(t, "--sources").Stdout)
	golden(t, "guide-text-message.md", people()[0].run(t, "--format=markdown").Stdout)
	golden(t, "guide-number.json", people()[2].run(t, "--format=json").Stdout)
	golden(t, "guide-list.txt", runIn(t, newWorld(), "guide", "--list").Stdout)
}

// What is printed by lines ends as --answers does.
func TestPeopleByLines(t *testing.T) {
	for _, p := range people() {
		if p.flags != "" {
			continue // the checks are asked for at the keyboard, see the terminal's test
		}
		w := newWorld()
		w.stdin = strings.NewReader(strings.Join(numbers(t, p.answers), "\n") + "\n" + strings.Repeat("\n", 3))
		got := runIn(t, w, "guide")
		if got.Status != 0 || got.Stdout != p.run(t).Stdout {
			t.Errorf("%s: status %d\n%s\n%s", p.story, got.Status, got.Stdout, got.Err)
		}
	}
}

// numbers returns what is typed for these answers.
func numbers(t *testing.T, answers string) (typed []string) {
	t.Helper()
	var words []string
	for _, word := range strings.Split(answers, ",") {
		q, open := guide.Next(words)
		n := 0
		for i, a := range q.Offered(words) {
			if a.Word == word {
				n = i + 1
			}
		}
		if !open || n == 0 {
			t.Fatalf("%s is no answer after %v", word, words)
		}
		typed, words = append(typed, fmt.Sprint(n)), append(words, word)
	}
	return typed
}

func TestGuideGoesBack(t *testing.T) {
	w := newWorld()
	w.stdin = strings.NewReader("1\n1\nb\nx\n9\n2\n1\n1\n1\n7\n\n\n")
	got := runIn(t, w, "guide")
	want := person{answers: "sent,mail,nothing,asked-sent,new-number,other-site"}.run(t).Stdout
	if got.Stdout != want || strings.Count(got.Err, words.GuideAgain) != 2 {
		t.Errorf("%s\n%s\nwant\n%s", got.Stdout, got.Err, want)
	}
}

func TestGuideBadCalls(t *testing.T) {
	for _, tt := range []struct{ args, err, hint string }{
		{"--answers sent,123456", "answer 2", "How should the code come?"},
		{"--answers sent,shown", "second answer", "sent, shown"},
		{"--answers phone", "do not lead to", "--list"},
		{"--check power", "no such check", "clock, code"},
		{"--check network", "needs a --host", "--host www.example.com"},
		{"--host a.example", "belongs to", "--check network"},
		{"--check network --host a_b!", "not the name", "www.example.com"},
		{"--check network --host " + testKey, "looks like a key", "never belongs"},
		{"--site nowhere", "nothing is known", "amazon"},
		{"--list --answers sent", "only lists", "leave"},
		{"--against https://a.example", "--against", "codeclock check"},
	} {
		got := runIn(t, newWorld(), append([]string{"guide"}, strings.Fields(tt.args)...)...)
		if got.Status != 64 || got.Stdout != "" || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, tt.hint) || strings.Contains(got.Err, "123456") || keyLeaks(got.Err) {
			t.Errorf("%s: status %d, %q", tt.args, got.Status, got.Err)
		}
	}
}

// A code at the guide's check is judged and not shown, whatever it is; nor is
// anything that is typed where no answer fits.
func TestGuideNeverLeaks(t *testing.T) {
	for name, secret := range planted() {
		for _, format := range []string{"text", "json", "markdown"} {
			w := leaky(t)
			w.stdin = strings.NewReader(secret)
			run(t.Context(), &w.env, []string{"guide", "--answers", "shown,phone,google,refused,pasted", "--check", "code", "--format", format})
			if got := leaks(w.out.String()+w.err.String(), planted()); len(got) > 0 {
				t.Errorf("%s in %s: %v", name, format, got)
			}
		}
		for _, args := range [][]string{
			{"guide", "--answers", secret}, {"guide", "--site", secret}, {"guide", "--check", secret}, {"guide", secret},
			{"guide", "--plain"}, {"guide", "--format", secret},
		} {
			w := leaky(t)
			w.stdin = strings.NewReader(secret + "\n" + secret + "\n")
			run(t.Context(), &w.env, args)
			if got := leaks(w.out.String()+w.err.String(), unrepeated()); len(got) > 0 {
				t.Errorf("%v gives away %v", args, got)
			}
		}
	}
}

// Nobody is contacted but whom a flag names: what would be is counted, in every
// walk of the people, in every format, with every other check.
func TestGuideContactsNobodyUnasked(t *testing.T) {
	var asked []string
	count := func(w *world) {
		resolve, dial := toPortal(t)
		w.resolve = func(ctx context.Context, host string) ([]addr, error) {
			asked = append(asked, "name "+host)
			return resolve(ctx, host)
		}
		w.dial = func(ctx context.Context, network, address string) (conn, error) {
			asked = append(asked, "address "+address)
			return dial(ctx, network, address)
		}
	}
	for _, p := range people() {
		for _, extra := range []string{"", "--format=json", "--all", "--check=code"} {
			w := newWorld()
			count(w)
			runIn(t, w, append([]string{"guide", "--answers", p.answers}, strings.Fields(extra)...)...)
		}
	}
	if len(asked) > 0 {
		t.Errorf("contacted without being asked: %v", asked)
	}
	w := newWorld()
	w.now = time.Now
	count(w)
	run(t.Context(), &w.env, []string{"guide", "--answers", "sent,mail,no-page", "--check=network", "--host=portal.example"})
	if got := strings.Join(asked, ", "); got != "name portal.example, address 127.0.0.1:443, address 127.0.0.1:80" {
		t.Errorf("asked for one host, it contacted %s", got)
	}
}
