package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
)

// GitHub renders a status for the log of a GitHub workflow: one annotation,
// unless all is well, and the text for people. The text repeats names that came
// from elsewhere, so workflow commands are off while it lasts; token, which
// turns them on again, must be random (docs.github.com, workflow commands).
func GitHub(s Status, token string) string {
	var b strings.Builder
	if level := annotation(s.Verdict); level != "" {
		message := strings.Join(append([]string{s.Sentence}, s.More...), "\n")
		fmt.Fprintf(&b, "::%s title=%s::%s\n", level, escapeProperty(s.Title), escapeData(message))
	}
	fmt.Fprintf(&b, "::stop-commands::%s\n%s::%s::\n", token, s.Text, token)
	return b.String()
}

// GitHubSummary renders a status as the Markdown of a step summary.
func GitHubSummary(s Status) string {
	fence := "```"
	for strings.Contains(s.Text, fence) {
		fence += "`"
	}
	return fmt.Sprintf("### %s\n\n%stext\n%s%s\n\n", headingText(s), fence, s.Text, fence)
}

// headingText keeps what Markdown would read as markup out of a heading.
func headingText(s Status) string {
	plain := func(r rune) rune {
		if strings.ContainsRune("`*_[]<>#|\\", r) {
			return ' '
		}
		return r
	}
	return s.Verdict.String() + ": " + strings.Map(plain, oneLine(s.Title))
}

// annotation returns the level of the one annotation of a run. A run may have
// ten of each level (github.com/actions/toolkit, issue 734), and many jobs may
// run this, so a good clock adds none.
func annotation(v result.Verdict) string {
	switch v {
	case result.OK:
		return ""
	case result.AtRisk:
		return "warning"
	}
	return "error"
}

func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func escapeProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
