package guide

// Line is one sentence of a step, or a few that belong together.
type Line struct {
	Text    string
	Sources []string // IDs of Source; none for advice
	Advice  bool     // an order, a warning or a judgement, not a fact about the world

	// Seen is the month in which a menu path or a limit in Text was true, such as
	// "2026-11"; empty where the text has none.
	Seen string
}

func advice(text string) Line { return Line{Text: text, Advice: true} }

func fact(text string, sources ...string) Line { return Line{Text: text, Sources: sources} }

// dated is a fact that services and makers change: a menu path, a time or a limit.
func dated(text string, sources ...string) Line {
	return Line{Text: text, Sources: sources, Seen: lookedUp}
}

// lookedUp is the month in which the sources were read.
const lookedUp = "2026-11"
