package cli

import "golang.org/x/sys/unix"

// NoCore asks the system not to write this process's memory to a file when it ends
// badly: a key may be in it. A limit of 0 stops core files, but not one that is piped
// to a collector (core(5)); being undumpable stops both (prctl(2), PR_SET_DUMPABLE).
// Where the system refuses, all is as before.
func NoCore() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
