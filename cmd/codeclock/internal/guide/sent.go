package guide

// kindSteps find out which kind of code it is.
func kindSteps() []Step {
	return []Step{
		{ID: "find-out", When: Condition{"page-neither"}, First: Condition{"page-neither"},
			Title: "Find out which kind of code the site wants", Lines: []Line{
				advice("Search your mail and text messages for the site's name. An older message with a code? Then codes are sent to you."),
				advice("Look on your phone for an app that shows numbers which change every 30 seconds. Is the site in its list? Then the code is shown there."),
				advice("Neither? Ask whoever set up the account."),
			}, Guess: "the site wants a code that you cannot find yet", Next: "codeclock guide"},
		{ID: "wants-app", When: Condition{"asked-app"}, First: Condition{"asked-app"},
			Title: "Open your authenticator app: the page wants the code that it shows", Lines: []Line{
				fact("A site that wants an app's code sends nothing, so waiting does not help.", "GH"),
				advice(`You have no such app? Choose "Try another way" on the page.`),
			}, Guess: "the page wants the code of your authenticator app, and nothing was sent", Next: "codeclock guide"},
	}
}

// sentSteps are about codes that are sent to a phone.
func sentSteps() []Step {
	const phone = "+!mail+!push+!asked-app"
	return []Step{
		{ID: "no-service", When: Condition{"no-service"}, First: Condition{"no-service"},
			Title: "Call your phone company now, from another phone", Lines: []Line{
				fact("A phone that suddenly has no calls, texts and data can mean that somebody took your number (SIM swap).", "FTC"),
				advice("Do not wait. Then secure your mail, then this account."),
			}, Guess: "your phone lost its service; somebody may have taken your number"},
		{ID: "ported", When: Condition{"moved-number"}, First: Condition{"moved-number"},
			Title: "Wait until your number has moved completely", Lines: []Line{
				fact("After a move calls come first. Texts from all networks can take up to 3 business days more.", "SM"),
				advice("Do not ask for more codes meanwhile. Choose a call or another way, if the page offers it."),
			}, Guess: "your number has not moved completely, and texts do not reach you yet"},
		{ID: "start", When: Condition{"answered-stop"}, First: Condition{"answered-stop"},
			Title: "Send the word START to the number that you once answered STOP", Lines: []Line{
				fact("After STOP a sender may be unable to send you codes. START to the same number allows it again.", "SU"),
			}, Guess: "the sender may not send to you, because of a STOP"},
		{ID: "phone-hides", When: Condition{"text+nothing" + phone, "by-unsure+nothing" + phone}, First: Condition{"nothing-new"},
			Title: "Look for the message where the phone may hide it", Lines: []Line{
				dated(`Android, Google Messages: its spam protection is on at first. Look in "Spam & blocked".`, "G5"),
				fact("Look at blocked numbers and Do Not Disturb. An app that filters messages can hide it too.", "GH", "A5"),
				fact("Delete old messages: a full memory takes no more.", "CH", "A5"),
			}, Guess: "the phone or the phone company holds the message back"},
		{ID: "reception", When: Condition{"sent+nothing" + phone}, First: Condition{"call+nothing-new"}, Title: "Let the phone connect to its network again", Lines: []Line{
			fact("Texts and calls use the phone company's network, not Wi-Fi or mobile data.", "GH", "CH"),
			fact("Switch airplane mode on and off, or restart the phone.", "GH"),
			advice("Never reset the phone: that deletes your keys. A VPN makes no difference to texts."),
			fact("A SIM for data only, as in many tablets, receives no texts.", "GH"),
		}, GoOn: "Wait a full minute, then ask for one new code. Nothing? Go on.",
			Guess: "the phone has no contact with its network"},
		{ID: "short-numbers", When: Condition{"text+nothing" + phone}, Title: "Ask your phone company to allow texts from short numbers", Lines: []Line{
			fact("Codes can come from a short number. Some plans do not receive those until you ask.", "P1", "TW30003"),
			advice("A friend's text that arrives proves nothing about short numbers."),
			fact("T-Mobile says that its Message Blocking does not stop such numbers at the usual price.", "TM"),
			fact("A sender that is not registered is not let through. Only the sender can cure that.", "TW30024"),
		}},
		{ID: "push-app", When: Condition{"push+nothing"}, First: Condition{"push+nothing"}, Title: "Open the site's own app and look there", Lines: []Line{
			advice("The message goes to the phone that is signed in to the site's app. It needs the internet and allowed notifications."),
		}, Guess: "the message waits in the site's app, on the phone that is signed in there"},
		{ID: "number", When: Condition{"sent+nothing+!mail+!asked-app"}, First: Condition{"new-number"},
			Title: "Compare the last digits on the login page with your number", Lines: []Line{
				fact("The code goes to the old number until you change it at the site.", "P2"),
				fact("To change it you must log in. So first use another way in, or the site's account recovery.", "P2"),
				advice("A number of an internet phone service (VoIP) may not receive codes."),
			}, Guess: "the code goes to your old number or address"},
	}
}

// mailSteps are about codes that are sent by mail.
func mailSteps() []Step {
	return []Step{
		{ID: "mailbox", When: Condition{"mail+nothing+!asked-app"}, First: Condition{"mail+nothing+!new-number"},
			Title: "Search the whole mailbox, with the spam folder", Lines: []Line{
				advice("Search for the site's name in all folders: spam (junk), promotions, archive, trash."),
				advice("Look for rules that move or forward mail. Is the mailbox full?"),
				advice("Mark the sender as no spam, so that the next one comes through."),
			}, GoOn: "Nothing there after 5 minutes? Go on.", Guess: "the mail is in the spam folder, or a rule moved it"},
		{ID: "address", When: Condition{"mail+nothing+!asked-app"}, First: Condition{"mail+new-number"},
			Title: "Compare the address on the login page with your mailbox", Lines: []Line{
				advice("The site sends to the address that it has on file, perhaps an old one or a colleague's."),
				advice("To change it you must log in. So first use another way in, or the site's account recovery."),
			}, Guess: "the code goes to your old number or address"},
		{ID: "company-mail", When: Condition{"mail+!asked-app"}, Title: "At work? Ask whoever keeps the mail", Lines: []Line{
			fact("A company's mail filter can open links before you do. A link that works once is used up then.", "DES"),
			advice("A code that you type is not used up by that, but it may come late."),
		}},
	}
}
