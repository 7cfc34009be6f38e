package render

import (
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
)

// checkJSON is the JSON face of a check. Seconds are numbers, times are given
// twice, unknown is null or left out and never 0.
type checkJSON struct {
	header
	Against bool   `json:"against,omitempty" jsonschema:"one web site that the user named stands for true time; it may be that site's clock that is off"`
	Device  string `json:"device" jsonschema:"which clock was measured; codes may come from another"`
	Verdict string `json:"verdict" jsonschema:"ok, at-risk, wrong or cant-tell"`
	skewJSON
	Agreement    string    `json:"agreement" jsonschema:"majority, unconfirmed, contradiction or silence"`
	ClockStepped bool      `json:"clock_stepped" jsonschema:"the clock was set during the measurement"`
	MeasuredAt   time.Time `json:"measured_at" jsonschema:"when the measurement began, by the measured clock"`
	MeasuredUnix float64   `json:"measured_at_unix"`
	trueTime
	Took    float64     `json:"took_seconds"`
	Rule    ruleJSON    `json:"rule" jsonschema:"what decided the verdict"`
	Sites   []siteJSON  `json:"sites" jsonschema:"what kinds of verifiers do with codes from this clock"`
	Servers serversJSON `json:"servers"`

	Cause    *string       `json:"cause" jsonschema:"code of the finding that explains the skew best; null when none does"`
	Findings []findingJSON `json:"findings" jsonschema:"what a diagnosis found, the gravest first"`
	Breaks   []breakJSON   `json:"breaks" jsonschema:"what else fails at every skew that the evidence allows"`
}

type ruleJSON struct {
	Period  float64  `json:"period_seconds"`
	Past    float64  `json:"past_seconds"`
	Future  float64  `json:"future_seconds"`
	Typing  float64  `json:"typing_seconds"`
	MaxSkew *float64 `json:"max_skew_seconds,omitempty"`
}

type siteJSON struct {
	Name      string   `json:"name"`
	Past      float64  `json:"past_seconds"`
	Future    float64  `json:"future_seconds"`
	From      *float64 `json:"accepted_from_seconds" jsonschema:"age from which a code is accepted; null when never or unknown"`
	Until     *float64 `json:"accepted_until_seconds" jsonschema:"age at which a code is refused again"`
	ChanceMin float64  `json:"chance_min" jsonschema:"least share of tries that work, over the interval of skew"`
	ChanceMax float64  `json:"chance_max"`
}

type serversJSON struct {
	Asked    int          `json:"asked"`
	Answered int          `json:"answered"`
	Agree    int          `json:"agree"`
	WebCheck string       `json:"web_check" jsonschema:"what web sites make of what time servers say: confirmed, denied (the verdict is theirs), too_coarse, unavailable or not_asked"`
	Claimed  bool         `json:"certificates_at_claimed_time" jsonschema:"this clock calls the certificates invalid, so that they were judged at the time that the web sites claim: an old certificate could claim an old date"`
	List     []serverJSON `json:"list"`
}

type serverJSON struct {
	Name   string `json:"name"`
	Kind   string `json:"kind" jsonschema:"ntp or https"`
	Agrees bool   `json:"agrees"`
	Voice  int    `json:"voice,omitempty" jsonschema:"servers with the same number answered with one voice and have one vote; absent without a usable answer"`
	Error  string `json:"error,omitempty" jsonschema:"why it was of no use"`
	ends
	Samples []sampleJSON `json:"samples"`
}

// sampleJSON holds what it takes to compute a sample's interval again.
type sampleJSON struct {
	Address string `json:"address,omitempty"`
	Stratum uint8  `json:"stratum,omitempty"`
	RefID   string `json:"refid,omitempty"`

	RootDelay      *float64   `json:"root_delay_seconds,omitempty" jsonschema:"of the server from its own source of time; ntp only"`
	RootDispersion *float64   `json:"root_dispersion_seconds,omitempty" jsonschema:"how unsure the server says it is; ntp only"`
	Reference      *time.Time `json:"reference_time,omitempty" jsonschema:"when the server last had the time, by its own clock; ntp only, absent when it does not say"`

	Sent           time.Time `json:"sent"`
	ServerReceived time.Time `json:"server_received"`
	ServerSent     time.Time `json:"server_sent"`
	Received       time.Time `json:"received"`
	Slack          float64   `json:"slack_seconds"`
	Delay          float64   `json:"delay_seconds"`
	Proxy          string    `json:"proxy,omitempty" jsonschema:"the web proxy that the answer came through"`
	Claimed        bool      `json:"certificate_at_claimed_time,omitempty" jsonschema:"this clock calls the certificate invalid; it was judged at the time that the server claims"`
}

// JSON renders a check as one indented document.
func JSON(c result.Check) (string, error) {
	return document(newCheckJSON(c))
}

func newCheckJSON(c result.Check) checkJSON {
	e := c.Estimate
	asked, answered, agree := e.Count()
	j := checkJSON{
		header: newHeader("check", c.Version, c.Demo), Against: c.Against,
		skewJSON: newSkewJSON(e.Point, e.Skew),
		Device:   "computer", Verdict: c.Verdict.ID(),
		Agreement: agreementName(e.Agreement), ClockStepped: e.Stepped,
		MeasuredAt: c.At, MeasuredUnix: unix(c.At), Took: c.Took.Seconds(),
		Rule:  newRuleJSON(c),
		Sites: []siteJSON{}, Findings: newFindingsJSON(c), Breaks: newBreaksJSON(c),
		Servers: serversJSON{
			Asked: asked, Answered: answered, Agree: agree, List: []serverJSON{},
			WebCheck: string(c.WebCheck()), Claimed: e.Claimed(),
		},
	}
	if e.Skew.Known() {
		j.trueTime = newTrueTime(c.TrueTime())
	}
	if cause := string(c.Cause().Code); cause != "" {
		j.Cause = &cause
	}
	for _, s := range c.Sites {
		j.Sites = append(j.Sites, newSiteJSON(s, e.Skew.Known()))
	}
	for _, r := range e.Readings {
		j.Servers.List = append(j.Servers.List, newServerJSON(r))
	}
	return j
}

func newRuleJSON(c result.Check) ruleJSON {
	v := c.Rule.Verifier
	r := ruleJSON{
		Period: c.Period().Seconds(), Typing: v.Typing.Seconds(),
		Past: v.Window.Past.Seconds(), Future: v.Window.Future.Seconds(),
	}
	if c.Rule.MaxSkew > 0 {
		r.MaxSkew = seconds(c.Rule.MaxSkew)
	}
	return r
}

func newSiteJSON(s result.Site, known bool) siteJSON {
	j := siteJSON{
		Name: s.Name, Past: s.Verifier.Window.Past.Seconds(), Future: s.Verifier.Window.Future.Seconds(),
		ChanceMin: s.Chance.Min, ChanceMax: s.Chance.Max,
	}
	if known && !s.Sure.Empty() {
		j.From, j.Until = seconds(s.Sure.From), seconds(s.Sure.Until)
	}
	return j
}

func newServerJSON(r drift.Judged) serverJSON {
	j := serverJSON{
		Name: words.Clean(r.Server), Kind: r.Kind.String(), Agrees: r.Agrees, Voice: r.Voice,
		ends: newEnds(r.Interval), Samples: []sampleJSON{},
	}
	if r.Err != nil {
		j.Error = words.Reason(r.Err)
	}
	for _, s := range r.Samples {
		j.Samples = append(j.Samples, newSampleJSON(r.Kind, s))
	}
	return j
}

func newSampleJSON(kind source.Kind, s source.Sample) sampleJSON {
	delay := s.Delay()
	if kind == source.KindHTTPS { // its server times are the ends of a second
		delay = s.Received.Sub(s.Sent)
	}
	j := sampleJSON{
		Stratum: s.Stratum, RefID: words.Clean(s.RefID),
		Sent: s.Sent.UTC(), ServerReceived: s.ServerReceived.UTC(),
		ServerSent: s.ServerSent.UTC(), Received: s.Received.UTC(),
		Slack: s.Slack.Seconds(), Delay: delay.Seconds(),
		Proxy: words.Clean(s.Proxy), Claimed: s.Claimed,
	}
	if s.Addr.IsValid() {
		j.Address = s.Addr.String()
	}
	if kind == source.KindNTP {
		j.RootDelay, j.RootDispersion = seconds(s.RootDelay), seconds(s.RootDispersion)
	}
	if !s.Reference.IsZero() {
		reference := s.Reference.UTC()
		j.Reference = &reference
	}
	return j
}
