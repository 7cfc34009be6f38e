package guide

import "fmt"

// Site is what is known of codes at one marketplace.
type Site struct {
	ID    string // the word that chooses it
	Name  string
	Lines []SiteLine
}

// SiteLine is a line that matters when its condition holds.
type SiteLine struct {
	When Condition
	Line
}

// siteStep returns what is known of the site among the words.
func siteStep(words []string) (Step, bool) {
	for _, s := range Sites() {
		if !(Condition{s.ID}).Holds(words) {
			continue
		}
		step := Step{ID: "at-" + s.ID, Title: fmt.Sprintf("Read what is known about codes at %s", s.Name)}
		for _, l := range s.Lines {
			if l.When.Holds(words) {
				step.Lines = append(step.Lines, l.Line)
			}
		}
		return step, len(step.Lines) > 0
	}
	return Step{}, false
}

// LookupSite finds a site by its ID.
func LookupSite(id string) (Site, bool) {
	for _, s := range Sites() {
		if s.ID == id {
			return s, true
		}
	}
	return Site{}, false
}

// Sites returns the marketplaces of which something is known.
func Sites() []Site {
	isSent, isShown, isOut := Condition{"!shown"}, Condition{"!sent"}, Condition{}
	return []Site{
		{"amazon", "Amazon", []SiteLine{
			{Condition{"!shown+!text+!call"}, fact("Seller Central sends login codes as text or call, or an app shows them. It does not mail them.", "A2")},
			{isSent, fact(`"Didn't receive the code?" sends the code to your backup method.`, "A1")},
			{isSent, dated("A code to reset the password is valid for 10 minutes.", "A5")},
			{isShown, fact(`"USB security key" in Seller Central means codes that this computer makes, by its clock. It is no passkey.`, "A4")},
			{Condition{"no-field"}, fact("No field for the code: type it directly behind the password.", "A5")},
			{isOut, dated("Change the method: Settings > Login Settings > Advanced Security Settings > Edit.", "A3")},
			{isOut, fact("Seller Support can make no exception. One login has one two-step setting, for buying and selling.", "A2")},
			{isOut, fact(`Amazon's help has a page for this: "Recover Your Account".`, "A6")},
			{isOut, fact("Recovery switches two-step off; set it up again afterwards.", "A9")},
			{isOut, fact("Real support is reached from Amazon's app or site. Urgency and gift cards are signs of fraud.", "A8")},
		}},
		{"ebay", "eBay", []SiteLine{
			{isSent, fact("eBay sends codes by text, call, mail, or as a message in its app.", "E1")},
			{isSent, dated("A code is valid for 15 minutes. Do not leave the page, and do not press Back: the code ends then.", "E1")},
			{isShown, fact("An app can show the codes since November 2023.", "E2")},
			{isOut, fact("The check for refunds and payment data is another one than the two-step login. Each employee needs own contact data.", "E1")},
		}},
		{"etsy", "Etsy", []SiteLine{
			{isSent, dated("A code that Etsy mails is valid for 5 minutes.", "T3")},
			{isSent, fact("Text and call only in some countries; elsewhere an app.", "T1")},
			{isOut, dated("It asks on each new browser, and every 30 days.", "T1")},
			{isOut, fact("Backup codes work once each. New ones end the old.", "T4")},
		}},
		{"paypal", "PayPal", []SiteLine{
			{isSent, fact(`Choose "Resend", or "Try another way".`, "P1")},
			{isSent, dated("A code has six digits, and is valid for 5 to 10 minutes.", "P1")},
			{isSent, fact("Number changed? Recover the access first, then change it.", "P2")},
			{isSent, fact("Do not switch two-step by text off: it cannot be switched on again by text.", "P2")},
			{isOut, fact("After too many tries people report a lock of 72 hours that support could not lift. Another page says 4 hours.", "P5", "P6")},
			{isOut, fact("Set a second method. Some accounts can use passkeys (log in with the phone's lock).", "P3", "P4")},
		}},
		{"shopify", "Shopify", []SiteLine{
			{isSent, fact("Codes in text messages have six digits.", "S8")},
			{isOut, fact("Ten recovery codes, each works once, in the file shopify_recovery_codes.txt.", "S1", "S2")},
			{isOut, dated("Owner and locked? Wait one hour. Staff: ask support.", "S1")},
			{isOut, fact("Owner without codes: the Account Integrity team.", "S7")},
			{isOut, fact("Somebody used all ten codes, and was locked out then.", "S9")},
			{isOut, fact("Passkeys are offered. In a Plus organisation an administrator can reset users of a verified domain.", "S4", "S5")},
			{isOut, fact("Support does not ask for your password.", "S6")},
		}},
		walmart(),
	}
}

func walmart() Site {
	return Site{"walmart", "Walmart Marketplace", []SiteLine{
		{Condition{"!shown"}, fact("Each user chooses app, mail or text.", "W1")},
		{Condition{"!shown"}, fact("The code for payouts goes to the US mobile of the main business contact, perhaps another person.", "W2")},
		{Condition{"!sent"}, fact("The app's code has six digits.", "W1")},
		{Condition{}, fact("Only support can change the main contact.", "W2")},
	}}
}
