package render

import (
	"encoding/xml"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift/skew"
)

// hostile returns a status whose every text tries to break out of its place.
func hostile(text string) Status {
	return Status{
		Service: "CLOCK", Verdict: result.Wrong, Title: text, Sentence: text, More: []string{text}, Text: text + "\n",
		Perf:  []Perf{{Label: "skew", Value: 1, Unit: "s"}},
		Cases: []Case{{Name: text, Failure: text, Kind: "wrong"}},
	}
}

func FuzzFacesHoldForeignText(f *testing.F) {
	for _, seed := range []string{"", "a|b=1", "::error::x\n::set-output name=a::b", "%0A::stop-commands::", "]]></system-out><x/>", "```\n# heading", "a,b:c\r\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := hostile(text)
		if got := Nagios(s); strings.Count(got, "\n") != 1 || strings.Count(got, "|") != 1 {
			t.Errorf("nagios: %q", got)
		}
		got, ok := strings.CutSuffix(GitHub(s, "T0KEN"), "\n::T0KEN::\n")
		first, rest, _ := strings.Cut(got, "\n")
		if !ok || !strings.HasPrefix(first, "::error title=") || strings.Count(first, "::") < 2 || strings.Contains(first, "\r") {
			t.Errorf("github: the annotation is %q", first)
		}
		if !strings.HasPrefix(rest, "::stop-commands::T0KEN\n") {
			t.Errorf("github: commands are not stopped before foreign text: %q", rest)
		}
		junit, err := JUnit(s)
		if err != nil {
			t.Fatal(err)
		}
		var back junitSuites
		if err := xml.Unmarshal([]byte(junit), &back); err != nil || len(back.Suite.Cases) != 1 {
			t.Errorf("junit: %v in %q", err, junit)
		}
		if heading, _, _ := strings.Cut(GitHubSummary(s), "\n"); !strings.HasPrefix(heading, "### WRONG: ") {
			t.Errorf("summary begins with %q", heading)
		}
	})
}

func TestSummaryFenceIsLongerThanAnyInside(t *testing.T) {
	got := GitHubSummary(Status{Text: "a\n````\n# b\n"})
	if !strings.Contains(got, "\n`````text\na\n````\n# b\n`````\n") {
		t.Errorf("summary:\n%s", got)
	}
}

// perfdata is the format of one value (monitoring-plugins.org, developer
// guidelines, performance data).
var perfdata = regexp.MustCompile(`^[a-z_]{1,19}=(U|-?[0-9]+(\.[0-9]+)?s?)(;[-0-9.:]*){0,4}$`)

func TestPerfdataIsWellFormed(t *testing.T) {
	for _, c := range resulttest.Cases() {
		_, perf, _ := strings.Cut(strings.TrimSpace(Nagios(CheckStatus(c.Check))), " | ")
		for _, p := range strings.Fields(perf) {
			if !perfdata.MatchString(p) {
				t.Errorf("%s: %q", c.Name, p)
			}
		}
	}
}

// The ranges in the performance data must be the lines of the verdict: on the
// one side of each it is another than on the other.
func TestPerfdataRangesAreTheVerdictsLines(t *testing.T) {
	for _, limit := range []time.Duration{0, time.Second} {
		c := resulttest.With(0)
		c.Rule.MaxSkew = limit
		ok, bearable := c.Rule.Limits()
		const step = time.Millisecond
		for _, tt := range []struct {
			name         string
			skew         time.Duration
			okay, inside bool
		}{
			{"slow end, inside", ok.Lo() + step, true, true},
			{"slow end, outside", ok.Lo() - step, false, limit == 0},
			{"fast end, inside", ok.Hi() - step, true, true},
			{"fast end, outside", ok.Hi() + step, false, limit == 0},
			{"far slow end, inside", bearable.Lo() + step, limit > 0, true},
			{"far slow end, outside", bearable.Lo() - step, false, false},
			{"far fast end, inside", bearable.Hi() - step, limit > 0, true},
			{"far fast end, outside", bearable.Hi() + step, false, false},
		} {
			verdict := c.Rule.Judge(skew.Exactly(tt.skew))
			if (verdict == result.OK) != tt.okay || (verdict != result.Wrong) != tt.inside {
				t.Errorf("limit %v, %s: verdict %v", limit, tt.name, verdict)
			}
		}
	}
}

func TestDecimalHasNoExponent(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1e-7: "0.0000001", -115708824: "-115708824", 1e21: "1000000000000000000000", math.Pi: "3.141592653589793"} {
		if got := decimal(v); got != want {
			t.Errorf("decimal(%v) = %s, want %s", v, got, want)
		}
	}
}
