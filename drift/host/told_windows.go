package host

import (
	"context"

	"golang.org/x/sys/windows"
)

// told reads the registry, where a policy wins over what was set by hand, and asks
// for the name of the domain.
func told(context.Context) []Told {
	const policy = `SOFTWARE\Policies\Microsoft\W32Time\Parameters`
	const service = `SYSTEM\CurrentControlSet\Services\W32Time\Parameters`
	set := w32Told{clientType: text(policy, "Type"), servers: text(policy, "NtpServer")}
	if set.clientType == "" {
		set.clientType = text(service, "Type")
	}
	if set.servers == "" {
		set.servers = text(service, "NtpServer")
	}
	set.domain = dnsDomain()
	maker := text(`HARDWARE\DESCRIPTION\System\BIOS`, "SystemManufacturer")
	product := text(`HARDWARE\DESCRIPTION\System\BIOS`, "SystemProductName")
	return append(set.list(), cloudServers(vmFromDMI(maker, product))...)
}

// dnsDomain returns the name of the domain that this computer belongs to.
func dnsDomain() string {
	buf := make([]uint16, 256)
	n := uint32(len(buf))
	if windows.GetComputerNameEx(windows.ComputerNameDnsDomain, &buf[0], &n) != nil {
		return ""
	}
	return windows.UTF16ToString(buf[:n])
}
