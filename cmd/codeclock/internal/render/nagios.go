package render

import (
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// Nagios renders a status as one line of a monitoring plugin: the state, a
// sentence and performance data (monitoring-plugins.org, developer guidelines).
func Nagios(s Status) string {
	line := NagiosLine(s.Service, s.Verdict, strings.Join(append([]string{s.Sentence}, s.More...), " "))
	if len(s.Perf) == 0 {
		return line + "\n"
	}
	var perf []string
	for _, p := range s.Perf {
		perf = append(perf, p.String())
	}
	return line + " | " + strings.Join(perf, " ") + "\n"
}

// NagiosLine renders a state and a sentence, without performance data.
func NagiosLine(service string, v result.Verdict, sentence string) string {
	return service + " " + nagiosState(v) + " - " + oneLine(sentence)
}

// oneLine keeps a sentence out of the performance data and on its line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "|", "/")), " ")
}

func nagiosState(v result.Verdict) string {
	switch v {
	case result.OK:
		return "OK"
	case result.AtRisk:
		return "WARNING"
	case result.Wrong:
		return "CRITICAL"
	}
	return "UNKNOWN"
}

// String writes 'label'=value[UOM];warn;crit;min;max without the empty end. An
// unknown value is U.
func (p Perf) String() string {
	value := decimal(p.Value) + p.Unit
	if p.Unknown {
		value = "U"
	}
	fields := []string{words.Clean(p.Label) + "=" + value, p.Warn, p.Crit, p.Min, p.Max}
	return strings.TrimRight(strings.Join(fields, ";"), ";")
}
