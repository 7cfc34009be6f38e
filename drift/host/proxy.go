package host

import (
	"context"
	"strings"
)

// Proxy is the web proxy that the desktop's own settings name. Command-line programs
// are told of proxies by their environment instead, so that the two can differ.
type Proxy struct {
	Kind    ProxyKind
	Address string // host:port, "" when not known. Raw: sanitise before printing
}

// ProxyKind is how a system finds its proxy.
type ProxyKind uint8

const (
	NoProxy   ProxyKind = iota // none, or it could not be found out
	SetProxy                   // one that is set
	AutoProxy                  // by a script (PAC), which must be run to tell
)

// SystemProxy returns the web proxy of this desktop within Budget.
func SystemProxy(ctx context.Context) Proxy {
	ctx, cancel := context.WithTimeout(ctx, Budget)
	defer cancel()
	return systemProxy(ctx)
}

// withoutLogin takes a user and a password, and the scheme, off a proxy's address.
func withoutLogin(address string) string {
	if _, rest, ok := strings.Cut(address, "://"); ok {
		address = rest
	}
	return strings.TrimSuffix(address[strings.LastIndexByte(address, '@')+1:], "/")
}

// gsettingsProxy reads GNOME's settings, as "gsettings list-recursively
// org.gnome.system.proxy" prints them: schema, key and value in each line.
func gsettingsProxy(text string) Proxy {
	v := map[string]string{}
	for line := range strings.Lines(complete(text)) {
		if words := strings.Fields(line); len(words) == 3 {
			v[strings.TrimPrefix(words[0], "org.gnome.system.proxy")+"."+words[1]] = strings.Trim(words[2], "'")
		}
	}
	switch v[".mode"] {
	case "auto":
		return Proxy{Kind: AutoProxy}
	case "manual":
		return setProxy(v[".https.host"], v[".https.port"])
	}
	return Proxy{}
}

// scutilProxy reads "scutil --proxy" of macOS.
func scutilProxy(text string) Proxy {
	v := fields(complete(text), " : ")
	switch {
	case v["HTTPSEnable"] == "1":
		return setProxy(v["HTTPSProxy"], v["HTTPSPort"])
	case v["ProxyAutoConfigEnable"] == "1", v["ProxyAutoDiscoveryEnable"] == "1":
		return Proxy{Kind: AutoProxy}
	}
	return Proxy{}
}

// wininetProxy understands what Windows keeps below Internet Settings: ProxyEnable,
// ProxyServer and AutoConfigURL. ProxyServer is one address for everything, or one
// for each protocol, such as "http=a:80;https=b:8080" (Microsoft, WinINet).
func wininetProxy(enabled bool, server, script string) Proxy {
	if !enabled || server == "" {
		if script != "" {
			return Proxy{Kind: AutoProxy}
		}
		return Proxy{}
	}
	if !strings.Contains(server, "=") {
		return Proxy{SetProxy, withoutLogin(server)}
	}
	for _, one := range strings.FieldsFunc(server, func(r rune) bool { return r == ';' || r == ' ' }) {
		if name, address, _ := strings.Cut(one, "="); name == "https" && address != "" {
			return Proxy{SetProxy, withoutLogin(address)}
		}
	}
	return Proxy{} // for other protocols
}

func setProxy(host, port string) Proxy {
	host = withoutLogin(host)
	switch {
	case host == "":
		return Proxy{}
	case port == "" || port == "0":
		return Proxy{SetProxy, host}
	}
	return Proxy{SetProxy, host + ":" + port}
}
