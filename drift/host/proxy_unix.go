//go:build !darwin && !windows

package host

import "context"

// systemProxy asks GNOME, whose settings other desktops share.
func systemProxy(ctx context.Context) Proxy {
	return gsettingsProxy(tool(ctx, "gsettings", "list-recursively", "org.gnome.system.proxy"))
}
