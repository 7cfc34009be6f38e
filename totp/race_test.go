//go:build race

package totp

// raced is whether the race detector looks on, which makes a search many times slower.
const raced = true
