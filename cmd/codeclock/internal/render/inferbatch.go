package render

import (
	"fmt"
	"strconv"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
)

// InferColumns names the columns of a batch's table.
func InferColumns() []string {
	return []string{
		"line", "ref", "verdict", "says", "skew_seconds", "skew_low_seconds", "skew_high_seconds",
		"sureness", "probability", "candidates", "hypothesis",
	}
}

// InferCells renders the answer to a row as the cells of a table. As in JSON, there is
// no skew where several are as likely.
func InferCells(r result.InferredRow) []string {
	sure := r.Sureness()
	skew := []string{"", "", ""}
	says, probability, kind := inferHeadline(r.Inferred), "", ""
	if sure == result.Certain || sure == result.Likely {
		best := r.Inference.Candidates[0].Skew
		skew = []string{decimals(best.Middle().Seconds()), decimals(best.Lo().Seconds()), decimals(best.Hi().Seconds())}
	}
	if sure != result.NoFit {
		probability = strconv.FormatFloat(r.Inference.Candidates[0].Probability, 'g', 6, 64)
	}
	if len(r.Hypotheses) > 0 {
		h := r.Hypotheses[0]
		kind = string(h.Kind)
		says += fmt.Sprintf(" %s; %s.", hypothesis(r.Inferred, h), hypothesisSkew(h))
	}
	cells := []string{strconv.Itoa(r.Line), unlikeFormula(r.Ref), r.Verdict.String(), says}
	return append(append(cells, skew...), string(sure), probability, strconv.Itoa(len(r.Inference.Candidates)), kind)
}

func decimals(seconds float64) string { return strconv.FormatFloat(seconds, 'f', 3, 64) }

// unlikeFormula keeps a spreadsheet from running what a cell says: with an apostrophe
// in front it is a text. These are the characters that begin a formula in Excel,
// LibreOffice and Google Sheets (OWASP, CSV Injection).
func unlikeFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// inferRowJSON is inferJSON with where the codes stood.
type inferRowJSON struct {
	inferJSON
	Line int    `json:"line" jsonschema:"of the batch, counted from 1"`
	Ref  string `json:"ref" jsonschema:"the reference to the key"`
}

// InferRowJSON renders the answer to a row as one document on a line.
func InferRowJSON(r result.InferredRow) (string, error) {
	j := inferRowJSON{newInferJSON(r.Inferred), r.Line, r.Ref}
	j.header = newHeader("infer-batch", r.Version, r.Demo)
	return line(j)
}
