package report

import (
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/drift"
	"codeclock/totp"
)

// Unknown stands for a word of a report that this program does not know, and
// Other for one that the program which makes the report does not know.
const (
	Unknown = "unknown"
	Other   = "other"
)

// systems and arches are the values of GOOS and GOARCH (go tool dist list).
func systems() []string {
	return strings.Fields("aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows")
}

func arches() []string {
	return strings.Fields("386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm")
}

// pageSystems are the kinds of devices that open a page, as package phonepage
// tells them apart.
func pageSystems() []string { return strings.Fields("iphone android windows macos linux other") }

// knownWord returns a word of a list, Other for all else.
func knownWord(list []string, word string) string {
	if slices.Contains(list, word) {
		return word
	}
	return Other
}

// The versions of codeclock: a release, or one between two of them, whose time
// and revision are of no use to a reader.
var (
	releaseVersion = lazy(`^(v[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2})(?:[-+].*)?$`)
)

const develVersion = "(devel)"

// knownProgram returns a version of codeclock as reports have it, Other for all
// else.
func knownProgram(version string) string {
	m := releaseVersion().FindStringSubmatch(version)
	switch {
	case version == develVersion:
		return version
	case m != nil && programPattern().MatchString(version):
		return m[1]
	}
	return Other
}

// knownApp returns the ID of an app that package totp knows, that of none for all
// others.
func knownApp(id string) string {
	if _, ok := totp.LookupApp(id); ok {
		return id
	}
	return totp.AnyApp().ID
}

// known returns a report without the words that this program does not know: they
// would be words of whoever made it. Those of servers are kept for Verify.
func (r Report) known() Report {
	unless := func(known bool, word string) string {
		if known {
			return word
		}
		return Unknown
	}
	r.Program = unless(knownProgram(r.Program) != Other, knownProgram(r.Program))
	r.System = unless(slices.Contains(append(systems(), Other), r.System), r.System)
	r.Arch = unless(slices.Contains(append(arches(), Other), r.Arch), r.Arch)
	if r.Page != nil {
		r.Page.System = unless(slices.Contains(pageSystems(), r.Page.System), r.Page.System)
	}
	if r.Watched != nil {
		app := r.Watched.App
		r.Watched.App = unless(knownApp(app) == app, app)
	}
	for i, f := range r.Findings {
		r.Findings[i].Code = unless(slices.Contains(drift.Codes(), drift.Code(f.Code)), f.Code)
		for name := range f.Values {
			if !slices.Contains(valueNames(), name) {
				delete(f.Values, name)
			}
		}
		if len(f.Values) == 0 {
			r.Findings[i].Values = nil
		}
	}
	for i, word := range r.Answers {
		r.Answers[i] = unless(slices.Contains(guide.Words(), word), word)
	}
	if r.Desk != nil {
		p, _ := totp.LookupPolicy(r.Desk.Policy)
		r.Desk.Policy = unless(p.ID == r.Desk.Policy, r.Desk.Policy)
	}
	return r
}
