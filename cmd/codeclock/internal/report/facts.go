package report

import (
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
)

// Finding is a cause or a circumstance that was found: its code, how grave and
// how sure it is, and measured values.
type Finding struct {
	Code     string             `json:"code"`
	Severity string             `json:"severity"`
	Sure     string             `json:"sure"`
	Values   map[string]float64 `json:"values,omitempty"`
}

// Service is a program that keeps the clock right. What is not known of it is
// left out.
type Service struct {
	Name     string `json:"name"`
	Running  *bool  `json:"running,omitempty"`
	Enabled  *bool  `json:"enabled,omitempty"`
	Synced   *bool  `json:"synced,omitempty"`
	LastSync *int64 `json:"last_sync,omitempty"` // how long ago
}

// findings keeps the codes and the numbers of findings. Their names are texts of
// tools, which can hold anything.
func findings(all []drift.Finding) []Finding {
	var out []Finding
	for _, f := range all {
		var values map[string]float64
		if f.Size != 0 {
			values = map[string]float64{"size_seconds": f.Size.Seconds(), "rest_seconds": f.Rest.Seconds()}
		}
		out = append(out, Finding{
			Code: string(f.Code), Severity: words.Gravity(f.Severity), Sure: words.Sureness(f.Sure), Values: values,
		})
	}
	return out
}

// fact is a fact about the computer that a report may hold.
type fact struct {
	name string
	of   func(host.Facts) host.Tri
}

func facts() []fact {
	return []fact{
		{"auto-time", func(f host.Facts) host.Tri { return f.AutoTime }},
		{"auto-zone", func(f host.Facts) host.Tri { return f.AutoZone }},
		{"container", func(f host.Facts) host.Tri { return f.Container }},
		{"domain", func(f host.Facts) host.Tri { return f.Domain }},
		{"kernel-synced", func(f host.Facts) host.Tri { return f.KernelSynced }},
		{"rtc-local", func(f host.Facts) host.Tri { return f.RTCLocal }},
		{"virtual-machine", func(f host.Facts) host.Tri { return f.VM }},
		{"wsl", func(f host.Facts) host.Tri { return f.WSL }},
		{"zone-overridden", func(f host.Facts) host.Tri { return f.ZoneOverridden }},
	}
}

func knownFacts(f host.Facts) map[string]bool {
	var out map[string]bool
	for _, fact := range facts() {
		v := answer(fact.of(f))
		if v == nil {
			continue
		}
		if out == nil {
			out = map[string]bool{}
		}
		out[fact.name] = *v
	}
	return out
}

// answer returns nil for what is not known.
func answer(t host.Tri) *bool {
	if t == host.Unknown {
		return nil
	}
	yes := t == host.Yes
	return &yes
}

// serviceNames are the words for services.
func serviceNames() []string {
	return []string{
		host.Chrony, host.Timesyncd, host.NTPsec, host.OpenNTPD, host.NTPdRS, host.BusyBox, host.ConnMan, host.PTP,
		host.W32Time, host.Timed, host.GuestTool, host.HTPDate, host.SDWDate, host.TLSDate,
	}
}

func services(f host.Facts) []Service {
	var out []Service
	for _, s := range f.Services {
		if !slices.Contains(serviceNames(), s.Name) {
			continue
		}
		service := Service{Name: s.Name, Running: answer(s.Running), Enabled: answer(s.Enabled), Synced: answer(s.Synced)}
		if d, ok := s.LastSync.Get(); ok && d >= 0 {
			last := int64(d.Round(time.Second))
			service.LastSync = &last
		}
		out = append(out, service)
	}
	return out
}

// The words for how grave and how sure a finding is.
func severities() []string {
	return []string{words.Gravity(drift.Problem), words.Gravity(drift.Warning), words.Gravity(drift.Info)}
}

func surenesses() []string {
	return []string{words.Sureness(drift.Certain), words.Sureness(drift.Likely), words.Sureness(drift.Possible)}
}

// valueNames are the names of what a finding measured.
func valueNames() []string { return []string{"size_seconds", "rest_seconds"} }

func (r Report) validFindings() bool {
	for _, f := range r.Findings {
		if !wordPattern().MatchString(f.Code) ||
			!slices.Contains(severities(), f.Severity) || !slices.Contains(surenesses(), f.Sure) {
			return false
		}
		for name := range f.Values {
			if !valuePattern().MatchString(name) {
				return false
			}
		}
	}
	return true
}

func (r Report) validFacts() bool {
	for name := range r.Facts {
		if !slices.ContainsFunc(facts(), func(f fact) bool { return f.name == name }) {
			return false
		}
	}
	for _, s := range r.Services {
		if !slices.Contains(serviceNames(), s.Name) {
			return false
		}
	}
	return len(r.Services) <= maxFindings
}
