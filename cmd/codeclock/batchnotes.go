package main

import (
	"errors"
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/batch"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// progressEvery is how often progress is drawn.
const progressEvery = 200 * time.Millisecond

// batchNotes is what is said on standard error while a batch is gone through.
type batchNotes struct {
	e             *env
	rows, skipped int
	verdicts      map[result.Verdict]int
	begun, drawn  time.Time
	hinted        map[string]bool
}

func newBatchNotes(e *env) *batchNotes {
	return &batchNotes{e: e, verdicts: map[result.Verdict]int{}, begun: time.Now(), hinted: map[string]bool{}}
}

// keyFlaws says which keys can't be used, and what had to be understood in others.
func (n *batchNotes) keyFlaws(keys *batch.Keys) {
	for _, flaw := range keys.Flaws {
		n.complain("the keys, ", flaw, "")
	}
	for _, note := range keys.Notes {
		fmt.Fprintln(n.e.stderr, words.KeyNote(note))
	}
}

// flaw says why a row is skipped. A reference is shown where it can be no secret.
func (n *batchNotes) flaw(row batch.Row, err error) {
	n.rows++
	n.skipped++
	n.clear()
	var flaw *batch.Flaw
	if !errors.As(err, &flaw) {
		flaw = &batch.Flaw{Line: row.Line, Column: "code", Err: err}
	}
	shown, ok := cli.Shown(row.Ref)
	if !ok || !errors.Is(err, batch.ErrRef) {
		shown = ""
	}
	n.complain("", flaw, shown)
	n.draw()
}

// complain prints a flaw, and its hint the first time that it is given.
func (n *batchNotes) complain(of string, flaw *batch.Flaw, shown string) {
	what, hint := flawWords(flaw.Err)
	place := fmt.Sprintf("line %d", flaw.Line)
	if flaw.Column != "" {
		place += ", " + flaw.Column
	}
	if shown != "" {
		what += ": " + shown
	}
	fmt.Fprintf(n.e.stderr, "codeclock: %s%s: %s\n", of, place, what)
	if hint != "" && !n.hinted[hint] {
		n.hinted[hint] = true
		fmt.Fprintf(n.e.stderr, "codeclock: hint: %s\n", hint)
	}
}

func (n *batchNotes) answered(v result.Verdict) {
	n.rows++
	n.verdicts[v]++
	n.draw()
}

// draw shows at a terminal how far it is.
func (n *batchNotes) draw() {
	now := time.Now()
	if !n.e.canRedraw() || now.Sub(n.drawn) < progressEvery {
		return
	}
	n.drawn = now
	fmt.Fprintf(n.e.stderr, "\r%s, %.0f a second\x1b[K", words.Count(n.rows, "row"), float64(n.rows)/max(now.Sub(n.begun).Seconds(), 1e-3))
}

// clear takes away what was drawn.
func (n *batchNotes) clear() {
	if n.e.canRedraw() && !n.drawn.IsZero() {
		fmt.Fprint(n.e.stderr, "\r\x1b[K")
		n.drawn = time.Time{}
	}
}

// summary says at a terminal what came of it.
func (n *batchNotes) summary() {
	if !n.e.stderrTerminal {
		return
	}
	text := fmt.Sprintf("%s in %s:", words.Count(n.rows, "row"), time.Since(n.begun).Round(time.Millisecond))
	for _, v := range []result.Verdict{result.OK, result.AtRisk, result.Wrong, result.CantTell} {
		text += fmt.Sprintf(" %d %s,", n.verdicts[v], v)
	}
	fmt.Fprintf(n.e.stderr, "%s %d not used.\n", text, n.skipped)
}

// unused is the error of a batch of which rows were skipped.
func (n *batchNotes) unused() error {
	hint := "the others are answered"
	if n.skipped == n.rows {
		hint = ""
	}
	return cli.Hint(fmt.Errorf("%d of %s could not be used, see above", n.skipped, words.Count(n.rows, "row")), hint)
}

// interrupted says what there is of a batch that was not gone through.
func (n *batchNotes) interrupted(out outputOptions) string {
	switch {
	case !out.toStdout():
		return "the file of --output is as it was before"
	case n.rows == n.skipped:
		return "none was answered yet"
	}
	return fmt.Sprintf("what was written is whole: the answers to the first %s", words.Count(n.rows, "row"))
}
