package main

import (
	"strings"
	"testing"
)

// What somebody answered to the guide goes to support with the report, and nothing
// that is no answer does.
func TestAnswersInAReport(t *testing.T) {
	const answers = "shown,phone,2fas,refused,others-fail,amazon"
	made := runIn(t, newWorld(), "report", "--demo=slow", "--answers", answers)
	const said = "Guide answered shown, phone, 2fas, refused, others-fail, amazon"
	if made.Status != 0 || !strings.Contains(plainly(made.Stdout), said) {
		t.Fatalf("%+v", made)
	}
	if read := verifyIn(t, made.Stdout); !strings.Contains(plainly(read.Stdout), said) {
		t.Errorf("%+v", read)
	}
	if read := verifyIn(t, made.Stdout, "--format=json"); !strings.Contains(read.Stdout, `"2fas",`) {
		t.Errorf("%+v", read)
	}
	got := runIn(t, newWorld(), "report", "--demo=slow", "--answers", "shown,123456")
	if got.Status != 64 || got.Stdout != "" || strings.Contains(got.Err, "123456") || !strings.Contains(got.Err, "answer 2") {
		t.Errorf("%+v", got)
	}
}

// plainly returns a page without its line breaks.
func plainly(page string) string { return strings.Join(strings.Fields(page), " ") }
