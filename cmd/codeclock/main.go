// Codeclock tells why login codes are refused: whether a clock is to blame,
// whose, by how much, and what to do.
//
// main and run stand on the commands, the commands on the files that several of
// them share, and those on package cli; nothing calls back up. To add a command:
//
//   - File: NAME.go has newNAME, its options, help text and runNAME, and nothing
//     that another command needs. It is one line in commands (run.go).
//   - Flags: embed what is shared (measureOptions, ruleOptions, outputOptions …) and
//     bind it; bind your own in newNAME. A word out of a few is a cli.Choice. Flags
//     that exclude each other are rows of a cli.Refuse.
//   - Errors: cli.Usage and cli.Usagef for a call that cannot be understood, cli.Hint
//     for anything else that somebody can mend. Never repeat what could be a secret.
//   - Output: a document with a text, a JSON and, for monitoring, a render.Status,
//     given to outputOptions.show with its verdict, or cli.Write. One face a file in render.
//     A face is made for the render.Screen of outputOptions.screen or env.screen, and keeps
//     to its width by the line, wrapped and table of its page. What goes to stderr folds by
//     itself; cli.Say is for sentences.
//   - Help: what it does in a few short paragraphs, and examples, within 72 columns. Flags
//     that are shared are a row of helpSections. A page of "codeclock help" is a row of
//     helpTopics, with its text in its own file.
//   - Tests: a golden of what people see, a schema of the JSON, every wrong call in the
//     table of check_test.go, and every output in leak_test.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	cobra.MousetrapHelpText = "" // a double click must work, see run
	ctx, end := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} { // the last prints a trace unless it is taken
		if !signal.Ignored(s) { // nohup, and a shell's jobs in the background
			signal.Notify(signals, s)
		}
	}
	go func() {
		<-signals
		end()
		<-signals // ends what does not listen to the first
		os.Exit(interrupted)
	}()
	os.Exit(run(ctx, system(), os.Args[1:]))
}

// interrupted is the exit status of a program that a signal ended, as shells have it
// for Ctrl-C.
const interrupted = 130
