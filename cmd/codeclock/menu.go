package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/words"
)

// menu has one of a few lines chosen: with the arrow keys, or by its number.
type menu struct {
	keys *cli.Keyboard
	out  io.Writer
}

// What a menu can come to besides a choice.
const (
	menuLeft = -1 // the person leaves, or the input has ended
	menuBack = -2
)

// Sequences of terminals (ECMA-48): the arrow keys, and what redraws the lines.
const (
	keyUp     = "\x1b[A"
	keyDown   = "\x1b[B"
	keyUpApp  = "\x1bOA" // in application mode
	keyDnApp  = "\x1bOB"
	startOver = "\x1b[%dA\r\x1b[J" // up as many rows, and clear what is below
)

// choose returns the index of the chosen line, menuLeft or menuBack.
func (m menu) choose(ctx context.Context, question string, lines []string) int {
	fmt.Fprintln(m.out)
	cli.Say(m.out, question)
	if !m.keys.Raw {
		return m.chooseNumber(ctx, lines)
	}
	cli.Say(m.out, "Up and down: choose. Enter: go on. b: back. q: leave.")
	at := 0
	drawn := m.draw(lines, at)
	for {
		k, ok := nextKey(ctx, m.keys)
		switch {
		case !ok:
			return menuLeft
		case k.Text == keyUp || k.Text == keyUpApp:
			at = (at + len(lines) - 1) % len(lines)
		case k.Text == keyDown || k.Text == keyDnApp:
			at = (at + 1) % len(lines)
		case k.Text == "b" || k.Text == "B":
			return menuBack
		case k.Presses():
			return at
		default:
			if n, err := strconv.Atoi(k.Text); err == nil && n >= 1 && n <= len(lines) {
				return n - 1
			}
			continue
		}
		fmt.Fprintf(m.out, startOver, drawn)
		drawn = m.draw(lines, at)
	}
}

// draw shows the lines, with a mark before the one that Enter takes, and returns how
// many rows that took. Where the terminal has no room for all, those around the mark
// are shown.
func (m menu) draw(lines []string, at int) (rows int) {
	columns, room := cli.Size(m.out)
	items := make([][]string, len(lines))
	for i, l := range lines {
		mark := "  "
		if i == at {
			mark = "> "
		}
		items[i] = words.Hang(fmt.Sprintf("%s%2d  ", mark, i+1), l, "      ", columns)
	}
	from, to := around(items, at, room-menuHead)
	for _, item := range items[from:to] {
		fmt.Fprintln(m.out, strings.Join(item, "\n"))
		rows += len(item)
	}
	if to-from < len(items) {
		fmt.Fprintf(m.out, "      (%d of %d)\n", to-from, len(items))
		rows++
	}
	return rows
}

// menuHead is how many rows stay free of the lines of a menu: for its question, its
// keys, how many there are, and the cursor.
const menuHead = 6

// around returns which items to show in a room of rows: all, or those around one of
// them, which has room whatever happens. No room is no end of it.
func around(items [][]string, at, room int) (from, to int) {
	if room <= -menuHead {
		return 0, len(items)
	}
	from, to = at, at+1
	used := len(items[at])
	for grown := true; grown; {
		grown = false
		if from > 0 && used+len(items[from-1]) <= room {
			from--
			used, grown = used+len(items[from]), true
		}
		if to < len(items) && used+len(items[to]) <= room {
			used, grown = used+len(items[to]), true
			to++
		}
	}
	return from, to
}

func (m menu) chooseNumber(ctx context.Context, lines []string) int {
	for i, l := range lines {
		cli.Say(m.out, fmt.Sprintf("  %2d  %s", i+1, l))
	}
	cli.Say(m.out, "Type a number and press Enter (b: back, q: leave).")
	for {
		k, ok := nextKey(ctx, m.keys)
		if !ok {
			return menuLeft
		}
		if strings.EqualFold(k.Text, "b") {
			return menuBack
		}
		if n, err := strconv.Atoi(k.Text); err == nil && n >= 1 && n <= len(lines) {
			return n - 1
		}
		fmt.Fprintln(m.out, words.GuideAgain)
	}
}

// nextKey returns the next key or line, false at the end of the input or of ctx, or
// when the person leaves.
func nextKey(ctx context.Context, keys *cli.Keyboard) (cli.Keypress, bool) {
	select {
	case k, open := <-keys.Keys:
		return k, open && !keys.Leaves(k)
	case <-ctx.Done():
		return cli.Keypress{}, false
	}
}
