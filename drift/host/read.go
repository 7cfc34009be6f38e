package host

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Budget is how long reading may take: it runs beside the measurement, and what
// is not there by then is not known.
const Budget = 300 * time.Millisecond

// A reader finds some facts. It returns what to set, or nil for nothing, and
// touches no Facts itself, so that a slow one cannot write too late.
type reader func(context.Context) func(*Facts)

// Read finds the facts about this computer within Budget. It never fails: what
// could not be read is not known.
func Read(ctx context.Context) Facts {
	ctx, cancel := context.WithTimeout(ctx, Budget)
	defer cancel()
	return gather(ctx, append(readers(), readZone))
}

// gather runs all readers at once and takes what comes until ctx ends.
func gather(ctx context.Context, readers []reader) Facts {
	found := make(chan func(*Facts), len(readers))
	for _, r := range readers {
		go func() { found <- r(ctx) }()
	}
	f := Facts{OS: runtime.GOOS}
	for range readers {
		select {
		case set := <-found:
			if set != nil {
				set(&f)
			}
		case <-ctx.Done():
			return f.settled()
		}
	}
	return f.settled()
}

// settled puts the services in order, whichever was read first.
func (f Facts) settled() Facts {
	slices.SortFunc(f.Services, func(a, b Service) int { return strings.Compare(a.Name, b.Name) })
	return f
}

// readZone reads the zone that this process uses: the computer's, where no reader
// knows better.
func readZone(context.Context) func(*Facts) {
	now := time.Now()
	_, offset := now.Zone()
	return func(f *Facts) {
		if !f.ZoneOffset.known {
			f.ZoneOffset = Known(time.Duration(offset) * time.Second)
		}
	}
}

// file returns a file's text; empty when it cannot be read.
func file(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(data)
}

// exists reports whether there is a file of that name; not known when it may not be
// looked for.
func exists(path string) Tri {
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return Yes
	case os.IsNotExist(err):
		return No
	}
	return Unknown
}
