package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// released is the version of a release build: -ldflags "-X main.released=v1.2.3".
var released string

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

func versionText() string {
	return fmt.Sprintf("codeclock %s, %s, %s/%s", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
