package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// asking is the conversation of tap.
type asking struct {
	env   *env
	truth *truth
	out   io.Writer // for what is said meanwhile
	keys  *cli.Keyboard
}

// open reads the keyboard, single keys of it where that is possible and wanted.
func (a *asking) open(plain bool) error {
	if a.env.keyboard == nil || plain {
		a.keys = cli.LineKeyboard(a.env.stdin)
		return nil
	}
	keys, err := a.env.keyboard()
	if err == nil {
		a.keys, a.out = keys, cli.Newlines(a.out)
	}
	return err
}

// ask has the taps made, and the phone's clock read.
func (a *asking) ask(ctx context.Context, o tapping, t *result.Taps) error {
	taps, err := a.taps(ctx, o.taps)
	if err != nil {
		return err
	}
	t.Made = taps.list
	if t.Conclude(); t.Err != nil || len(taps.list) < o.taps {
		return nil // nothing to ask for, or the person has left
	}
	if t.Clock, err = a.clock(ctx); a.keys.Interrupted {
		return errInterrupted
	}
	t.Conclude()
	return err
}

func (a *asking) say(id string, args ...any) {
	for _, l := range words.Wrap(fmt.Sprintf(id, args...), words.Columns) {
		fmt.Fprintln(a.out, l)
	}
}

// pressed names the key that marks a moment.
func (a *asking) pressed() string {
	if a.keys.Raw {
		return words.KeySpace
	}
	return words.KeyEnter
}

// key returns the next key, false at the end of the input or of ctx.
func (a *asking) key(ctx context.Context) (cli.Keypress, bool) {
	select {
	case k, open := <-a.keys.Keys:
		return k, open && !a.keys.Leaves(k)
	case <-ctx.Done():
		return cli.Keypress{}, false
	}
}

// taps has as many taps made as wanted, or fewer when the person leaves.
func (a *asking) taps(ctx context.Context, want int) (tapList, error) {
	var taps tapList
	a.say(words.TapHow, a.pressed(), want)
	for len(taps.list) < want {
		k, ok := a.key(ctx)
		switch {
		case !ok && (len(taps.list) == 0 || ctx.Err() != nil || a.keys.Interrupted):
			return taps, errInterrupted
		case !ok:
			return taps, nil
		case !k.Presses():
		case !taps.add(a.truth, k.At):
			return taps, errNoTruth
		default:
			a.say(words.TapCount, len(taps.list), want)
		}
	}
	return taps, nil
}

// clock has the phone's own clock read: to the second at the turn of its minute,
// or to the minute by what it shows. It is Unknown when that is skipped.
func (a *asking) clock(ctx context.Context) (skew.Interval, error) {
	a.say(words.ClockHow, a.pressed())
	var turned *totp.Tap
	for {
		k, ok := a.key(ctx)
		if ctx.Err() != nil {
			return skew.Unknown, errInterrupted
		}
		if !ok || strings.EqualFold(k.Text, "s") {
			return skew.Unknown, nil
		}
		now, bound, known := a.truth.then(k.At)
		if !known {
			return skew.Unknown, errNoTruth
		}
		now = now.In(a.env.now().Location())
		if k.Presses() {
			turned = &totp.Tap{At: now, Bound: bound}
			a.say(words.ClockWhich)
			continue
		}
		line, ok := a.keys.Typed(a.out, k)
		if !ok {
			return skew.Unknown, nil
		}
		if i, err := readClock(line, turned, now, bound, time.Since(k.At)); err == nil {
			return i, nil
		}
		a.say(words.ClockAgain)
	}
}
