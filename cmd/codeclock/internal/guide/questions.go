package guide

// Questions returns the questions in the order in which they are asked.
func Questions() []Question {
	return []Question{
		{ID: "where", Text: "Where does the code come from?", Answers: []Answer{
			{Word: "sent", Text: "It is sent to me: text message, mail, call, or the site's own app"},
			{Word: "shown", Text: "It is shown to me: by an authenticator app, a token or a USB key"},
			{Word: "unsure", Text: "I don't know"},
		}},
		{ID: "page", Text: "Look at the login page. What does it say?", When: Condition{"unsure"}, Answers: []Answer{
			{Word: "page-sent", Text: "That a code was sent, or part of my number or mail address", Means: []string{"sent"}},
			{Word: "page-app", Text: `"Authenticator app", or a code that an app shows`, Means: []string{"shown"}},
			{Word: "page-neither", Text: "Neither, or I can't tell"},
		}},
		{ID: "by", Text: "How should the code come?", When: Condition{"sent"}, Answers: []Answer{
			{Word: "text", Text: "As a text message (SMS)"},
			{Word: "mail", Text: "By e-mail"},
			{Word: "call", Text: "By a phone call"},
			{Word: "push", Text: "As a message in the site's own app"},
			{Word: "by-unsure", Text: "I don't know"},
		}},
		{ID: "device", Text: "What shows the code?", When: Condition{"shown"}, Answers: []Answer{
			{Word: "phone", Text: "An app on a phone or tablet"},
			{Word: "computer", Text: "This computer: a program, the browser, or a USB key with a program"},
			{Word: "token", Text: "A small device with a display of its own"},
			{Word: "device-unsure", Text: "I don't know"},
		}},
		appQuestion(),
		happensQuestion(),
		{ID: "asked", Text: "Does the login page say that a code was sent?", When: Condition{"sent+nothing+!page-sent"}, Answers: []Answer{
			{Word: "asked-sent", Text: "Yes, and where to"},
			{Word: "asked-app", Text: `No, it asks for the code of an "authenticator app"`},
			{Word: "asked-unsure", Text: "Neither, or I can't tell"},
		}},
		{ID: "changed", Text: "Is one of these true?", When: Condition{"sent+nothing+!asked-app"}, Answers: []Answer{
			{Word: "new-number", Text: "My phone number or mail address is new"},
			{Word: "moved-number", Text: "I took my number to another phone company a few days ago", When: Condition{"!mail"}},
			{Word: "answered-stop", Text: "I once answered STOP to a text message", When: Condition{"!mail"}},
			{Word: "no-service", Text: "My phone suddenly has no calls, texts and data", When: Condition{"!mail"}},
			{Word: "nothing-new", Text: "None of them"},
		}},
		clueQuestion(),
		siteQuestion(),
	}
}

func clueQuestion() Question {
	return Question{ID: "clue", Text: "Is one of these true?", When: Condition{"shown+refused"}, Answers: []Answer{
		{Word: "others-fail", Text: "Codes for other sites are refused too"},
		{Word: "others-work", Text: "Codes for other sites work"},
		{Word: "two-entries", Text: "There are several entries for this site in the app"},
		{Word: "set-up-again", Text: "I set the codes up again, or have a new phone"},
		{Word: "same-code", Text: "I used the same code twice"},
		{Word: "pasted", Text: "I pasted the code, or my keyboard is for another language"},
		{Word: "no-clue", Text: "None of them"},
	}}
}

func happensQuestion() Question {
	return Question{ID: "happens", Text: "What happens?", When: Condition{"sent", "shown"}, Answers: []Answer{
		{Word: "nothing", Text: "No code arrives", When: Condition{"sent"}},
		{Word: "refused", Text: "The site refuses the code"},
		{Word: "sometimes", Text: "It works sometimes", When: Condition{"shown"}},
		{Word: "fresh", Text: "Only a new code works, just after it has changed", When: Condition{"shown"}},
		{Word: "expired", Text: "Only an old code works, when it is no longer shown", When: Condition{"shown"}},
		{Word: "setup", Text: "The code is refused while I set codes up", When: Condition{"shown"}},
		{Word: "no-field", Text: "There is no field for a code"},
		{Word: "no-page", Text: "The page does not load, or looks strange"},
		{Word: "locked", Text: "The site says that I am locked out"},
	}}
}

func appQuestion() Question {
	return Question{ID: "app", Text: "Which app is it?", When: Condition{"phone", "computer"}, Answers: []Answer{
		{Word: "google", Text: "Google Authenticator", When: Condition{"phone"}},
		{Word: "microsoft", Text: "Microsoft Authenticator", When: Condition{"phone"}},
		{Word: "authy", Text: "Authy", When: Condition{"phone"}},
		{Word: "2fas", Text: "2FAS", When: Condition{"phone"}},
		{Word: "ente", Text: "Ente Auth"},
		{Word: "aegis", Text: "Aegis", When: Condition{"phone"}},
		{Word: "stratum", Text: "Stratum (Authenticator Pro)", When: Condition{"phone"}},
		{Word: "apple", Text: "Apple Passwords"},
		{Word: "1password", Text: "1Password"},
		{Word: "bitwarden", Text: "Bitwarden"},
		{Word: "keepassxc", Text: "KeePassXC", When: Condition{"computer"}},
		{Word: "winauth", Text: "WinAuth", When: Condition{"computer"}},
		{Word: "extension", Text: `The browser extension "Authenticator"`, When: Condition{"computer"}},
		{Word: "yubico", Text: "Yubico Authenticator, or a USB security key"},
		{Word: "other-app", Text: "Another one, or I don't know"},
	}}
}

func siteQuestion() Question {
	q := Question{ID: "site", Text: "Which site is it?"}
	for _, s := range Sites() {
		q.Answers = append(q.Answers, Answer{Word: s.ID, Text: s.Name})
	}
	q.Answers = append(q.Answers, Answer{Word: "other-site", Text: "Another site"})
	return q
}
