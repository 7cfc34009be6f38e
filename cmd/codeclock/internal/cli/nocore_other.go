//go:build !unix

package cli

// NoCore does nothing: there are no core files here.
func NoCore() {}
