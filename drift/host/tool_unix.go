//go:build unix

package host

import (
	"os/exec"
	"syscall"
)

// inGroup makes a program the first of a process group, so that it can be ended
// together with what it started.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// endGroup ends what a program that has ended left behind. Nobody else can have got
// its number meanwhile: a group keeps it while one of its processes is there.
func endGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	}
}
