package host

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
	_ "time/tzdata"
)

// The computer's zone is the one in its file, whatever zone this process was given.
func TestZoneIn(t *testing.T) {
	utc := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	in := func(name string) time.Time {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return utc.In(zone)
	}
	path := filepath.Join(t.TempDir(), "localtime")
	if err := os.WriteFile(path, berlin(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name       string
		now        time.Time
		overridden Tri
	}{
		{"the same zone", in("Europe/Berlin"), No},
		{"another zone", utc, Yes},
		{"another zone with the same offset in winter", in("Africa/Lagos"), Yes},
	} {
		f := Facts{ZoneOffset: Known(7 * time.Hour)}
		zoneIn(path, tt.now)(&f)
		if want := (Facts{ZoneOffset: Known(time.Hour), ZoneOverridden: tt.overridden}); f.ZoneOffset != want.ZoneOffset || f.ZoneOverridden != want.ZoneOverridden {
			t.Errorf("%s: got %+v, want %+v", tt.name, f, want)
		}
		if runtime.GOOS == "windows" {
			continue // which has no such file, and keeps the zone in its registry
		}
		readZone(t.Context())(&f) // does not know better
		if f.ZoneOffset != Known(time.Hour) {
			t.Errorf("%s: the zone of the process took the place of the computer's", tt.name)
		}
	}
	var f Facts
	if zoneIn(filepath.Join(t.TempDir(), "missing"), utc)(&f); f.ZoneOffset.known || f.ZoneOverridden != Unknown {
		t.Errorf("no file: got %+v, want nothing known", f)
	}
}

// berlin is a zone's data with one rule, that of Berlin (RFC 9636): no
// transitions, and a footer.
func berlin() []byte {
	header := func(version string) string {
		return "TZif" + version + string(make([]byte, 15)) +
			"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x04"
	}
	const body = "\x00\x00\x0e\x10\x00\x00CET\x00"
	return []byte(header("2") + body + header("2") + body + "\nCET-1CEST,M3.5.0,M10.5.0/3\n")
}
