package guide

// enteredSteps are about how a code is typed, and which.
func enteredSteps() []Step {
	return []Step{
		{ID: "newest", When: Condition{"sent+refused", "sent+nothing+!asked-app"}, First: Condition{"sent+refused"},
			Title: "Use only the newest code", Lines: []Line{
				fact("Amazon accepts only the newest code; older ones do not work.", "A7"),
				advice("The newest one is the safe choice everywhere."),
				fact("Some senders repeat the same code while it is valid: that is no fault.", "TWR"),
				fact("Wait at least 60 seconds before you ask again: some phone companies are slower than others.", "SU"),
				advice("Look at the time of the message: a first code can arrive after you asked for a second."),
				dated("One company that sends codes for sites stops after 5 messages, until 10 minutes have passed.", "TW60203"),
				dated("Codes that are sent last for a short time, mostly 5 to 15 minutes.", "A5", "E1", "P1", "T3", "TWR"),
			}, Guess: "it was not the newest code, or its time was over"},
		{ID: "stay", When: Condition{"sent+!asked-app"}, Title: "Do not leave the login page while you wait", Lines: []Line{
			fact("At eBay, leaving the page or pressing Back ends the code.", "E1"),
			advice("Read the message on another device, or in another tab."),
		}},
		{ID: "used", When: Condition{"shown+refused", "shown+sometimes", "shown+fresh", "shown+expired"}, First: Condition{"same-code"},
			Title: "Wait for the next code, and use it at once", Lines: []Line{
				fact("Many sites take each code once. Used again, it is refused.", "GH"),
				fact("A code that is nearly over can be too late when it arrives. The app shows the seconds left.", "GH"),
				fact("Some apps can show the next code early. Type the one of now.", "NEXT"),
			}, Guess: "that code was used already"},
		{ID: "form", When: Condition{"refused+shown", "refused+sent", "setup"}, First: Condition{"pasted"},
			Title: "Type the code by hand, digits only", Lines: []Line{
				fact("Spaces and other signs make a code wrong at some sites, such as GitHub.", "GH"),
				fact("Copying can bring signs that nobody sees. Typing avoids them.", "SB"),
				advice("Some keyboards type other digits, such as １２３. Choose the plain ones: 123."),
				advice("App codes have digits only, and keep a 0 at the front. Steam's have letters too."),
				advice(`"Letters matter, large or small" is true only for some codes that are mailed.`),
			}, Check: Code,
			Guess:   "the code was typed or pasted in a form that the site refuses",
			Found:   "the code has a form that sites refuse",
			Cleared: "The form of the code: it looked right as it was typed.", Next: "codeclock lint"},
		{ID: "prefix", When: Condition{"sent+refused"}, Title: "Type the code, not the sender's number", Lines: []Line{
			fact("The code is inside the message. The number that it came from is not the code.", "P1"),
			dated("It has six digits at PayPal and Apple, and in Shopify's texts.", "P1", "AP1", "S8"),
		}},
		{ID: "filled", When: Condition{"refused"}, Title: "Did the browser fill in the code? Type it yourself, once", Lines: []Line{
			fact("Browsers and password programs sometimes fill in an old code.", "FILL"),
			advice("Load the page again, and check its address and the account name."),
		}},
	}
}
