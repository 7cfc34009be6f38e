package cli

import (
	"os"

	"github.com/inconshreveable/mousetrap"
	"golang.org/x/sys/windows"
)

// EnableColours asks the console to understand escape sequences, which older
// ones do not; false when it refuses.
func EnableColours(f *os.File) bool {
	h := windows.Handle(f.Fd())
	var mode uint32
	if windows.GetConsoleMode(h, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(h, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

// StartedByExplorer reports whether a double click started the program, so that
// its window closes with it.
func StartedByExplorer() bool { return mousetrap.StartedByExplorer() }
