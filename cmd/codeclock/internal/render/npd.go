package render

import "strings"

// maxNPD is how much of a plugin's output Kubernetes' node-problem-detector keeps, in
// bytes, unless its configuration says otherwise (max_output_length).
const maxNPD = 80

// NPD renders a status for the node-problem-detector: a few words, which it shows as
// the message of a node's condition.
func NPD(s Status) string {
	text := oneLine(s.Verdict.String() + ": " + s.Title)
	for len(text) > maxNPD {
		text = text[:strings.LastIndexByte(text[:maxNPD], ' ')]
	}
	return text + "\n"
}
