package host

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

func readers() []reader {
	return []reader{readRegistry, readSleep, readDomain, readW32Time}
}

func readRegistry(context.Context) func(*Facts) {
	const policies = `SOFTWARE\Policies\Microsoft\W32Time\`
	r := w32Registry{
		policyType:    text(policies+`Parameters`, "Type"),
		policyClient:  number(policies+`TimeProviders\NtpClient`, "Enabled"),
		client:        number(`SYSTEM\CurrentControlSet\Services\W32Time\TimeProviders\NtpClient`, "Enabled"),
		start:         number(`SYSTEM\CurrentControlSet\Services\W32Time`, "Start"),
		clientType:    text(`SYSTEM\CurrentControlSet\Services\W32Time\Parameters`, "Type"),
		maxPos:        number(`SYSTEM\CurrentControlSet\Services\W32Time\Config`, "MaxPosPhaseCorrection"),
		maxNeg:        number(`SYSTEM\CurrentControlSet\Services\W32Time\Config`, "MaxNegPhaseCorrection"),
		seeding:       number(`SYSTEM\CurrentControlSet\Services\W32Time\Config`, "UtilizeSslTimeData"),
		universal:     number(`SYSTEM\CurrentControlSet\Control\TimeZoneInformation`, "RealTimeIsUniversal"),
		zone:          text(`SYSTEM\CurrentControlSet\Control\TimeZoneInformation`, "TimeZoneKeyName"),
		noSummer:      number(`SYSTEM\CurrentControlSet\Control\TimeZoneInformation`, "DynamicDaylightTimeDisabled"),
		autoZoneStart: number(`SYSTEM\CurrentControlSet\Services\tzautoupdate`, "Start"),
		maker:         text(`HARDWARE\DESCRIPTION\System\BIOS`, "SystemManufacturer"),
		product:       text(`HARDWARE\DESCRIPTION\System\BIOS`, "SystemProductName"),
	}
	return r.set
}

func number(path, name string) *uint64 {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return nil
	}
	defer k.Close()
	n, _, err := k.GetIntegerValue(name)
	if err != nil {
		return nil
	}
	return &n
}

func text(path, name string) string {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer k.Close()
	s, _, err := k.GetStringValue(name)
	if err != nil {
		return ""
	}
	return s
}

// readSleep compares the count of time since start with the one that stands
// still in sleep (realtimeapiset.h, QueryUnbiasedInterruptTime).
func readSleep(context.Context) func(*Facts) {
	up := windows.DurationSinceBoot()
	awake, ok := unbiased()
	woke, slept := lastWake()
	return func(f *Facts) {
		f.Uptime = Known(up)
		if ok {
			f.Asleep = Known(max(up-awake, 0).Truncate(time.Second))
		}
		if slept && woke <= up {
			f.Awake = Known(up - woke)
		}
	}
}

// Asleep returns how long the computer has slept since it was started.
func Asleep() Value[time.Duration] {
	up := windows.DurationSinceBoot()
	awake, ok := unbiased()
	if !ok {
		return Value[time.Duration]{}
	}
	return Known(max(up-awake, 0))
}

// lastWake returns when the computer last woke, as time since start; false when it
// never slept (powerbase.h, CallNtPowerInformation, LastWakeTime: ticks of 100 ns).
func lastWake() (time.Duration, bool) {
	const lastWakeTime = 14
	proc := windows.NewLazySystemDLL("powrprof.dll").NewProc("CallNtPowerInformation")
	if proc.Find() != nil {
		return 0, false
	}
	var ticks uint64
	status, _, _ := proc.Call(lastWakeTime, 0, 0, uintptr(unsafe.Pointer(&ticks)), unsafe.Sizeof(ticks))
	return time.Duration(ticks) * 100, status == 0 && ticks > 0
}

func unbiased() (time.Duration, bool) {
	proc := windows.NewLazySystemDLL("kernel32.dll").NewProc("QueryUnbiasedInterruptTime")
	if proc.Find() != nil {
		return 0, false
	}
	var ticks uint64 // of 100 ns
	ok, _, _ := proc.Call(uintptr(unsafe.Pointer(&ticks)))
	return time.Duration(ticks) * 100, ok != 0
}

// readDomain asks whether the computer is a member of a domain.
func readDomain(context.Context) func(*Facts) {
	var name *uint16
	var kind uint32
	if windows.NetGetJoinInformation(nil, &name, &kind) != nil {
		return nil
	}
	windows.NetApiBufferFree((*byte)(unsafe.Pointer(name)))
	return func(f *Facts) { f.Domain = Is(kind == windows.NetSetupDomainName) }
}

// readW32Time asks the service manager whether the service runs, and the service
// itself only if it does.
func readW32Time(ctx context.Context) func(*Facts) {
	s := Service{Name: W32Time, Running: serviceRuns("w32time")}
	answers := func(*Facts) {}
	if s.Running == Yes {
		answers = ask(ctx, "w32tm /query /status /verbose")
	}
	if start := number(`SYSTEM\CurrentControlSet\Services\W32Time`, "Start"); start != nil {
		s.Enabled = Is(*start != startDisabled) // manual means: started by triggers
	}
	return func(f *Facts) {
		f.merge(s)
		answers(f)
	}
}

func serviceRuns(name string) Tri {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return Unknown
	}
	defer windows.CloseServiceHandle(manager)
	utf16, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return Unknown
	}
	service, err := windows.OpenService(manager, utf16, windows.SERVICE_QUERY_STATUS)
	if err != nil {
		return Unknown
	}
	defer windows.CloseServiceHandle(service)
	var status windows.SERVICE_STATUS
	if windows.QueryServiceStatus(service, &status) != nil {
		return Unknown
	}
	return Is(status.CurrentState == windows.SERVICE_RUNNING)
}
