package guide

// before returns the steps that everybody takes first.
func before() []Step {
	return []Step{
		{ID: "stop", Title: "Stop before you are locked out", Lines: []Line{
			advice("Try at most 3 codes, or ask for at most 2 new ones. Then stop."),
			advice("Each try can bring a lock nearer. Few sites say how long a lock lasts."),
			advice("Keep your recovery codes (codes for emergencies). Do not use them up by trying."),
		}},
		{ID: "another-way", Title: "First use a second way in, if you have one", Lines: []Line{
			advice(`Look on the login page for "Try another way" or "Didn't receive the code?".`),
			advice("Is a phone or browser still signed in? Do not sign it out, clear it or reset it. It is your shortest way back."),
		}},
	}
}

// after returns the steps that everybody takes last.
func after() []Step {
	return []Step{
		{ID: "support", Title: "Still no way in? Ask the site's support", Lines: []Line{
			advice("Go there from the site's own page or app. Never call a number from a message or an advert."),
			advice(`Bring: the time of your last try, what the page said, and a report ("codeclock report"). It holds no secret.`),
			advice("Support can start a check of who you are. It cannot see your code, make one, or shorten a wait."),
		}},
		{ID: "never-give", Title: "Never give anybody a code, a key or a recovery code", Lines: []Line{
			fact("Whoever asks you for a code is a fraud, whoever they say they are.", "FTC2"),
			fact(`A usual trick: a caller says "we send you a code, read it to us". The message is real; the caller started it.`, "WHICH"),
			advice("Never type your key into a web page that offers to test it."),
		}},
	}
}
