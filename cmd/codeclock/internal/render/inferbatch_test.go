package render

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// What a spreadsheet would run as a formula it shows as a text; in JSON a reference is
// as it was.
func TestCellsAreNoFormulas(t *testing.T) {
	k, err := totp.NewKey([]byte("12345678901234567890"))
	if err != nil {
		t.Fatal(err)
	}
	slow := totp.Candidate{Skew: skew.Around(-47*time.Second, time.Second), Probability: 0.999}
	f := result.NewInferred(k, totp.Inference{Candidates: []totp.Candidate{slow}, Different: 2}, 2, time.Hour)
	for ref, want := range map[string]string{
		"T-4711": "T-4711", "Müller, \"A\"": "Müller, \"A\"", "=1+1": "'=1+1", "+49 30 1": "'+49 30 1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"=cmd|'/C calc'!A0": "'=cmd|'/C calc'!A0", "\t=1": "'\t=1", "": "",
	} {
		r := result.InferredRow{Line: 2, Ref: ref, Inferred: f}
		cells := InferCells(r)
		var written bytes.Buffer
		w := csv.NewWriter(&written)
		w.Write(cells)
		w.Flush()
		read, err := csv.NewReader(&written).Read()
		if err != nil || len(read) != len(InferColumns()) || read[1] != want {
			t.Errorf("%q: %v, %q, want %q", ref, err, read, want)
		}
		for i, cell := range cells {
			number := i >= 4 && i <= 6 || i == 0
			if !number && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%s is %q", InferColumns()[i], cell)
			}
		}
		text, err := InferRowJSON(r)
		if err != nil || strings.Count(text, "\n") != 1 || strings.Contains(text, `"'`) {
			t.Errorf("%q: %v, %s", ref, err, text)
		}
	}
}
