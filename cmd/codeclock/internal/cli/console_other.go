//go:build !windows

package cli

import "os"

// EnableColours reports whether a terminal understands escape sequences.
func EnableColours(*os.File) bool { return true }

// StartedByExplorer is for Windows alone.
func StartedByExplorer() bool { return false }
