package drift

import (
	"time"

	"codeclock/drift/skew"
)

// Break is something besides codes that fails on a computer whose clock is off.
type Break struct {
	What   string
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
		{What: "Ceph monitors warn", Slow: 50 * ms, Fast: 50 * ms, Source: "Ceph, mon_clock_drift_allowed"},
		{What: "Prometheus alert NodeClockSkewDetected", Slow: 50 * ms, Fast: 50 * ms, Source: "prometheus/node_exporter, docs/node-mixin"},
		{What: "CockroachDB nodes stop", Slow: 500 * ms, Fast: 500 * ms, Source: "cockroachdb/cockroach, base.DefaultMaxClockOffset"},
		{What: "make misses or repeats work on shared files", Slow: 600 * ms, Seen: true, Source: "microsoft/WSL#5324"},
		{What: "signed tokens (JWT iat) checked by golang-jwt or PyJWT", Fast: 1 * s, Source: "golang-jwt/jwt#98"},
		{What: "SAML logins to strict services (NotBefore)", Slow: 1 * s, Source: "russellhaering/gosaml2#57, Clever/saml2#151"},
		{What: "Binance signed requests", Fast: 1 * s, Source: "ccxt/ccxt#773"},
		{What: "TLS certificates that were just issued", Slow: 2 * s, Source: "microsoft/WSL#4149: validity has no grace"},
		{What: "Authelia's start-up check", Slow: 3 * s, Fast: 3 * s, Source: "authelia/authelia, schema/ntp.go"},
		{What: "authentik warns", Slow: 5 * s, Fast: 5 * s, Source: "goauthentik/authentik#1594"},
		{What: "Couchbase XDCR alerts", Slow: 5 * s, Fast: 5 * s, Source: "docs.couchbase.com, XDCR"},
		{What: "apt update (Release file not valid yet)", Slow: 10 * s, Source: "apt, Acquire::Max-FutureTime"},
		{What: "GitHub App tokens", Fast: 10 * s, Seen: true, Source: "microsoft/AL-Go#2289"},
		{What: "Vaultwarden diagnostics", Slow: 15 * s, Fast: 15 * s, Source: "dani-garcia/vaultwarden, admin_diagnostics.js"},
		{What: "HashiCorp Vault JWT logins", Slow: 60 * s, Fast: 60 * s, Source: "Vault API, JWT leeway"},
		{What: "Firefox add-on signing", Fast: 95 * s, Seen: true, Source: "mozilla/addons#1698"},
		{What: "Apple codesign --timestamp", Slow: 182 * s, Fast: 182 * s, Seen: true, Source: "actions/runner#2996, nodejs/build#3813"},
		{What: "Kerberos and Windows domain logins", Slow: 5 * m, Fast: 5 * m, Source: "Oracle Solaris Kerberos, clock skew 300 s"},
		{What: "ASP.NET JWT logins", Slow: 5 * m, Fast: 5 * m, Source: ".NET TokenValidationParameters, ClockSkew"},
		{What: "webhooks signed by Svix", Slow: 5 * m, Fast: 5 * m, Source: "docs.svix.com"},
		{What: "DNS updates signed with TSIG", Slow: 5 * m, Fast: 5 * m, Source: "RFC 8945, section 10"},
		{What: "new Kubernetes nodes (kubeadm certificates)", Slow: 5 * m, Source: "kubernetes, kubeadmconstants.CertificateBackdate"},
		{What: "AWS requests to some services", Slow: 5 * m, Fast: 5 * m, Source: "aws/aws-sdk-js#527"},
		{What: "AWS S3 requests", Slow: 15 * m, Fast: 15 * m, Source: "aws/aws-sdk-php#612"},
		{What: "WooCommerce REST (OAuth 1)", Slow: 15 * m, Fast: 15 * m, Source: "woocommerce/woocommerce#16621"},
		{What: "ntpd gives up", Slow: NTPDLimit, Fast: NTPDLimit, Source: "RFC 5905, PANICT"},
		{What: "GitHub Actions runner registration", Slow: 17 * m, Fast: 17 * m, Seen: true, Source: "actions/runner#531"},
		{What: "Windows corrects its clock by itself", Slow: windowsMaxStep, Fast: windowsMaxStep, Source: "Microsoft, MaxPosPhaseCorrection 54,000 s"},
	}
}
