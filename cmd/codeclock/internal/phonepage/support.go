package phonepage

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/words"
)

// supportBeside returns the report of the computer beside a phone, to follow the
// phone's own; empty when there is none.
func (s *Server) supportBeside(p *phone) string {
	other, ok := s.beside(p)
	if !ok {
		return ""
	}
	return "\n\n" + s.options.Report(other.event(Measured))
}

// support returns a text to send to a help desk: a report with its data where one
// can be made. It holds what was measured and the kind of device, and nothing else
// that the device said.
func (s *Server) support(p *phone, v *view, now time.Time) string {
	if v.Known && s.options.Report != nil {
		if text := s.options.Report(p.event(Measured)); text != "" {
			return text + s.supportBeside(p)
		}
	}
	lines := []string{"Clock of a device that makes login codes (codeclock)"}
	if v.Notice != "" {
		lines = append(lines, v.Notice)
	}
	lines = append(lines, v.Word+": "+v.Sentence)
	lines = append(lines, v.Lines...)
	if v.Codes.Count > 0 {
		lines = append(lines, fmt.Sprintf("App: %s", v.Codes.Sentence))
	}
	if v.Known {
		lines = append(lines,
			fmt.Sprintf("Measured %s on %s", now.UTC().Format("2006-01-02 15:04:05 UTC"), words.SystemName(string(p.system))),
			fmt.Sprintf("How: %d exchanges with a page on the local network, the quickest in %s",
				len(p.clock.Samples), words.Millis(max(p.clock.Quickest(), 0))))
	}
	return strings.Join(append(lines, "No code, password or setup key was asked for or seen."), "\n")
}
