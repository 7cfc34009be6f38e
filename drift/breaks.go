package drift

import (
	"time"

	"codeclock/drift/skew"
)

// Break is something besides codes that fails on a computer whose clock is off.
type Break struct {
	ID     string        // what fails, such as "kerberos"
	Slow   time.Duration // works until the clock is this slow; 0 when slow does no harm
	Fast   time.Duration // works until it is this fast; 0 when fast does no harm
	Seen   bool          // the limit is what was seen to fail, not what a document states
	Source string
}

// Breaks returns what fails at every skew in the interval, the least tolerant
// first; nothing when the skew is unknown.
func Breaks(i skew.Interval) []Break {
	var out []Break
	for _, b := range breaks() {
		slow := b.Slow > 0 && i.Hi() < -b.Slow
		fast := b.Fast > 0 && i.Lo() > b.Fast
		if i.Known() && (slow || fast) {
			out = append(out, b)
		}
	}
	return out
}

// breaks is the table, in order of tolerance. Where a rule allows nothing at all
// but counts whole seconds, the limit is one second.
func breaks() []Break {
	const (
		ms = time.Millisecond
		s  = time.Second
		m  = time.Minute
	)
	return []Break{
		{ID: "ceph", Slow: 50 * ms, Fast: 50 * ms, Source: "Ceph, mon_clock_drift_allowed"},
		{ID: "prometheus-alert", Slow: 50 * ms, Fast: 50 * ms, Source: "prometheus/node_exporter, docs/node-mixin"},
		{ID: "cockroachdb", Slow: 500 * ms, Fast: 500 * ms, Source: "cockroachdb/cockroach, base.DefaultMaxClockOffset"},
		{ID: "make", Slow: 600 * ms, Seen: true, Source: "microsoft/WSL#5324"},
		{ID: "jwt-strict", Fast: 1 * s, Source: "golang-jwt/jwt#98"},
		{ID: "saml-strict", Slow: 1 * s, Source: "russellhaering/gosaml2#57, Clever/saml2#151"},
		{ID: "binance", Fast: 1 * s, Source: "ccxt/ccxt#773"},
		{ID: "new-certificates", Slow: 2 * s, Source: "microsoft/WSL#4149: validity has no grace"},
		{ID: "authelia", Slow: 3 * s, Fast: 3 * s, Source: "authelia/authelia, schema/ntp.go"},
		{ID: "authentik", Slow: 5 * s, Fast: 5 * s, Source: "goauthentik/authentik#1594"},
		{ID: "couchbase", Slow: 5 * s, Fast: 5 * s, Source: "docs.couchbase.com, XDCR"},
		{ID: "apt", Slow: 10 * s, Source: "apt, Acquire::Max-FutureTime"},
		{ID: "github-app", Fast: 10 * s, Seen: true, Source: "microsoft/AL-Go#2289"},
		{ID: "vaultwarden", Slow: 15 * s, Fast: 15 * s, Source: "dani-garcia/vaultwarden, admin_diagnostics.js"},
		{ID: "vault-jwt", Slow: 60 * s, Fast: 60 * s, Source: "Vault API, JWT leeway"},
		{ID: "firefox-add-ons", Fast: 95 * s, Seen: true, Source: "mozilla/addons#1698"},
		{ID: "apple-codesign", Slow: 182 * s, Fast: 182 * s, Seen: true, Source: "actions/runner#2996, nodejs/build#3813"},
		{ID: "kerberos", Slow: 5 * m, Fast: 5 * m, Source: "Oracle Solaris Kerberos, clock skew 300 s"},
		{ID: "asp-net-jwt", Slow: 5 * m, Fast: 5 * m, Source: ".NET TokenValidationParameters, ClockSkew"},
		{ID: "svix", Slow: 5 * m, Fast: 5 * m, Source: "docs.svix.com"},
		{ID: "tsig", Slow: 5 * m, Fast: 5 * m, Source: "RFC 8945, section 10"},
		{ID: "kubeadm", Slow: 5 * m, Source: "kubernetes, kubeadmconstants.CertificateBackdate"},
		{ID: "aws", Slow: 5 * m, Fast: 5 * m, Source: "aws/aws-sdk-js#527"},
		{ID: "aws-s3", Slow: 15 * m, Fast: 15 * m, Source: "aws/aws-sdk-php#612"},
		{ID: "woocommerce", Slow: 15 * m, Fast: 15 * m, Source: "woocommerce/woocommerce#16621"},
		{ID: "ntpd", Slow: NTPDLimit, Fast: NTPDLimit, Source: "RFC 5905, PANICT"},
		{ID: "github-runner", Slow: 17 * m, Fast: 17 * m, Seen: true, Source: "actions/runner#531"},
		{ID: "windows-time", Slow: windowsMaxStep, Fast: windowsMaxStep, Source: "Microsoft, MaxPosPhaseCorrection 54,000 s"},
	}
}
