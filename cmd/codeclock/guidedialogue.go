package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/words"
)

// guideDialogue asks somebody at the keyboard the questions of the guide, and
// whether to run the checks that fit.
type guideDialogue struct {
	menu
	checks guideChecks
	hidden bool // what is typed is not shown, so that a code may be
}

func newGuideDialogue(e *env, keys *cli.Keyboard, checks guideChecks) guideDialogue {
	out := keys.Echo(e.stderr)
	return guideDialogue{menu: menu{keys, out}, checks: checks, hidden: keys.Raw || e.keyboard == nil}
}

// ask goes through the questions that are open. It returns fewer answers when the
// person leaves or the input ends; leaving by Ctrl-C is an error.
func (d guideDialogue) ask(ctx context.Context, answers []string) ([]string, error) {
	given := len(answers)
	d.say("Before you try again: stop after 3 wrong codes. More can lock you out. Keep your recovery codes.")
	for {
		q, open := guide.Next(answers)
		if !open {
			return answers, nil
		}
		offered := q.Offered(answers)
		lines := make([]string, len(offered))
		for i, a := range offered {
			lines[i] = a.Text
		}
		switch chosen := d.choose(ctx, q.Text, lines); {
		case chosen == menuBack:
			answers = answers[:max(len(answers)-1, given)]
		case chosen == menuLeft && (d.keys.Interrupted || ctx.Err() != nil):
			return answers, errInterrupted
		case chosen == menuLeft:
			return answers, nil
		default:
			answers = append(slices.Clone(answers), offered[chosen].Word)
		}
	}
}

func (d guideDialogue) say(text string) { cli.Say(d.out, text) }

// offer asks for each check that fits whether to run it, and runs those.
func (d guideDialogue) offer(ctx context.Context, answers []string) (ran []guide.Ran, err error) {
	for _, c := range guide.Runnable(answers) {
		var one guide.Ran
		switch {
		case c == guide.Clock && d.agrees(ctx, "Check this computer's clock now? It asks the servers that \"codeclock servers\" lists. [y/N] "):
			one, err = d.checks.clock(ctx)
		case c == guide.Code && d.hidden && d.agrees(ctx, "Check the form of the next code? You type it, and it is not shown. [y/N] "):
			io.WriteString(d.out, "Code (it is not shown): ")
			code, ok := d.typed(ctx, io.Discard)
			fmt.Fprintln(d.out)
			if ok {
				one = codeRan(code, answers)
			}
		case c == guide.Network:
			one = d.reach(ctx)
		}
		if err != nil || d.keys.Interrupted {
			return ran, err
		}
		if one.Check != guide.None {
			d.say(one.Said)
			ran = append(ran, one)
		}
	}
	return ran, nil
}

// agrees asks a question that only yes answers with yes.
func (d guideDialogue) agrees(ctx context.Context, question string) bool {
	d.prompt(question)
	line, ok := d.typed(ctx, d.out)
	return ok && slices.Contains([]string{"y", "yes"}, strings.ToLower(strings.TrimSpace(line)))
}

// reach asks for a host, and looks at the way to it.
func (d guideDialogue) reach(ctx context.Context) guide.Ran {
	d.prompt("Check the way to the site? Type its name, such as www.example.com, or just press Enter: ")
	line, ok := d.typed(ctx, d.out)
	if !ok || strings.TrimSpace(line) == "" {
		return guide.Ran{}
	}
	host, err := checkNamed("the site", line)
	if err != nil {
		d.say(words.GuideAgain)
		return guide.Ran{}
	}
	return d.checks.network(ctx, host)
}

// prompt writes a question, its last line without an end.
func (d guideDialogue) prompt(question string) {
	columns, _ := cli.Size(d.out)
	lines := words.Wrap(strings.TrimSpace(question), columns)
	fmt.Fprint(d.out, "\n"+strings.Join(lines, "\n")+" ")
}

// typed reads a line. Only what is echoed is shown; in line mode a terminal shows
// what it reads by itself. It is false when the person leaves.
func (d guideDialogue) typed(ctx context.Context, echo io.Writer) (string, bool) {
	if !d.keys.Raw {
		k, ok := nextKey(ctx, d.keys)
		return k.Text, ok
	}
	line := []rune{}
	for {
		k, ok := nextKey(ctx, d.keys)
		if k.Text == "q" || k.Text == "Q" { // a letter of a name
			ok = true
		}
		switch {
		case !ok:
			return "", false
		case k.Text == "\r" || k.Text == "\n":
			fmt.Fprintln(echo)
			return string(line), true
		case k.Text == "\x7f" || k.Text == "\b":
			if len(line) > 0 {
				line = line[:len(line)-1]
				io.WriteString(echo, "\b \b")
			}
		case len(line) < maxTypedCode:
			line = append(line, []rune(k.Text)...)
			io.WriteString(echo, words.Clean(k.Text))
		}
	}
}
