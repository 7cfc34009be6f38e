package main

import (
	"encoding/csv"
	"io"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// rowWriter writes the answer to a row.
type rowWriter func(result.InferredRow) error

// newRowWriter returns what writes JSON lines, or else CSV with its header before the
// first row.
func newRowWriter(format string, to io.Writer) rowWriter {
	if format == "json" {
		return func(r result.InferredRow) error {
			text, err := render.InferRowJSON(r)
			if err == nil {
				_, err = io.WriteString(to, text)
			}
			return err
		}
	}
	w, begun := csv.NewWriter(to), false
	return func(r result.InferredRow) error {
		if !begun {
			begun = true
			w.Write(render.InferColumns())
		}
		w.Write(render.InferCells(r))
		w.Flush() // to the buffer that is flushed when it is time
		return w.Error()
	}
}
