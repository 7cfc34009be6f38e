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
	lineErase = "\r\x1b[K"
	cursorUp  = "\x1b[%dA"
)

// choose returns the index of the chosen line, menuLeft or menuBack.
func (m menu) choose(ctx context.Context, question string, lines []string) int {
	fmt.Fprintln(m.out)
	for _, l := range words.Wrap(question, words.Columns) {
		fmt.Fprintln(m.out, l)
	}
	if !m.keys.Raw {
		return m.chooseNumber(ctx, lines)
	}
	fmt.Fprintln(m.out, "Up and down: choose. Enter: go on. b: back. q: leave.")
	at := 0
	m.draw(lines, at)
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
		fmt.Fprintf(m.out, cursorUp, len(lines))
		m.draw(lines, at)
	}
}

// draw shows the lines, each on one, with a mark before the one that Enter takes.
func (m menu) draw(lines []string, at int) {
	for i, l := range lines {
		mark := "  "
		if i == at {
			mark = "> "
		}
		text := []rune(fmt.Sprintf("%s%2d  %s", mark, i+1, l))
		fmt.Fprintln(m.out, lineErase+string(text[:min(len(text), words.Columns)]))
	}
}

func (m menu) chooseNumber(ctx context.Context, lines []string) int {
	for i, l := range lines {
		fmt.Fprintf(m.out, "  %2d  %s\n", i+1, l)
	}
	fmt.Fprintln(m.out, "Type a number and press Enter (b: back, q: leave).")
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
