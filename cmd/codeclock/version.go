package main

import (
	"runtime"
	"runtime/debug"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// released and commit are those of a release build: -ldflags "-X main.released=v1.2.3
// -X main.commit=…".
var released, commit string

// version returns the release, or what the Go tool knows about the build.
func version() string {
	if released != "" {
		return released
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// revision returns the commit that was built, "" when nobody knows.
func revision() string {
	if commit != "" {
		return commit
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return ""
}

// showVersion prints what was built, from what, for what.
func showVersion(e *env, o outputOptions) error {
	if f := o.format.Value; f != "text" && f != "json" {
		return cli.Usagef("use --format text or json", "--version has no format %s", f)
	}
	b := render.Build{
		Version: version(), Commit: revision(), Go: runtime.Version(),
		System: runtime.GOOS, Arch: runtime.GOARCH,
	}
	return o.show(e, document{
		text: func(render.Screen) string { return render.VersionText(b) },
		json: func() (string, error) { return render.VersionJSON(b) },
	}, result.OK)
}
