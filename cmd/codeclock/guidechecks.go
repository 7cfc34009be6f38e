package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/reach"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// guideChecks runs the checks of the guide. Each contacts only what it is told to,
// and only when it is asked for.
type guideChecks struct {
	env     *env
	measure measureOptions
}

// clock measures this computer's clock, as check does.
func (g guideChecks) clock(ctx context.Context) (guide.Ran, error) {
	o := computerOptions{measureOptions: g.measure}
	bindRule(pflag.NewFlagSet("", pflag.ContinueOnError), &o.ruleOptions)
	c, err := o.measure(ctx, g.env, false, everyCheck)
	if err != nil {
		return guide.Ran{}, err
	}
	ran := guide.Ran{Check: guide.Clock, Outcome: guide.Unclear, Said: "This computer's clock: nothing could be measured."}
	switch {
	case c.Verdict == result.OK:
		ran.Outcome, ran.Said = guide.Clear, fmt.Sprintf("This computer's clock: %s. That is near enough for most sites.",
			skew.Words(c.Estimate.Point))
		if c.Found(drift.NotTheClock) {
			ran.Said = "This computer's clock: it is right to a second."
		}
	case c.Blamed() && c.Verdict != result.CantTell:
		ran.Outcome, ran.Said = guide.Fault, fmt.Sprintf("This computer's clock: %s.", skew.Words(c.Estimate.Point))
	}
	return ran, nil
}

// code judges the form of a code, which is not kept.
func codeRan(code string, answers []string) guide.Ran {
	kind := totp.SentCode
	if (guide.Condition{"shown", "page-app"}).Holds(answers) {
		kind = totp.AppCode
	}
	ran := guide.Ran{Check: guide.Code, Outcome: guide.Clear, Said: "The code as typed: its form is right. Whether it is the right code, only the site can know."}
	var found []string
	for _, f := range totp.LintCode(code, kind, 0) {
		if !f.Remark() {
			a := words.CodeFlaw(f)
			found = append(found, a.What+" "+a.Do)
		}
	}
	if len(found) > 0 {
		ran.Outcome, ran.Said = guide.Fault, fmt.Sprintf("The code as typed: %s", strings.Join(found, " "))
	}
	return ran
}

// network looks at the way to a host.
func (g guideChecks) network(ctx context.Context, host string) guide.Ran {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, ""
	}
	r := reach.Look(ctx, reach.Options{
		Host: name, Port: port, Plain: port, Resolve: g.env.resolve, Dial: g.env.dial, Roots: g.env.roots, Now: g.env.now, Timeout: g.measure.timeout,
	})
	ran := guide.Ran{Check: guide.Network, Outcome: guide.Fault, Said: words.Reach(host, reachSaw(r))}
	switch {
	case r.Answered():
		ran.Outcome = guide.Clear
		ran.Said = fmt.Sprintf("%s: it answered from here in %s. That does not show that its login works.",
			host, words.Millis(r.Resolve.Took+r.Connect.Took+r.TLS.Took))
	case r.Certificate == reach.WrongTime || r.Certificate == reach.Broken:
		ran.Outcome = guide.Unclear
	}
	if g.behindProxy(name) {
		ran.Said += " A proxy is set on this computer; this check went without it."
		if ran.Outcome == guide.Fault && !r.Intercepted() {
			ran.Outcome = guide.Unclear // the browser goes another way
		}
	}
	return ran
}

// reachSaw returns the words for why a host did not answer.
func reachSaw(r reach.Result) string {
	switch {
	case !r.Resolve.OK():
		return "%s: its name can't be resolved here."
	case r.SignIn || r.Elsewhere:
		return "%s: this network wants you to sign in first. Open any page in the browser."
	case r.Certificate == reach.OtherName:
		return "%s: something answers with another site's certificate, as the sign-in page of a Wi-Fi does."
	case r.Certificate == reach.Stranger:
		return "%s: something answers with a certificate that this computer doesn't trust: an inspecting firewall, a virus scanner or a sign-in page."
	case r.Certificate == reach.WrongTime:
		return "%s: its certificate looks too old or too new. This computer's date may be wrong."
	case r.Private:
		return "%s: its name leads to an address inside this network."
	case !r.Connect.OK():
		return "%s: no connection opens from here."
	}
	return "%s: a connection opens, but no safe one."
}

// hostName is what may be asked for: names and addresses, never a path.
var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$|^\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?$`)

// checkNamed takes the address of a page for its host, and refuses what is none.
func checkNamed(flag, host string) (string, error) {
	host = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(host), "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	if err := checkHost(flag, host); err != nil {
		return "", err
	}
	if !hostName.MatchString(host) {
		return "", cli.Usagef("for example --host www.example.com", "%s: not the name of a host", flag)
	}
	return host, nil
}

// behindProxy reports whether programs here go to a host by way of a proxy.
func (g guideChecks) behindProxy(host string) bool {
	if g.env.proxy == nil {
		return false
	}
	to, err := g.env.proxy(&http.Request{URL: &url.URL{Scheme: "https", Host: host}})
	return err == nil && to != nil
}
