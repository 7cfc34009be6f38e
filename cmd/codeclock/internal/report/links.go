package report

import (
	"net/url"
	"regexp"
	"strings"
)

// The ways in which chats, trackers and mail programs write a link that they
// made of a name. The label, which is what was written, is the group; markup
// without a label has the address for one.
var (
	slackLink    = lazy(`<(?:https?|ftp|mailto|tel)[^<>|\s]*\|([^<>|]*)>`)                    // <http://a.b|a.b>
	markdownLink = lazy(`\[([^\[\]]{1,200})\]\(\s*<?[^()<>\s]*>?(?:\s+"[^"]*")?\s*\)`)        // [a.b](http://a.b "title")
	jiraLink     = lazy(`\[([^\[\]|]{1,200})\|[^\[\]\s]*\]`)                                  // [a.b|http://a.b|smart-link]
	orgLink      = lazy(`\[\[[^\[\]]*\]\[([^\[\]]*)\]\]`)                                     // [[http://a.b][a.b]]
	boardLink    = lazy(`(?i)\[url(?:=[^\[\]]*)?\]([^\[\]]*)\[/url\]`)                        // [url=http://a.b]a.b[/url]
	angleLink    = lazy(`(\S)[ \t]?<\s*(?:https?|ftp|mailto|tel):[^<>]*>`)                    // a.b<http://a.b>
	afterLink    = lazy(`(\S)[ \t]?[(\[]\s*(?:https?|ftp|mailto|tel):[^()\[\]]*[)\]]`)        // a.b (http://a.b)
	domainLink   = lazy(`([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)[ \t]\[[A-Za-z0-9.-]+\]`)         // a.b [a.b], by Proofpoint
	bareLink     = lazy(`(?i)<?(https?://[^\s<>"\]|]+)>?`)                                    // http://a.b/
	urldefenseV3 = lazy(`(?i)^https://urldefense\.(?:proofpoint\.)?(?:com|us)/v3/__(.+?)__;`) // https://urldefense.com/v3/__http://a.b__;!!x$
)

// unlink undoes link markup and keeps the labels. Each pattern is only tried where
// the text has what it needs.
func unlink(text string) string {
	for _, l := range []struct {
		needs   string
		pattern func() *regexp.Regexp
	}{
		{"|", slackLink}, {"][", orgLink}, {"[/", boardLink}, {"](", markdownLink}, {"|", jiraLink},
		{"<", angleLink}, {"://", afterLink}, {"(mailto:", afterLink}, {"(tel:", afterLink}, {"[", domainLink},
	} {
		if strings.Contains(text, l.needs) && strings.ContainsAny(text, "[<(") {
			text = l.pattern().ReplaceAllString(text, "$1")
		}
	}
	if !strings.Contains(text, "://") {
		return text
	}
	return bareLink().ReplaceAllStringFunc(text, func(link string) string {
		return bareAddress(strings.Trim(link, "<>"))
	})
}

// bareAddress returns what a link that stands for itself was made of: the host,
// where there is nothing else in it.
func bareAddress(link string) string {
	tail := link[len(strings.TrimRight(link, ",.;:!?)")):]
	link = strings.TrimSuffix(link, tail)
	inner := unwrap(link)
	u, err := url.Parse(inner)
	if err != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return link + tail
	}
	return u.Host + tail
}

// unwrap returns the address inside of one that a mail filter put around it.
func unwrap(link string) string {
	if m := urldefenseV3().FindStringSubmatch(link); m != nil {
		return m[1]
	}
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	host, query := strings.ToLower(u.Hostname()), u.Query()
	switch {
	case host == "urldefense.proofpoint.com": // version 2 writes -3A for %3A and _ for /
		if inner, err := url.QueryUnescape(strings.NewReplacer("-", "%", "_", "/").Replace(query.Get("u"))); err == nil && inner != "" {
			return inner
		}
	case strings.HasSuffix(host, ".safelinks.protection.outlook.com"):
		return query.Get("url")
	case host == "linkprotect.cudasvc.com":
		return query.Get("a")
	case strings.HasSuffix(host, "google.com") && u.Path == "/url":
		return query.Get("q")
	}
	return link
}
