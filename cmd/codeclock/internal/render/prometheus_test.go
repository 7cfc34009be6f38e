package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"codeclock/cmd/codeclock/internal/resulttest"
)

// parse reads Prometheus' text with its own parser, as node_exporter does:
// classic names only (collector/textfile.go).
func parse(t *testing.T, text string) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return families
}

func TestPrometheusReadsWhatIsWritten(t *testing.T) {
	for _, c := range resulttest.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			s := CheckStatus(c.Check)
			want, got := map[string]float64{}, map[string]float64{}
			for _, g := range s.Gauges {
				for _, p := range g.Points {
					want["codeclock_"+g.Name+"/"+p.Label] = p.Value
				}
			}
			for name, family := range parse(t, Prometheus(s)) {
				if family.GetType() != dto.MetricType_GAUGE || family.GetHelp() == "" {
					t.Errorf("%s is no gauge with a help text", name)
				}
				for _, m := range family.Metric {
					label := ""
					for _, l := range m.Label {
						label = l.GetValue()
					}
					if m.TimestampMs != nil {
						t.Errorf("%s has a timestamp", name)
					}
					got[name+"/"+label] = m.GetGauge().GetValue()
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPrometheusHasNoSkewWhenThereIsNone(t *testing.T) {
	for _, c := range resulttest.Cases() {
		families := parse(t, Prometheus(CheckStatus(c.Check)))
		up := families["codeclock_up"].Metric[0].GetGauge().GetValue()
		if known := c.Check.Estimate.Skew.Known(); known != (up == 1) || known != (families["codeclock_skew_seconds"] != nil) {
			t.Errorf("%s: codeclock_up is %v, skew is there: %v, want both as known %v", c.Name, up, families["codeclock_skew_seconds"] != nil, known)
		}
	}
}

func TestPrometheusEscapes(t *testing.T) {
	hostile := "a\"b\\c\nd{}#"
	s := Status{Gauges: []Gauge{{Name: "x", Help: hostile, Label: "l", Points: []Point{{hostile, 1.5}}}}}
	family := parse(t, Prometheus(s))["codeclock_x"]
	if got := family.Metric[0].Label[0].GetValue(); got != hostile {
		t.Errorf("label reads back as %q", got)
	}
	if got := family.GetHelp(); got != hostile {
		t.Errorf("help reads back as %q", got)
	}
}

// Help texts must be the same in every file that one node_exporter reads, or it
// reports an error for both.
func TestPrometheusHelpNeverChanges(t *testing.T) {
	help := map[string]string{}
	for _, c := range resulttest.Cases() {
		for _, g := range CheckStatus(c.Check).Gauges {
			if old, ok := help[g.Name]; ok && old != g.Help {
				t.Errorf("%s: help is %q and %q", g.Name, old, g.Help)
			}
			help[g.Name] = g.Help
		}
	}
	if len(help) < 10 {
		t.Fatal(fmt.Errorf("only %d families seen", len(help)))
	}
}
