package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

var errInUse = errors.New("another program is writing to it")

// Appending is a file of lines that are only ever added to. It is locked while it is
// open, so that two programs never mix their lines, and whatever ends this one, at most
// the line is lost that it was writing.
type Appending struct {
	flag string
	file *os.File
	left []string // lines that could not be written so far
	lost int
}

// keptLines is how many lines wait for room on a full disk.
const keptLines = 2000

// OpenAppending opens the file that a flag names, or makes it.
//
// Errors say what is in the way: another program that has it open, a link that somebody
// else may have made, what is no file.
func OpenAppending(flag, path string) (*Appending, error) {
	target, err := resolveTarget(path)
	if err != nil {
		return nil, Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "name a file, or leave "+flag+" out")
	}
	f, err := os.OpenFile(target, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, fileError(flag, err)
	}
	if err := lockAlone(f); err != nil {
		f.Close()
		return nil, Hint(fmt.Errorf("write %s: %w", flag, Bare(err)), "end the other one first, or name another file")
	}
	return &Appending{flag: flag, file: f}, nil
}

// Read returns the file as it is, to be read from its beginning.
func (a *Appending) Read() *os.File {
	a.file.Seek(0, 0) // a regular file; what is written goes to the end wherever this is
	return a.file
}

// Append adds a line, which ends with a newline, and what could not be written before,
// and waits until the disk has it. After an error the line waits for the next call.
func (a *Appending) Append(line string) error {
	if a.left = append(a.left, line); len(a.left) > keptLines {
		a.left, a.lost = a.left[1:], a.lost+1
	}
	text := strings.Join(a.left, "")
	if a.torn() {
		text = "\n" + text
	}
	n, err := a.file.WriteString(text)
	if n > 0 && err != nil {
		a.drop(text[:n])
	}
	if err == nil {
		a.left = nil
		err = a.file.Sync()
	}
	if err != nil {
		return Hint(fmt.Errorf("write %s: %w", a.flag, Bare(err)), "is the disk full?")
	}
	return nil
}

// drop forgets the lines that were written whole.
func (a *Appending) drop(written string) {
	whole := strings.Count(strings.TrimPrefix(written, "\n"), "\n")
	a.left = a.left[min(whole, len(a.left)):]
}

// torn reports whether the last line has no end.
func (a *Appending) torn() bool {
	info, err := a.file.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	_, err = a.file.ReadAt(last, info.Size()-1)
	return err == nil && last[0] != '\n'
}

// Left returns how many lines could not be written.
func (a *Appending) Left() int { return len(a.left) + a.lost }

// Close ends the writing.
func (a *Appending) Close() error { return a.file.Close() }
