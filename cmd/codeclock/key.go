package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// keyOptions are the flags that say where a key is. A key itself is never an
// argument: other users of the computer could read it there.
type keyOptions struct {
	file    string
	account int
	names   bool
}

func bindKey(f *pflag.FlagSet, o *keyOptions) {
	f.StringVar(&o.file, "key-file", "", "read the key from this `file`, - for standard input")
	f.IntVar(&o.account, "account", 0, "the `number` of the key in it, counted from 1, where there are several")
	f.BoolVar(&o.names, "names", false, "list the names of several keys in it, to choose one with --account")
}

// maxKeyFile is room for an export of a thousand accounts.
const maxKeyFile = 1 << 20

var errNoKey = errors.New("interrupted before there was a key")

// load returns the key: from the file, from standard input, or from a prompt
// that does not show it.
func (o keyOptions) load(ctx context.Context, e *env) (totp.Key, error) {
	k, _, err := o.loadAmong(ctx, e)
	return k, err
}

// loadAmong returns the key and, in the order of --account, all that stand beside it.
// One of those that can't be read has no secret.
func (o keyOptions) loadAmong(ctx context.Context, e *env) (totp.Key, []totp.Key, error) {
	text, err := o.read(ctx, e)
	if err != nil {
		return totp.Key{}, nil, err
	}
	entries, err := totp.ReadKeys(text)
	if err != nil {
		return totp.Key{}, nil, o.keyError(err)
	}
	entry, err := o.choose(e, entries)
	switch {
	case err != nil:
		return totp.Key{}, nil, err
	case entry.Err != nil:
		return totp.Key{}, nil, o.keyError(entry.Err)
	case entry.Key.CounterBased:
		return totp.Key{}, nil, o.keyError(totp.ErrCounterBased)
	}
	for _, note := range entry.Notes {
		fmt.Fprintln(e.stderr, words.KeyNote(note))
	}
	var all []totp.Key
	for _, one := range entries {
		all = append(all, one.Key)
	}
	return entry.Key, all, nil
}

// choose returns the entry that --account means. Whoever has to choose sees the
// names, if they sit at a terminal or ask for them: names can be private.
func (o keyOptions) choose(e *env, entries []totp.Entry) (totp.Entry, error) {
	n := len(entries)
	undecided := o.account == 0 && n > 1
	if (undecided || o.account > n) && (o.names || e.stderrTerminal) || o.names && o.account == 0 {
		fmt.Fprint(e.stderr, words.KeyNames(entries))
	}
	switch {
	case o.account < 0 || o.account > n:
		return totp.Entry{}, cli.Usagef("count from 1", "--account: there is no such key among %s", words.Count(n, "key"))
	case undecided && !o.names && !e.stderrTerminal:
		return totp.Entry{}, cli.Usagef(fmt.Sprintf("choose one with --account 1 to --account %d; --names lists their names",
			n), "there are %d keys", n)
	case undecided:
		return totp.Entry{}, cli.Usagef(fmt.Sprintf("choose one with --account 1 to --account %d", n), "there are %d keys", n)
	}
	return entries[max(o.account-1, 0)], nil
}

func (o keyOptions) read(ctx context.Context, e *env) (string, error) {
	e.holdKey()
	switch {
	case o.file == "-" && e.readSecret == nil:
		return readKey(ctx, func() (string, error) { return cli.Read(ctx, e.stdin, maxKeyFile) })
	case o.file != "" && o.file != "-":
		return o.readFile(ctx, e)
	case e.readSecret == nil:
		return "", cli.Usagef("--key-file FILE, or --key-file - to read it from standard input", "no terminal to ask for the key")
	}
	fmt.Fprint(e.stderr, "Key (base32 or an otpauth address; it is not shown, Ctrl-C leaves): ")
	line, err := e.readSecret(ctx)
	fmt.Fprintln(e.stderr)
	switch {
	case ctx.Err() != nil:
		return "", cli.Hint(errNoKey, "")
	case err != nil:
		return "", cli.Hint(fmt.Errorf("read the key: %w", cli.Root(err)), "give it with --key-file")
	}
	text := string(line)
	clear(line)
	return text, nil
}

// readFile never repeats the file's name: who mistook the flag typed a key.
func (o keyOptions) readFile(ctx context.Context, e *env) (string, error) {
	hint := "--key-file takes the name of a file; a key itself never belongs on the command line"
	warnOfReaders(e, o.file)
	text, err := readKey(ctx, func() (string, error) { return cli.ReadFile(ctx, o.file, maxKeyFile) })
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		hint = "its permissions, or those of its directory, do not let you read it; its owner can"
	case !errors.As(err, &path):
		return text, err
	}
	return "", cli.Usage(fmt.Errorf("open the key file: %w", cli.Root(err)), hint)
}

// warnOfReaders says that others can read a file with keys.
func warnOfReaders(e *env, path string) {
	if info, err := os.Stat(path); err == nil && e.goos != "windows" && othersCanRead(info) {
		fmt.Fprintln(e.stderr, "codeclock: warning: others on this computer can read the key file; chmod 600 it")
	}
}

// othersCanRead reports whether the file's permissions let others in. Where the
// system has no such permissions they say nothing.
func othersCanRead(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0
}

// readKey says what went wrong with reading a key. The error of a file that cannot
// be opened is left as it is.
func readKey(ctx context.Context, read func() (string, error)) (string, error) {
	text, err := read()
	var path *fs.PathError
	switch {
	case err == nil:
		return text, nil
	case ctx.Err() != nil:
		return "", cli.Hint(errNoKey, "")
	case errors.Is(err, cli.ErrTooLong):
		return "", cli.Usagef("a key is a line of letters, or an otpauth address", "the key file is larger than any key")
	case errors.As(err, &path) && path.Op == "open":
		return "", err
	}
	return "", cli.Hint(fmt.Errorf("read the key: %w", cli.Root(err)), "is it a file that you may read?")
}

// keyError gives an error of a key its hint. An export of several parts can't be
// given at the prompt, which takes one line.
func (o keyOptions) keyError(err error) error {
	var missing *totp.MissingPartsError
	switch {
	case errors.As(err, &missing) && o.file == "":
		return cli.Usage(err, fmt.Sprintf("put the export's QR codes into a file, each on a line of its own, and give it with --key-file; missing: part %s",
			words.Numbers(missing.Missing)))
	case errors.As(err, &missing):
		return cli.Usage(err, fmt.Sprintf("scan every QR code of the export, and put each on a line of its own; missing: part %s",
			words.Numbers(missing.Missing)))
	}
	return cli.Usage(err, words.KeyHint(err))
}
