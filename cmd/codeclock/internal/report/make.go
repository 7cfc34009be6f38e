package report

import (
	"cmp"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/source"
	"codeclock/totp"
)

// The errors of making a report.
var (
	ErrTicket  = errors.New("a ticket has 1 to 20 letters, digits, dashes or underscores, with a digit among them")
	ErrSecret  = errors.New("that ticket could be a code or a key")
	ErrTooMany = errors.New("there are too many samples for one report")
	ErrNoTruth = errors.New("true time is not known, so nothing can be said of the device")
)

// Options says what a report is for.
type Options struct {
	Ticket      string   // given by support; "" for none
	System      string   // GOOS
	Arch        string   // GOARCH
	Answers     []string // to the guide; words that it does not have are left out
	ServerNames bool     // keep the names of servers that are not ours; never their addresses
}

const (
	// maxServers and maxSamples bound a report to what fits a chat box several
	// times over: a usual one has 5 of each.
	maxServers  = 32
	maxSamples  = 256
	maxFindings = 32
	maxTaps     = 20
	maxAnswers  = 16 // no walk through the guide has as many questions

	// maxLag is far more than any app is late by (totp.Apps).
	maxLag = 5 * time.Second
)

// The patterns of the texts in a report. What fits them is shown only where it
// is a word that this program knows.
var (
	ticketPattern  = lazy(`^[A-Za-z0-9_-]{0,20}$`)
	programPattern = lazy(`^[A-Za-z0-9.+()-]{1,64}$`)
	wordPattern    = lazy(`^[a-z][a-z0-9-]{0,39}$`)
	valuePattern   = lazy(`^[a-z][a-z0-9_]{0,39}$`)
	answerPattern  = lazy(`^[a-z0-9][a-z0-9-]{0,19}$`)
	appPattern     = lazy(`^[a-z0-9]{1,20}$`)
	hostPattern    = lazy(`^[A-Za-z0-9_]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_])?$`)
	standIn        = lazy(`^(named|practice) server [1-9][0-9]{0,2}$`)
	textSumPattern = lazy(`^[0-9a-f]{20}$`)

	codeLike = lazy(`^[0-9]{6,8}$`)
	keyLike  = lazy(`^([A-Za-z2-7]{16,}|[0-9A-Fa-f]{16,})$`)
)

// CheckTicket refuses what is no ticket, and what could be a secret that was
// typed in its place: a code has 6 to 8 digits, and a key is base32.
func CheckTicket(ticket string) error {
	switch plain := strings.NewReplacer("-", "", "_", "").Replace(ticket); {
	case ticket == "":
		return nil
	case !ticketPattern().MatchString(ticket), !strings.ContainsAny(ticket, "0123456789"):
		return ErrTicket
	case LikeSecret(plain):
		return ErrSecret
	}
	return nil
}

// LikeSecret reports whether a text could be a code, or a key in base32 or in
// hexadecimal, that is written without blanks or dashes.
func LikeSecret(text string) bool { return codeLike().MatchString(text) || keyLike().MatchString(text) }

// New makes the report of a check of the computer. Errors are ErrTicket,
// ErrSecret and ErrTooMany.
func New(c result.Check, o Options) (Report, error) {
	r, err := about(c, o)
	if err != nil {
		return Report{}, err
	}
	r.Verdict, r.Skew = int(c.Verdict), claim(c.Estimate.Skew, c.Estimate.Point)
	r.Findings, r.Facts, r.Services = findings(c.Findings), knownFacts(c.Facts), services(c.Facts)
	return r, r.countSamples()
}

// OfPhone makes the report of a phone that had the page open: of this system,
// with these exchanges. c is the check of the computer that served it, and its
// rule judges. Errors are those of New, and ErrNoTruth.
func OfPhone(c result.Check, system string, exchanges []source.Sample, o Options) (Report, error) {
	r, err := about(c, o)
	if err != nil {
		return Report{}, err
	}
	r.Device, r.Page = Phone, &PageVisit{System: knownWord(pageSystems(), system), Samples: newSamples(closest(exchanges), c.At)}
	return r.claimed(c)
}

// maxExchanges is how many exchanges of a phone are kept. A page that is open for
// long makes more, and hardly any closer ones.
const maxExchanges = 24

// closest returns the exchanges that say most, in their order.
func closest(all []source.Sample) []source.Sample {
	if len(all) <= maxExchanges {
		return all
	}
	width := func(s source.Sample) time.Duration { return s.Interval().Bound() }
	sorted := slices.SortedStableFunc(slices.Values(all), func(a, b source.Sample) int { return cmp.Compare(width(a), width(b)) })
	limit := width(sorted[maxExchanges-1])
	var out []source.Sample
	for _, s := range all {
		if width(s) <= limit && len(out) < maxExchanges {
			out = append(out, s)
		}
	}
	return out
}

// Press is when somebody pressed, by the clock of the phone, and how far that
// may be from the press.
type Press struct {
	At    time.Time
	Bound time.Duration
}

// WithPresses adds the presses that were made on a page when the code of this app
// changed. Errors are ErrTooMany.
func (r Report) WithPresses(app totp.App, presses []Press) (Report, error) {
	r.Watched = newWatched(app)
	for _, p := range presses {
		r.Watched.Taps = append(r.Watched.Taps, Tap{int64(p.At.Sub(r.Local())), int64(p.Bound)})
	}
	if len(presses) > maxTaps {
		return Report{}, ErrTooMany
	}
	return r, nil
}

func newWatched(app totp.App) *WatchedApp {
	return &WatchedApp{App: knownApp(app.ID), Lag: int64(app.Lag), Own: app.OwnTime, Whole: app.Minutes, Taps: []Tap{}}
}

// OfApp makes the report of an authenticator app from taps on it. c is the check
// of the computer by whose true time they are. Errors are those of OfPhone.
func OfApp(c result.Check, t result.Taps, o Options) (Report, error) {
	r, err := about(c, o)
	if err != nil {
		return Report{}, err
	}
	r.Device, r.Watched = App, newWatched(t.App)
	for _, tap := range t.Made {
		r.Watched.Taps = append(r.Watched.Taps, Tap{int64(tap.At.Sub(c.At.Truncate(time.Microsecond))), int64(tap.Bound)})
	}
	if t.Clock.Known() {
		r.Watched.Clock = &Span{Low: int64(t.Clock.Lo()), High: int64(t.Clock.Hi())}
	}
	return r.claimed(c)
}

// claimed fills in what a report of another device claims: what its samples
// amount to.
func (r Report) claimed(c result.Check) (Report, error) {
	if !c.Estimate.Skew.Known() {
		return Report{}, ErrNoTruth
	}
	r.Computer = claim(c.Estimate.Skew, c.Estimate.Point)
	o := r.Recompute()
	r.Verdict, r.Skew = int(o.Verdict), claim(o.Skew, o.Point)
	return r, r.countSamples()
}

// about begins a report with what was measured of the computer. Errors are
// ErrTicket and ErrSecret.
func about(c result.Check, o Options) (Report, error) {
	if err := CheckTicket(o.Ticket); err != nil {
		return Report{}, err
	}
	_, offset := c.At.Zone()
	v := c.Rule.Verifier
	r := Report{
		Program: knownProgram(c.Version), Ticket: strings.ToUpper(o.Ticket), Practice: c.Demo != "",
		Device: Computer, System: knownWord(systems(), o.System), Arch: knownWord(arches(), o.Arch),
		Start: c.At.UnixMicro(), UTCOffset: offset, DST: c.At.IsDST(), Took: int64(c.Took),
		Rule: Rule{
			Period: int64(c.Period()), Typing: int64(v.Typing), MaxSkew: int64(c.Rule.MaxSkew),
			Past: int64(v.Window.Past), Future: int64(v.Window.Future),
		},
		Agreement: int(c.Estimate.Agreement), Stepped: c.Estimate.Stepped, Servers: servers(c, o),
	}
	for _, word := range o.Answers {
		if slices.Contains(guide.Words(), word) && len(r.Answers) < maxAnswers {
			r.Answers = append(r.Answers, word)
		}
	}
	return r, nil
}

func (r Report) countSamples() error {
	n := 0
	for _, s := range r.Servers {
		n += len(s.Samples)
	}
	if r.Page != nil {
		n += len(r.Page.Samples)
	}
	if n > maxSamples || len(r.Servers) > maxServers || len(r.Findings) > maxFindings {
		return ErrTooMany
	}
	return nil
}

func servers(c result.Check, o Options) []Server {
	out := []Server{}
	for i, j := range c.Estimate.Readings {
		s := Server{
			Name: nameFor(j.Server, i, c.Demo != "", o.ServerNames), Method: j.Kind.String(), Error: errorCode(j.Ended), Voice: j.Voice,
			Samples: newSamples(j.Samples, c.At), Machines: machines(j.Samples),
		}
		out = append(out, s)
	}
	return out
}

// machines returns numbers for the addresses behind a name, nil for a single one.
func machines(samples []source.Sample) []int {
	index := map[netip.AddrPort]int{}
	var out []int
	for _, s := range samples {
		at := netip.AddrPortFrom(s.Addr.Addr().Unmap(), s.Addr.Port())
		if index[at] == 0 {
			index[at] = len(index) + 1
		}
		out = append(out, index[at])
	}
	if len(index) < 2 {
		return nil
	}
	return out
}

// nameFor returns the name under which a server appears. Those of a company or
// a home say who somebody is, so only ours are named unless the user wants it.
func nameFor(server string, index int, practice, names bool) string {
	if ours(server) {
		return server
	}
	host, _, err := source.SplitServer(server)
	if names && err == nil && plainHost(host) {
		return host
	}
	if practice {
		return "practice server " + strconv.Itoa(index+1)
	}
	return "named server " + strconv.Itoa(index+1)
}

// ours reports whether a server is one that everybody asks by default.
func ours(server string) bool {
	return slices.ContainsFunc(drift.DefaultServers(), func(s drift.Server) bool { return s.Name == server }) ||
		slices.ContainsFunc(source.DefaultHosts(), func(h source.Host) bool { return h.Name == server })
}

// plainHost reports whether a name is one that a report may hold, and no address.
func plainHost(host string) bool {
	_, err := netip.ParseAddr(host)
	return err != nil && hostPattern().MatchString(host)
}
