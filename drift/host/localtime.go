package host

import (
	"os"
	"time"
)

// zoneIn reads the zone in a file, as a fact at this time, which is in the zone of
// this process.
func zoneIn(path string, now time.Time) func(*Facts) {
	target, _ := os.Readlink(path)
	name := zoneOfLink(target)
	zone, err := time.LoadLocationFromTZData(name, []byte(file(path)))
	return func(f *Facts) {
		if name != "" {
			f.ZoneName, f.ZoneSource = name, path
		}
		if err == nil {
			_, offset := now.In(zone).Zone()
			f.ZoneOffset = Known(time.Duration(offset) * time.Second)
			f.ZoneOverridden = Is(!sameZone(now, now.In(zone)))
		}
	}
}

// sameZone reports whether two zones have the same offset, now and in the middle of
// every season, so that no summer time tells them apart.
func sameZone(a, b time.Time) bool {
	for _, months := range []int{0, 3, 6, 9} {
		_, here := a.AddDate(0, months, 0).Zone()
		_, there := a.AddDate(0, months, 0).In(b.Location()).Zone()
		if here != there {
			return false
		}
	}
	return true
}
