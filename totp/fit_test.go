package totp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	pquernatotp "github.com/pquerna/otp/totp"
)

// kinds are keys of every kind: 3 algorithms, 3 lengths, 2 periods, and Steam's.
func kinds(t *testing.T) (keys []Key) {
	for a := SHA1; a <= SHA512; a++ {
		for digits := 6; digits <= 8; digits++ {
			for _, period := range []time.Duration{30 * s, 60 * s} {
				k := rfcKey(t)
				k.Algorithm, k.Digits, k.Period = a, digits, period
				keys = append(keys, k)
			}
		}
	}
	steam := rfcKey(t)
	steam.Steam, steam.Digits = true, 5
	return append(keys, steam)
}

func kindName(k Key) string {
	if k.Steam {
		return "steam"
	}
	return fmt.Sprintf("%s/%d/%d", strings.TrimPrefix(k.Algorithm.String(), "SHA"), k.Digits, k.Period/s)
}

// settable is what can be set at the verifiers that take more than their default, as
// their sources say: algorithms, digits and periods, "any" for every period, and
// those that are not known after a question mark. All others take their default and
// refuse the rest.
var settable = map[string]string{
	"google-authenticator-libpam": "1 6 any", "pam_oath": "1 6,7,8 any", "liboath": "any 6,7,8 any",
	"freeipa": "any 6,8 any", "privacyidea": "any 6,8 any", "edumfa": "any 6,8 any", "linotp": "any 6,8 any",
	"multiotp": "1 6,7,8 any ?algorithm", "keycloak": "any 6,8 any", "keycloak-old": "any 6,8 any", "authelia": "any 6,8 any",
	"authentik": "1 6,8 30", "vault-totp": "any 6,8 any", "nextcloud-twofactor-totp": "any 6 30", "rotp": "any 6,7,8 any",
	"pyotp": "any 6,7,8 any", "django-otp": "1 6,8 any", "django-two-factor-auth": "1 6,8 30", "django-allauth": "1 6,7,8 any",
	"pquerna-otp": "any 6,7,8 any steam", "otplib-13": "any 6,7,8 any", "otplib-12": "any 6,7,8 any",
	"speakeasy": "any 6,7,8 any", "otpauth-js": "any 6,7,8 any", "otphp": "any 6,7,8 any", "scheb-2fa": "any 6,7,8 any",
	"proxmox": "any 6,7,8 any", "otp.net": "any 6,7,8 any", "java-totp": "any 6,7,8 any", "googleauth-java": "any 6,7,8 any",
	"totp-rs": "any 6,7,8 any steam", "kanidm": "1,256 6 30 ?digits ?period", "better-auth": "1 6,8 any", "notp": "1 6 any",
	"google2fa": "any 6,7,8 any", "robthree": "any 6,7,8 any", "opnsense": "1 6,8 any", "guacamole": "any 6,7,8 any",
	"lucee-totp": "any 6,7,8 any", "truenas": "1 6,7,8 any", "freeradius": "1 6 30 ?digits ?period", "slapo-otp": "any 6,7,8 any",
	"apereo-cas": "1 6,7,8 any", "glpi": "1,256 6 30", "passlib": "any 6,7,8 any", "openvpn-otp": "any 6,7,8 any",
}

// wantFit works the fit of a kind of key out from the table above.
func wantFit(p Policy, k Key) Fit {
	fields := strings.Fields(settable[p.ID] + " ")
	takes := func(field int, value, byDefault string, trait Trait) Fit {
		switch {
		case value == byDefault:
			return Fits
		case len(fields) > field && (fields[field] == "any" || slices.Contains(strings.Split(fields[field], ","), value)):
			return FitsIfSet
		case byDefault == "" || byDefault == "0" || slices.Contains(fields, "?"+string(trait)):
			return FitsUnknown
		}
		return Unfit
	}
	algorithm := takes(0, strings.TrimPrefix(k.Algorithm.String(), "SHA"), strings.TrimPrefix(p.Algorithm, "SHA"), TraitAlgorithm)
	period := takes(2, fmt.Sprint(int(k.Period/s)), fmt.Sprint(int(p.Period/s)), TraitPeriod)
	digits := takes(1, fmt.Sprint(k.Digits), fmt.Sprint(p.Digits), TraitDigits)
	switch {
	case k.Steam && p.Steam:
		digits = Fits
	case k.Steam && slices.Contains(fields, "steam"):
		digits = FitsIfSet
	case k.Steam && p.Digits == 0:
		digits = FitsUnknown
	case k.Steam != p.Steam:
		digits = Unfit
	}
	for _, worst := range []Fit{Unfit, FitsUnknown, FitsIfSet} {
		if slices.Contains([]Fit{algorithm, period, digits}, worst) {
			return worst
		}
	}
	return Fits
}

// Every policy with a key of every kind.
func TestKeysAgainstPolicies(t *testing.T) {
	count := map[Fit]int{}
	for _, p := range Policies() {
		for _, k := range kinds(t) {
			want := wantFit(p, k)
			switch {
			case p.Kind == KindPreset:
				want = Fits // a yardstick is about time alone
			case p.ID == "otplib-12" && k.Algorithm == SHA512:
				want = Unfit // it lengthens a key of 20 bytes: measured
			}
			got := p.FitKey(k)
			count[got]++
			if got != want {
				t.Errorf("%s and a key of %s: %s, want %s", p.ID, kindName(k), got, want)
			}
		}
	}
	t.Logf("%v", count)
}

func TestKeysOfALengthThatIsRefused(t *testing.T) {
	for _, tt := range []struct {
		id        string
		algorithm Algorithm
		bytes     int
		want      Fit
	}{
		{"otplib-13", SHA1, 15, Unfit}, {"otplib-13", SHA1, 16, Fits}, {"otplib-13", SHA1, 64, Fits}, {"otplib-13", SHA1, 65, Unfit},
		{"otplib-12", SHA1, 10, Fits}, {"otplib-12", SHA256, 15, Unfit}, {"otplib-12", SHA256, 16, FitsIfSet},
		{"otplib-12", SHA512, 20, Unfit}, {"otplib-12", SHA512, 32, FitsIfSet},
		{"google2fa", SHA1, 10, Fits}, {"google2fa", SHA1, 20, Fits}, {"google2fa", SHA1, 32, Unfit},
		{"sentry", SHA1, 20, Fits}, {"sentry", SHA1, 32, Unfit},
		{"pyotp", SHA1, 1, Fits},
	} {
		k, err := NewKey(make([]byte, tt.bytes))
		if err != nil {
			t.Fatal(err)
		}
		k.Algorithm = tt.algorithm
		p, err := LookupPolicy(tt.id)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.FitKey(k); got != tt.want {
			t.Errorf("%s, %v, %d bytes: %s, want %s", tt.id, tt.algorithm, tt.bytes, got, tt.want)
		}
	}
}

// Real verifiers at their defaults accept the codes of the keys that fit, and refuse
// those of all others, which would pass only if they were set so.
func TestKindsOfKeysAtRealVerifiers(t *testing.T) {
	libraries := []string{"pyotp", "django-otp", "passlib"}
	var input strings.Builder
	var want []string
	for _, id := range libraries {
		p, err := LookupPolicy(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kinds(t) {
			for step := range int64(20) {
				at := 1_700_000_040 + 60*step
				code, err := k.Code(time.Unix(at, 0))
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&input, "%s %d %s\n", id, at, code)
				want = append(want, map[bool]string{true: "1", false: "0"}[p.FitKey(k) == Fits])
			}
		}
	}
	got := runScript(t, input.String(), debianPython(), "fit_grid.py")
	wrong := 0
	for i := range got {
		if got[i] != want[i] {
			wrong++
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d answers are not as predicted", wrong, len(got))
	}
	t.Logf("%d answers", len(got))
}

func TestKindsOfKeysAtPquerna(t *testing.T) {
	p, err := LookupPolicy("pquerna-otp")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds(t) {
		at := time.Unix(1_700_000_040, 0)
		code, err := k.Code(at)
		if err != nil {
			t.Fatal(err)
		}
		ok, _ := pquernatotp.ValidateCustom(code, rfcBase32, at, pquernatotp.ValidateOpts{Period: 30, Skew: 1, Digits: otp.DigitsSix})
		set := pquernatotp.ValidateOpts{Period: uint(k.Period / s), Skew: 1, Digits: otp.Digits(k.Digits), Algorithm: k.Algorithm.pquerna()}
		if k.Steam {
			set.Encoder = otp.EncoderSteam
		}
		okSet, errSet := pquernatotp.ValidateCustom(code, rfcBase32, at, set)
		if fit := p.FitKey(k); ok != (fit == Fits) || !okSet || errSet != nil || fit == Unfit {
			t.Errorf("%s: %s, accepted by default %v, if set so %v (%v)", kindName(k), fit, ok, okSet, errSet)
		}
	}
}

// A day's window and 100,000 logins: what a login costs must not grow with their
// number.
func BenchmarkSession(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			session := Session{
				Verifier: Verifier{Window: Window{Past: 24 * time.Hour, Future: 24 * time.Hour}},
				Reuse:    Reuse{Rule: RefusesUsedSteps}, Start: time.Unix(1_700_000_000, 0), Logins: n, Every: time.Second,
			}
			for b.Loop() {
				for range session.All() {
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/login")
		})
	}
}
