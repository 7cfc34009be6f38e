package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// keypress is one key, or in line mode one line, and when it came.
type keypress struct {
	text string
	at   time.Time // stamped at the read, before anything else is done with it
}

// The keys that mean something everywhere.
const (
	keyInterrupt = "\x03" // Ctrl-C, which raw mode does not turn into a signal
	keyEnd       = "\x04"
	keyEscape    = "\x1b"
)

// leaves reports whether a key asks to leave.
func (k keypress) leaves() bool {
	switch k.text {
	case "q", "Q", keyInterrupt, keyEnd, keyEscape:
		return true
	}
	return false
}

// keyboard hands out what is typed. It must be closed, whatever happens.
type keyboard struct {
	keys    <-chan keypress // closed at the end of the input; nil for no keyboard
	raw     bool            // single keys, not lines
	restore func()          // gives the terminal back, or ends the reading of lines
	once    sync.Once

	interrupted bool // somebody pressed Ctrl-C, which raw mode does not turn into a signal
}

// leaves reports whether a key asks to leave, and remembers one that interrupts.
func (k *keyboard) leaves(key keypress) bool {
	k.interrupted = k.interrupted || key.text == keyInterrupt
	return key.leaves()
}

// close gives the keyboard back. What is typed in a terminal after that still
// comes, edited and echoed by it, as the keys of whole lines.
func (k *keyboard) close() { k.once.Do(k.restore) }

// noKeyboard hands out nothing.
func noKeyboard() *keyboard { return &keyboard{restore: func() {}} }

// openKeyboard reads single keys of a terminal. Closing gives the terminal back
// as it was.
func openKeyboard(in *os.File) (*keyboard, error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, err
	}
	return &keyboard{
		keys: readKeys(in), raw: true,
		restore: func() { term.Restore(int(in.Fd()), state) },
	}, nil
}

// readKeys hands out what each read brings: a key, several that were quick, or
// the sequence of a special key, which begins with an escape and stays whole.
// The reader ends with the process: nothing can interrupt a read from a terminal.
func readKeys(in io.Reader) <-chan keypress {
	keys := make(chan keypress)
	go func() {
		defer close(keys)
		buffer := make([]byte, 64)
		for {
			n, err := in.Read(buffer)
			at := time.Now()
			for _, key := range split(string(buffer[:n])) {
				keys <- keypress{key, at}
			}
			if err != nil {
				return
			}
		}
	}()
	return keys
}

func split(read string) []string {
	if strings.HasPrefix(read, keyEscape) {
		return []string{read}
	}
	return strings.Split(read, "")
}

// lineKeyboard reads lines, for those who cannot or do not want to have single
// keys read.
func lineKeyboard(in io.Reader) *keyboard {
	keys := make(chan keypress)
	done := make(chan struct{})
	go func() {
		defer close(keys)
		lines := bufio.NewScanner(in)
		for lines.Scan() {
			k := keypress{strings.TrimSpace(lines.Text()), time.Now()}
			select {
			case keys <- k:
			case <-done:
				return
			}
		}
	}()
	return &keyboard{keys: keys, restore: func() { close(done) }}
}

// typed collects a line from single keys, and shows it as it grows. It is false
// when the person leaves.
func (k *keyboard) typed(echo io.Writer, first keypress) (string, bool) {
	if !k.raw {
		return first.text, !k.leaves(first)
	}
	line := ""
	for key := first; ; {
		switch {
		case k.leaves(key):
			return "", false
		case key.text == "\r" || key.text == "\n":
			io.WriteString(echo, "\n")
			return line, true
		case key.text == "\x7f" || key.text == "\b":
			if line != "" {
				line = line[:len(line)-1]
				io.WriteString(echo, "\b \b")
			}
		case plainText(key.text) && len(line)+len(key.text) <= maxTyped:
			line += key.text
			io.WriteString(echo, key.text)
		}
		var open bool
		if key, open = <-k.keys; !open {
			return "", false
		}
	}
}

// line reads one line, from a terminal that has been given back if there is one.
// It is empty at the end of the input or of ctx.
func (k *keyboard) line(ctx context.Context) string {
	var first keypress
	select {
	case first = <-k.keys:
	case <-ctx.Done():
		return ""
	}
	line, _ := k.typed(io.Discard, first)
	return line
}

// maxTyped is longer than any answer.
const maxTyped = 20

func plainText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// newlines writes for a terminal in raw mode, which does not return the carriage
// by itself.
type newlines struct{ io.Writer }

func (w newlines) Write(p []byte) (int, error) {
	_, err := io.WriteString(w.Writer, strings.ReplaceAll(string(p), "\n", "\r\n"))
	return len(p), err
}
