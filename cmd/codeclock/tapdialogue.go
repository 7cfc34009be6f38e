package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// dialogue asks somebody at the keyboard to watch an app.
type dialogue struct {
	truth *truth
	zone  *time.Location // of this computer, and most likely of the phone
	keys  *cli.Keyboard
	out   io.Writer // for what is said while watching
}

func newDialogue(e *env, tr *truth, keys *cli.Keyboard) *dialogue {
	return &dialogue{tr, e.now().Location(), keys, keys.Echo(e.stderr)}
}

// ask prompts for taps, and for what the phone's own clock shows.
func (d *dialogue) ask(ctx context.Context, want int, t *result.Taps) error {
	taps, err := d.taps(ctx, want)
	t.Made = taps.list
	if t.Conclude(); err != nil || len(taps.list) < want {
		return err // or nil: the person has left
	}
	if want > 1 && t.Apart() {
		d.say("One press lies apart from the others. Presses wanted: %d more.", morePresses)
		if err := d.more(ctx, &taps, len(taps.list)+morePresses); err != nil {
			return err
		}
		t.Made = taps.list
		t.Conclude()
	}
	if t.Err != nil || t.App.NoClock {
		return nil // there is nothing to compare, or nothing to compare with
	}
	if t.Clock, err = d.clock(ctx); d.keys.Interrupted {
		return errInterrupted
	}
	if t.Conclude(); err != nil || !t.Synced() {
		return err
	}
	return d.synced(ctx, t)
}

// morePresses are asked for when one lies apart from the others.
const morePresses = 2

// synced asks what presses cannot see: whether the app's own correction by whole
// minutes was ever used.
func (d *dialogue) synced(ctx context.Context, t *result.Taps) error {
	d.say("One question that presses cannot answer. Did you ever use the app's own time correction (\"Sync now\")? Press n for never, any other key for yes or not known.")
	k, ok := d.key(ctx)
	if ctx.Err() != nil || d.keys.Interrupted {
		return errInterrupted
	}
	if ok && strings.EqualFold(strings.TrimSpace(k.Text), "n") {
		t.App = t.App.NeverSynced()
		t.Conclude()
	}
	return nil
}

func (d *dialogue) say(format string, args ...any) {
	cli.Say(d.out, fmt.Sprintf(format, args...))
}

// pressed names the key that marks a moment.
func (d *dialogue) pressed() string {
	if d.keys.Raw {
		return "SPACE"
	}
	return "Enter"
}

// key returns the next key, false at the end of the input or of ctx.
func (d *dialogue) key(ctx context.Context) (cli.Keypress, bool) {
	select {
	case k, open := <-d.keys.Keys:
		return k, open && !d.keys.Leaves(k)
	case <-ctx.Done():
		return cli.Keypress{}, false
	}
}

// taps prompts until want taps have been made, or fewer when the person leaves.
func (d *dialogue) taps(ctx context.Context, want int) (tapList, error) {
	var taps tapList
	d.say("Watch a code in the authenticator app. Press %s at the very moment when it changes. Presses wanted: %d. q ends.", d.pressed(), want)
	err := d.more(ctx, &taps, want)
	return taps, err
}

// more prompts until there are want taps, or fewer when the person leaves.
func (d *dialogue) more(ctx context.Context, taps *tapList, want int) error {
	for len(taps.list) < want {
		k, ok := d.key(ctx)
		switch {
		case !ok && (len(taps.list) == 0 || ctx.Err() != nil || d.keys.Interrupted):
			return errInterrupted
		case !ok:
			return nil
		case !k.Presses():
		case !taps.add(d.truth, k.At):
			return errNoTruth
		default:
			d.say("%d of %d", len(taps.list), want)
		}
	}
	return nil
}

// clock has the phone's own clock read: to the second at the turn of its minute,
// or to the minute by what it shows. It is Unknown when that is skipped.
func (d *dialogue) clock(ctx context.Context) (skew.Interval, error) {
	d.say("Now the phone's own clock. Press %s at the moment when its minute changes, or type the time that it shows, such as 14:02. s skips this.", d.pressed())
	var turned *totp.Tap
	for {
		k, ok := d.key(ctx)
		if ctx.Err() != nil {
			return skew.Unknown, errInterrupted
		}
		if !ok || strings.EqualFold(k.Text, "s") {
			return skew.Unknown, nil
		}
		now, bound, known := d.truth.then(k.At)
		if !known {
			return skew.Unknown, errNoTruth
		}
		now = now.In(d.zone)
		if k.Presses() {
			turned = &totp.Tap{At: now, Bound: bound}
			d.say("Which time does it show now? Such as 14:02, then Enter.")
			continue
		}
		line, ok := d.keys.Typed(d.out, k)
		if !ok {
			return skew.Unknown, nil
		}
		if i, err := readClock(line, turned, now, bound, time.Since(k.At)); err == nil {
			return i, nil
		}
		d.say("That is not a time such as 14:02. Once more, or s to skip.")
	}
}
