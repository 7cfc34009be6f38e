package report_test

import (
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift"
	"codeclock/drift/source"
)

// A report has no reference ids, which can be addresses. It says all the same who
// spoke with one voice, so that what it comes to is computed again exactly.
func TestOneVoiceIsRecomputed(t *testing.T) {
	readings := resulttest.Skewed(-47 * s)
	for i := range readings {
		readings[i].Samples[0].Reference = resulttest.Truth().Add(-time.Minute)
	}
	c := resulttest.With(-47*s, readings...)
	c.Conclude()
	r, err := report.New(c, report.Options{System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	found := report.Find(text)
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%v", errs(found))
	}
	v := report.Verify(found[0], report.Expect{Now: resulttest.Truth().Add(time.Minute)})
	e := v.Check.Estimate
	if v.Trust != report.Holds || e.Agreement != drift.Unconfirmed || e.Voices(source.KindNTP) != 1 || e.Skew != c.Estimate.Skew {
		t.Errorf("trust %v, %v; agreement %v of %d voices, %v; want what was measured: one unconfirmed voice, %v",
			v.Trust, v.Problems, e.Agreement, e.Voices(source.KindNTP), e.Skew, c.Estimate.Skew)
	}
}
