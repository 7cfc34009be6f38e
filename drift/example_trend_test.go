package drift_test

import (
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
)

// A clock that was 20 s fast is looked at every minute for an hour, in which it gains
// another tenth of a second.
func ExampleTrend() {
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var points []drift.Point
	for minute := range 60 {
		at := start.Add(time.Duration(minute) * time.Minute)
		fast := 20*time.Second + time.Duration(minute)*1650*time.Microsecond
		queue := time.Duration(minute%7) * time.Millisecond // spent there and back, half of it each
		points = append(points, drift.Point{
			At: at, Skew: skew.Around(fast, 10*time.Millisecond+queue/2), Delay: 20*time.Millisecond + queue,
		})
	}

	course := drift.Trend(points)
	fmt.Printf("it gains %.1f ppm, %d steps\n", course.Rate.PPM, len(course.Steps))
	earliest, latest, ok := course.Leaves(skew.Around(0, 45*time.Second))
	fmt.Printf("it is 45 s fast in %.0f to %.0f days, %v\n", earliest.Sub(start).Hours()/24, latest.Sub(start).Hours()/24, ok)
	// Output:
	// it gains 27.5 ppm, 0 steps
	// it is 45 s fast in 9 to 13 days, true
}
