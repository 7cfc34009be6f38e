//go:build unix && !linux

package cli

import "golang.org/x/sys/unix"

// NoCore asks the system not to write this process's memory to a file when it ends
// badly: a key may be in it. Where the system refuses, all is as before.
func NoCore() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
