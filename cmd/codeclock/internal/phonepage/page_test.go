package phonepage

import (
	"io/fs"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/browsertest"
)

// maxPage is what the whole page may weigh, before any compression.
const maxPage = 24_000

func TestPageIsSmall(t *testing.T) {
	total := 0
	err := fs.WalkDir(files, "page", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := files.ReadFile(path)
		total += len(body)
		return err
	})
	if err != nil || total > maxPage || total < 1000 {
		t.Errorf("the page weighs %d bytes, %v; at most %d", total, err, maxPage)
	}
}

// Every element that the script asks for is in the page, and the page asks
// nobody for anything.
func TestPageIsWhole(t *testing.T) {
	html, script := asset(t, "index.html"), asset(t, "app.js")
	shown := html + otherDevice()
	for _, m := range regexp.MustCompile(`(?:\$|text|fill|hide|options|set)\('([a-z-]+)'`).FindAllStringSubmatch(script, -1) {
		if !strings.Contains(shown, `id="`+m[1]+`"`) {
			t.Errorf("the script asks for #%s, which is not in the page", m[1])
		}
	}
	for name, text := range map[string]string{"index.html": html, "app.js": script, "app.css": asset(t, "app.css")} {
		outside := strings.ReplaceAll(text, "http://www.w3.org/2000/svg", "")
		if strings.Contains(outside, "//www") || strings.Contains(outside, "http:") || strings.Contains(outside, "https:") {
			t.Errorf("%s names an address outside", name)
		}
	}
	if inline := regexp.MustCompile(`<style|<script>| style=| on[a-z]+=`).FindString(html); inline != "" {
		t.Errorf("the page has %q, which its own policy forbids", inline)
	}
}

// Old phones know no newer JavaScript than that of 2009.
func TestScriptIsES5(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		browsertest.Missing(t, "node")
	}
	out, err := exec.Command(node, browsertest.NPM(t, "acorn/bin/acorn"), "--ecma5", "--silent", "page/app.js").CombinedOutput()
	if err != nil {
		t.Errorf("acorn: %v: %s", err, out)
	}
}

func asset(t *testing.T, name string) string {
	t.Helper()
	body, err := files.ReadFile("page/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
