package host

import (
	"strings"
	"testing"
)

const gnome = `org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']
org.gnome.system.proxy mode 'MODE'
org.gnome.system.proxy.https host 'proxy.example'
org.gnome.system.proxy.https port 8080
`

const macOS = `<dictionary> {
  HTTPSEnable : ON
  HTTPSPort : 3128
  HTTPSProxy : proxy.example
  ProxyAutoConfigEnable : PAC
}
`

func TestSystemProxies(t *testing.T) {
	mac := func(on, pac string) Proxy {
		return scutilProxy(strings.NewReplacer("ON", on, "PAC", pac).Replace(macOS))
	}
	gnome := func(mode string) Proxy { return gsettingsProxy(strings.Replace(gnome, "MODE", mode, 1)) }
	set, auto := Proxy{SetProxy, "proxy.example:8080"}, Proxy{Kind: AutoProxy}
	for _, tt := range []struct {
		name      string
		got, want Proxy
	}{
		{"GNOME, none", gnome("none"), Proxy{}},
		{"GNOME, one that is set", gnome("manual"), set},
		{"GNOME, a script", gnome("auto"), auto},
		{"no GNOME", gsettingsProxy("No such schema “org.gnome.system.proxy”\n"), Proxy{}},
		{"macOS, none", mac("0", "0"), Proxy{}},
		{"macOS, one that is set", mac("1", "1"), Proxy{SetProxy, "proxy.example:3128"}},
		{"macOS, a script", mac("0", "1"), auto},
		{"Windows, none", wininetProxy(false, "proxy.example:8080", ""), Proxy{}},
		{"Windows, for everything", wininetProxy(true, "proxy.example:8080", ""), set},
		{"Windows, for each protocol", wininetProxy(true, "http=other.example:80;https=proxy.example:8080", ""), set},
		{"Windows, not for HTTPS", wininetProxy(true, "http=other.example:80", ""), Proxy{}},
		{"Windows, a script", wininetProxy(false, "", "http://pac.example/proxy.pac"), auto},
		{"Windows, with a login, which is not kept", wininetProxy(true, "http://user:hunter2@proxy.example:8080/", ""), set},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, tt.got, tt.want)
		}
	}
}

// Whatever is set, no login gets out, and a script has no address.
func FuzzSystemProxy(f *testing.F) {
	f.Add(gnome)
	f.Add(macOS)
	f.Add("http=a:1;https=user:secret@b:2")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range []Proxy{gsettingsProxy(text), scutilProxy(text), wininetProxy(true, text, text)} {
			if strings.Contains(p.Address, "@") || p.Kind != SetProxy && p.Address != "" {
				t.Errorf("got %+v", p)
			}
		}
	})
}
