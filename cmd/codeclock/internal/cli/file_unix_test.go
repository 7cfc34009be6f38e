//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func TestFilesObeyTheUmaskAndStayAsTheyWere(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	dir := t.TempDir()
	for _, tt := range []struct {
		name         string
		before, want fs.FileMode // before is 0 for no file
		write        func(flag, path, text string) error
	}{
		{"a new file", 0, 0o640, WriteFile},
		{"a new secret", 0, 0o600, WriteSecretFile},
		{"a file that all may read", 0o644, 0o644, WriteFile},
		{"a file of one's own", 0o600, 0o600, WriteFile},
		{"a program", 0o755, 0o755, WriteFile},
		{"a secret where all may read", 0o644, 0o600, WriteSecretFile},
	} {
		path := filepath.Join(dir, tt.name)
		if tt.before != 0 {
			if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chmod(path, tt.before)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tt.write("--output", path, "text"); err != nil {
			t.Fatal(err)
		}
		if text, _ := os.ReadFile(path); string(text) != "text" || mode(t, path) != tt.want {
			t.Errorf("%s: %q with mode %o, want %o", tt.name, text, mode(t, path), tt.want)
		}
	}
}

func TestFilesKeepTheirOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.prom")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, 1234, 1235); err != nil {
		t.Skip("only root can give a file to somebody else")
	}
	if err := WriteFile("--output", path, "text"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t); owner.Uid != 1234 || owner.Gid != 1235 || info.Size() != 4 {
		t.Errorf("%d bytes of %d:%d", info.Size(), owner.Uid, owner.Gid)
	}
}

// A link is followed where nobody else can have made it.
func TestLinksOfOthersAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "target")
	if err := os.WriteFile(target, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		mode   fs.FileMode
		refuse bool
	}{{0o700, false}, {0o755, false}, {0o775, true}, {0o777 | fs.ModeSticky, true}} {
		around := filepath.Join(dir, tt.mode.String())
		link, through := filepath.Join(around, "link"), filepath.Join(around, "dir")
		if err := errors.Join(os.Mkdir(around, 0o700), os.Chmod(around, tt.mode), os.Symlink(target, link), os.Symlink(dir, through)); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{link, filepath.Join(through, "target")} {
			if err := os.WriteFile(target, []byte("before"), 0o600); err != nil {
				t.Fatal(err)
			}
			err := WriteFile("--output", path, "after")
			text, _ := os.ReadFile(target)
			if errors.Is(err, errLink) != tt.refuse || (string(text) == "before") != tt.refuse {
				t.Errorf("%v: %v, and the file has %q", tt.mode, err, text)
			}
			if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
				t.Errorf("%v: the link is gone", tt.mode)
			}
		}
	}
}

// What a killed run left is removed, what a run still uses is not, nor what is
// called alike.
func TestLeftoversAreRemoved(t *testing.T) {
	dir := t.TempDir()
	used, err := createTemporary(dir, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer used.Close()
	abandoned, link, other := filepath.Join(dir, ".codeclock-KILLED.tmp"), filepath.Join(dir, ".codeclock-LINK.tmp"), filepath.Join(dir, ".codeclock-notes")
	err = errors.Join(os.WriteFile(abandoned, nil, 0o600), os.WriteFile(other, nil, 0o600), os.Symlink(other, link))
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFile("--output", filepath.Join(dir, "clock.txt"), "text"); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{used.Name(): true, abandoned: false, link: true, other: true} {
		if _, err := os.Lstat(path); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(path), err == nil, want)
		}
	}
}

// Nobody writes to the pipe, or opens it for writing.
func TestReadingEndsWithItsContext(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for name, read := range map[string]func(context.Context) (string, error){
		"a pipe":            func(ctx context.Context) (string, error) { return Read(ctx, in, 10) },
		"one nobody opened": func(ctx context.Context) (string, error) { return ReadFile(ctx, fifo, 10) },
	} {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() {
			_, err := read(ctx)
			done <- err
		}()
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
