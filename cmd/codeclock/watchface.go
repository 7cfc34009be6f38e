package main

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// watchFace is how a watch that is going on is shown.
type watchFace interface {
	sample(line string, next time.Duration) error // there is a new one; line is its JSON
	pass(next time.Duration) error                // a second has passed
	note(text string)                             // something else has to be said, unless it is ""
	clear()                                       // the watch is over
}

// watchFace returns the face that was asked for: on a terminal a picture.
func (o vigilOptions) watchFace(e *env, w *result.Watch) watchFace {
	lines := &lineFace{env: e, json: o.format.Value == formatLines, watch: w}
	switch {
	case !o.toStdout(), o.format.Value == "json":
		lines.quiet = true
	case o.format.Value == "text" && e.redraws(o.plain):
		return &pictureFace{env: e, watch: w, colour: o.colour.Value}
	}
	return lines
}

// lineFace writes a line for each sample.
type lineFace struct {
	env         *env
	watch       *result.Watch
	json, quiet bool
	noted       string
}

func (f *lineFace) sample(line string, _ time.Duration) error {
	switch {
	case f.quiet:
		return nil
	case !f.json:
		line = render.WatchLine(f.watch)
	}
	return cli.Write(f.env.stdout, line)
}

func (f *lineFace) pass(time.Duration) error { return nil }

func (f *lineFace) note(text string) {
	if text != "" && text != f.noted {
		fmt.Fprintf(f.env.stderr, "codeclock: %s\n", text)
	}
	f.noted = text
}

func (f *lineFace) clear() {
	if !f.quiet && !f.json && f.watch.Samples > 0 {
		cli.Write(f.env.stdout, "\n")
	}
}

// pictureFace draws each picture over the one before. It leaves the terminal's settings
// and its cursor alone, so that there is nothing to restore.
type pictureFace struct {
	env    *env
	watch  *result.Watch
	colour string
	drawn  []string // the lines of the picture that is there
	noted  string
}

func (f *pictureFace) sample(_ string, next time.Duration) error { return f.pass(next) }

func (f *pictureFace) note(text string) {
	if text != "" {
		f.noted = text
	}
}

func (f *pictureFace) pass(next time.Duration) error {
	if f.watch.Check == nil {
		return nil // nothing is measured so far
	}
	screen := f.env.screen(f.colour)
	text := render.WatchLive(f.watch, render.WatchState{Next: next, Note: f.noted}, screen)
	over := f.over()
	f.drawn = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	return cli.Write(f.env.stdout, over+text)
}

// over returns what moves the cursor to the beginning of the picture and clears the rest
// of the screen (ECMA-48, CUU and ED). Lines that have become longer than the terminal is
// wide take several of its rows.
func (f *pictureFace) over() string {
	if len(f.drawn) == 0 {
		return ""
	}
	columns, _ := f.env.terminal()
	rows := 0
	for _, l := range f.drawn {
		rows++
		if columns > 0 {
			rows += max(words.Width(l)-1, 0) / columns
		}
	}
	return fmt.Sprintf("\r\x1b[%dA\x1b[J", rows)
}

func (f *pictureFace) clear() { cli.Write(f.env.stdout, f.over()) }
