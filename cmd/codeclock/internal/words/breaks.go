package words

import "codeclock/drift"

// Break names what fails besides codes.
func Break(b drift.Break) string {
	return map[string]string{
		"ceph":             "Ceph monitors warn",
		"prometheus-alert": "Prometheus alert NodeClockSkewDetected",
		"cockroachdb":      "CockroachDB nodes stop",
		"make":             "make misses or repeats work on shared files",
		"jwt-strict":       "signed tokens (JWT iat) checked by golang-jwt or PyJWT",
		"saml-strict":      "SAML logins to strict services (NotBefore)",
		"binance":          "Binance signed requests",
		"new-certificates": "TLS certificates that were just issued",
		"authelia":         "Authelia's start-up check",
		"authentik":        "authentik warns",
		"couchbase":        "Couchbase XDCR alerts",
		"apt":              "apt update (Release file not valid yet)",
		"github-app":       "GitHub App tokens",
		"vaultwarden":      "Vaultwarden diagnostics",
		"vault-jwt":        "HashiCorp Vault JWT logins",
		"firefox-add-ons":  "Firefox add-on signing",
		"apple-codesign":   "Apple codesign --timestamp",
		"kerberos":         "Kerberos and Windows domain logins",
		"asp-net-jwt":      "ASP.NET JWT logins",
		"svix":             "webhooks signed by Svix",
		"tsig":             "DNS updates signed with TSIG",
		"kubeadm":          "new Kubernetes nodes (kubeadm certificates)",
		"aws":              "AWS requests to some services",
		"aws-s3":           "AWS S3 requests",
		"woocommerce":      "WooCommerce REST (OAuth 1)",
		"ntpd":             "ntpd gives up",
		"github-runner":    "GitHub Actions runner registration",
		"windows-time":     "Windows corrects its clock by itself",
	}[b.ID]
}
