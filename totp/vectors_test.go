package totp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// readVectors reads a file of published vectors; each names its source.
func readVectors[T any](t testing.TB, name string) T {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	var vectors T
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return vectors
}
