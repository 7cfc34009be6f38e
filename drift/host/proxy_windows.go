package host

import (
	"context"

	"golang.org/x/sys/windows/registry"
)

// systemProxy reads this user's Internet options.
func systemProxy(context.Context) Proxy {
	k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Microsoft\Windows\CurrentVersion\Internet Settings`, registry.QUERY_VALUE)
	if err != nil {
		return Proxy{}
	}
	defer k.Close()
	enabled, _, _ := k.GetIntegerValue("ProxyEnable")
	server, _, _ := k.GetStringValue("ProxyServer")
	script, _, _ := k.GetStringValue("AutoConfigURL")
	return wininetProxy(enabled == 1, server, script)
}
