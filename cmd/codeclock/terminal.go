package main

import (
	"strconv"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
)

// terminal returns the size of the terminal: what it says itself, or else what COLUMNS
// and LINES say of one that does not, such as a serial line; 0 for what is not known.
func (e *env) terminal() (columns, rows int) {
	if e.size != nil {
		columns, rows = e.size()
	}
	for _, side := range []struct {
		value *int
		name  string
	}{{&columns, "COLUMNS"}, {&rows, "LINES"}} {
		if n, err := strconv.Atoi(e.getenv(side.name)); err == nil && n > 0 && *side.value == 0 {
			*side.value = n
		}
	}
	return columns, rows
}

// screen is where people read standard output. colour is the flag --color.
func (e *env) screen(colour string) render.Screen {
	return e.screenOf(e.stdoutTerminal, cli.UseColour(e.getenv, colour, e.stdoutTerminal))
}

// screenOf is the screen of one of the streams: what is no terminal is laid out as a page.
func (e *env) screenOf(terminal, color bool) render.Screen {
	s := render.Screen{Color: color}
	if terminal {
		s.Columns, s.Rows = e.terminal()
	}
	return s
}

// unicode reports whether the terminal has letters beside ASCII, as far as the locale
// says (POSIX, Environment Variables, section 8.2: the first that is set counts).
func (e *env) unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToUpper(e.getenv(name)); locale != "" {
			return strings.Contains(locale, "UTF-8") || strings.Contains(locale, "UTF8") || e.goos == "windows"
		}
	}
	return true
}

// folding returns the world with notes, questions and errors that keep to the width of
// the terminal that they go to.
func (e *env) folding() *env {
	if !e.stderrTerminal {
		return e
	}
	own := *e
	own.stderr = &cli.Folding{To: e.stderr, Size: func() (columns, rows int) {
		s := e.screenOf(true, false)
		return s.Width(), s.Rows
	}}
	return &own
}
