//go:build !race

package totp

const raced = false
