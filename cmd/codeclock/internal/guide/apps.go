package guide

// appSteps are each app's own cure.
func appSteps() []Step {
	own := []Step{
		app("google", "Google Authenticator", "codeclock tap --app google", dated(`Android: More > Settings > "Time correction for codes" > "Sync now", if your version has it. It corrects the app, not the phone.`, "G2"),
			fact("iPhone: there is no such setting.", "GAI"), fact(`It may say "already correct" and codes still fail. Then measure the phone.`, "GA")),
		app("2fas", "2FAS", "codeclock tap --app 2fas", fact("It keeps a time of its own; there is no menu for it.", "2FAS"),
			fact("Open for hours, it was seen to show codes 10 seconds early. Close the app completely, and open it.", "2FAST")),
		app("ente", "Ente Auth", "codeclock tap --app ente", fact("It takes its server's time, but not in offline mode. Let it online, and restart it after the clock was changed.", "ENTE")),
		app("aegis", "Aegis", "", fact("It uses the phone's clock; it has no permission for the internet.", "AEGIS")),
		app("stratum", "Stratum", "", fact("It uses the phone's clock.", "STRATUM")),
		app("authy", "Authy", "", fact("The same entry shows the same code on all your devices. Codes that Authy itself powers differ.", "TW"),
			advice("No setting for its time was found: check the clock of each device.")),
		app("microsoft", "Microsoft Authenticator", "", advice("No setting for its time was found: check the phone's clock.")),
		app("apple", "Apple Passwords", "", fact("It makes codes on the device, without a network.", "AP")),
		app("1password", "1Password", "", fact("It makes codes by the clock of the device.", "1P")),
		app("bitwarden", "Bitwarden", "", fact("It makes codes by the clock of the device or browser. Set time and zone to automatic.", "BW")),
		app("keepassxc", "KeePassXC", "", fact("It uses this computer's clock, and asks you to keep that right.", "KP")),
		app("winauth", "WinAuth", "codeclock check", dated(`It saves a correction of its own. After this computer's clock was changed: right-click > "Sync time", for each entry.`, "WA")),
		app("extension", "The browser extension", "codeclock check", dated(`It has a correction of its own: Settings > "Sync clock with Google". Too far off? Set the computer's clock first.`, "EXT")),
		app("yubico", "Yubico Authenticator", "codeclock check", fact("The key has no battery and no clock. The clock of the computer or phone counts.", "YK")),
	}
	return own
}

// app returns the step of an app, named by the word that chooses it.
func app(word, name, next string, lines ...Line) Step {
	return Step{ID: "app-" + word, When: Condition{word + "+!no-page+!locked"}, First: Condition{word + "+sometimes", word + "+fresh", word + "+expired", word + "+others-fail"},
		Title: name + ": see how it keeps time", Lines: lines, Next: next}
}
