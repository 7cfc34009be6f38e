package guide

// clockSteps are about the clock of what makes the codes.
func clockSteps() []Step {
	const wrong = "+!others-work+!same-code+!pasted+!set-up-again+!two-entries"
	return []Step{
		{ID: "when-it-works", When: Condition{"fresh", "expired", "sometimes"}, First: Condition{"fresh", "expired", "sometimes"},
			Title: "Need to log in now? Choose the moment", Lines: []Line{
				advice("A new code works, and fails later? Send one as soon as it is shown. The clock that makes the codes is probably slow, or the site's is fast."),
				advice("A new code fails, and works later, or only when it is no longer shown? Wait, then send it. That clock is probably fast, or the site's is slow."),
			}},
		{ID: "computer-clock", When: Condition{"computer+!no-page+!locked"},
			First: Condition{"computer+refused" + wrong, "computer+sometimes", "computer+fresh", "computer+expired"},
			Title: "Check this computer's clock", Lines: []Line{
				fact("A code is made from the time and a secret key. On this computer the seconds of its clock count.", "6238"),
				fact("The time zone does not change codes. A clock that was moved by hand does.", "AOSP", "6238"),
				advice("Never move the clock to make codes work."),
			}, GoOn: "Is the clock right? Then it is not the clock. Go on.", Check: Clock,
			Guess: "this computer's clock is wrong", Found: "this computer's clock is wrong",
			Cure:    `Put this computer's clock right; "codeclock check" shows how, for this system`,
			Cleared: "This computer's clock: it is right enough for codes.", Next: "codeclock check"},
		{ID: "phone-clock", When: Condition{"phone+!no-page+!locked", "device-unsure+!no-page+!locked"},
			First: Condition{"phone+refused" + wrong, "phone+sometimes", "phone+fresh", "phone+expired",
				"device-unsure+refused", "device-unsure+sometimes", "device-unsure+fresh", "device-unsure+expired"},
			Title: "Check the phone's clock", Lines: []Line{
				fact("A code is made from the time and a secret key. The seconds of the phone's clock count; the time zone does not.", "AOSP", "6238"),
				dated(`iPhone: Settings > General > Date & Time > "Set Automatically".`, "PHONE", "GH"),
				dated(`Android: Settings > System > Date & time > "Set time automatically". Samsung: Settings > General management > Date and time.`, "PHONE", "GH"),
				fact(`Automatic time can be on and still be wrong. Switch it off and on again, then measure.`, "TIME"),
			}, GoOn: `"codeclock phone" says OK? The app may keep a time of its own: "codeclock tap" measures that. Then go on.`,
			Guess: "the clock of the phone is wrong", Next: "codeclock phone"},
		{ID: "setup-clock", When: Condition{"setup"}, First: Condition{"setup"},
			Title: "Check the clock of the computer on which you set codes up", Lines: []Line{
				fact("Some sites check the first code in the browser, by the computer's clock: Firefox accounts and Tuta do.", "FXA", "TUTA"),
				advice("Then a right phone is refused because of a wrong computer."),
			}, Check: Clock, Guess: "the clock of the computer with the browser is wrong",
			Found:   "the clock of the computer with the browser is wrong, and some sites judge the first code by it",
			Cure:    `Put this computer's clock right; "codeclock check" shows how, for this system`,
			Cleared: "This computer's clock: it is right enough for codes.", Next: "codeclock check"},
		{ID: "token-clock", When: Condition{"token+!no-page+!locked"}, First: Condition{"token"},
			Title: "Ask whoever gave you the token to synchronise or replace it", Lines: []Line{
				fact("A token has a clock of its own, which you cannot set. One maker says that it drifts about 1 second in 3 days.", "TOKEN"),
				advice("They need its serial number, never a code."),
			}, Guess: "the token's own clock has moved away from the true time"},
		{ID: "site-clock", When: Condition{"shown+!no-page+!locked"}, Title: "Everything right here? Compare with the site's clock", Lines: []Line{
			advice("Small sites sometimes have a wrong clock themselves."),
			advice(`"codeclock check --against https://SITE" compares this computer with it.`),
		}},
	}
}

// entrySteps are about which key makes the codes.
func entrySteps() []Step {
	return []Step{
		{ID: "entry", When: Condition{"shown+refused", "shown+sometimes"}, First: Condition{"two-entries", "others-work"},
			Title: "Look for the right entry in the app", Lines: []Line{
				fact("Codes of another entry never work, even with the same site name.", "GH"),
				advice("Compare the account name below the site's name. A shop in another country may have its own entry."),
				advice("Delete no entry until you have logged in with the other one."),
			}, Guess: "the code is from another entry, or from one that was replaced"},
		{ID: "key", When: Condition{"shown+refused", "setup"}, First: Condition{"set-up-again", "others-work"},
			Title: "Was the code set up again? The old entry no longer works", Lines: []Line{
				fact("Setting up again makes a new key. The old entry then fails for ever.", "EXTS"),
				fact("People report that Google Authenticator on Android replaced an entry of the same name without asking.", "GAO"),
				fact("A password program may have kept the key of a set-up that was never finished.", "WP"),
				advice("Keys do not move with a SIM or a number. Export them from the old phone, if you still have it."),
			}, Guess: "the app holds an old or another key"},
		{ID: "reinstall", When: Condition{"shown"}, Title: "Do not delete or reinstall the authenticator app", Lines: []Line{
			fact("Keys without a backup are lost with it. Many guides still advise it.", "LOST"),
			fact("Google's backup codes work at Google only.", "GAX"),
		}},
		{ID: "restart", When: Condition{"shown+!no-page+!locked"}, Title: "Restarting seldom helps with app codes", Lines: []Line{
			advice("It helps where a clock stood still. Closing and opening the app is mostly enough."),
			advice("It makes things worse where a computer's clock battery is empty."),
			fact("After a restart somebody's WinAuth was wrong.", "WAB"),
		}},
	}
}

// pageSteps are about the browser and the network.
func pageSteps() []Step {
	return []Step{
		{ID: "network", When: Condition{"no-page", "mail+nothing+!asked-app", "push+nothing+!asked-app"}, First: Condition{"no-page"},
			Title: "Check whether this network lets you reach the site", Lines: []Line{
				advice("In a hotel, train or café: open any page, and sign in to the Wi-Fi first."),
				advice("Try without VPN, or with the phone's hotspot. An answer shows that this host answers from here, not that the login works."),
			}, Check: Network, GoOn: "The page opens elsewhere, not here? Then it is this network.",
			Guess: "this network does not let you reach the site", Found: "something on this network stands between you and the site",
			Cure:    "Sign in to this network, or use another one, such as the phone's hotspot",
			Cleared: "The way to the site: the host answered from here.", Next: "codeclock guide --check network --host SITE"},
		{ID: "no-field", When: Condition{"no-field"}, First: Condition{"no-field"}, Title: "Use the site's newer app or a browser", Lines: []Line{
			advice("Older apps and devices have no place for a code. Log in with a browser on another device."),
			fact("Amazon: type the code directly behind the password, without a space, and send it again.", "A5"),
		}, Guess: "this app or device has no place for a code"},
		{ID: "private-window", When: Condition{"refused", "no-page", "no-field", "setup"}, Title: "Try a private window, or another browser", Lines: []Line{
			advice("It does what clearing the cache does, and nothing is lost."),
			advice("Clearing the cache never makes a code right. It can make the site ask for more codes. Never clear the only browser that is still signed in."),
		}},
		{ID: "outage", When: Condition{"nothing+!asked-app", "no-page", "refused+sent"}, Title: "Perhaps it is the site: look at its status page", Lines: []Line{
			dated("Shopify: status.shopify.com. PayPal: www.paypal-status.com. GitHub: githubstatus.com.", "STATUS", "GH"),
			advice("No public page was found for the login of Amazon's Seller Central."),
			advice("No such page shows a fault of the company that sends its text messages."),
		}},
	}
}

// lockedSteps are about an account that is locked.
func lockedSteps() []Step {
	return []Step{
		{ID: "locked", When: Condition{"locked"}, First: Condition{"locked"}, Title: "Wait. Do not try again before the lock ends", Lines: []Line{
			advice("More tries can make it longer. A right clock does not open a lock."),
			advice("Meanwhile: look for your recovery codes, and check the clock of what makes your codes."),
			advice("After the lock: one try, with a fresh code."),
		}, Guess: "too many tries; the account is locked for a while"},
	}
}
