package result

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"

	"codeclock/drift"
	"codeclock/drift/source"
)

// TrueTime returns what the time really was when the check began.
func (c *Check) TrueTime() time.Time { return c.At.Add(-c.Estimate.Point) }

// ByWeb reports whether web servers alone stand behind the estimate.
func (c *Check) ByWeb() bool {
	_, _, ntp := c.Estimate.Of(source.KindNTP)
	_, _, web := c.Estimate.Of(source.KindHTTPS)
	return ntp == 0 && web > 0
}

// Proxy returns the web proxy that answers came through, "" for none.
func (c *Check) Proxy() string {
	for _, j := range c.Estimate.Readings {
		for _, s := range j.Samples {
			if j.Agrees && s.Proxy != "" {
				return s.Proxy
			}
		}
	}
	return ""
}

// Ignored returns the servers that do not count, without time servers of which one
// sentence tells all: those of StandIns, and those that the web denies. Web sites
// that were only to confirm something and were not waited for are none of them.
func (c *Check) Ignored() []drift.Judged {
	told := c.StandIns() || c.WebCheck() == WebDenies
	return slices.DeleteFunc(slices.Clone(c.Estimate.Readings), func(j drift.Judged) bool {
		unneeded := c.Estimate.Witness != drift.NotCalled && errors.Is(j.Err, source.ErrNotAwaited)
		return j.Agrees || told && j.Kind == source.KindNTP || unneeded && j.Kind == source.KindHTTPS
	})
}

// StandIns reports whether web servers stand in for time servers that were all
// silent: one sentence says so of all of them.
func (c *Check) StandIns() bool {
	_, heard, _ := c.Estimate.Of(source.KindNTP)
	return heard == 0 && c.ByWeb()
}

// Unsure reports whether a server answered that it does not know the time.
func (c *Check) Unsure() bool {
	return slices.ContainsFunc(c.Estimate.Readings, func(j drift.Judged) bool {
		return errors.Is(j.Err, source.ErrUnsynchronised)
	})
}

// Heard reports whether any server sent anything, useful or not.
func (c *Check) Heard() bool { return slices.ContainsFunc(c.Estimate.Readings, drift.Judged.Heard) }

// LookupFailed reports whether servers were named, and no name could be looked up.
// Servers that are asked by address say nothing about that.
func (c *Check) LookupFailed() bool {
	names := 0
	for _, j := range c.Estimate.Readings {
		var dns *net.DNSError
		switch {
		case byAddress(j.Server):
		case !errors.As(j.Err, &dns):
			return false
		default:
			names++
		}
	}
	return names > 0
}

// byAddress reports whether a server was named by its address.
func byAddress(server string) bool {
	host, _, err := source.SplitServer(server)
	if err != nil {
		return false
	}
	_, err = netip.ParseAddr(host)
	return err == nil
}
