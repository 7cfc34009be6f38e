package drift_test

import (
	"context"
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// A measurement against servers of one's own, here simulated ones that find
// this clock 47 s slow, and what it means for codes.
func ExampleMeasure() {
	var sources []source.Source
	for range 3 {
		server, err := ntpsim.Start(ntpsim.Config{Skew: -47 * time.Second})
		if err != nil {
			fmt.Println(err)
			return
		}
		defer server.Close()
		sources = append(sources, &source.NTP{Server: server.Addr().String()})
	}
	e := drift.Measure(context.Background(), drift.Options{Sources: sources})
	asked, _, agree := e.Count()
	fmt.Printf("%s, say %d of %d servers\n", skew.Words(e.Point), agree, asked)

	v := totp.Verifier{Window: totp.Steps(1, 1, totp.DefaultPeriod), Typing: 8 * time.Second}
	fmt.Printf("%.0f %% of tries work\n", 100*v.ChanceOver(e.Skew).Min)
	// Output:
	// 47.0 s slow, say 3 of 3 servers
	// 17 % of tries work
}
