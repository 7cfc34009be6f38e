package render

import "fmt"

// Build is which program this is.
type Build struct {
	Version string // of the release, or what the Go tool knows
	Commit  string // "" when nobody knows
	Go      string // the version that built it
	System  string
	Arch    string
}

// VersionText is the answer to --version for people.
func VersionText(b Build) string {
	return fmt.Sprintf("codeclock %s, %s, %s/%s\n", b.Version, b.Go, b.System, b.Arch)
}

// VersionJSON is the answer to --version for programs.
func VersionJSON(b Build) (string, error) {
	return document(versionJSON{"codeclock/version/v1", b.Version, b.Commit, b.Go, b.System, b.Arch})
}

type versionJSON struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Go      string `json:"go"`
	System  string `json:"system"`
	Arch    string `json:"arch"`
}
