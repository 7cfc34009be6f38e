package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

// checkGauges returns the metrics of a check. What is unknown has no points, so
// that no old or made-up skew is ever scraped.
func checkGauges(c result.Check) []Gauge {
	return append(skewGauges(c), runGauges(c)...)
}

// skewGauges returns what was measured, and the lines that it is judged by:
// alert rules need not repeat them.
func skewGauges(c result.Check) []Gauge {
	e := c.Estimate
	ok, bearable := c.Rule.Limits()
	up := 0.
	var point, uncertainty []Point
	if e.Skew.Known() {
		up = 1
		point, uncertainty = []Point{{Value: rounded(e.Point)}}, []Point{{Value: rounded(e.Bound())}}
	}
	return []Gauge{
		gauge("up", "1 if true time could be established, else 0.", up),
		gauge("verdict", "0 OK, 1 at risk, 2 wrong, 3 cannot tell.", float64(c.Verdict)),
		{Name: "skew_seconds", Help: "This clock minus true time: negative is slow, positive is fast.", Points: point},
		{Name: "skew_uncertainty_seconds", Help: "How far the truth can be from codeclock_skew_seconds.", Points: uncertainty},
		{Name: "skew_ok_seconds", Help: "The skews between which the verdict is OK.", Label: "end", Points: endPoints(ok)},
		{Name: "skew_bearable_seconds", Help: "The skews beyond which the verdict is wrong.", Label: "end", Points: endPoints(bearable)},
		{Name: "codes_accepted_ratio", Help: "Least share of tries that work, by the kind of site.", Label: "sites", Points: acceptance(c)},
	}
}

func endPoints(i skew.Interval) []Point {
	return []Point{{"low", rounded(i.Lo())}, {"high", rounded(i.Hi())}}
}

func acceptance(c result.Check) []Point {
	if !c.Estimate.Skew.Known() {
		return nil
	}
	var points []Point
	for _, s := range c.Sites {
		points = append(points, Point{s.Name, s.Chance.Min})
	}
	return points
}

// runGauges returns how the measurement itself went.
func runGauges(c result.Check) []Gauge {
	asked, answered, agree := c.Estimate.Count()
	practice := 0.
	if c.Demo != "" {
		practice = 1
	}
	claimed := 0.
	if c.Estimate.Claimed() {
		claimed = 1
	}
	return []Gauge{
		{Name: "servers", Help: "Time servers, and web sites where those were asked, by what became of them.", Label: "state", Points: []Point{
			{"asked", float64(asked)}, {"answered", float64(answered)}, {"agree", float64(agree)},
		}},
		{Name: "web_check", Help: "What web sites make of what time servers say: 1 for what is so.", Label: "result", Points: webCheckPoints(c)},
		gauge("certificates_at_claimed_time", "1 if certificates were judged at the time the web sites claim, which an old one could forge, else 0.", claimed),
		gauge("last_run_timestamp_seconds", "When the last run began, by this clock.", unix(c.At)),
		gauge("last_run_duration_seconds", "How long the last run took.", rounded(c.Took)),
		gauge("practice", "1 if the servers were simulated (--demo), else 0.", practice),
		{Name: "build_info", Help: "The version of codeclock, as a label of the value 1.", Label: "version", Points: []Point{{c.Version, 1}}},
	}
}

// webCheckPoints has a point for each result that there can be, so that alerts can
// be written before there is one.
func webCheckPoints(c result.Check) []Point {
	var points []Point
	for _, w := range []result.WebCheck{result.WebNotAsked, result.WebConfirms, result.WebDenies, result.WebTooCoarse, result.WebSilent} {
		value := 0.
		if w == c.WebCheck() {
			value = 1
		}
		points = append(points, Point{string(w), value})
	}
	return points
}
