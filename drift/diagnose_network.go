package drift

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
	return Finding{Code: NoNetwork, Severity: Problem, Sure: Certain}, asked > 0 && answered == 0 && !e.Named && !e.Stepped
}

// checkNTPBlocked finds a network on which web servers answer and time servers,
// several of them, do not. Where no name could be looked up, nothing was tried.
func checkNTPBlocked(e Evidence) (Finding, bool) {
	blocked := e.NTP.Found > 1 && e.NTP.Answered == 0 && e.HTTPS.Answered > 0
	return Finding{Code: NTPBlocked, Severity: Warning, Sure: Likely}, blocked
}

// checkUnprovenIdentity reports that this clock could not judge the servers'
// certificates, so that they were judged at the time that the servers claim.
func checkUnprovenIdentity(e Evidence) (Finding, bool) {
	return Finding{Code: UnprovenIdentity, Severity: Warning, Sure: Certain}, e.Claimed
}
