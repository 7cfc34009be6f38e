package batch

import (
	"fmt"
	"strings"
	"testing"
)

// What a key costs before a batch begins.
func BenchmarkReadKeys(b *testing.B) {
	var text strings.Builder
	text.WriteString("ref,key\n")
	for i := range b.N {
		fmt.Fprintf(&text, "T-%d,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n", i)
	}
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := ReadKeys(strings.NewReader(text.String())); err != nil {
		b.Fatal(err)
	}
}
