package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/term"
)

// Keypress is one key, or in line mode one line, and when it came.
type Keypress struct {
	Text string
	At   time.Time // stamped at the read, before anything else is done with it
}

// The keys that mean something everywhere.
const (
	KeyInterrupt = "\x03" // Ctrl-C, which raw mode does not turn into a signal
	keyQuit      = "\x1c" // Ctrl-\, likewise
	keyEnd       = "\x04"
	keyEscape    = "\x1b"
)

// Leaves reports whether a key asks to leave.
func (k Keypress) Leaves() bool {
	switch k.Text {
	case "q", "Q", KeyInterrupt, keyQuit, keyEnd, keyEscape:
		return true
	}
	return false
}

// Presses reports whether a key, or an empty line, marks a moment.
func (k Keypress) Presses() bool {
	return slices.Contains([]string{"", " ", "\r", "\n"}, k.Text)
}

// Keyboard hands out what is typed. It must be closed, whatever happens.
type Keyboard struct {
	Keys    <-chan Keypress // closed at the end of the input; nil for no keyboard
	Raw     bool            // single keys, not lines
	restore func()          // gives the terminal back, or ends the reading of lines
	once    sync.Once

	Interrupted bool // somebody pressed Ctrl-C, which raw mode does not turn into a signal
}

// Leaves reports whether a key asks to leave, and remembers one that interrupts.
func (k *Keyboard) Leaves(key Keypress) bool {
	k.Interrupted = k.Interrupted || key.Text == KeyInterrupt || key.Text == keyQuit
	return key.Leaves()
}

// Close gives the keyboard back. What is typed in a terminal after that still
// comes, edited and echoed by it, as the keys of whole lines.
func (k *Keyboard) Close() { k.once.Do(k.restore) }

// NoKeyboard hands out nothing.
func NoKeyboard() *Keyboard { return &Keyboard{restore: func() {}} }

// OpenKeyboard reads single keys of a terminal. Closing gives the terminal back
// as it was.
func OpenKeyboard(in *os.File) (*Keyboard, error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, err
	}
	return RawKeyboard(in, func() { term.Restore(int(in.Fd()), state) }), nil
}

// RawKeyboard reads single keys of a terminal that is in raw mode already.
// restore is called when it is closed.
func RawKeyboard(in io.Reader, restore func()) *Keyboard {
	return &Keyboard{Keys: readKeys(in), Raw: true, restore: restore}
}

// readKeys hands out what each read brings: a key, several that were quick, or
// the sequence of a special key, which begins with an escape and stays whole.
// The reader ends with the process: nothing can interrupt a read from a terminal.
func readKeys(in io.Reader) <-chan Keypress {
	keys := make(chan Keypress)
	go func() {
		defer close(keys)
		buffer := make([]byte, 64)
		for {
			n, err := in.Read(buffer)
			at := time.Now()
			for _, key := range split(string(buffer[:n])) {
				keys <- Keypress{key, at}
			}
			if err != nil {
				return
			}
		}
	}()
	return keys
}

// split parts what was read into keys. A special key is an escape, a bracket or an
// O, and what follows up to a letter (ECMA-48, section 5.4); any other sequence
// stays whole.
func split(read string) (keys []string) {
	for read != "" {
		n := 1
		switch {
		case strings.HasPrefix(read, "\x1b[") || strings.HasPrefix(read, "\x1bO"):
			n = 3 + strings.IndexFunc(read[2:], func(r rune) bool { return '@' <= r && r <= '~' })
			if n < 3 {
				n = len(read)
			}
		case strings.HasPrefix(read, keyEscape):
			n = len(read)
		default:
			_, n = utf8.DecodeRuneInString(read)
		}
		keys, read = append(keys, read[:n]), read[n:]
	}
	return keys
}

// LineKeyboard reads lines, for those who cannot or do not want to have single
// keys read.
func LineKeyboard(in io.Reader) *Keyboard {
	keys := make(chan Keypress)
	done := make(chan struct{})
	go func() {
		defer close(keys)
		lines := bufio.NewScanner(in)
		for lines.Scan() {
			k := Keypress{strings.TrimSpace(lines.Text()), time.Now()}
			select {
			case keys <- k:
			case <-done:
				return
			}
		}
	}()
	return &Keyboard{Keys: keys, restore: func() { close(done) }}
}

// Typed collects a line from single keys, and shows it as it grows. It is false
// when the person leaves.
func (k *Keyboard) Typed(echo io.Writer, first Keypress) (string, bool) {
	if !k.Raw {
		return first.Text, !k.Leaves(first)
	}
	line := ""
	for key := first; ; {
		switch {
		case k.Leaves(key):
			return "", false
		case key.Text == "\r" || key.Text == "\n":
			io.WriteString(echo, "\n")
			return line, true
		case key.Text == "\x7f" || key.Text == "\b":
			if line != "" {
				line = line[:len(line)-1]
				io.WriteString(echo, "\b \b")
			}
		case plainText(key.Text) && len(line)+len(key.Text) <= maxTyped:
			line += key.Text
			io.WriteString(echo, key.Text)
		}
		var open bool
		if key, open = <-k.Keys; !open {
			return "", false
		}
	}
}

// Line reads one line, from a terminal that has been given back if there is one.
// It is empty at the end of the input or of ctx.
func (k *Keyboard) Line(ctx context.Context) string {
	var first Keypress
	select {
	case first = <-k.Keys:
	case <-ctx.Done():
		return ""
	}
	line, _ := k.Typed(io.Discard, first)
	return line
}

// maxTyped is longer than any answer.
const maxTyped = 20

func plainText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// Echo returns a writer for what is said while the keyboard is open: a terminal in
// raw mode does not return the carriage by itself.
func (k *Keyboard) Echo(to io.Writer) io.Writer {
	if !k.Raw {
		return to
	}
	if f, ok := to.(*Folding); ok {
		return &Folding{To: newlines{f.To}, Size: f.Size}
	}
	return newlines{to}
}

type newlines struct{ io.Writer }

func (w newlines) Write(p []byte) (int, error) {
	_, err := io.WriteString(w.Writer, strings.ReplaceAll(string(p), "\n", "\r\n"))
	return len(p), err
}
