package drift

import "codeclock/drift/host"

// checkStepped reports that the clock was set while it was being measured.
func checkStepped(e Evidence) (Finding, bool) {
	return Finding{Code: Stepped, Severity: Problem, Sure: Certain}, e.Stepped
}

// checkServersDisagree reports that there was no majority.
func checkServersDisagree(e Evidence) (Finding, bool) {
	return Finding{Code: ServersDisagree, Severity: Problem, Sure: Certain}, e.Agreement == Contradiction
}

// checkNoNetwork reports that nobody answered at all, of servers that answer
// everybody.
func checkNoNetwork(e Evidence) (Finding, bool) {
	asked, answered := e.NTP.Asked+e.HTTPS.Asked, e.NTP.Answered+e.HTTPS.Answered
	return Finding{Code: NoNetwork, Severity: Problem, Sure: Certain},
		asked > 0 && answered == 0 && !e.Named && !e.Stepped && e.Alike == Unlike && !e.WantsLogin
}

// checkNTPBlocked finds a network on which web servers answer and time servers,
// several of them, do not. Where no name could be looked up, nothing was tried.
func checkNTPBlocked(e Evidence) (Finding, bool) {
	blocked := e.NTP.Found > 1 && e.NTP.Answered == 0 && e.HTTPS.Answered > 0 && e.Alike == Unlike
	return Finding{Code: NTPBlocked, Severity: Warning, Sure: Likely}, blocked
}

// checkNTPIntercepted finds that web servers rule out what time servers say: then
// something answers in their place. With one voice under several names, there is
// hardly another explanation.
func checkNTPIntercepted(e Evidence) (Finding, bool) {
	f := Finding{Code: NTPIntercepted, Severity: Warning, Sure: Likely}
	if e.Voices == 1 && e.NTP.Answered > 1 {
		f.Sure = Certain
	}
	return f, e.Witness == DeniedByIt && !e.Named
}

// checkWebIntercepted finds that web servers of different operators answer alike, as
// none of them should: a page to sign in, or a proxy that looks into what is sent.
func checkWebIntercepted(e Evidence) (Finding, bool) {
	f := Finding{Code: WebIntercepted, Severity: Warning, Sure: Likely, Name: e.AlikeName}
	if !e.Skew.Known() {
		f.Severity = Problem
	}
	return f, e.Alike != Unlike && !e.Named
}

// checkProxyLogin reports that the web proxy wants to know who asks.
func checkProxyLogin(e Evidence) (Finding, bool) {
	f := Finding{Code: ProxyLogin, Severity: Warning, Sure: Certain}
	if !e.Skew.Known() {
		f.Severity = Problem
	}
	return f, e.WantsLogin
}

// checkProxyUnused reports a web proxy of the desktop that was not used, where web
// servers were asked and none gave an answer.
func checkProxyUnused(e Evidence) (Finding, bool) {
	return Finding{Code: ProxyUnused, Severity: Warning, Sure: Possible, Name: e.Unused.Address},
		e.Unused.Kind != host.NoProxy && e.HTTPS.Asked > 0 && e.HTTPS.Answered == 0 && !e.WantsLogin
}

// checkUnprovenIdentity reports that this clock could not judge the servers'
// certificates, so that they were judged at the time that the servers claim.
func checkUnprovenIdentity(e Evidence) (Finding, bool) {
	return Finding{Code: UnprovenIdentity, Severity: Warning, Sure: Certain}, e.Claimed
}
