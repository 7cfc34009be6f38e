package host

import "time"

// w32Registry is what the registry holds about time, read as it is and judged in
// facts: the same on every system, so that it is tested on every system. Numbers
// are nil, and strings empty, when they are not there.
type w32Registry struct {
	start          *uint64 // Services\W32Time: Start
	clientType     string  // Services\W32Time\Parameters: Type
	policyType     string  // Policies\Microsoft\W32Time\Parameters: Type
	client         *uint64 // Services\W32Time\TimeProviders\NtpClient: Enabled
	policyClient   *uint64 // Policies\Microsoft\W32Time\TimeProviders\NtpClient: Enabled
	maxPos, maxNeg *uint64 // Services\W32Time\Config: Max…PhaseCorrection, seconds
	seeding        *uint64 // Services\W32Time\Config: UtilizeSslTimeData
	universal      *uint64 // Control\TimeZoneInformation: RealTimeIsUniversal
	zone           string  // Control\TimeZoneInformation: TimeZoneKeyName
	noSummer       *uint64 // Control\TimeZoneInformation: DynamicDaylightTimeDisabled
	autoZoneStart  *uint64 // Services\tzautoupdate: Start
	maker, product string  // HARDWARE\DESCRIPTION\System\BIOS
}

// startDisabled is the Start of a service that is switched off (winsvc.h).
const startDisabled = 4

// anyCorrection is the value of Max…PhaseCorrection that means "correct whatever
// it is", which members of a domain have (Microsoft, Windows Time service tools
// and settings).
const anyCorrection = 0xFFFFFFFF

// set puts the facts that the registry tells into f.
func (r w32Registry) set(f *Facts) {
	if r.zone != "" { // the key is there and may be read
		f.ZoneName, f.ZoneSource = r.zone, "registry"
		// Without RealTimeIsUniversal, Windows keeps the hardware clock in local
		// time.
		f.RTCLocal = Is(r.universal == nil || *r.universal == 0)
	}
	if r.noSummer != nil {
		f.AutoSummer = Is(*r.noSummer == 0)
	}
	if r.autoZoneStart != nil {
		f.AutoZone = Is(*r.autoZoneStart != startDisabled)
	}
	if r.seeding != nil {
		f.Seeding = Is(*r.seeding != 0)
	}
	f.AutoTime = r.autoTime()
	f.Policy = r.policy(f.AutoTime)
	f.MaxStep = r.maxStep()
	if kind := vmFromDMI(r.maker, r.product); kind != "" {
		f.VM, f.VMKind = Yes, kind
	}
}

// autoTime is the switch "Set time automatically", which the Settings keep as
// the client's type: NTP or, in a domain, NT5DS when on, NoSync when off. With the
// provider NtpClient off, nobody is asked either. A policy wins over both (Microsoft,
// Windows Time service tools and settings, group policy settings).
func (r w32Registry) autoTime() Tri {
	kind, client := r.clientType, r.client
	if r.policyType != "" {
		kind = r.policyType
	}
	if r.policyClient != nil {
		client = r.policyClient
	}
	switch {
	case r.start != nil && *r.start == startDisabled, kind == "NoSync", client != nil && *client == 0:
		return No
	case kind == "NTP", kind == "NT5DS", kind == "AllSync":
		return Yes
	}
	return Unknown
}

// policy tells if an administrator's policy decides about that switch. A switch that is
// off for another reason, such as a service that is disabled, is not the policy's.
func (r w32Registry) policy(auto Tri) Tri {
	off := r.policyType == "NoSync" || r.policyClient != nil && *r.policyClient == 0
	switch {
	case r.policyType == "" && r.policyClient == nil:
		return Unknown
	case auto == No:
		return Is(off)
	}
	return Yes
}

// maxStep is the largest error that the service corrects, in the direction in
// which it corrects less.
func (r w32Registry) maxStep() Value[time.Duration] {
	if r.maxPos == nil || r.maxNeg == nil {
		return Value[time.Duration]{}
	}
	step := min(*r.maxPos, *r.maxNeg)
	if step >= anyCorrection {
		return Known(AnyStep)
	}
	return Known(time.Duration(step) * time.Second)
}
