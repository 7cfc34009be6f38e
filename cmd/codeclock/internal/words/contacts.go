package words

// The list of servers, and the frame of an explanation.
const (
	ContactsNTP     = "Time servers, asked first what time it is (UDP port 123). They are sent a packet to each of up to four addresses, again where none comes back, and more with --samples. It says nothing about this computer:"
	ContactsHTTPS   = "Web servers, asked when no time server answers, when those that do say that the clock is not right or are one and the same, and with --source https or both (TCP port 443). They are sent up to five HEAD requests each, over up to five connections, which say \"User-Agent: codeclock\" and nothing about this computer:"
	ContactsOthers  = "Nobody else is contacted, but for the name servers of this network, the web proxy of the environment, and what you name yourself with --server or --against. There is no telemetry and no search for updates."
	ContactFirst    = "first, in every measurement"
	ContactFallback = "when no time server answers or the clock seems wrong, and with --source https or both"
	ExplainDo       = "What to do"
	ExplainSource   = "Source: %s"
	ExplainNoSource = "Source: experience; nothing published is known that says so."
	ExplainBasis    = "Seen: %s. Not looked at: %s."
	ExplainList     = "What codeclock can find (codeclock explain NAME tells all about it)"
)
