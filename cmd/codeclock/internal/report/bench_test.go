package report_test

import (
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
)

func BenchmarkFind(b *testing.B) {
	_, text := made(b, -47*time.Second, "T-4711")
	for b.Loop() {
		report.Find(text)
	}
}

func BenchmarkVerify(b *testing.B) {
	_, text := made(b, -47*time.Second, "T-4711")
	found := report.Find(text)[0]
	found.Text = "x" + found.Text
	for b.Loop() {
		report.Verify(found, report.Expect{Now: resulttest.Truth(), Text: render.ReportText})
	}
}
