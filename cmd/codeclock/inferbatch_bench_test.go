package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repeated hands out a header and then the same row n times.
func repeated(header, row string, n int) io.Reader {
	return io.MultiReader(strings.NewReader(header), &rows{row: row, left: n})
}

type rows struct {
	row  string
	rest string
	left int
}

func (r *rows) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.rest, r.left = r.row, r.left-1
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// What a row of a batch costs, from the text of the table to that of the answer. Run
// it with -cpu 1 for the cost on one processor.
func BenchmarkBatch(b *testing.B) {
	at := readOnce.Add(6 * time.Second)
	keys := filepath.Join(b.TempDir(), "keys.csv")
	if err := os.WriteFile(keys, []byte("ref,key\nT-1,"+testKey+"\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	row := fmt.Sprintf("T-1,%s,%s\n", codeAt(b, at), at.Format(time.RFC3339))
	for _, within := range []string{"30s", "1d", "30d", "1y"} {
		b.Run(within, func(b *testing.B) {
			w := newWorld()
			w.stdin, w.stdout = repeated("ref,code,time\n", row, b.N), io.Discard
			b.ReportAllocs()
			if status := run(b.Context(), &w.env, []string{"infer", "--batch", "-", "--keys", keys, "--range", within}); status != 0 {
				b.Fatalf("status %d: %s", status, w.err.String())
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
