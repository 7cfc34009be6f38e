package main

import "testing"

// The key is that of RFC 6238, appendix B, the code its first.
func TestCheckHost(t *testing.T) {
	for _, tt := range []struct {
		name, host string
		refused    bool
	}{
		{"a public server", "time.cloudflare.com", false},
		{"a server of a small network", "timeserver", false},
		{"a server with words in its name", "ubuntu-server-main", false},
		{"an address", "192.0.2.1", false},
		{"an address of IPv6", "2001:db8::1", false},
		{"a long name that is said to be one", "mydatacentertimeserver.", false},
		{"a key", "GEZDGNBVGY3TQOJQ", true},
		{"a key in small letters", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", true},
		{"a key as sites show it", "GEZD-GNBV-GY3T-QOJQ", true},
		{"a key in hexadecimal", "3132333435363738393031323334353637383930", true},
		{"a code", "94287082", true},
	} {
		if got := checkHost("--server", tt.host) != nil; got != tt.refused {
			t.Errorf("%s: refused %v, want %v", tt.name, got, tt.refused)
		}
	}
}
