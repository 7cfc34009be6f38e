package host

import "testing"

// What reading this computer costs.
func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		Read(b.Context())
	}
}
